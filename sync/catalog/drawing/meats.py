"""Meat and fish that the emoji set lacks, drawn on the 32 × 32 canvas in its style."""

from collections.abc import Callable

from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, oval_path

Drawing = Callable[[Sketch], None]


def sliced(meat: str, *, spots: str = "", rim: str = "") -> Drawing:
    """Three round slices of cold meat, fanned."""

    def draw(s: Sketch) -> None:
        for x, y in ((11, 19.6), (20.6, 19), (15.6, 12.8)):
            s.volume(oval_path(x, y, 9, 8.2), rim or dark(meat, 0.12))
            s.volume(oval_path(x, y, 7.9, 7.1), meat)
            if spots:
                for dx, dy, r in (
                    (-3.6, -2, 0.9),
                    (1.6, -3.6, 0.7),
                    (3.4, 1.2, 1),
                    (-1.4, 2.8, 0.8),
                    (0.4, -0.4, 0.6),
                ):
                    s.path(oval_path(x + dx, y + dy, r, r * 0.85), light(spots, 0.1), 0.9)

    return draw


def fillet(flesh: str, lines: str) -> Drawing:
    """A fish fillet with its muscle lines."""

    def draw(s: Sketch) -> None:
        s.volume(
            "M3.4,21C3,14 11,6.6 20,6C27,5.6 30,9 29,13.4C27.6,20 19,27.4 9.6,27C5.4,26.8 3.6,24.6 3.4,21Z",
            dark(flesh, 0.3),
        )
        s.volume(
            "M3.4,19.6C3,13 11,5.4 20,5C27,4.6 29.8,8 28.8,12C27.4,18.4 19,25.6 9.6,25.2"
            "C5.4,25 3.6,23 3.4,19.6Z",
            flesh,
        )
        for x in (0, 4.6, 9.2, 13.8):
            s.line(
                f"M{7 + x},{22.6 - x * 0.5}"
                f"C{7.6 + x},{18.6 - x * 0.5} {9.6 + x},{16 - x * 0.5} {12 + x},{13.6 - x * 0.4}",
                lines,
                0.9,
                0.75,
            )

    return draw


def mince(meat: str) -> Drawing:
    """Ground meat: strands in a heap."""

    def draw(s: Sketch) -> None:
        s.volume("M3,20C3,13 9,8.6 16,8.6S29,13 29,20C29,25 24,26.6 16,26.6S3,25 3,20Z", dark(meat, 0.16))
        for row, (y, left, right) in enumerate(
            ((23, 5, 27), (19.4, 4.6, 27.4), (15.6, 6.4, 25.6), (12, 9.8, 22.2))
        ):
            step = 3.4
            x = left + (row % 2) * 1.2
            while x < right - 1:
                s.volume(
                    box_path(x, y - 1.5, min(step + 1.2, right - x), 2.9, 1.45),
                    light(meat, 0.06 + 0.05 * (int(x) % 3)),
                    depth=0.5,
                )
                x += step

    return draw


def breast(s: Sketch) -> None:
    """Two chicken breasts."""
    for x, y, turn in ((0, 0, 1), (1.6, 6.4, 1)):
        s.volume(
            f"M{4 + x},{14 + y}C{4 + x},{8 + y} {11 + x},{4.6 + y} {18 + x},{5.4 + y}"
            f"C{24 + x},{6 + y} {28 + x},{9 + y} {27.4 + x},{12.4 + y * turn}"
            f"C{26.6 + x},{16.4 + y} {18 + x},{19.4 + y} {11 + x},{19.4 + y}"
            f"C{7 + x},{19.4 + y} {4 + x},{17.8 + y} {4 + x},{14 + y}Z",
            "#F6C3AE",
        )
        s.line(
            f"M{8 + x},{14.4 + y}C{12 + x},{11 + y} {18 + x},{9.6 + y} {23 + x},{10 + y}", "#ffffff", 0.8, 0.5
        )


def sausages(skin: str) -> Drawing:
    def draw(s: Sketch) -> None:
        for y in (8.6, 15.4, 22.2):
            s.volume(
                f"M5.6,{y - 3}C12,{y - 1.8} 20,{y - 1.8} 26.4,{y - 3}"
                f"C29.6,{y - 3} 30.4,{y + 2} 27.4,{y + 2.8}C20,{y + 4.2} 12,{y + 4.2} 4.6,{y + 2.8}"
                f"C1.6,{y + 2} 2.4,{y - 3} 5.6,{y - 3}Z",
                skin,
            )
            s.line(f"M8,{y - 0.6}C13,{y + 0.2} 18,{y + 0.2} 22,{y - 0.4}", "#ffffff", 0.9, 0.45)

    return draw


def ham(s: Sketch) -> None:
    s.volume(
        "M4,17C3,10 9,4.6 17,4.8C25,5 29.4,10.6 28.6,17.4C27.8,24 22,28 15.4,27.6C8.6,27.2 4.8,23 4,17Z",
        "#C8743C",
    )
    s.volume(oval_path(15.6, 17, 9.6, 8.6), "#FBE3D6")
    s.volume(oval_path(15.6, 17, 8.4, 7.4), "#F28C93")
    s.volume(oval_path(14.2, 17.6, 2.5, 2.2), "#FFF4E8")
    s.path(oval_path(14.2, 17.6, 1.1, 0.9), "#E2B7A0")
    s.line("M9.6,14C11,11.6 14,10.6 17,10.8", "#ffffff", 0.9, 0.6)


def roast_bird(skin: str) -> Drawing:
    """A whole bird, roasted or raw by its colour."""

    def draw(s: Sketch) -> None:
        s.volume("M2.6,22.4H29.4C29.2,26.4 25,28.6 16,28.6S2.8,26.4 2.6,22.4Z", "#E9E6F2")
        s.volume(
            "M5,20C4,11.6 9.4,5 17,5C24,5 28.4,10.6 27.4,18.4C27,23 22,25.2 15.6,25.2S5.6,24 5,20Z", skin
        )
        for x, bone in ((5.2, -1), (24.4, 1)):
            s.line(f"M{x},18.4L{x + bone * 2.4},14.4", "#F6EEDD", 2.4)
            s.volume(oval_path(x + bone * 2.6, 13.6, 1.7, 1.5), "#FBF6EA", depth=0.7)
        s.volume(
            "M3.6,21.6C4,16.6 8.6,14.4 12.6,15.8C16,17.2 15.8,21.6 12.4,23.4C8.8,25.2 3.8,25 3.6,21.6Z",
            light(skin, 0.08),
        )
        s.volume(
            "M28,21.6C27.6,16.6 23,14.4 19.4,15.8C16.2,17.2 16.2,21.6 19.6,23.4C23,25.2 28,25 28,21.6Z",
            light(skin, 0.04),
        )
        s.line("M10.4,11.4C12,8.8 14.6,7.6 17.4,7.6", "#ffffff", 1.4, 0.5)

    return draw


MEATS: dict[str, Drawing] = {
    "slices-ham": sliced("#F4A0A6", rim="#E27E72"),
    "slices-turkey": sliced("#F3D9BC", rim="#D9A66B"),
    "slices-beef": sliced("#B5544C", rim="#6E2F2C"),
    "slices-salami": sliced("#C8383F", spots="#FFE7DD", rim="#8E2430"),
    "slices-bologna": sliced("#F2A79A", rim="#D9584A"),
    "salmon": fillet("#FF8A62", "#FFE1D2"),
    "white-fish": fillet("#F3E9E2", "#D7BFB6"),
    "mince-beef": mince("#C8434A"),
    "mince-poultry": mince("#F0A99C"),
    "breast": breast,
    "sausages": sausages("#B4553A"),
    "franks": sausages("#E3705A"),
    "ham": ham,
    "roast-bird": roast_bird("#C9772E"),
    "raw-bird": roast_bird("#F6CDB4"),
}
