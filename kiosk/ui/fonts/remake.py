"""Remake the fonts of this folder from their sources: `python -m kiosk.ui.fonts.remake --help`.

- `EndcapSans-*.otf`: Noto Sans CJK SC, subset to GB 2312 Han, Latin and punctuation, renamed so that it
  never clashes with a font of the system. SIL Open Font License 1.1, see OFL.txt.
- `EndcapIcons.ttf`: the icons of Lucide that the window uses (`ICONS`). ISC licence, see LUCIDE.txt.

Needs fonttools and, as sources, Debian's package fonts-noto-cjk and `font/lucide.ttf` of the npm package
lucide-static.
"""

from pathlib import Path

import click
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
FAMILY = "Endcap Sans"
ICON_FAMILY = "Endcap Icons"
CJK_SC = 2  # place of the Simplified Chinese face in the collection

# Private-use code points of lucide.ttf; the names are Lucide's. Icons.qml spells the same table.
ICONS = {
    "house": 0xE0F5,
    "arrow-left": 0xE048,
    "search": 0xE151,
    "layout-grid": 0xE0FF,
    "languages": 0xE0FE,
    "scan-barcode": 0xE535,
    "barcode": 0xE533,
    "map-pin": 0xE111,
    "scale": 0xE212,
    "x": 0xE1B2,
    "check": 0xE06C,
    "circle-check": 0xE226,
    "circle-help": 0xE082,
    "circle-alert": 0xE077,
    "triangle-alert": 0xE193,
    "info": 0xE0F9,
    "wifi-off": 0xE1AF,
    "delete": 0xE0AE,
    "space": 0xE3DD,
    "lock-keyhole": 0xE531,
    "log-out": 0xE10E,
    "package": 0xE129,
    "package-check": 0xE266,
    "package-open": 0xE2CC,
    "refresh-cw": 0xE145,
    "history": 0xE1F5,
    "activity": 0xE038,
    "badge-percent": 0xE479,
    "hand": 0xE1D7,
    "sparkles": 0xE412,
    "shopping-basket": 0xE4EA,
    "arrow-left-right": 0xE24A,
    "minus": 0xE11C,
    "trending-up": 0xE191,
    "repeat": 0xE146,
    "layers": 0xE529,
    "a-large-small": 0xE587,
    "timer": 0xE1E0,
    "database": 0xE0ED,
    "radio": 0xE142,
    "cloud-off": 0xE08D,
    "cloud-check": 0xE66E,
    "cloud": 0xE088,
    "clipboard-list": 0xE086,
    "undo-2": 0xE2A1,
    "user": 0xE19F,
}


def wanted_characters() -> set[int]:
    """Code points of the text font: GB 2312 Han, Latin with its accents, punctuation, currency signs."""
    points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x2010, 0x2028))
    points |= set(range(0x2030, 0x2040)) | set(range(0x20A0, 0x20C0)) | set(range(0x2190, 0x2194))
    points |= {0x2122, 0x2212, 0x00D7, 0x2248, 0x2264, 0x2265, 0x25CF, 0x2022, 0x2713}
    points |= set(range(0x3000, 0x3020)) | set(range(0xFF01, 0xFF5F)) | {0xFFE5}
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return points


def subset(font: TTFont, points: set[int]) -> None:
    """Cut the font down to these code points, without the features for vertical text."""
    options = Options()
    options.layout_features = ["kern", "liga", "locl", "palt", "ccmp", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.hinting = False
    options.desubroutinize = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)


def rename(font: TTFont, family: str, style: str) -> None:
    """Name the family; the copyright and licence entries of the source stay."""
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    table = font["name"]
    table.names = [entry for entry in table.names if entry.nameID in (0, 5, 13, 14)]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = names[6]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = names[4], family


@click.command()
@click.option("--noto", type=click.Path(path_type=Path), default=Path("/usr/share/fonts/opentype/noto"))
@click.option("--lucide", type=click.Path(path_type=Path), help="font/lucide.ttf of lucide-static.")
def main(noto: Path, lucide: Path | None) -> None:
    """Write the text font (Regular, Bold) and, given Lucide's font, the icon font."""
    for style in ("Regular", "Bold"):
        source = noto / f"NotoSansCJK-{style}.ttc"
        if not source.is_file():
            raise click.ClickException(f"{source} is missing: install fonts-noto-cjk or give --noto")
        with TTFont(source, fontNumber=CJK_SC) as font:
            subset(font, wanted_characters())
            rename(font, FAMILY, style)
            target = FOLDER / f"EndcapSans-{style}.otf"
            font.save(target)
        click.echo(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
    if lucide is not None:
        with TTFont(lucide) as font:
            subset(font, set(ICONS.values()))
            rename(font, ICON_FAMILY, "Regular")
            font.save(FOLDER / "EndcapIcons.ttf")
        click.echo("EndcapIcons.ttf")


if __name__ == "__main__":
    main()
