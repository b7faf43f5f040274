"""catalog.db, built from an installed catalog release: a cache that can always be built again.

It is written to a new file beside the old one and renamed over it when it is whole, so a reader sees the old
catalog or the new one. The rowid of a product is its rank by sales (the order of products.jsonl), so results
in rowid order are results in order of popularity.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from kiosk.store.search import index_han, index_pinyin, index_words
from sync.catalog import model
from sync.catalog.package import read_catalog
from sync.database import Database, connect
from sync.durable import sync_file, sync_folder

FORMAT = 2  # raised when the tables change; an older file is rebuilt

_TABLES = """
create table meta (key text primary key, value text not null) strict;
create table products (
    rank integer primary key,
    product_id text not null unique,
    gtin text not null unique,
    name_en text not null, name_zh text not null,
    size_en text not null, size_zh text not null,
    department text not null, category text not null, type text not null,
    store_brand integer not null,
    price_minor integer not null,
    promotion_minor integer, featured integer, promoted_until text,
    weight_g real,
    picture text not null,
    aisle text not null,
    contains text not null, -- words, with spaces between
    points text not null, -- json
    namesakes integer not null
) strict;
create index products_by_category on products (category, rank);
create index products_promoted on products (rank) where featured is not null;
create table groups (
    id text primary key,
    parent text,
    place integer not null,
    name_en text not null, name_zh text not null,
    picture text not null,
    tint integer not null,
    products integer not null
) strict;
create virtual table names using fts5(
    words, han, pinyin, start,
    content='', columnsize=0, prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 2'
);
create virtual table vocabulary using fts5vocab(names, col);
"""


def build(release: Path, target: Path) -> None:
    """Build catalog.db at `target` from the release folder `release`, replacing what is there.

    Raises CatalogFormatError where the release makes no sense, and `sync.database`'s faults. Takes seconds;
    to be called off the runtime loop.
    """
    catalog = read_catalog(release)
    fresh = target.with_name(target.name + ".new")
    for leftover in _files_of(fresh):
        leftover.unlink(missing_ok=True)
    with closing(connect(fresh, durable=False)) as db:
        db.execute("pragma journal_mode=delete").fetchone()  # one file, so that one rename is enough
        with db.transaction():
            _fill(db, catalog)
    _replace(fresh, target)


def _fill(db: Database, catalog: model.Catalog) -> None:
    for statement in _TABLES.strip().split(";\n"):
        db.execute(statement)
    db.conn.executemany("insert into meta values (?, ?)", _meta(catalog))
    shared = _shared_names(catalog)
    rows = (_row(rank, product, shared) for rank, product in enumerate(catalog.products, 1))
    marks = ", ".join("?" * 21)
    db.conn.executemany(f"insert into products values ({marks})", rows)  # noqa: S608  only question marks
    db.conn.executemany(
        "insert into names (rowid, words, han, pinyin, start) values (?, ?, ?, ?, ?)", _indexed(catalog)
    )
    db.conn.executemany("insert into groups values (?, ?, ?, ?, ?, ?, ?, ?)", _groups(catalog))
    db.execute("insert into names (names) values ('optimize')")
    db.execute(f"pragma user_version={FORMAT}")
    db.execute("analyze")


def _meta(catalog: model.Catalog) -> list[tuple[str, str]]:
    return [
        ("version", catalog.version),
        ("created", catalog.created.isoformat()),
        ("folder", str(catalog.folder.resolve())),
        ("store_id", catalog.store_id),
        ("store_name", json.dumps(asdict(catalog.store_name), ensure_ascii=False)),
        ("currency", catalog.currency),
        ("planogram", json.dumps(asdict(catalog.planogram), ensure_ascii=False)),
    ]


def _shared_names(catalog: model.Catalog) -> frozenset[tuple[str, str]]:
    """Names with sizes that several products bear, in either language."""
    counted = Counter(
        (name, size)
        for product in catalog.products
        for name, size in {(product.name.en, product.size.en), (product.name.zh, product.size.zh)}
    )
    return frozenset(each for each, count in counted.items() if count > 1)


def _row(rank: int, product: model.Product, shared: frozenset[tuple[str, str]]) -> tuple[object, ...]:
    promotion = product.promotion
    until = None if promotion is None or promotion.until is None else promotion.until.isoformat()
    return (
        *(rank, product.product_id, product.gtin),
        *(product.name.en, product.name.zh, product.size.en, product.size.zh),
        *(product.department, product.category, product.type),
        int(product.brand == "private"),
        product.price_minor,
        None if promotion is None else promotion.price_minor,
        None if promotion is None else int(promotion.featured),
        until,
        product.weight_g,
        *(product.picture, product.aisle),
        " ".join(sorted(product.contains)),
        json.dumps([asdict(point) for point in product.selling_points], ensure_ascii=False),
        int((product.name.en, product.size.en) in shared or (product.name.zh, product.size.zh) in shared),
    )


def _indexed(catalog: model.Catalog) -> Iterator[tuple[object, ...]]:
    types = {each.id: each.name for each in catalog.taxonomy.types}
    categories = {each.id: each.name for each in catalog.taxonomy.categories}
    for rank, product in enumerate(catalog.products, 1):
        groups = [names[each] for each, names in ((product.type, types), (product.category, categories))]
        pinyin, start = index_pinyin(product.pinyin)
        words = index_words(product.name.en, product.size.en, *(group.en for group in groups))
        han = index_han(product.name.zh, *(group.zh for group in groups))
        yield rank, words, han, pinyin, start


def _groups(catalog: model.Catalog) -> Iterator[tuple[object, ...]]:
    """Departments and categories that have products, in the taxonomy's order."""
    tints = {each.id: each.tint for each in catalog.taxonomy.departments}
    of_department = Counter(product.department for product in catalog.products)
    of_category = Counter(product.category for product in catalog.products)
    for place, each in enumerate(catalog.taxonomy.departments):
        if count := of_department.get(each.id):
            yield each.id, None, place, each.name.en, each.name.zh, each.picture, each.tint, count
    for place, category in enumerate(catalog.taxonomy.categories):
        if count := of_category.get(category.id):
            tint = tints[category.department]
            name, parent = category.name, category.department
            yield category.id, parent, place, name.en, name.zh, category.picture, tint, count


def _files_of(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))]


def _replace(fresh: Path, target: Path) -> None:
    sync_file(fresh)
    for stale in _files_of(target)[1:]:
        stale.unlink(missing_ok=True)  # a log of the old file must not be applied to the new one
    fresh.replace(target)
    sync_folder(target.parent)
