"""Bottles and jugs. Colours: body or what is inside, label, cap; and the motif of the label."""

from sync.catalog.drawing.containers import Colours, Motif, Shape
from sync.catalog.drawing.sketch import Sketch, box_path, dark, light, oval_path, plain


def bottle(s: Sketch, c: Colours, m: Motif) -> None:
    """A clear drink bottle. Colours: drink, label, cap."""
    outline = (
        "M13,5H19V8.5C19,10.5 23.5,11.5 23.5,15.5V27C23.5,29 22.5,30 20.5,30H11.5"
        "C9.5,30 8.5,29 8.5,27V15.5C8.5,11.5 13,10.5 13,8.5Z"
    )
    s.volume(outline, "glass", opacity=0.8)
    s.volume(
        "M9.3,15.6C9.6,12.9 13,11.4 13.6,9.6H18.4C19,11.4 22.4,12.9 22.7,15.6V27"
        "C22.7,28.6 22,29.3 20.5,29.3H11.5C10,29.3 9.3,28.6 9.3,27Z",
        c[0],
        opacity=0.92,
    )
    s.path(box_path(8.7, 15.2, 14.6, 10, 0.6), s.gradient((light(c[1], 0.25), plain(c[1]), dark(c[1], 0.14))))
    s.motif(m, 16, 20.2, 9)
    s.volume(box_path(12.2, 1.8, 7.6, 4.6, 1.4), c[2])
    s.shine(10, 13.4, 14, 1, 0.6)


def big_bottle(s: Sketch, c: Colours, m: Motif) -> None:
    """A two-litre bottle: wider, with a foot."""
    s.volume(
        "M13.4,4.6H18.6V7.4C18.6,9.6 25,10.6 25,15V26.4C25,28.4 24,30 22,30"
        "C20.6,30 20.4,29 19.2,29S17.4,30 16,30S14,29 12.8,29S11.4,30 10,30C8,30 7,28.4 7,26.4V15"
        "C7,10.6 13.4,9.6 13.4,7.4Z",
        c[0],
    )
    s.path(box_path(7, 14.4, 18, 10.6, 0.4), s.gradient((light(c[1], 0.25), plain(c[1]), dark(c[1], 0.14))))
    s.motif(m, 16, 19.7, 9.8)
    s.volume(box_path(12.7, 1.6, 6.6, 4.2, 1.2), c[2])
    s.shine(8.6, 12.6, 14.6, 1.1, 0.5)


def glass_bottle(s: Sketch, c: Colours, m: Motif) -> None:
    """A wine or spirits bottle. Colours: glass, label, capsule."""
    s.volume(
        "M13.6,3H18.4V10C18.4,12.6 22.4,13.4 22.4,17.4V28C22.4,29.4 21.6,30 20.4,30H11.6"
        "C10.4,30 9.6,29.4 9.6,28V17.4C9.6,13.4 13.6,12.6 13.6,10Z",
        c[0],
    )
    s.path(box_path(9.6, 17.2, 12.8, 9.4, 0.4), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.1))))
    s.motif(m, 16, 21.9, 8.6)
    s.volume(box_path(13, 1.6, 6, 7.2, 1), c[2])
    s.shine(11, 15.6, 13, 0.9, 0.45)


def beer_bottle(s: Sketch, c: Colours, m: Motif) -> None:
    """Colours: glass, label, crown cap."""
    s.volume(
        "M14,3.4H18V9.6C18,12.2 21.6,13.8 21.6,17.6V28C21.6,29.4 20.8,30 19.6,30H12.4"
        "C11.2,30 10.4,29.4 10.4,28V17.6C10.4,13.8 14,12.2 14,9.6Z",
        c[0],
    )
    s.path(oval_path(16, 21.8, 5.4, 4.6), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.1))))
    s.path(box_path(13.9, 8.2, 4.2, 2.6, 0.3), plain(c[1]))
    s.motif(m, 16, 21.8, 7)
    s.volume(box_path(13.2, 1.6, 5.6, 2.8, 0.8), c[2])
    s.shine(11.6, 16.4, 11.6, 0.9, 0.45)


def oil_bottle(s: Sketch, c: Colours, m: Motif) -> None:
    """Cooking oil, syrup, vinegar. Colours: liquid, label, cap."""
    s.volume(
        "M13.2,5.4H18.8V8.4C18.8,10.4 24,11 24,15.6V26.6C24,28.8 22.8,30 20.8,30H11.2"
        "C9.2,30 8,28.8 8,26.6V15.6C8,11 13.2,10.4 13.2,8.4Z",
        c[0],
    )
    s.path(box_path(8.8, 15.6, 14.4, 10.4, 2), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.1))))
    s.motif(m, 16, 20.8, 9.6)
    s.volume(box_path(12.4, 1.6, 7.2, 4.8, 1.4), c[2])
    s.shine(9.4, 12.8, 2.4, 1, 0.6)


def squeeze(s: Sketch, c: Colours, m: Motif) -> None:
    """A squeeze bottle standing on its cap, or with a nozzle. Colours: body, label, nozzle."""
    s.volume("M14.6,1.6H17.4L18.4,7H13.6Z", c[2])
    s.volume(box_path(11.6, 6, 8.8, 3.6, 1.2), c[2])
    s.volume(
        "M11.4,9H20.6C23.4,9.8 24.4,12 24,15C23.7,18 23.7,20 24.2,26C24.4,28.8 23,30 21,30H11"
        "C9,30 7.6,28.8 7.8,26C8.3,20 8.3,18 8,15C7.6,12 8.6,9.8 11.4,9Z",
        c[0],
    )
    s.path(oval_path(16, 19.8, 6.2, 6.2), s.gradient((light(c[1], 0.3), plain(c[1])), down=True))
    s.motif(m, 16, 19.8, 11)
    s.shine(9.4, 12, 4, 1.1, 0.6)


def shampoo(s: Sketch, c: Colours, m: Motif) -> None:
    """A flip-top bottle. Colours: body, label, cap."""
    s.volume(box_path(11.4, 2, 9.2, 6.4, 1.6), c[2])
    s.path(box_path(11.4, 4.8, 9.2, 0.6, 0.2), dark(c[2], 0.3), 0.5)
    s.volume(
        "M11.6,7.6H20.4C23.6,7.6 24.6,10 24.6,13V26C24.6,28.8 23.4,30 21.2,30H10.8"
        "C8.6,30 7.4,28.8 7.4,26V13C7.4,10 8.4,7.6 11.6,7.6Z",
        c[0],
    )
    s.path(box_path(9.2, 13, 13.6, 12.6, 3), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.08))))
    s.motif(m, 16, 19.3, 11.6)
    s.shine(8.8, 11.4, 15, 1, 0.55)


def pump(s: Sketch, c: Colours, m: Motif) -> None:
    """A pump bottle: soap, lotion. Colours: body, label, pump."""
    s.volume("M9,2.2H17.4C18.6,2.2 19,3 19,4V5.4H9.6C8.2,5.4 7.6,4.6 7.6,3.8C7.6,2.8 8.2,2.2 9,2.2Z", c[2])
    s.volume(box_path(15, 5, 2.6, 4, 0.8), c[2])
    s.volume(box_path(12, 7.6, 8.6, 3.8, 1.2), c[2])
    s.volume(
        "M11.4,10.8H21C23.8,10.8 25,12.8 25,15.6V26C25,28.8 23.8,30 21.6,30H10.8"
        "C8.6,30 7.4,28.8 7.4,26V15.6C7.4,12.8 8.6,10.8 11.4,10.8Z",
        c[0],
    )
    s.path(box_path(9.4, 15, 13.6, 11.6, 2.6), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.08))))
    s.motif(m, 16.2, 20.8, 9.8)
    s.shine(8.8, 14, 12.6, 1, 0.55)


def trigger(s: Sketch, c: Colours, m: Motif) -> None:
    """A trigger spray. Colours: body, label, trigger."""
    s.volume(
        "M8.6,2.4H20.6C22.6,2.4 23.4,4 23.4,5.6V7H13.4V6.4H8.6C7.8,6.4 7.4,5.6 7.4,4.6S7.8,2.4 8.6,2.4Z", c[2]
    )
    s.volume("M12.2,6.6L10.6,12C10.4,12.8 11.6,13.2 12,12.4L14.4,7Z", dark(c[2], 0.1))
    s.volume(box_path(15.4, 6.6, 6, 4.6, 1), c[2])
    s.volume(
        "M15.6,10.6H21.4C22.4,14.4 25.4,14.4 25.4,18.8V27C25.4,29 24.4,30 22.4,30H13.2"
        "C11.2,30 10.2,29 10.2,27V18.8C10.2,14.4 14.6,14.4 15.6,10.6Z",
        c[0],
    )
    s.path(box_path(11.4, 17.6, 12.8, 10, 2.4), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.08))))
    s.motif(m, 17.8, 22.6, 8.8)
    s.shine(12, 16.4, 11, 0.9, 0.5)


def jug(s: Sketch, c: Colours, m: Motif) -> None:
    """A jug with a handle: detergent, bleach, milk. Colours: body, label, cap."""
    s.volume(
        "M9,6.4H16C20,6.4 26.6,9 26.6,15V26.4C26.6,28.8 25.4,30 23,30H9C6.6,30 5.4,28.8 5.4,26.4"
        "V15.4C5.4,11.6 9,10.6 9,6.4Z"
        "M19.4,10.4C18,9.9 17.4,10.6 17.4,11.6C17.4,13.6 22,14 22,17.4V18.8"
        "C22,20 23.8,20 23.8,18.8V15.6C23.8,12.6 21.6,11.2 19.4,10.4Z",
        c[0],
    )
    s.path(box_path(7, 17.4, 14, 10.2, 2), s.gradient((light(c[1], 0.3), plain(c[1]), dark(c[1], 0.08))))
    s.motif(m, 14, 22.5, 10.2)
    s.volume(box_path(7.6, 1.8, 9.2, 5.6, 1.6), c[2])
    s.shine(7, 13.4, 3.2, 1.1, 0.6)


SHAPES: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        bottle,
        big_bottle,
        glass_bottle,
        beer_bottle,
        oil_bottle,
        squeeze,
        shampoo,
        pump,
        trigger,
        jug,
    )
}
