"""What sensible people would expect of the authored apparel catalog. Written before the ranking was tuned.

`TUNED` was looked at while tuning; `HELD_OUT` only after the ranking was settled.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Probe:
    """History and what is looked at, as a shopper would name them, in both languages."""

    history: tuple[tuple[str, str], ...]  # (en, zh), oldest first
    current: tuple[str, str]
    first: frozenset[str]  # the best five are of these categories
    allowed: frozenset[str]  # the best ten are of these departments
    both: frozenset[str] = frozenset()  # each of these categories is among the best five


def probe(history: str, current: str, first: str, allowed: str, both: str = "") -> Probe:
    """From text: pairs are `en=zh`, items are separated by semicolons."""

    def pair(text: str) -> tuple[str, str]:
        en, zh = text.split("=")
        return en.strip(), zh.strip()

    def names(text: str) -> frozenset[str]:
        return frozenset(part.strip() for part in text.split(";") if part.strip())

    return Probe(
        tuple(pair(t) for t in history.split(";")), pair(current), names(first), names(allowed), names(both)
    )


VISION = probe(
    "T-shirt=T恤; jeans=牛仔裤; sports shoes=运动鞋",
    "sportswear=运动服",
    first="sportswear; sports-shoes; fitness",
    allowed="Sport; Casual",
    both="sportswear; sports-shoes",
)

TUNED = [
    VISION,
    probe(
        "suit=西装; tie=领带",
        "dress shirt=正装衬衫",
        first="suits; dress-shirts; ties; dress-shoes",
        allowed="Formal; Accessories",
    ),
    probe(
        "down jacket=羽绒服; scarf=围巾",
        "woolly hat=毛线帽",
        first="winter; down; coats",
        allowed="Outerwear; Accessories; Sleep & Underwear",
    ),
    probe(
        "baby bodysuit=婴儿连体衣",
        "baby bib=婴儿围嘴",
        first="baby; kids",
        allowed="Children; Home; Sleep & Underwear",
    ),
    probe("bed sheets=床单", "pillow=枕头", first="bedding; towels", allowed="Home; Sleep & Underwear"),
]

TUNED += [
    probe(
        "swimsuit=泳衣",
        "swim trunks=泳裤",
        first="swimwear; sportswear",
        allowed="Sport; Casual; Sleep & Underwear",
    ),
    probe(
        "pyjamas=睡衣; slippers=拖鞋",
        "bathrobe=浴袍",
        first="pyjamas; towels; underwear; bedding",
        allowed="Sleep & Underwear; Home",
    ),
    probe(
        "running shoes=跑步鞋; sports socks=运动袜",
        "running shorts=跑步短裤",
        first="sportswear; sports-shoes; fitness; sports-accessories",
        allowed="Sport; Casual",
    ),
    probe(
        "jeans=牛仔裤; T-shirt=T恤",
        "canvas shoes=帆布鞋",
        first="casual-shoes; sports-shoes; jeans; t-shirts; casual-tops; casual-trousers",
        allowed="Casual; Sport",
    ),
    probe(
        "high heels=高跟鞋; evening clutch=晚宴手拿包",
        "evening dress=晚礼服",
        first="evening; dress-shoes; bags",
        allowed="Formal; Accessories",
    ),
    probe(
        "raincoat=雨衣",
        "rain boots=雨靴",
        first="rainwear; kids; coats",
        allowed="Outerwear; Children; Formal; Casual; Sport",
    ),
    probe(
        "yoga leggings=瑜伽裤",
        "yoga mat=瑜伽垫",
        first="fitness; sports-accessories; sportswear",
        allowed="Sport",
    ),
    probe(
        "tracksuit=运动套装; basketball=篮球",
        "basketball shoes=篮球鞋",
        first="sports-shoes; sportswear",
        allowed="Sport; Casual",
        both="sports-shoes; sportswear",
    ),
]

HELD_OUT = [
    probe(
        "hoodie=卫衣; jeans=牛仔裤",
        "skateboard shoes=滑板鞋",
        first="casual-shoes; sports-shoes; jeans; casual-tops; casual-trousers",
        allowed="Casual; Sport",
    ),
    probe("pearl necklace=珍珠项链", "earrings=耳环", first="jewellery", allowed="Accessories; Formal"),
    probe("leather belt=皮带", "wallet=钱包", first="belts; bags", allowed="Accessories; Formal"),
    probe(
        "girl's dress=女童裙子", "school uniform=校服", first="kids; baby", allowed="Children; Casual; Formal"
    ),
    probe(
        "thermal underwear=保暖内衣",
        "wool socks=羊毛袜",
        first="socks; underwear; winter",
        allowed="Sleep & Underwear; Accessories; Outerwear; Casual",
    ),
    probe(
        "tennis skirt=网球裙",
        "tennis racket=网球拍",
        first="sportswear; sports-shoes; sports-accessories",
        allowed="Sport",
    ),
    probe(
        "casual trousers=休闲裤",
        "jumper=毛衣",
        first="casual-tops; casual-trousers; t-shirts; coats",
        allowed="Casual; Outerwear; Accessories",
    ),
    probe(
        "bra=胸罩",
        "knickers=女士内裤",
        first="underwear; pyjamas; socks",
        allowed="Sleep & Underwear; Sport; Casual",
    ),
    probe(
        "business suit=商务西装; leather shoes=皮鞋",
        "necktie=领带",
        first="ties; suits; dress-shirts; dress-shoes; belts",
        allowed="Formal; Accessories",
    ),
    probe(
        "bath towel=浴巾", "quilt=被子", first="bedding; towels", allowed="Home; Sleep & Underwear; Children"
    ),
]
