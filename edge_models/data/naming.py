"""Names that a shopper can read, made from a product's type, brand tier and package size."""

import pandas as pd

from edge_models.data.glossary import Entry, Glossary
from edge_models.data.knowledge import Knowledge
from edge_models.data.package_size import Dimension, Ounce, PackageSize, parse

STORE_BRAND = "Private"
_PRODUCE = {"PRODUCE", "FROZEN GROCERY"}  # the source's "frozen grocery" holds fresh produce only
# Categories of the produce department that come packed, with the size of what a shopper takes home.
_PACKED = {
    "DRIED FRUIT",
    "NUTS",
    "POPCORN",
    "PROCESSED",
    "SALAD MIX",
    "VALUE ADDED FRUIT",
    "VALUE ADDED VEGETABLES",
}
_LARGEST_BAG_G = {"POTATOES": 9100.0, "ONIONS": 4600.0, "CITRUS": 4600.0, "APPLES": 4600.0}  # 20 and 10 lb
_LARGEST_OTHER_BAG_G = 4000.0
_LARGEST_CUT_G = 12_000.0
_LARGEST_BUNDLE = 6  # pieces
_SOLD_SINGLY = {"MELONS", "SEASONAL"}
_UNKNOWN = Entry("Other Goods", "其他商品")


_RAW = ["department", "product_category", "product_type", "brand", "package_size"]


def name_products(catalog: pd.DataFrame, glossary: Glossary, knowledge: Knowledge) -> pd.DataFrame:
    """The columns of the data folder's `products` for a catalog in the source's columns.

    Those are `product_id, department, brand, product_category, product_type, package_size`. A text that the
    glossary lacks stays as it is and has no Chinese.
    """
    kinds = catalog[_RAW].astype("object").where(catalog[_RAW].notna(), "")
    numbers = kinds.groupby(_RAW, sort=False).ngroup()
    distinct = kinds.loc[~numbers.duplicated(), _RAW]  # few texts, many products: each text is read once
    described = pd.DataFrame(
        [_describe(glossary, knowledge, *texts) for texts in distinct.to_numpy().tolist()]
    )
    named = described.iloc[numbers.to_numpy()].reset_index(drop=True)
    named.insert(0, "product_id", catalog["product_id"].astype("str").to_numpy())
    return named


def is_crate(department: str, category: str, size: PackageSize) -> bool:
    """Tell a grower's crate ("40 LB" of bananas, "24 CT" of lettuce) from what a shopper takes home.

    The source keeps the crate's size for loose fruit, vegetables and some meat. On a label it would be false.
    """
    grams = size.quantity * size.unit.base if size.unit.dimension is Dimension.WEIGHT else 0.0
    if department == "MEAT":
        return grams > _LARGEST_CUT_G
    if department not in _PRODUCE or category in _PACKED:
        return False
    if size.unit.dimension is Dimension.COUNT:
        return size.quantity > _LARGEST_BUNDLE or category in _SOLD_SINGLY
    return grams > _LARGEST_BAG_G.get(category, _LARGEST_OTHER_BAG_G)


def product_name(kind: str, store_brand: bool, size: PackageSize | None) -> str:
    """Such as "Store Brand Canned Pasta, 15 oz"; a size that the kind already tells is not repeated."""
    name = f"Store Brand {kind}" if store_brand else kind
    return name if size is None or size.en.lower() in kind.lower() else f"{name}, {size.en}"


def product_name_zh(kind: str, store_brand: bool, size: PackageSize | None, piece: str) -> str:
    """Such as "自有品牌罐装意面 15盎司"; `piece` is the measure word of counted things."""
    name = f"自有品牌{kind}" if store_brand else kind
    return name if size is None or size.zh(piece) in kind else f"{name} {size.zh(piece)}"


def _describe(
    glossary: Glossary,
    knowledge: Knowledge,
    department: str,
    category: str,
    kind: str,
    brand: str,
    package: str,
) -> dict[str, object]:
    in_department = _entry(glossary.department(department), department) or _UNKNOWN
    in_category = _entry(glossary.category(category), category) or in_department
    of_type = _entry(glossary.type(kind, category), kind) or in_category
    size = parse(package, ounce=of_type.ounce or in_category.ounce or Ounce.WEIGHT)
    if size is not None and is_crate(department, category, size):
        size = None
    piece = of_type.piece or in_category.piece or "个"
    store_brand = brand == STORE_BRAND
    description = knowledge.description(kind, category)
    return {
        "name": product_name(of_type.en, store_brand, size),
        "name_zh": product_name_zh(of_type.zh, store_brand, size, piece) if of_type.zh else None,
        "department": in_department.en,
        "department_zh": in_department.zh or None,
        "category": in_category.en,
        "category_zh": in_category.zh or None,
        "type": of_type.en,
        "type_zh": of_type.zh or None,
        "brand": brand or None,
        "size": size.en if size else None,
        "size_zh": size.zh_metric(piece) if size else None,
        "weight_g": size.net_weight_g if size else None,
        "description": description.en if description else None,
        "description_zh": description.zh if description else None,
        "contains": knowledge.contains(kind, category) or None,
        "department_raw": department or None,
        "category_raw": category or None,
        "type_raw": kind or None,
    }


def _entry(found: Entry | None, raw: str) -> Entry | None:
    """What the glossary says, or the raw text where it is silent, or None where there is no text at all."""
    return found or (Entry(raw, "") if raw else None)
