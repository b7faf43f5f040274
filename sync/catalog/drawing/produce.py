"""Fruit, vegetables and nuts that the emoji set lacks, drawn on the 32 × 32 canvas in its style."""

from collections.abc import Callable

from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, oval_path

Drawing = Callable[[Sketch], None]


def berry(colour: str) -> Drawing:
    """Raspberries or blackberries: a cluster of beads."""

    def draw(s: Sketch) -> None:
        for x, y in ((10.4, 17.6), (21.6, 18.8)):
            for row, (dy, xs) in enumerate(
                ((-4.6, (-2.6, 2.6)), (-1, (-5, 0, 5)), (3, (-3.6, 0.4, 3.8)), (6.4, (-1.6, 1.8)))
            ):
                for dx in xs:
                    s.volume(oval_path(x + dx, y + dy, 3.3, 3.1), light(colour, 0.05 * row))
            s.volume(
                f"M{x},{y - 7}C{x - 3},{y - 10} {x - 5.6},{y - 9} {x - 6.4},{y - 7}"
                f"C{x - 4},{y - 5.4} {x - 2},{y - 5.4} {x},{y - 6.4}"
                f"C{x + 2},{y - 5.4} {x + 4},{y - 5.4} {x + 6.4},{y - 7}"
                f"C{x + 5.6},{y - 9} {x + 3},{y - 10} {x},{y - 7}Z",
                "green",
                depth=0.6,
            )

    return draw


def cranberries(s: Sketch) -> None:
    s.volume("M17,8C18.6,3.6 23.6,2.4 28,4.6C26,9 21,10.2 17,8Z", "green", depth=0.7)
    for x, y in ((9.6, 12.4), (21.8, 15), (13.4, 22.2)):
        s.volume(oval_path(x, y, 7.4, 7), "#C81E3C")
        s.line(
            f"M{x - 3.6},{y - 2}C{x - 3},{y - 3.6} {x - 1.8},{y - 4.4} {x - 0.4},{y - 4.6}",
            "#ffffff",
            1.2,
            0.65,
        )


def round_fruit(skin: str, *, leaf: bool = False, cheek: str = "") -> Drawing:
    """Plums, beets, radishes, turnips, squashes: a smooth ball with a stalk."""

    def draw(s: Sketch) -> None:
        s.line("M16.4,8.6C16.4,6 17.4,4.2 19,3", "#6B4A2B", 1.4)
        if leaf:
            s.volume("M17,7.4C18.4,3.4 23,2.6 26,4.4C24.4,8 20.4,9 17,7.4Z", "green", depth=0.7)
        s.volume(
            "M16.2,8.4C22,5.6 28.6,9.4 28.4,17.4C28.2,24.6 22.6,29.4 16.2,29.4S3.8,24.6 3.6,17.4"
            "C3.4,9.4 10.4,5.6 16.2,8.4Z",
            skin,
        )
        if cheek:
            s.path(oval_path(20.6, 20.6, 4.6, 5), cheek, 0.4)
        s.line("M8,13.4C8.8,11.4 10.4,10.4 12.2,10.2", "#ffffff", 1.6, 0.55)

    return draw


def root(skin: str, tail: str) -> Drawing:
    """A radish or beet with its leaves."""

    def draw(s: Sketch) -> None:
        for d in (
            "M16,13C12,10 8,8 6.6,3.4C11,2.4 15,6 16,13Z",
            "M16,13C20,10 24,8 25.4,3.4C21,2.4 17,6 16,13Z",
            "M16,13.4C13,9 13.4,4.6 16,1.4C18.6,4.6 19,9 16,13.4Z",
        ):
            s.volume(d, "green", depth=0.7)
        s.line("M16,25C16.4,27.4 17.4,29 19,30.4", tail, 1.3)
        s.volume(
            "M16,12C21.6,10.4 26,13.6 25.6,18.6C25.2,23.4 20,26 16,28C12,26 6.8,23.4 6.4,18.6"
            "C6,13.6 10.4,10.4 16,12Z",
            skin,
        )
        s.line("M9.6,16.6C10.2,15 11.4,14.2 12.8,14", "#ffffff", 1.5, 0.6)

    return draw


def gourd(skin: str) -> Drawing:
    """A winter squash."""

    def draw(s: Sketch) -> None:
        s.volume("M14.6,4.6C14.4,3 15,2 16.6,1.6L18,2.6C17.4,3.4 17.4,4 17.6,4.8Z", "#7C6A3A", depth=0.6)
        s.volume(
            "M16,4C19.6,4 21,7 20.8,10.4C20.6,13.6 27,15 27,21.6C27,27 22.4,30 16,30S5,27 5,21.6"
            "C5,15 11.4,13.6 11.2,10.4"
            "C11,7 12.4,4 16,4Z",
            skin,
        )
        for x in (11.6, 20.4):
            s.line(
                f"M{16 + (x - 16) * 0.4},8C{x},14 {x},22 {16 + (x - 16) * 0.7},28.4",
                dark(skin, 0.2),
                0.7,
                0.5,
            )

    return draw


def grape_bunch(skin: str) -> Drawing:
    def draw(s: Sketch) -> None:
        s.line("M16,8.6C16,5.6 17,3.6 18.6,2", "#6B8E3A", 1.5)
        s.volume("M16.6,7.4C19,3.6 24,3 28,5.6C25.6,9.4 20.4,10.4 16.6,7.4Z", "green", depth=0.7)
        for y, xs in (
            (11.6, (7.4, 13.2, 19, 24.6)),
            (16.6, (10.2, 16, 21.8)),
            (21.4, (13, 18.8)),
            (26.2, (16,)),
        ):
            for x in xs:
                s.volume(oval_path(x, y, 3.7, 3.6), skin)

    return draw


def bell_pepper(skin: str) -> Drawing:
    def draw(s: Sketch) -> None:
        s.line("M16,8.6C15.8,6 16.4,4 18,2.4", "#3F8F45", 2.2)
        for d in (
            "M12,8C6,7 3,11 3.4,16.6C3.8,22.6 6.6,29 11,29.4C13.6,29.4 14.6,27 14.6,24Z",
            "M20,8C26,7 29,11 28.6,16.6C28.2,22.6 25.4,29 21,29.4C18.4,29.4 17.4,27 17.4,24Z",
            "M16,8.6C20.4,6.6 22.6,10.4 22.4,16.6C22.2,22.6 20,29.8 16,29.8S9.8,22.6 9.6,16.6"
            "C9.4,10.4 11.6,6.6 16,8.6Z",
        ):
            s.volume(d, skin)
        s.volume(
            "M11,8.6C12.6,6.4 19.4,6.4 21,8.6C19.6,11 17.4,10.4 16,11.4C14.6,10.4 12.4,11 11,8.6Z",
            "green",
            depth=0.7,
        )
        s.line("M7,13.4C7.2,12 8,11 9,10.6", "#ffffff", 1.4, 0.6)

    return draw


def stalks(colour: str, tips: str) -> Drawing:
    """A bundle of stalks: celery, asparagus, green onions, greens."""

    def draw(s: Sketch) -> None:
        for x, lean in ((8.6, -2.6), (12.4, -1.2), (16, 0), (19.6, 1.2), (23.4, 2.6)):
            s.volume(
                f"M{x - 1.9},29C{x - 2},20 {x - 2 + lean},14 {x - 1.5 + lean},8H{x + 1.5 + lean}"
                f"C{x + 2 + lean},14 {x + 2},20 {x + 1.9},29Z",
                colour,
                depth=0.7,
            )
            top = x + lean
            s.volume(
                f"M{top - 2.2},10.4C{top - 3},6 {top - 1},3.4 {top},2.2"
                f"C{top + 1},3.4 {top + 3},6 {top + 2.2},10.4"
                f"C{top + 1},11.6 {top - 1},11.6 {top - 2.2},10.4Z",
                tips,
                depth=0.7,
            )
        s.volume(box_path(6, 19.4, 20, 3.2, 1.4), "#7C6BE0", depth=0.7)

    return draw


def cauliflower(s: Sketch) -> None:
    s.volume("M3,17C2,23 8,29.6 16,29.6S30,23 29,17C24,19 8,19 3,17Z", "#7CC05A")
    for x, y, r in ((9, 14.4, 5.6), (23, 14.4, 5.6), (16, 10.4, 6.6), (12.4, 18.6, 5.6), (19.8, 18.6, 5.6)):
        s.volume(oval_path(x, y, r, r * 0.9), "#FBF4DF")
    s.volume("M3,15.4C3.4,22 7,27 12.4,29.2C12,24 8,19 3,15.4Z", "#5FAE4B", depth=0.7)
    s.volume("M29,15.4C28.6,22 25,27 19.6,29.2C20,24 24,19 29,15.4Z", "#5FAE4B", depth=0.7)


def nuts(colour: str) -> Drawing:
    """Almonds, pecans, pistachios."""

    def draw(s: Sketch) -> None:
        for x, y in ((10, 11.4), (21.8, 12.6), (15.6, 21.4)):
            s.volume(
                f"M{x - 7.4},{y + 3}C{x - 7},{y - 4} {x + 1},{y - 7} {x + 7},{y - 5.4}"
                f"C{x + 8.6},{y + 1} {x + 4},{y + 7.4} {x - 2.4},{y + 7}"
                f"C{x - 5.4},{y + 6.8} {x - 7.4},{y + 5.4} {x - 7.4},{y + 3}Z",
                colour,
            )
            for shift in (-1.6, 1.2):
                s.line(
                    f"M{x - 4},{y + 3 + shift}"
                    f"C{x - 1},{y + 1 + shift} {x + 2},{y - 1 + shift} {x + 4.6},{y - 3.4 + shift}",
                    dark(colour, 0.35),
                    0.7,
                    0.6,
                )

    return draw


PRODUCE: dict[str, Drawing] = {
    "cranberries": cranberries,
    "raspberry": berry("#E8436A"),
    "blackberry": berry("#4A3474"),
    "plum": round_fruit("#7A3E8E", leaf=True, cheek="#C85A9A"),
    "beet": root("#9C1F4E", "#7A1840"),
    "radish": root("#EE4274", "#F7D5DF"),
    "grapes-red": grape_bunch("#A8284F"),
    "grapes-green": grape_bunch("#A9CF4F"),
    "pepper-red": bell_pepper("#E8343F"),
    "nectarine": round_fruit("#F58A3C", leaf=True, cheek="#E0344A"),
    "grapefruit": round_fruit("#FF9A62", leaf=True, cheek="#FF6B6B"),
    "apricot": round_fruit("#FFB04A", leaf=True, cheek="#FF7F50"),
    "squash": gourd("#E9B46A"),
    "yellow-squash": gourd("#F7CE3E"),
    "celery": stalks("#A7D67C", "#6DB65B"),
    "spring-onion": stalks("#EEF3DC", "#4CAF50"),
    "asparagus": stalks("#5FAE4B", "#4B7F58"),
    "cauliflower": cauliflower,
    "almonds": nuts("#B8743C"),
    "pistachios": nuts("#A9C26A"),
}
