"""The values of `sync.catalog.model` as the JSON of Seam 2, and back."""

from datetime import datetime
from typing import Any

from sync.catalog.fields import Fields
from sync.catalog.gtin import is_gtin14
from sync.catalog.model import (
    CONTENTS,
    LANGUAGES,
    POINT_SOURCES,
    Aisle,
    Category,
    Department,
    Planogram,
    Product,
    ProductType,
    Promotion,
    SellingPoint,
    Shelf,
    Slot,
    Taxonomy,
    Text,
)

TINTS = 12  # colours for departments in the theme
_BRANDS = ("national", "private")


def moment_text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def encode_text(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def encode_product(product: Product) -> dict[str, Any]:
    """Optional keys are written only where they say something: a catalog without them is as before."""
    promotion = product.promotion
    values: dict[str, Any] = {
        "product_id": product.product_id,
        "gtin": product.gtin,
        "name": encode_text(product.name),
        "size": encode_text(product.size),
        "department": product.department,
        "category": product.category,
        "type": product.type,
        "brand": product.brand,
        "price_minor": product.price_minor,
        "promotion": None
        if promotion is None
        else {
            "price_minor": promotion.price_minor,
            "featured": promotion.featured,
            "until": None if promotion.until is None else moment_text(promotion.until),
        },
        "weight_g": product.weight_g,
        "picture": product.picture,
        "aisle": product.aisle,
        "pinyin": {"syllables": list(product.pinyin)},
    }
    if product.contains:
        values["contains"] = [each for each in CONTENTS if each in product.contains]
    if product.selling_points:
        values["selling_points"] = [
            {"text": {it.language: it.text}, "sentence": it.sentence, "source": it.source}
            for it in product.selling_points
        ]
    return values


def decode_product(fields: Fields) -> Product:
    return Product(
        product_id=fields.text("product_id"),
        gtin=_gtin(fields),
        name=fields.bilingual("name"),
        size=fields.bilingual("size", empty=True),
        department=fields.text("department"),
        category=fields.text("category"),
        type=fields.text("type"),
        brand=_brand(fields),
        price_minor=fields.whole("price_minor", least=1),
        promotion=None if fields.absent("promotion") else _promotion(fields.inner("promotion")),
        weight_g=None if fields.absent("weight_g") else fields.positive("weight_g"),
        picture=_picture(fields),
        aisle=fields.text("aisle"),
        pinyin=fields.inner("pinyin").texts("syllables"),
        contains=_contains(fields),
        selling_points=tuple(_selling_point(it) for it in fields.optional_inners("selling_points")),
    )


def encode_taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "departments": [
            {"id": it.id, "name": encode_text(it.name), "picture": it.picture, "tint": it.tint}
            for it in taxonomy.departments
        ],
        "categories": [
            {"id": it.id, "department": it.department, "name": encode_text(it.name), "picture": it.picture}
            for it in taxonomy.categories
        ],
        "types": [
            {"id": it.id, "category": it.category, "name": encode_text(it.name)} for it in taxonomy.types
        ],
    }


def decode_taxonomy(fields: Fields) -> Taxonomy:
    return Taxonomy(
        departments=tuple(
            Department(
                it.text("id"), it.bilingual("name"), _picture(it), it.whole("tint", least=0, most=TINTS - 1)
            )
            for it in fields.inners("departments")
        ),
        categories=tuple(
            Category(it.text("id"), it.text("department"), it.bilingual("name"), _picture(it))
            for it in fields.inners("categories")
        ),
        types=tuple(
            ProductType(it.text("id"), it.text("category"), it.bilingual("name"))
            for it in fields.inners("types")
        ),
    )


def encode_planogram(planogram: Planogram) -> dict[str, Any]:
    return {
        "aisles": [
            {"id": it.id, "name": encode_text(it.name), "departments": list(it.departments)}
            for it in planogram.aisles
        ],
        "shelves": [
            {
                "id": shelf.id,
                "name": encode_text(shelf.name),
                "aisle": shelf.aisle,
                "slots": [_encode_slot(slot) for slot in shelf.slots],
            }
            for shelf in planogram.shelves
        ],
    }


def _encode_slot(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "product_id": slot.product_id,
        "gtin": slot.gtin,
        "name": encode_text(slot.name),
        "picture": slot.picture,
        "unit_weight_g": slot.unit_weight_g,
        "capacity": slot.capacity,
        "threshold": slot.threshold,
    }


def decode_planogram(fields: Fields) -> Planogram:
    return Planogram(
        aisles=tuple(
            Aisle(it.text("id"), it.bilingual("name"), it.texts("departments"))
            for it in fields.inners("aisles")
        ),
        shelves=tuple(
            Shelf(
                it.text("id"),
                it.bilingual("name"),
                it.text("aisle"),
                tuple(_slot(slot) for slot in it.inners("slots")),
            )
            for it in fields.inners("shelves")
        ),
    )


def _slot(fields: Fields) -> Slot:
    capacity = fields.whole("capacity", least=1)
    return Slot(
        id=fields.text("id"),
        product_id=fields.text("product_id"),
        gtin=_gtin(fields),
        name=fields.bilingual("name"),
        picture=_picture(fields),
        unit_weight_g=fields.positive("unit_weight_g"),
        capacity=capacity,
        threshold=fields.whole("threshold", least=0, most=capacity - 1),
    )


def _promotion(fields: Fields) -> Promotion:
    return Promotion(
        price_minor=None if fields.absent("price_minor") else fields.whole("price_minor", least=1),
        featured=fields.flag("featured"),
        until=None if fields.absent("until") else fields.moment("until"),
    )


def _gtin(fields: Fields) -> str:
    code = fields.text("gtin")
    if not is_gtin14(code):
        raise fields.wrong("gtin", "14 digits with a valid check digit")
    return code


def _brand(fields: Fields) -> str:
    brand = fields.text("brand")
    if brand not in _BRANDS:
        raise fields.wrong("brand", " or ".join(_BRANDS))
    return brand


def _contains(fields: Fields) -> frozenset[str]:
    words = fields.texts("contains") if fields.has("contains") else ()
    if any(word not in CONTENTS for word in words):
        raise fields.wrong("contains", f"a list of some of {', '.join(CONTENTS)}")
    return frozenset(words)


def _selling_point(fields: Fields) -> SellingPoint:
    said = fields.inner("text")
    language = next((each for each in LANGUAGES if said.has(each)), None)
    if language is None:
        raise fields.wrong("text", "a text in en or zh")
    text, sentence, source = said.text(language), fields.text("sentence"), fields.text("source")
    if text not in sentence:
        raise fields.wrong("sentence", "the sentence that holds the text")
    if source not in POINT_SOURCES:
        raise fields.wrong("source", " or ".join(POINT_SOURCES))
    return SellingPoint(text, sentence, language, source)


def _picture(fields: Fields) -> str:
    """A file in pictures/ of the package: no other folder, no way out of it."""
    path = fields.text("picture")
    folder, _, name = path.partition("/")
    if (
        folder != "pictures"
        or "/" in name
        or "\\" in name
        or not name.endswith(".webp")
        or name.startswith(".")
    ):
        raise fields.wrong("picture", "a path such as pictures/apple.webp")
    return path
