"""Household goods that the emoji set lacks, drawn on the 32 × 32 canvas in its style."""

from collections.abc import Callable

from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, oval_path

Drawing = Callable[[Sketch], None]


def egg_carton(s: Sketch) -> None:
    for y, xs in ((12.4, (6.6, 13, 19.4, 25.6)), (16.4, (6, 12.8, 19.6, 26.2))):
        for x in xs:
            s.volume(oval_path(x, y, 3.1, 4.6), "#F3C79C")
    s.volume(
        "M2,17.4C4,15.6 5,19.4 9.4,17.4S12,19.4 16,17.4S20,19.4 22.6,17.4S28,15.6 30,17.4L28,26"
        "C27.7,27.4 27,28 25.6,28H6.4C5,28 4.3,27.4 4,26Z",
        "#A9A3C4",
    )
    for x in (9.4, 16, 22.6):
        s.line(f"M{x},19V26.4", dark("#A9A3C4", 0.3), 0.8, 0.5)


def towel_roll(s: Sketch) -> None:
    s.volume("M22,8.4H28.6V27C28.6,28 28,28.6 27,28.6H22Z", "#EDEBF5", depth=0.6)
    s.volume("M6,7V26.4C6,28.6 10,30 15,30S24,28.6 24,26.4V7Z", "#FAF9FD")
    s.volume(oval_path(15, 6.8, 9, 3.6), "#E6E3F0")
    s.volume(oval_path(15, 6.8, 3.2, 1.3), "#A97B54")
    s.path(oval_path(15, 6.9, 2.1, 0.8), "#5E3F2A")
    for y in (14, 21):
        s.line(f"M6.6,{y}C9,{y + 2} 21,{y + 2} 23.4,{y}", "#8FB8F0", 0.8, 0.8)
        for x in (10, 15, 20):
            s.path(oval_path(x, y + 4, 0.9, 0.9), "#8FB8F0", 0.7)


def trash_bag(s: Sketch) -> None:
    s.volume(
        "M13,8.6C8,12 3.6,17 3.6,22.6C3.6,27.6 7,30 16,30S28.4,27.6 28.4,22.6C28.4,17 24,12 19,8.6Z",
        "#3E4257",
    )
    s.volume(
        "M13.4,8.8C11,6.4 9.4,4.4 10,2.6C12,3.8 14,2 16,2.6S20,3.8 22,2.6C22.6,4.4 21,6.4 18.6,8.8Z",
        "#4B5068",
    )
    s.line("M12.6,9C15,10 17,10 19.4,9", "#F0484F", 1.6)
    s.line("M9,16C8,18 7.4,20 7.6,22.4", "#ffffff", 1, 0.4)


def plate(s: Sketch) -> None:
    for y, colour in ((19.4, "#D8D5E6"), (17, "#EDEBF5"), (14.6, "#FBFAFE")):
        s.volume(oval_path(16, y, 14, 7.6), colour, depth=0.7)
    s.volume(oval_path(16, 14.6, 10, 5), "#F3F1FA", depth=0.7)
    s.line("M8.6,13.4C10,11.2 13,10.4 16,10.4", "#ffffff", 0.9, 0.9)


def party_cup(s: Sketch) -> None:
    s.volume("M7,4.6H25L22.4,27.6C22.2,29.2 21.4,30 20,30H12C10.6,30 9.8,29.2 9.6,27.6Z", "#E8414B")
    s.volume(oval_path(16, 4.8, 9.4, 2.5), "#FBFAFE")
    s.path(oval_path(16, 5, 7.8, 1.7), "#E2DEEE")
    for y in (13, 20):
        s.line(
            f"M{8.6 + (y - 13) * 0.1},{y}C12,{y + 1.4} 20,{y + 1.4} {23.6 - (y - 13) * 0.12},{y}",
            dark("#E8414B", 0.3),
            0.8,
            0.5,
        )


def foil_pan(s: Sketch) -> None:
    s.volume("M1.6,11.6H30.4L27.4,23.8C27.1,25 26.4,25.6 25.2,25.6H6.8C5.6,25.6 4.9,25 4.6,23.8Z", "silver")
    for x in (7, 10, 13, 16, 19, 22, 25):
        s.line(f"M{x},15L{16 + (x - 16) * 0.9},24.4", dark("silver", 0.25), 0.6, 0.6)
    s.volume(
        "M1,9.4C1,7.6 2,7 3.6,7H28.4C30,7 31,7.6 31,9.4V11C31,12.4 30.2,13 28.8,13H3.2C1.8,13 1,12.4 1,11Z",
        light("silver", 0.35),
    )
    s.path(box_path(4.4, 8.6, 23.2, 2.2, 1.1), dark("silver", 0.2), 0.8)


def diaper(s: Sketch) -> None:
    s.volume(
        "M2.6,7.6C2.6,6.4 3.4,6 4.6,6H27.4C28.6,6 29.4,6.4 29.4,7.6V13C24,14 20.6,19 20.4,24.4"
        "C20.4,26 19.6,26.6 18.2,26.6H13.8C12.4,26.6 11.6,26 11.6,24.4C11.4,19 8,14 2.6,13Z",
        "#F4F7FF",
    )
    s.path("M2.6,8.6H8.4V12.6C6.6,13 4.4,13 2.6,13Z", "#8CC6FF", 0.9)
    s.path("M29.4,8.6H23.6V12.6C25.4,13 27.6,13 29.4,13Z", "#8CC6FF", 0.9)
    s.emoji("teddy-bear", 16, 12.6, 9)


def mop(s: Sketch) -> None:
    s.volume("M24.4,1.8C25.6,1.2 27,2.4 26.6,3.6L16.4,20.4L13.6,18.6Z", "#4E8BEA", depth=0.6)
    s.volume("M10.4,16.6L18.8,21.8L17.4,24.4L8.6,19.2Z", "#FFC83D", depth=0.7)
    for x, y, end in (
        (9, 19.4, 3.4),
        (10.8, 20.4, 6.4),
        (12.8, 21.6, 9.8),
        (14.8, 22.8, 13.4),
        (16.6, 24, 17),
    ):
        s.line(f"M{x},{y}C{x - 2},{y + 3} {end + 1.4},{26.4} {end},{29}", "#D9DCEB", 3)
        s.line(f"M{x},{y}C{x - 2},{y + 3} {end + 1.4},{26.4} {end},{29}", "#F6F6FC", 1.7)


def cotton_swabs(s: Sketch) -> None:
    for x, lean in ((9, -3), (16, 0), (23, 3)):
        s.line(f"M{x},26L{x + lean},6", "#7CB8F4", 1.4)
        for px, py in ((x, 26), (x + lean, 6)):
            s.volume(oval_path(px, py, 2.1, 3.2), "#FBFAFE")


def coffee_filter(s: Sketch) -> None:
    s.volume("M3,7C8,4.6 24,4.6 29,7L22,26.6C20,28.4 12,28.4 10,26.6Z", "#F1E6D4")
    for x in range(6, 28, 3):
        s.line(f"M{x},6.6L{16 + (x - 16) * 0.5},27", dark("#F1E6D4", 0.2), 0.6, 0.5)
    s.volume(oval_path(16, 7, 13, 2.6), "#FBF4E6")
    s.path(oval_path(16, 7.4, 10.4, 1.7), "#6B4327")


def lighter(s: Sketch) -> None:
    s.volume("M12.4,1.8C15.6,4.4 15,7 13.6,8.6C12,10 9.4,8.8 9.6,6.6C9.8,4.8 11.8,4 12.4,1.8Z", "amber")
    s.volume(box_path(9.4, 9.4, 9, 4.6, 0.8), "silver")
    s.volume(oval_path(19.6, 10.6, 2.6, 2.6), "steel")
    s.volume(box_path(8.6, 13.2, 14.8, 16.8, 2.4), "#E8414B")
    s.shine(10.2, 15.4, 12, 1.2, 0.5)


def pad(s: Sketch) -> None:
    """A sanitary pad."""
    s.volume(
        "M16,2C20,2 22,4.6 22,8.6C22,11 25.6,12.4 25.6,16S22,21 22,23.4C22,27.4 20,30 16,30"
        "S10,27.4 10,23.4C10,21 6.4,19.6 6.4,16S10,11 10,8.6C10,4.6 12,2 16,2Z",
        "#FBEAF3",
    )
    s.volume(
        "M16,5C18.4,5 19.4,6.6 19.4,9V23C19.4,25.4 18.4,27 16,27S12.6,25.4 12.6,23V9C12.6,6.6 13.6,5 16,5Z",
        "#FFFFFF",
        depth=0.6,
    )
    s.emoji("cherry-blossom", 16, 16, 6)


def charcoal(s: Sketch) -> None:
    for x, y in ((9.4, 21), (22, 21.4), (15.8, 13.6)):
        s.volume(
            f"M{x - 7},{y + 1}C{x - 6},{y - 5.4} {x - 2},{y - 7} {x + 1},{y - 6.6}"
            f"C{x + 6},{y - 6} {x + 7.6},{y - 2} {x + 7},{y + 2}"
            f"C{x + 6},{y + 6.6} {x + 1},{y + 7.4} {x - 2},{y + 6.8}"
            f"C{x - 5},{y + 6.2} {x - 7.2},{y + 4.4} {x - 7},{y + 1}Z",
            "#3C3F52",
        )
        s.path(oval_path(x + 1.6, y + 2, 2.6, 1.6), "#FF7A2E", 0.75)
        s.path(oval_path(x + 1.2, y + 2.2, 1.2, 0.7), "#FFD05A", 0.9)


def cat_litter(s: Sketch) -> None:
    s.volume("M2,15H30L27.6,25.6C27.3,27 26.4,27.6 25,27.6H7C5.6,27.6 4.7,27 4.4,25.6Z", "#5AA7E8")
    s.volume(
        "M1.4,13C1.4,11.4 2.4,11 3.8,11H28.2C29.6,11 30.6,11.4 30.6,13V14.4"
        "C30.6,16 29.8,16.4 28.4,16.4H3.6C2.2,16.4 1.4,16 1.4,14.4Z",
        "#76BEF5",
    )
    s.volume("M4.4,13.6C8,8.4 12,10.6 15,8.4C19,5.8 24,9 27.6,13.6Z", "#D8CDB8")
    s.emoji("paw-prints", 16, 21.6, 8.4)


GOODS: dict[str, Drawing] = {
    "egg-carton": egg_carton,
    "towel-roll": towel_roll,
    "trash-bag": trash_bag,
    "plate": plate,
    "party-cup": party_cup,
    "foil-pan": foil_pan,
    "diaper": diaper,
    "mop": mop,
    "cotton-swabs": cotton_swabs,
    "coffee-filter": coffee_filter,
    "lighter": lighter,
    "pad": pad,
    "charcoal": charcoal,
    "litter-box": cat_litter,
}
