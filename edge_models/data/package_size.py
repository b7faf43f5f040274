"""What a package holds, read from the texts of shelf systems ("15.7 OZ", "12/12 OZ", "36 CT", "1/2 GAL").

Net weight is told only for a single piece with a true weight. A volume is not a weight: a litre of oil is not
a kilogram, so bottles and cartons have none. A plain "OZ" is a weight on a can of soup and a volume on a can
of soda; the caller, who knows the product, says which (`Ounce`). Where a text gives pieces and ounces
("4/4 OZ", "6 CT/15 OZ", "8 PK/24.8 OZ"), the ounces are those of one piece on some products and of all on
others, so such a package has no net weight either; only "A/B" of a volume always means A bottles of B.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from math import gcd


class Dimension(StrEnum):
    WEIGHT = auto()  # base: gram
    VOLUME = auto()  # base: millilitre
    COUNT = auto()
    LENGTH = auto()
    AREA = auto()
    UNCLEAR = auto()  # ounces of something that may be sold by weight or by volume


class Ounce(StrEnum):
    """What a plain "OZ" means on a product."""

    WEIGHT = auto()
    FLUID = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    en: str
    zh: str
    dimension: Dimension
    base: float = 0.0  # grams or millilitres in one, 0 for the others


_OUNCE = Unit("oz", "盎司", Dimension.WEIGHT, 28.349523125)
_FLUID_OUNCE = Unit("fl oz", "液盎司", Dimension.VOLUME, 29.5735295625)
_SOME_OUNCE = Unit("oz", "盎司", Dimension.UNCLEAR)
_OUNCES = {Ounce.WEIGHT: _OUNCE, Ounce.FLUID: _FLUID_OUNCE, Ounce.UNCLEAR: _SOME_OUNCE}
_UNITS: dict[str, Unit] = {}


def _define(spellings: str, unit: Unit) -> None:
    _UNITS.update(dict.fromkeys(spellings.split(","), unit))


_define("OZ,OZS,Z", _OUNCE)
_define("FL OZ", _FLUID_OUNCE)
_define("LB,LBS", Unit("lb", "磅", Dimension.WEIGHT, 453.59237))
_define("GM,GR,GRAM,GRAMS", Unit("g", "克", Dimension.WEIGHT, 1.0))
_define("KG", Unit("kg", "千克", Dimension.WEIGHT, 1000.0))
_define("ML", Unit("ml", "毫升", Dimension.VOLUME, 1.0))
_define("L,LT,LTR,LITER", Unit("L", "升", Dimension.VOLUME, 1000.0))
_define("PT,PTS", Unit("pt", "品脱", Dimension.VOLUME, 473.176473))
_define("QT,QTS", Unit("qt", "夸脱", Dimension.VOLUME, 946.352946))
_define("GAL,GA,GALON", Unit("gal", "加仑", Dimension.VOLUME, 3785.411784))
_define("CT,EA", Unit("ct", "装", Dimension.COUNT))  # its Chinese text takes the product's measure word
_define("PK,PKS,PKG,PKGS", Unit("pk", "件装", Dimension.COUNT))
_define("PC,PCS", Unit("pc", "件", Dimension.COUNT))
_define("DZ,DOZ,DZN", Unit("dozen", "打", Dimension.COUNT))
_define("ROLL,ROLLS", Unit("rolls", "卷", Dimension.COUNT))
_define("SHEET,SHEETS", Unit("sheets", "张", Dimension.COUNT))
_define("STEM,STEMS", Unit("stems", "枝", Dimension.COUNT))
_define("LOAD,LOADS,LD,LDS", Unit("loads", "次洗量", Dimension.COUNT))
_define("USE,USES", Unit("uses", "次用量", Dimension.COUNT))
_define("DOSE,DOSES", Unit("doses", "剂", Dimension.COUNT))
_define("KIT", Unit("kit", "套", Dimension.COUNT))
_define("PAIR", Unit("pair", "双", Dimension.COUNT))
_define("CUP,CUPS", Unit("cup", "杯", Dimension.COUNT))
_define("PAD,PADS", Unit("pads", "片", Dimension.COUNT))
_define("STICK,STICKS", Unit("sticks", "条", Dimension.COUNT))
_define("STRIP,STRIPS", Unit("strips", "条", Dimension.COUNT))
_define("BUNCHES", Unit("bunches", "束", Dimension.COUNT))
_define("CTN", Unit("carton", "盒装", Dimension.COUNT))
_define("IN", Unit("in", "英寸", Dimension.LENGTH))
_define("FT,FOOT", Unit("ft", "英尺", Dimension.LENGTH))
_define("YD,YDS", Unit("yd", "码", Dimension.LENGTH))
_define("CM", Unit("cm", "厘米", Dimension.LENGTH))
_define("MM", Unit("mm", "毫米", Dimension.LENGTH))
_define("SQ FT", Unit("sq ft", "平方英尺", Dimension.AREA))

_SINGULAR = {
    "rolls": "roll",
    "sheets": "sheet",
    "stems": "stem",
    "loads": "load",
    "uses": "use",
    "doses": "dose",
}

_NUMBER = r"(?:\d+ \d+/\d+|\d+/\d+|\d*\.?\d+)"
_UNIT = "(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")"
_PACK = r"(?:PKG|PK|CT|PC|BAR)"
# Codes of regions and packaging words around the size say nothing to a shopper.
_PREFIX = re.compile(
    r"^(?:(?:ALL|AB|ABD|ABCD|BCD|BD|EX|CR|SNGAL|KIOSK|EACH|[A-Z]) *(?=[\d.]))?(?:[A-Z] (?=[A-Z] *[\d.]))*"
)
_SUFFIX = re.compile(
    r"[ /]*(?:BTLS?|BAGS?|CANS?|CN|PET|N/?R|PLST|BOX|TUBE|TUB|POUCH|JAR|TRAY|BOWL|CANTR|AERO?S?|AER|FOIL"
    r"|GLASS|LOOSE|AVGWT|REFIL|ASST|AST|SS|PCH|\*|\(\d*\)?|\.)$"
)
_COMPOUND = re.compile(rf"(?P<lb>\d+) LBS? (?P<oz>{_NUMBER}) OZ")
_SHRIMP = re.compile(rf"\d+-\d+ ?/ ?(?P<quantity>{_NUMBER}) ?(?P<unit>OZ|LB)")
_PIECES_FIRST = re.compile(
    rf"(?P<pack>\d+) ?(?P<word>{_PACK})[ /]+(?P<quantity>{_NUMBER}) ?(?P<unit>{_UNIT})"
)
_PIECES_LAST = re.compile(rf"(?P<quantity>{_NUMBER}) ?(?P<unit>{_UNIT})[ /]+(?P<pack>\d+) ?(?P<word>{_PACK})")
_MULTIPLE = re.compile(rf"(?P<pack>\d+)/ ?(?P<quantity>\d*\.?\d+) ?(?P<unit>{_UNIT})")
_PLAIN = re.compile(rf"(?P<quantity>{_NUMBER})?[ -]?(?P<unit>{_UNIT})")
_ALONE = {
    "LB",
    "PT",
    "QT",
    "GAL",
    "L",
    "DZ",
    "DOZ",
}  # a unit that means one of it when no number stands before
_FRACTIONS = {2, 3, 4, 8, 16}
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class PackageSize:
    """`quantity` of `unit` in each of `pack` pieces; with a `pack_word` ("ct", "pk") in each or in all."""

    quantity: float
    unit: Unit
    pack: int = 1
    pack_word: str = ""

    @property
    def net_weight_g(self) -> float | None:
        """Grams of content; None for volumes, counts and packs of several pieces."""
        if self.unit.dimension is not Dimension.WEIGHT or self.pack > 1:
            return None
        return round(self.quantity * self.unit.base, 1)

    @property
    def en(self) -> str:
        """Such as "15.7 oz", "12 × 12 fl oz", "6 ct, 15 oz"."""
        amount = f"{_number(self.quantity)} {self._unit_en()}"
        if self.pack == 1:
            return amount
        return f"{self.pack} {self.pack_word}, {amount}" if self.pack_word else f"{self.pack} × {amount}"

    def zh(self, piece: str = "个") -> str:
        """Such as "15.7盎司", "12液盎司×12", "15盎司（6个装）"; `piece` measures counted things."""
        amount = f"{_number(self.quantity)}{piece if self.unit.en == 'ct' else ''}{self.unit.zh}"
        if self.pack == 1:
            return amount
        if not self.pack_word:
            return f"{amount}×{self.pack}"
        return f"{amount}（{self.pack}{piece if self.pack_word == 'ct' else '件'}装）"

    def zh_metric(self, piece: str = "个") -> str:
        """The Chinese text with grams or millilitres where the unit is not metric: "15.7盎司（445克）"."""
        text = self.zh(piece)
        if self.unit.base in (0.0, 1.0, 1000.0) or self.pack_word:
            return text
        metric = _metric_zh(self.quantity * self.unit.base, self.unit.dimension)
        return f"{text}（{metric}{f'×{self.pack}' if self.pack > 1 else ''}）"

    def _unit_en(self) -> str:
        return _SINGULAR.get(self.unit.en, self.unit.en) if self.quantity == 1 else self.unit.en


def parse(raw: str, *, ounce: Ounce = Ounce.WEIGHT) -> PackageSize | None:
    """The size in `raw`, or None where it tells none. `ounce`: what a plain "OZ" means."""
    text = _clean(raw)
    if found := _COMPOUND.fullmatch(text):
        ounces = int(found["lb"]) * 16 + _value(found["oz"])
        return _sized(ounces, _OUNCE)
    if found := _SHRIMP.fullmatch(text):
        return _sized(_value(found["quantity"]), _UNITS[found["unit"]])
    if found := (_PIECES_FIRST.fullmatch(text) or _PIECES_LAST.fullmatch(text)):
        return _pieces(found, ounce)
    if (found := _MULTIPLE.fullmatch(text)) and not _is_fraction(found["pack"], found["quantity"]):
        return _multiple(found, ounce)
    if found := _PLAIN.fullmatch(text):
        if found["quantity"] is None:
            return _sized(1.0, _UNITS[found["unit"]]) if found["unit"] in _ALONE else None
        return _sized(_value(found["quantity"]), _unit(found["unit"], ounce))
    return None


def _pieces(found: "re.Match[str]", ounce: Ounce) -> PackageSize | None:
    word = "pk" if found["word"] in ("PK", "PKG") else "ct"
    return _sized(_value(found["quantity"]), _unit(found["unit"], ounce), int(found["pack"]), word)


def _multiple(found: "re.Match[str]", ounce: Ounce) -> PackageSize | None:
    unit, pack, quantity = _unit(found["unit"], ounce), int(found["pack"]), float(found["quantity"])
    if unit.dimension is Dimension.COUNT and pack >= 20 and quantity < 2 * pack:
        return None  # "56/64 CT" is how many fruits fill the grower's box
    word = "pk" if unit.dimension in (Dimension.WEIGHT, Dimension.UNCLEAR) else ""
    return _sized(quantity, unit, pack, word)


def _sized(quantity: float, unit: Unit, pack: int = 1, word: str = "") -> PackageSize | None:
    if not (0 < quantity <= _MOST and 0 < pack <= _MOST):
        return None
    return PackageSize(quantity, unit, pack, word if pack > 1 else "")


def _clean(raw: str) -> str:
    text = " ".join(raw.upper().split()).replace("HALF GAL", "1/2 GAL").replace("HLF GAL", "1/2 GAL")
    text = _PREFIX.sub("", text).removesuffix(".")
    while (shorter := _SUFFIX.sub("", text)) != text:
        text = shorter
    return text.replace("REC OZ", "OZ").strip()


def _unit(spelling: str, ounce: Ounce) -> Unit:
    unit = _UNITS[spelling]
    return _OUNCES[ounce] if unit is _OUNCE else unit


def _is_fraction(top: str, bottom: str) -> bool:
    """Tell that "3/4 LB" is three quarters, while "4/4 OZ" and "6/16 OZ" are packs."""
    if not bottom.isdigit() or int(bottom) not in _FRACTIONS:
        return False
    return 0 < int(top) < int(bottom) and gcd(int(top), int(bottom)) == 1


def _value(text: str) -> float:
    """The number in "12", ".5", "3/4" or "12 3/4"; 0 for a fraction over zero."""
    *whole, last = text.split(" ")
    top, slash, bottom = last.partition("/")
    if slash and int(bottom) == 0:
        return 0.0
    return (int(top) / int(bottom) if slash else float(top)) + (int(whole[0]) if whole else 0)


def _number(value: float) -> str:
    return f"{round(value, 3):.3f}".rstrip("0").rstrip(".")


def _metric_zh(amount: float, dimension: Dimension) -> str:
    small, large = ("克", "千克") if dimension is Dimension.WEIGHT else ("毫升", "升")
    if amount >= 1000:
        return f"{_number(round(amount / 1000, 2))}{large}"
    return f"{_number(round(amount, 0 if amount >= 10 else 1))}{small}"
