"""A 32 × 32 SVG canvas with the soft, lit look of the emoji set that the pictures are composed with.

Light comes from the upper left. `volume` turns any outline into a lit body: a gradient across it, a light
rim inside on the lit side and a dark one inside on the other.
"""

import colorsys
import re
from collections.abc import Callable, Mapping, Sequence

SIZE = 32

Emoji = Callable[[str], str]  # an emoji's name -> the inside of its 32 × 32 SVG

PALETTE = {
    "red": "#E8414B", "crimson": "#B8203A", "wine": "#7B1F3F", "tomato": "#F0543C", "coral": "#FF7F6B",
    "orange": "#FF8E2B", "amber": "#F5A623", "yellow": "#FFCE3A", "lemon": "#FFE36B", "cream": "#FFF3D6",
    "butter": "#FBE08A", "lime": "#A9D94B", "green": "#4CB050", "forest": "#23774A", "olive": "#8A9A3B",
    "mint": "#A6E3C5", "teal": "#1FA6A0", "cyan": "#3EC5E0", "ice": "#CDEBF8", "sky": "#76C1F5",
    "blue": "#3B82E6", "navy": "#27408B", "indigo": "#4B4FC4", "violet": "#8457D8", "lilac": "#CDB5F0",
    "pink": "#FF8FB8", "rose": "#F7C1D4", "magenta": "#D6449A", "brown": "#8A5638", "cocoa": "#5E382A",
    "tan": "#D2A071", "sand": "#EBD3AC", "kraft": "#C99A63", "white": "#F7F6FA", "silver": "#C9CCD8",
    "grey": "#9A9EB0", "steel": "#6E7389", "slate": "#474C63", "black": "#2E2F3E", "glass": "#DDF0F5",
    "amberglass": "#B06A2A", "greenglass": "#3C7A45", "whisky": "#C9822F",
}  # fmt: skip


def rgb(colour: str) -> tuple[int, int, int]:
    """`colour`, a name of `PALETTE` (else KeyError) or "#rrggbb", as red, green, blue from 0 to 255."""
    text = colour if colour.startswith("#") else PALETTE[colour]
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other`."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def plain(colour: str) -> str:
    """`colour` as "#rrggbb"."""
    return mix(colour, "#ffffff", 0)


def light(colour: str, share: float) -> str:
    return mix(colour, "#ffffff", share)


def dark(colour: str, share: float) -> str:
    """Shade leans to violet, as in the emoji set."""
    return mix(colour, "#3a1d5c", share)


def box_path(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle with round corners as path data."""
    r, right, bottom = min(radius, width / 2, height / 2), x + width, y + height
    return (
        f"M{x + r},{y}H{right - r}Q{right},{y} {right},{y + r}V{bottom - r}"
        f"Q{right},{bottom} {right - r},{bottom}"
        f"H{x + r}Q{x},{bottom} {x},{bottom - r}V{y + r}Q{x},{y} {x + r},{y}Z"
    )


def oval_path(x: float, y: float, across: float, down: float) -> str:
    """An ellipse around (x, y) as path data; `across` and `down` are its radii."""
    half = f"a{across},{down} 0 1 0"
    return f"M{x - across},{y}{half} {2 * across},0{half} {-2 * across},0Z"


def turn_hues(svg: str, turn: str) -> str:
    """`svg` with its colours turned: "90" by 90 degrees, "90:60-180" those with a hue from 60 to 180."""
    degrees, _, span = turn.partition(":")
    first, last = (float(it) for it in (span or "0-360").split("-"))

    def turned(found: "re.Match[str]") -> str:
        hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb(found[0])))
        angle = hue * 360
        inside = first <= angle <= last if first <= last else angle >= first or angle <= last
        if not inside:
            return found[0]
        parts = colorsys.hls_to_rgb((angle + float(degrees)) % 360 / 360, lightness, saturation)
        return "#" + "".join(f"{round(part * 255):02x}" for part in parts)

    return re.sub(r"#[0-9A-Fa-f]{6}\b", turned, svg)


class Sketch:
    """Collects what is drawn; `svg` gives the document."""

    def __init__(self, emoji: Emoji, own: Mapping[str, Callable[["Sketch"], None]]) -> None:
        self._emoji = emoji
        self._own = own  # drawings of this package, by name; they come before the emoji set
        self._definitions: list[str] = []
        self._parts: list[str] = []

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
            f"<defs>{''.join(self._definitions)}</defs>{''.join(self._parts)}</svg>"
        )

    def path(self, d: str, fill: str, opacity: float = 1.0) -> None:
        self._parts.append(f'<path d="{d}" fill="{fill}" opacity="{opacity}"/>')

    def line(self, d: str, colour: str, width: float, opacity: float = 1.0) -> None:
        self._parts.append(
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" opacity="{opacity}" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def volume(self, d: str, colour: str, *, opacity: float = 1.0, depth: float = 1.0) -> None:
        """The outline `d` as a lit body; `depth` scales its rims (flat paper has less than a bottle)."""
        stops = (light(colour, 0.16), plain(colour), dark(colour, 0.16 * depth))
        self.path(d, self.gradient(stops), opacity)
        clip = self._define(f'<clipPath id="%s"><path d="{d}"/></clipPath>')
        blur = self._define(
            f'<filter id="%s" x="-30%%" y="-30%%" width="160%%" height="160%%">'
            f'<feGaussianBlur stdDeviation="{0.55 * depth}"/></filter>'
        )
        rims = ((light(colour, 0.62), 0.55, 0.85), (dark(colour, 0.42), -0.6, 0.6))
        for rim, shift, strength in rims:
            self._parts.append(
                f'<g clip-path="url(#{clip})"><path d="{d}" fill="none" stroke="{rim}" '
                f'stroke-width="{1.3 * depth}" opacity="{strength * opacity}" filter="url(#{blur})" '
                f'transform="translate({shift} {shift * 0.8})"/></g>'
            )

    def shine(self, x: float, y: float, height: float, width: float = 1.1, opacity: float = 0.75) -> None:
        """A reflection on glass or plastic."""
        self.path(box_path(x, y, width, height, width / 2), "#ffffff", opacity)

    def emoji(self, name: str, x: float, y: float, size: float) -> None:
        """The own drawing or emoji `name`, centred at (x, y). "name@90:60-180" turns hues of 60-180 by 90."""
        name, _, turn = name.partition("@")
        self._parts.append(f'<g transform="translate({x} {y}) scale({size / SIZE}) translate(-16 -16)">')
        if name in self._own:
            self._own[name](self)
        else:
            body = self._emoji(name)
            self._parts.append(turn_hues(body, turn) if turn else body)
        self._parts.append("</g>")

    def motif(self, names: Sequence[str], x: float, y: float, size: float) -> None:
        """One emoji, or two or three overlapping, in a square of `size` around (x, y)."""
        if len(names) == 1:
            self.emoji(names[0], x, y, size)
        elif names:
            spots = _SPOTS[len(names)]
            for name, (right, down, share) in zip(names, spots, strict=True):
                self.emoji(name, x + right * size, y + down * size, share * size)

    def gradient(self, colours: Sequence[str], down: bool = False) -> str:
        """A fill across the outline, or down it."""
        end = 'x1="0" y1="0" x2="0" y2="1"' if down else 'x1="0" y1="0" x2="1" y2="0.12"'
        step = 1 / (len(colours) - 1)
        stops = "".join(f'<stop offset="{i * step}" stop-color="{it}"/>' for i, it in enumerate(colours))
        identifier = self._define(f'<linearGradient id="%s" {end}>{stops}</linearGradient>')
        return f"url(#{identifier})"

    def _define(self, template: str) -> str:
        identifier = f"s{len(self._definitions)}"
        self._definitions.append(template.replace("%s", identifier, 1).replace("%%", "%"))
        return identifier


# Where the parts of a motif of two or three stand: right, down, size, as shares of the whole.
_SPOTS = {
    2: ((-0.2, -0.12, 0.66), (0.18, 0.16, 0.66)),
    3: ((-0.22, -0.14, 0.6), (0.24, -0.1, 0.56), (0.0, 0.2, 0.58)),
}
