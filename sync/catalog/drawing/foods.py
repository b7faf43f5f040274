"""Prepared and packaged foods that the emoji set lacks, drawn on the 32 × 32 canvas in its style."""

from collections.abc import Callable

from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, oval_path

Drawing = Callable[[Sketch], None]


def bun(s: Sketch) -> None:
    """Soft rolls."""
    for x, y, r in ((10.4, 18.6, 8.4), (21.4, 18.8, 8.4), (16, 13.6, 9)):
        s.volume(
            f"M{x - r},{y + 2}C{x - r},{y - 6} {x - 5},{y - 8} {x},{y - 8}"
            f"S{x + r},{y - 6} {x + r},{y + 2}C{x + r},{y + 7} {x - r},{y + 7} {x - r},{y + 2}Z",
            "#DE9A4E",
        )
        s.line(
            f"M{x - 4.6},{y - 3.6}C{x - 2.6},{y - 5.4} {x + 1},{y - 5.8} {x + 3},{y - 5}", "#ffffff", 1.1, 0.5
        )


def tortilla_chips(s: Sketch) -> None:
    for x, y, turn in ((10.6, 18, -0.2), (21, 17.4, 0.25), (16, 12.6, 0.05)):
        s.volume(
            f"M{x - 8},{y + 6}C{x - 4 - turn * 6},{y - 2} {x - 2},{y - 7} {x + turn * 8},{y - 8.6}"
            f"C{x + 3},{y - 3} {x + 6},{y + 1} {x + 8},{y + 6 - turn * 5}"
            f"C{x + 2},{y + 7.6} {x - 3},{y + 7.6} {x - 8},{y + 6}Z",
            "#F4B942",
        )
        for dx, dy in ((-2.4, 2.4), (1.6, 0), (2.6, 3.4), (-0.4, -2.6)):
            s.path(oval_path(x + dx, y + dy, 0.55, 0.55), "#B9721F", 0.7)


def potato_chips(s: Sketch) -> None:
    for x, y in ((10.6, 19.4), (21.6, 18.4), (15.4, 12.4)):
        s.volume(
            f"M{x - 8.4},{y - 1}C{x - 7},{y - 7.6} {x + 5},{y - 8} {x + 8},{y - 2.4}"
            f"C{x + 9.4},{y + 3} {x + 4},{y + 7.4} {x - 2},{y + 7}"
            f"C{x - 7},{y + 6.6} {x - 9.4},{y + 3.4} {x - 8.4},{y - 1}Z",
            "#FAD25A",
        )
        s.line(
            f"M{x - 4.6},{y + 1.6}C{x - 2.6},{y - 2.6} {x + 2},{y - 3.4} {x + 4.6},{y - 1.4}",
            "#E0992F",
            1,
            0.55,
        )


def crackers(s: Sketch) -> None:
    for x, y in ((4, 11.4), (12.6, 5.4)):
        scallop = "".join("q1.25,-1.1 2.5,0" for _ in range(6)) + "".join("q1.1,1.25 0,2.5" for _ in range(6))
        scallop += "".join("q-1.25,1.1 -2.5,0" for _ in range(6)) + "".join(
            "q-1.1,-1.25 0,-2.5" for _ in range(6)
        )
        s.volume(f"M{x},{y}{scallop}Z", "#E9B15A")
        for i in (3.4, 7.5, 11.6):
            for j in (3.4, 7.5, 11.6):
                s.path(oval_path(x + i, y + j, 0.75, 0.75), "#A9682A", 0.8)


def cereal(s: Sketch) -> None:
    """A bowl of rings in milk."""
    s.volume(oval_path(16, 14, 13.6, 5.8), "#DCE9F7")
    s.volume(oval_path(16, 14, 12.4, 4.9), "#FFFFFF", depth=0.6)
    for x, y in ((9, 13.6), (13.4, 11.4), (15, 15.4), (19, 12.4), (22.8, 14.6), (10.6, 16.2), (19.4, 16.4)):
        s.volume(f"{oval_path(x, y, 2.3, 1.7)}{oval_path(x, y, 0.8, 0.55)}", "#E4A246", depth=0.5)
        s.path(oval_path(x, y, 0.75, 0.5), "#FFF7E6")
    s.volume(
        "M2.4,14.2C4,18.4 10,19.8 16,19.8S28,18.4 29.6,14.2C29.8,22.6 24,27.8 16,27.8S2.2,22.6 2.4,14.2Z",
        "#4E8BEA",
    )


def macaroni(s: Sketch) -> None:
    """Elbow pasta."""
    for x, y, turn in ((9.4, 12, 0), (21.6, 11.4, 1), (12, 22.4, 1), (23, 22, 0), (16.2, 16.6, 0)):
        side = -1 if turn else 1
        s.line(
            f"M{x - 4 * side},{y + 2.4}"
            f"C{x - 3 * side},{y - 4} {x + 3 * side},{y - 4} {x + 4 * side},{y + 2.4}",
            "#D98C1E",
            5,
        )
        s.line(
            f"M{x - 4 * side},{y + 2.2}"
            f"C{x - 3 * side},{y - 4.2} {x + 3 * side},{y - 4.2} {x + 4 * side},{y + 2.2}",
            "#FFC24A",
            3.8,
        )
        s.line(
            f"M{x - 3.2 * side},{y - 0.2}"
            f"C{x - 2 * side},{y - 3.4} {x + 1 * side},{y - 3.6} {x + 2 * side},{y - 2.8}",
            "#FFEBB0",
            0.9,
            0.9,
        )


def dip_bowl(content: str) -> Drawing:
    """A bowl of dip, salsa or salad."""

    def draw(s: Sketch) -> None:
        s.volume("M2.6,13.6C2.6,23 8,28.4 16,28.4S29.4,23 29.4,13.6Z", "#F0EEF7")
        s.volume(oval_path(16, 13.6, 13.4, 5.4), "#E3E0EE")
        s.volume(oval_path(16, 13.2, 11.8, 4.3), content)
        s.line("M9,13.4C12,10.6 18,10.6 20,12.4C21.6,14 17,15.4 15,13.8", light(content, 0.5), 1.2, 0.7)
        for x, y in ((10.6, 15), (22.4, 14.6), (18.4, 11)):
            s.path(oval_path(x, y, 0.9, 0.6), "#3F9A48", 0.85)

    return draw


def popsicle(s: Sketch) -> None:
    s.volume(box_path(14.2, 22, 3.6, 8.6, 1.6), "#E2B983", depth=0.7)
    s.volume(
        "M8.6,10C8.6,4.6 11.6,1.8 16,1.8S23.4,4.6 23.4,10V21.4C23.4,23.6 22.2,24.6 20.2,24.6H11.8"
        "C9.8,24.6 8.6,23.6 8.6,21.4Z",
        "#FF6B81",
    )
    s.volume(
        "M8.6,10C8.6,4.6 11.6,1.8 16,1.8S23.4,4.6 23.4,10V13.4C21,15 19,11.8 16,13.4S11,15 8.6,13.4Z",
        "#FFD05A",
    )
    for x in (12.6, 18.2):
        s.path(box_path(x, 6, 1.5, 15.4, 0.75), "#ffffff", 0.4)


def ice_cream_sandwich(s: Sketch) -> None:
    s.volume("M4,20.6L22,25.4L28.4,18.6V21.8L22,29L4,24Z", "cocoa")
    s.volume("M4,14.4L22,19.4L28.4,12.4V18.6L22,25.6L4,20.6Z", "cream")
    s.volume("M4,10.8L11.4,5.2L28.4,9.4V12.6L22,19.6L4,14.4Z", "cocoa")
    for x, y in ((10, 10.8), (14, 9), (18, 10.4), (14.6, 12.8), (22.6, 11.4), (19, 14.2)):
        s.path(oval_path(x, y, 0.7, 0.45), "#2B1712", 0.9)


def pastry(icing: str) -> Drawing:
    """A toaster pastry or an iced bar with sprinkles."""

    def draw(s: Sketch) -> None:
        s.volume(box_path(3.4, 7, 25.2, 18.6, 3), "#DFA05A")
        s.volume(box_path(5.8, 9.2, 20.4, 14.2, 2.6), icing)
        for x, y, colour in (
            (9, 12, "#FF5C7A"),
            (14, 14.6, "#4AA3FF"),
            (20, 12, "#FFC83D"),
            (23, 17.4, "#4CB050"),
            (17.4, 19.6, "#FF5C7A"),
            (10.4, 18.4, "#8457D8"),
        ):
            s.line(f"M{x},{y}L{x + 1.4},{y + 0.8}", colour, 0.9)

    return draw


def bars(colour: str, bits: str) -> Drawing:
    """A granola or energy bar."""

    def draw(s: Sketch) -> None:
        s.volume(
            "M3,18.6L20.6,8.4C22,7.6 23,7.8 24,8.8L28.4,12.6C29.2,13.4 29,14.4 28,15L10.6,25.4"
            "C9.2,26.2 8,26 7,25L2.8,21C2,20.2 2,19.2 3,18.6Z",
            colour,
        )
        for x, y in (
            (9, 20),
            (13, 17.4),
            (17.4, 15),
            (21.6, 12.4),
            (12, 21.8),
            (16.4, 19.4),
            (20.6, 17),
            (24.4, 13.8),
            (8, 22.6),
        ):
            s.volume(oval_path(x, y, 1.5, 1), bits, depth=0.4)

    return draw


def cheese_slices(s: Sketch) -> None:
    for shift in (6, 3, 0):
        s.volume(f"M3,{12 + shift}L18,{6.4 + shift}L29.4,{12.6 + shift}L14.4,{19 + shift}Z", "#FFB52E")
        s.path(f"M3,{12 + shift}L14.4,{19 + shift}V{20.2 + shift}L3,{13.2 + shift}Z", "#E48C16", 0.9)


def shredded(colour: str) -> Drawing:
    def draw(s: Sketch) -> None:
        strands = ((5, 22, 13, 24), (10, 25, 20, 22.6), (19, 25, 27.6, 22.4), (7, 18.6, 17, 21),
                   (15, 20.6, 25.6, 18.6), (9, 16, 18, 14.4),
                   (15.6, 17.4, 24, 14.4), (11.6, 12, 20, 13), (13, 9.4, 19, 10.4))  # fmt: skip
        for x1, y1, x2, y2 in strands:
            curve = f"M{x1},{y1}Q{(x1 + x2) / 2},{(y1 + y2) / 2 - 2.4} {x2},{y2}"
            s.line(curve, dark(colour, 0.25), 2.6)
            s.line(curve, light(colour, 0.1), 1.9)

    return draw


def tofu(s: Sketch) -> None:
    """A block, and two cubes cut from it."""
    for x, y, size in ((2.4, 6, 15), (17.6, 17.4, 8.4), (8, 20.6, 7.4)):
        rise = size * 0.28
        s.volume(
            f"M{x},{y + rise}L{x + rise},{y}H{x + size + rise}L{x + size},{y + rise}Z", "#FFFBF0", depth=0.6
        )
        s.volume(
            f"M{x + size},{y + rise}L{x + size + rise},{y}V{y + size * 0.62}"
            f"L{x + size},{y + rise + size * 0.62}Z",
            "#E8DDC2",
            depth=0.6,
        )
        s.volume(box_path(x, y + rise, size, size * 0.62, 0.4), "#FBF3DE", depth=0.8)


def gelatin(s: Sketch) -> None:
    s.volume(
        "M4.4,24.6C7,14.6 8,8.6 10.6,7.6C13.6,6.4 18.4,6.4 21.4,7.6C24,8.6 25,14.6 27.6,24.6Z",
        "#F0484F",
        opacity=0.92,
    )
    for x in (10.6, 16, 21.4):
        s.line(f"M{x + (16 - x) * 0.2},9.6L{x - (16 - x) * 0.28},23", "#ffffff", 0.9, 0.4)
    s.volume(oval_path(16, 25.4, 14, 2.6), "#E9E7F2")


FOODS: dict[str, Drawing] = {
    "bun": bun,
    "tortilla-chips": tortilla_chips,
    "potato-chips": potato_chips,
    "crackers": crackers,
    "cereal": cereal,
    "macaroni": macaroni,
    "salsa": dip_bowl("#E8412F"),
    "dip": dip_bowl("#FBF1DC"),
    "guacamole": dip_bowl("#8CBF45"),
    "slaw": dip_bowl("#E4EBC2"),
    "popsicle": popsicle,
    "ice-cream-sandwich": ice_cream_sandwich,
    "toaster-pastry": pastry("#FFB3CC"),
    "iced-bar": pastry("#7A4630"),
    "granola-bar": bars("#C98A45", "#F1D29A"),
    "energy-bar": bars("#6B4030", "#B98A5E"),
    "cheese-slices": cheese_slices,
    "shredded-cheese": shredded("#FFB93A"),
    "hash": shredded("#E7B765"),
    "kraut": shredded("#E6DFA8"),
    "gelatin": gelatin,
    "tofu": tofu,
}
