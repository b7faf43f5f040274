"""What the products of catalog.db are called, for the recommender to read."""

from contextlib import closing
from pathlib import Path

from edge_models.text.product import Product, Words
from kiosk.app.errors import CatalogUnreadable
from sync.database import driver

_NAMED = """
select p.product_id, p.name_en, c.name_en, d.name_en, p.name_zh, c.name_zh, d.name_zh
from products p join groups c on c.id = p.category join groups d on d.id = p.department
order by p.rank
"""


def read_texts(path: Path) -> list[Product]:
    """Every product with its name, category and department in both languages, the most sold first.

    Opens the file by itself, so any thread may call. Raises CatalogUnreadable.
    """
    try:
        with closing(driver.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as db:
            rows = db.execute(_NAMED).fetchall()
    except driver.DatabaseError as error:
        raise CatalogUnreadable(f"{path}: the products' names cannot be read ({error})") from error
    return [
        Product(
            product_id,
            category_en or category_zh,
            Words(en, category_en, above_en),
            Words(zh, category_zh, above_zh),
        )
        for product_id, en, category_en, above_en, zh, category_zh, above_zh in rows
    ]
