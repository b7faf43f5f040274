"""Soft and flat packaging: boxes, bags, wrappers, trays, cards. " "Colours: body, label or patch, and one
accent.
"""

from sync.catalog.drawing.containers import Colours, Motif, Shape
from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, oval_path, plain


def box(s: Sketch, c: Colours, m: Motif) -> None:
    """A tall carton box, seen from its front with one side. Colours: body, patch, band."""
    s.volume("M23,4.6L27.6,2.6V26.4L23,29.6Z", dark(c[0], 0.3), depth=0.6)
    s.volume("M5,4.6L9.4,2.4H27.6L23,4.6Z", light(c[0], 0.35), depth=0.5)
    s.volume(box_path(4.8, 4.4, 18.4, 25.4, 0.9), c[0], depth=0.8)
    s.path(box_path(4.8, 6.6, 18.4, 3.6, 0.2), s.gradient((light(c[2], 0.2), plain(c[2]))))
    s.path(oval_path(14, 19.6, 7.6, 7.6), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 14, 19.6, 14.2)


def flat_box(s: Sketch, c: Colours, m: Motif) -> None:
    """A low, wide box: frozen dinner, tissues, tea. Colours: body, patch, band."""
    s.volume("M3,10L7,6.4H28.6L25,10Z", light(c[0], 0.35), depth=0.5)
    s.volume("M25,10L28.8,6.4V22.4L25,26.4Z", dark(c[0], 0.3), depth=0.6)
    s.volume(box_path(2.8, 9.8, 22.4, 16.8, 0.9), c[0], depth=0.8)
    s.path(box_path(2.8, 11, 22.4, 2.6, 0.2), s.gradient((light(c[2], 0.2), plain(c[2]))))
    s.path(oval_path(14, 19.8, 8.4, 5.9), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 14, 19.6, 12.6)


def tissue_box(s: Sketch, c: Colours, m: Motif) -> None:
    """Colours: body, patch, tissue."""
    s.volume(
        "M11.6,9.4C11,5.4 13.4,6 13.6,2.4C15.4,4.4 16.6,2.8 18.8,2C18.4,5 21.2,5.4 20.4,9.4Z", c[2], depth=0.7
    )
    s.volume("M3,13L7,8.4H27L29,13Z", light(c[0], 0.3), depth=0.5)
    s.path(oval_path(16, 10.4, 6.2, 1.5), dark(c[0], 0.35))
    s.volume(
        "M11.9,10.4C11.6,7.6 12.6,7 13.4,5.4C15,6.8 17,5.8 18.6,5.2C18.6,7.4 20.4,8 20.1,10.4Z",
        c[2],
        depth=0.7,
    )
    s.volume(box_path(2.8, 12.8, 26.4, 15.4, 1.2), c[0])
    s.motif(m, 16, 20.6, 11)


def bag(s: Sketch, c: Colours, m: Motif) -> None:
    """A pillow bag with crimped ends: chips, candy. Colours: body, patch, band."""
    s.volume("M6,3.4H26C25.6,8 27.4,11 27.4,16S25.6,24 26,28.6H6C6.4,24 4.6,21 4.6,16S6.4,8 6,3.4Z", c[0])
    teeth = [(7 + 2 * i, 8 + 2 * i) for i in range(9)]
    upper = "".join(f"L{peak},2L{dip},2.9" for peak, dip in teeth)
    lower = "".join(f"L{peak},30L{dip},29.1" for peak, dip in teeth)
    s.volume(f"M6,2.4{upper}L26,2.4V5H6Z", light(c[2], 0.1), depth=0.5)
    s.volume(f"M6,29.6{lower}L26,29.6V27H6Z", light(c[2], 0.1), depth=0.5)
    s.path(oval_path(16, 16.4, 7.8, 7.8), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 16.4, 14.8)
    s.line("M8.2,7C7.6,10 6.6,12 6.6,15", "#ffffff", 0.9, 0.55)
    s.line("M24.8,24.6C24.6,22.6 25.2,21 25.4,19.4", dark(c[0], 0.4), 0.7, 0.4)


def pouch(s: Sketch, c: Colours, m: Motif) -> None:
    """A stand-up pouch with a zip: frozen food, coffee, nuts. Colours: body, patch, band."""
    s.volume("M7,3H25Q26,3 26,4L26.6,24C27.2,28 26,30 22,30H10C6,30 4.8,28 5.4,24L6,4Q6,3 7,3Z", c[0])
    s.path("M7,3H25Q26,3 26,4L26.1,6.4H5.9L6,4Q6,3 7,3Z", s.gradient((light(c[2], 0.25), plain(c[2]))))
    s.line("M6.6,8H25.4", "#ffffff", 0.5, 0.6)
    s.path(oval_path(16, 18.2, 7.8, 7.8), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 18.2, 14.6)
    s.line("M7.4,10.4L7,22", "#ffffff", 0.9, 0.5)
    s.line("M8,28C12,26.8 20,26.8 24,28", dark(c[0], 0.35), 0.6, 0.5)


def sack(s: Sketch, c: Colours, m: Motif) -> None:
    """A paper sack with a folded top: flour, pet food, litter. Colours: body, patch, band."""
    s.volume("M22.6,7L26.4,5.6V26.4L22.6,30Z", dark(c[0], 0.26), depth=0.6)
    s.volume("M6,6.6H23V28.4C23,29.4 22.4,30 21.4,30H7.6C6.6,30 6,29.4 6,28.4Z", c[0])
    s.volume("M6,2.6H26.4V6.2L23,7.6H6Z", light(c[0], 0.2), depth=0.6)
    s.path(box_path(6, 9.4, 17, 3, 0.1), s.gradient((light(c[2], 0.25), plain(c[2]))))
    s.path(oval_path(14.5, 20.6, 7, 7), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 14.5, 20.6, 13.2)


_PACK = (
    "M6.6,6H25.4C28.4,6 28.8,8 28.6,10.4C28.2,15 28.2,21 28.6,25.6"
    "C28.8,28.4 28,29.8 25.4,29.8H6.6C4,29.8 3.2,28.4 "
    "3.4,25.6C3.8,21 3.8,15 3.4,10.4C3.2,8 3.6,6 6.6,6Z"
)


def carry_pack(s: Sketch, c: Colours, m: Motif) -> None:
    """A soft plastic pack with a carrying strap: diapers, toilet paper. Colours: body, patch, band."""
    s.volume("M11,6.6C11,2.8 21,2.8 21,6.6L19.4,6.6C19.4,4.8 12.6,4.8 12.6,6.6Z", dark(c[0], 0.1), depth=0.5)
    s.volume(_PACK, c[0])
    s.path("M3.6,9.4H28.4L28.3,12.6H3.7Z", s.gradient((light(c[2], 0.25), plain(c[2]))))
    s.path(oval_path(16, 20.8, 7.4, 7.2), s.gradient((light(c[1], 0.4), plain(c[1])), down=True))
    s.motif(m, 16, 20.8, 13.4)
    s.shine(5.2, 14.4, 12, 1, 0.5)


def pack(s: Sketch, c: Colours, m: Motif) -> None:
    """A sealed flat pack with a corner to peel: cold cuts, bacon, cheese. Colours: body, patch, band."""
    s.volume(box_path(4, 2.6, 24, 26.8, 3.2), c[0])
    s.path(box_path(12.6, 4.2, 6.8, 1.7, 0.85), light("silver", 0.7), 0.95)
    s.path("M4,7.4H28V11.4H4Z", s.gradient((light(c[2], 0.25), plain(c[2]))))
    s.volume(box_path(6.6, 13, 18.8, 14.4, 3), light(c[1], 0.2), depth=0.7)
    s.motif(m, 16, 20.2, 13.4)
    s.path("M22.6,29.4L28,23.6V26.4C28,28.4 27,29.4 25.2,29.4Z", light(c[0], 0.55), 0.95)
    s.line("M9,14.8C7.8,15.4 7.6,16.4 7.6,17.8V21", "#ffffff", 0.9, 0.7)


def bread_bag(s: Sketch, c: Colours, m: Motif) -> None:
    """A bag gathered at its neck: sliced bread, buns, cookies. Colours: body, patch, tie."""
    s.volume(
        "M11,1.8C13,3 14,2 16,2.6S19,3 21,1.8C21.4,4 19.8,5.6 18.8,7.4H13.2C12.2,5.6 10.6,4 11,1.8Z",
        light(c[0], 0.3),
    )
    s.volume(
        "M13.4,7.4H18.6C21,10 27.8,10.4 28,15.4C28.2,19 28.2,22.4 27.6,26.4C27.2,29 26,30 23.4,30"
        "H8.6C6,30 4.8,29 4.4,26.4"
        "C3.8,22.4 3.8,19 4,15.4C4.2,10.4 11,10 13.4,7.4Z",
        c[0],
    )
    s.volume(box_path(12.4, 6.4, 7.2, 2.4, 1), c[2])
    s.path(oval_path(16, 20, 8.4, 7.4), s.gradient((light(c[1], 0.4), plain(c[1])), down=True))
    s.motif(m, 16, 20, 14.6)
    s.line("M14,10.4C11,12.4 8.4,12.4 6.8,14.6", "#ffffff", 0.9, 0.5)
    s.line("M6,18V24", "#ffffff", 1, 0.5)


def wrapper(s: Sketch, c: Colours, m: Motif) -> None:
    """A bar in its wrapper. Colours: body, patch, crimp."""
    for left in (1.6, 27.2):
        side = 1 if left > 16 else -1
        inner, outer = (left, left + 3.2) if side > 0 else (left + 3.2, left)
        teeth = "".join(f"L{outer},{10.6 + 2 * i}L{outer - side * 0.9},{11.6 + 2 * i}" for i in range(6))
        s.volume(f"M{inner},9.6L{outer},9.6{teeth}L{outer},22.4L{inner},22.4Z", light(c[2], 0.1), depth=0.5)
    s.volume(
        "M4.6,9.4C9,8.4 23,8.4 27.4,9.4C28,13 28,19 27.4,22.6C23,23.6 9,23.6 4.6,22.6C4,19 4,13 4.6,9.4Z",
        c[0],
    )
    s.path(oval_path(16, 16, 7, 5.8), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 16, 11)
    s.line("M6.6,11.4C11,10.6 21,10.6 25.4,11.4", "#ffffff", 0.8, 0.5)


def sachet(s: Sketch, c: Colours, m: Motif) -> None:
    """A flat sachet: seasoning, drink powder. Colours: body, patch, edge."""
    s.volume(box_path(7, 3, 18, 26.6, 0.8), c[2], depth=0.6)
    s.volume(box_path(8, 5.4, 16, 21.8, 1.4), c[0], depth=0.9)
    s.path("M7,8L8.2,9L7,10Z", "#ffffff", 0.9)
    s.path(oval_path(16, 17, 6.8, 7.4), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 17, 13)
    s.line("M9.4,8V14", "#ffffff", 0.8, 0.5)


def carton(s: Sketch, c: Colours, m: Motif) -> None:
    """A gable-top carton: milk, juice. Colours: body, patch, cap."""
    s.volume("M22.4,11.6L26,9.4V27.4L22.4,30Z", dark(c[0], 0.28), depth=0.6)
    s.volume("M6.4,12L9.6,5.4H24.4L26,9.6L22.6,12Z", light(c[0], 0.12), depth=0.7)
    s.volume(box_path(9, 2.4, 15.8, 3.6, 0.6), light(c[0], 0.25), depth=0.6)
    s.volume(oval_path(12.4, 8.8, 2.2, 1.7), c[2])
    s.volume(box_path(6.2, 11.6, 16.4, 18.4, 0.8), c[0], depth=0.9)
    s.path(oval_path(14.4, 20.6, 6.8, 7), s.gradient((light(c[1], 0.4), plain(c[1])), down=True))
    s.motif(m, 14.4, 20.6, 12.8)


def tray(s: Sketch, c: Colours, m: Motif) -> None:
    """Fresh food on a tray under film. Colours: tray, bed, label."""
    s.volume(
        "M3.4,8.6H28.6C30,8.6 30.4,9.6 30,10.8L27,24.6C26.7,26 25.8,26.8 24.4,26.8H7.6"
        "C6.2,26.8 5.3,26 5,24.6L2,10.8C1.6,9.6 2,8.6 3.4,8.6Z",
        c[0],
    )
    s.volume(
        "M5.4,10.4H26.6L24.4,23.4C24.2,24.4 23.6,24.8 22.8,24.8H9.2C8.4,24.8 7.8,24.4 7.6,23.4Z",
        c[1],
        depth=0.6,
    )
    s.motif(m, 15.4, 16.8, 17.4)
    s.path("M7,10L16,10L10,24.6L9,24.6Z", "#ffffff", 0.22)
    s.path(box_path(19.8, 20, 6.4, 4.6, 0.6), light(c[2], 0.1), 0.95)
    for x in (20.8, 21.7, 22.4, 23.4, 24.2, 25):
        s.path(box_path(x, 20.8, 0.42, 2.6, 0.05), "#3a3550", 0.85)


def card(s: Sketch, c: Colours, m: Motif) -> None:
    """Goods on a hanging card. Colours: card, bubble, band."""
    s.volume(box_path(5.4, 2, 21.2, 28, 1.6), c[0], depth=0.8)
    s.path(box_path(13, 4, 6, 1.7, 0.85), light("silver", 0.75))
    s.path(box_path(5.4, 7.2, 21.2, 3, 0.1), s.gradient((light(c[2], 0.25), plain(c[2]))))
    s.volume(box_path(7.8, 11.8, 16.4, 16.2, 3), c[1], depth=0.8)
    s.motif(m, 16, 19.9, 14.8)
    s.shine(9.2, 13.6, 8, 1, 0.6)


def roll_pack(s: Sketch, c: Colours, m: Motif) -> None:
    """A long box on which a roll lies: foil, wrap, bags. Colours: box, patch, roll."""
    s.volume("M24,8.4L29,6L29,10.4L24,13.6Z", c[2], depth=0.6)
    s.volume("M2.6,9.8L8,6H29.4L25,9.8Z", c[2], depth=0.7)
    s.volume("M25,9.8L29.4,6.2V20.6L25,25.4Z", dark(c[0], 0.28), depth=0.6)
    s.volume(box_path(2.4, 9.6, 22.8, 16, 0.8), c[0], depth=0.9)
    s.path(oval_path(13.8, 17.6, 7.6, 6), s.gradient((light(c[1], 0.4), plain(c[1])), down=True))
    s.motif(m, 13.8, 17.6, 11.6)


def multipack(s: Sketch, c: Colours, m: Motif) -> None:
    """A carton of many cans or bottles, with a grip. Colours: body, patch, grip."""
    s.volume("M2.6,11L7.4,6.4H29.4L25.4,11Z", light(c[0], 0.3), depth=0.6)
    s.path("M11.6,9.6L13.2,7.8H20.8L19.6,9.6Z", plain(c[2]), 0.9)
    s.volume("M25.4,11L29.4,6.4V24L25.4,29Z", dark(c[0], 0.3), depth=0.6)
    s.volume(box_path(2.4, 10.8, 23.2, 18.4, 0.9), c[0], depth=0.9)
    s.path(oval_path(14, 20, 8.4, 7.6), s.gradient((light(c[1], 0.4), plain(c[1])), down=True))
    s.motif(m, 14, 20, 14.4)


def magazine(s: Sketch, c: Colours, m: Motif) -> None:
    """Colours: cover, patch, masthead."""
    s.volume(box_path(8.4, 3.2, 18.6, 26.4, 0.8), "white", depth=0.6)
    s.volume(box_path(6.2, 2.4, 18.8, 26.8, 0.8), c[0], depth=0.8)
    s.path(box_path(7.8, 4.2, 15.6, 4.2, 0.5), s.gradient((light(c[2], 0.3), plain(c[2]))))
    s.path(box_path(7.8, 24.4, 9.6, 0.9, 0.4), "#ffffff", 0.8)
    s.path(box_path(7.8, 26.2, 6.4, 0.9, 0.4), "#ffffff", 0.6)
    s.path(oval_path(15.6, 16.4, 6.8, 6.8), s.gradient((light(c[1], 0.4), plain(c[1])), down=True))
    s.motif(m, 15.6, 16.4, 13.2)
    s.path(box_path(6.2, 2.4, 1, 26.8, 0.4), "#000000", 0.14)


def greeting(s: Sketch, c: Colours, m: Motif) -> None:
    """A greeting card with its envelope. Colours: card, patch, envelope."""
    s.volume(box_path(9.4, 13, 20, 14.6, 1), c[2], depth=0.7)
    s.line("M9.8,13.6L19.4,21L29,13.6", dark(c[2], 0.25), 0.6, 0.6)
    s.volume(
        "M3,5.4L19.4,3.2C20.2,3.1 20.6,3.6 20.7,4.2L22.8,24.2C22.9,25 22.4,25.5 21.7,25.6"
        "L5.6,27.8C4.8,27.9 4.3,27.4 4.2,26.7L2.2,6.6C2.1,5.9 2.4,5.5 3,5.4Z",
        c[0],
        depth=0.8,
    )
    s.motif(m, 12.4, 15.4, 13.4)


SHAPES: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        box,
        flat_box,
        tissue_box,
        bag,
        pouch,
        sack,
        carry_pack,
        pack,
        bread_bag,
        wrapper,
        sachet,
        carton,
        tray,
        card,
        roll_pack,
        multipack,
        magazine,
        greeting,
    )
}
