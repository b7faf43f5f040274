"""Stiff packaging: cans, jars, tubs, tubes. Each takes up to three colours and the motif of its label.

The first colour is the body's (or the content's, in glass), the second the label's, the third the cap's.
"""

from collections.abc import Callable, Sequence

from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, mix, oval_path, plain

Colours = Sequence[str]
Motif = Sequence[str]
Shape = Callable[[Sketch, Colours, Motif], None]


def can(s: Sketch, c: Colours, m: Motif) -> None:
    """Colours: label, patch behind the motif."""
    s.volume("M7,5.5V26.5C7,28.6 11,30 16,30S25,28.6 25,26.5V5.5Z", "silver")
    s.volume("M7,7.6C7,9 11,10.4 16,10.4S25,9 25,7.6V24.6C25,26.4 21,27.8 16,27.8S7,26.4 7,24.6Z", c[0])
    s.volume(oval_path(16, 5.6, 9, 3), "silver")
    s.path(oval_path(16, 5.7, 7.4, 2.2), s.gradient((dark("silver", 0.18), light("silver", 0.3)), down=True))
    s.path(oval_path(16, 18.6, 6.6, 6.6), s.gradient((light(c[1], 0.25), plain(c[1])), down=True))
    s.motif(m, 16, 18.6, 12.4)
    s.shine(8.4, 11, 13.5, 0.9, 0.5)


def tin(s: Sketch, c: Colours, m: Motif) -> None:
    """A flat tin, as for tuna."""
    s.volume("M3,13V22C3,25.4 9,28 16,28S29,25.4 29,22V13Z", "silver")
    s.volume("M3,14.8C3,18 9,20.6 16,20.6S29,18 29,14.8V20.4C29,23.8 23,26.4 16,26.4S3,23.8 3,20.4Z", c[0])
    s.volume(oval_path(16, 12.4, 13, 6.6), "silver")
    s.volume(oval_path(16, 12.2, 11, 5.3), c[1], depth=0.6)
    s.motif(m, 16, 11.6, 11)


def soda_can(s: Sketch, c: Colours, m: Motif) -> None:
    s.volume("M10.5,4H21.5L23.5,7.5V25L21.6,29.2H10.4L8.5,25V7.5Z", "silver")
    s.volume(
        "M8.5,8.2C8.5,9.2 12,10 16,10S23.5,9.2 23.5,8.2V24.6C23.5,25.8 20,26.6 16,26.6S8.5,25.8 8.5,24.6Z",
        c[0],
    )
    s.volume(oval_path(16, 4.3, 5.6, 1.7), "silver")
    s.path(oval_path(16, 4.3, 4.3, 1.05), dark("silver", 0.25))
    s.path(oval_path(16.4, 4.2, 1.5, 0.5), light("silver", 0.5))
    s.motif(m, 16, 18, 10.5)
    s.shine(9.8, 11, 12.5, 0.9, 0.55)


def jar(s: Sketch, c: Colours, m: Motif) -> None:
    """A glass jar. Colours: content, label, lid."""
    s.volume(box_path(5.5, 8, 21, 22, 4.5), "glass", opacity=0.85)
    s.volume(box_path(6.6, 10.4, 18.8, 18.6, 3.6), c[0])
    s.path(box_path(6.4, 15, 19.2, 11, 1), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.12))))
    s.motif(m, 16, 20.5, 11)
    s.volume(box_path(6.2, 2.5, 19.6, 6.4, 2), c[2])
    for x in (9, 12, 15, 18, 21):
        s.path(box_path(x, 4, 0.8, 3.6, 0.4), dark(c[2], 0.25), 0.35)
    s.shine(7.6, 11.5, 16, 1.2, 0.6)


def small_jar(s: Sketch, c: Colours, m: Motif) -> None:
    """A low jar: cream, baby food. Colours: body, label, lid."""
    s.volume(box_path(4.5, 12, 23, 16.5, 5), c[0])
    s.path(box_path(4.5, 15.6, 23, 9.6, 1), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.1))))
    s.motif(m, 16, 20.4, 9)
    s.volume(box_path(3.8, 5.5, 24.4, 8, 3), c[2])
    s.shine(6.4, 16, 9, 1.1, 0.5)


def shaker(s: Sketch, c: Colours, m: Motif) -> None:
    """A spice jar. Colours: content, label, cap."""
    s.volume(box_path(9, 9, 14, 21, 3), "glass", opacity=0.85)
    s.volume(box_path(9.9, 11, 12.2, 18, 2.4), c[0])
    s.path(
        box_path(9.3, 14.5, 13.4, 11.6, 0.8), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.12)))
    )
    s.motif(m, 16, 20.3, 9.6)
    s.volume(box_path(9.4, 2.4, 13.2, 7.6, 2.2), c[2])
    s.shine(10.6, 12, 15, 1, 0.55)


def aerosol(s: Sketch, c: Colours, m: Motif) -> None:
    """A spray can. Colours: body, patch, cap."""
    s.volume("M11.6,8.2C11.6,3.4 13.4,1.8 16,1.8S20.4,3.4 20.4,8.2Z", c[2])
    s.volume("M9.4,10.6C9.4,8.6 11,7.6 16,7.6S22.6,8.6 22.6,10.6Z", "silver")
    s.volume(box_path(8.8, 9.8, 14.4, 20.2, 1.8), c[0])
    s.path(box_path(8.8, 27.8, 14.4, 2.2, 1), light("silver", 0.2))
    s.path(oval_path(16, 19.2, 5.8, 6.4), s.gradient((light(c[1], 0.3), plain(c[1])), down=True))
    s.motif(m, 16, 19.2, 10.6)
    s.shine(10, 11.6, 15, 0.9, 0.55)


def tub(s: Sketch, c: Colours, m: Motif) -> None:
    """A wide tub with a lid: margarine, ice cream, dip. Colours: body, patch, lid."""
    s.volume("M4.4,11H27.6L25.4,26.4C25.1,28.4 24,29.2 22,29.2H10C8,29.2 6.9,28.4 6.6,26.4Z", c[0])
    s.path(oval_path(16, 19.8, 6.8, 6.8), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 19.8, 12.4)
    s.volume(box_path(2.8, 6, 26.4, 6.4, 2.4), c[2])
    s.path(box_path(4, 7, 22, 0.9, 0.45), "#ffffff", 0.45)
    s.shine(6.8, 14, 10, 1, 0.4)


def cup(s: Sketch, c: Colours, m: Motif) -> None:
    """A cup under a foil lid: yogurt, pudding. Colours: body, patch, foil."""
    s.volume("M6.6,8H25.4L22.8,27.6C22.6,29.2 21.6,30 20,30H12C10.4,30 9.4,29.2 9.2,27.6Z", c[0])
    s.path(oval_path(16, 18.8, 6.2, 6.4), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 18.8, 11.8)
    s.volume("M5,6C5,4.6 9,3.4 16,3.4S27,4.6 27,6V7.2C27,8.6 23,9.4 16,9.4S5,8.6 5,7.2Z", c[2])
    s.path("M26.4,6.2L29.4,4.4L28.6,8Z", light(c[2], 0.2))
    s.shine(8.8, 11.4, 12, 1, 0.45)


def canister(s: Sketch, c: Colours, m: Motif) -> None:
    """A cardboard tube with a plastic lid: oatmeal, stacked chips. Colours: body, patch, lid."""
    s.volume("M7.6,6V27C7.6,28.8 11,30 16,30S24.4,28.8 24.4,27V6Z", c[0])
    s.path(oval_path(16, 18.8, 6.2, 7), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 18.8, 12)
    s.volume("M6.8,4.6C6.8,3 11,2 16,2S25.2,3 25.2,4.6V7.4C25.2,9 21,10 16,10S6.8,9 6.8,7.4Z", c[2])
    s.path(oval_path(16, 4.5, 7.4, 1.7), light(c[2], 0.25))
    s.shine(9, 11.6, 14.4, 1, 0.5)


def pill_bottle(s: Sketch, c: Colours, m: Motif) -> None:
    """Vitamins and medicines. Colours: body, label, cap."""
    s.volume(box_path(7, 9, 18, 21, 3.6), c[0])
    s.path(box_path(7, 13.4, 18, 12.4, 0.6), s.gradient((light(c[1], 0.4), plain(c[1]), dark(c[1], 0.1))))
    s.motif(m, 16, 19.6, 11.6)
    s.volume(box_path(6.4, 2.4, 19.2, 7.8, 2), c[2])
    for x in (9, 12, 15, 18, 21):
        s.path(box_path(x, 4, 0.8, 5, 0.4), dark(c[2], 0.25), 0.3)
    s.shine(8.4, 11.4, 15.4, 1, 0.5)


def tube(s: Sketch, c: Colours, m: Motif) -> None:
    """A tube standing on its cap. Colours: body, patch, cap."""
    s.volume(box_path(6.8, 2, 18.4, 3, 0.8), dark(c[0], 0.08))
    s.volume("M6.8,4.2H25.2L22,25.4H10Z", c[0])
    s.path(oval_path(16, 14, 5.6, 6.2), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 14, 10.2)
    s.volume(box_path(9.6, 24.6, 12.8, 5.4, 1.6), c[2])
    s.shine(9.4, 7, 14, 1, 0.5)


def stick(s: Sketch, c: Colours, m: Motif) -> None:
    """A deodorant stick. Colours: body, patch, cap."""
    s.volume(box_path(9, 2.4, 14, 11, 4.4), c[2])
    s.volume(box_path(8, 12.2, 16, 15.4, 2.4), c[0])
    s.volume(box_path(10.4, 27, 11.2, 3, 1), dark(c[0], 0.2))
    s.path(oval_path(16, 19.8, 5.6, 5.6), s.gradient((light(c[1], 0.35), plain(c[1])), down=True))
    s.motif(m, 16, 19.8, 9.8)
    s.shine(9.6, 14, 11, 0.9, 0.5)


def lamp_glass(s: Sketch, c: Colours, m: Motif) -> None:
    """A scented candle in a glass. Colours: wax, label, flame's glow."""
    s.path(oval_path(16, 6.6, 6, 6), mix(c[2], "#ffffff", 0.35), 0.35)
    s.line("M16,12.4V9", "#4a3b3b", 0.7)
    s.volume(
        "M16,2.6C18.4,5.4 18.6,6.8 18.2,8.2C17.8,9.6 14.2,9.6 13.8,8.2C13.4,6.8 13.6,5.4 16,2.6Z", "amber"
    )
    s.volume(box_path(6.6, 11.4, 18.8, 18.6, 3.4), "glass", opacity=0.8)
    s.volume(box_path(7.6, 13.4, 16.8, 15.8, 2.6), c[0])
    s.path(box_path(9.4, 16.4, 13.2, 10, 1.4), s.gradient((light(c[1], 0.35), plain(c[1]))))
    s.motif(m, 16, 21.4, 8.6)
    s.shine(8.4, 13.6, 14, 1, 0.6)


SHAPES: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        can,
        tin,
        soda_can,
        jar,
        small_jar,
        shaker,
        aerosol,
        tub,
        cup,
        canister,
        pill_bottle,
        tube,
        stick,
        lamp_glass,
    )
}
