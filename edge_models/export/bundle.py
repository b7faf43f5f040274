"""Write a bundle: graph, tables, golden requests, model card and manifest. A bundle appears whole or not at
all."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from edge_models.errors import ExportError
from edge_models.features import table_file
from edge_models.features.tables import Tables
from edge_models.runtime.bundle import CARD, GOLDEN, GRAPH, MANIFEST, SCHEMA, TABLES, Ranker
from edge_models.runtime.recommender import Recommender
from edge_models.runtime.suggestion import Request, Suggestion
from edge_models.runtime.wire import answer, parse_request
from edge_models.training.purchases import Purchases
from edge_models.training.queries import QueryMaker, Task

_GOLDEN_VISITS = 12  # the latest of a golden shopper's history
_GOLDEN_ITEMS = 8


@dataclass(frozen=True, slots=True)
class Label:
    """What a manifest says of a bundle beside its files."""

    name: str
    version: str
    data_fingerprint: str
    more: dict[str, Any]  # metrics and origin


def write_bundle(
    folder: Path,
    tables: Tables,
    purchases: Purchases,
    write_graph: Callable[[Path], object],
    card: Callable[[], str],
    describe: Callable[[], Label],
    write_more: Callable[[Path], object] = lambda _: None,
) -> None:
    """Write the bundle; `write_graph` writes the graph to a path, `describe` and `card` are asked after it,
    `write_more` adds files to the bundle's folder before it is sealed.

    Raises `ExportError` where the folder holds something that is not a bundle.
    """
    with building(folder) as part:
        write_graph(part / GRAPH)
        label = describe()
        table_file.save(tables, part / TABLES)
        ranker = Ranker(part / GRAPH)
        recommender = Recommender(label.name, label.version, table_file.load(part / TABLES), ranker)
        write_golden(part, recommender.recommend, _golden_requests(tables, purchases))
        (part / CARD).write_text(card(), encoding="utf-8")
        write_more(part)
        manifest = {
            "name": label.name,
            "version": label.version,
            "data_fingerprint": label.data_fingerprint,
            "products": tables.seasoned,
            "stores": len(tables.stores.store_ids),
            **label.more,
            "input": {
                "features": {"dtype": "float32", "shape": ["rows", len(ranker.names)], "names": ranker.names}
            },
            "output": {"score": {"dtype": "float32", "shape": ["rows"]}},
        }
        seal(part, manifest)


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `folder` where the block ends well, and goes where it does not.

    Raises `ExportError` where `folder` holds something that is not a bundle.
    """
    check_target(folder)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        _replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def seal(folder: Path, label: dict[str, Any]) -> None:
    """Write the manifest of a bundle whose other files are all there; `label` is what it says beside them."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    manifest = {"schema": SCHEMA, "kind": "model"} | label
    manifest["created"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest["files"] = {p.relative_to(folder).as_posix(): file_entry(p) for p in files}
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def write_golden(
    folder: Path,
    recommend: Callable[[Request, int], Sequence[Suggestion]],
    requests: Iterable[dict[str, Any]],
) -> None:
    """Ask the requests and write them with what was answered, which every device must answer again."""
    lines = []
    for request in requests:
        name, parsed = parse_request(json.dumps(request))
        answered = answer(name, recommend(parsed, _GOLDEN_ITEMS))
        promised = {"request": request, "items": answered["items"], "scores": answered["scores"]}
        lines.append(json.dumps(promised, ensure_ascii=False) + "\n")
    (folder / GOLDEN).write_text("".join(lines), encoding="utf-8")


def check_target(folder: Path) -> None:
    """Raises `ExportError` where the folder holds something that is not a bundle."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise ExportError(f"{folder}: not empty and not a bundle. Give an empty folder.")


def today() -> str:
    """The version of a bundle that nobody named."""
    return f"{datetime.now(UTC):%Y.%m.%d}-1"


def fingerprint(folder: Path) -> str:
    """SHA-256 over the data folder's transactions and products, in hex."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.stem in ("transactions", "products") and path.is_file():
            digest.update(path.name.encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def file_entry(path: Path) -> dict[str, Any]:
    """What a manifest says of one file."""
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def _replace(building: Path, folder: Path) -> None:
    retired = folder.with_name(folder.name + ".old")
    shutil.rmtree(retired, ignore_errors=True)
    if folder.exists():
        folder.replace(retired)
    building.replace(folder)
    shutil.rmtree(retired, ignore_errors=True)


def _golden_requests(tables: Tables, purchases: Purchases) -> Iterable[dict[str, Any]]:
    """Requests of every kind, made from baskets of the data's last days, and from nothing at all."""
    yield {"id": "empty"}
    yield {
        "id": "unknown",
        "basket": ["no such product"],
        "store": "no such store",
        "history": [["nor this"]],
    }
    maker = QueryMaker(purchases, tables)
    ids, sizes = tables.product_ids, maker.sizes()
    wanted = [Task.KNOWN] * 5 + [Task.ANON] * 3 + [Task.NEXT] * 2
    for number, basket in enumerate((sizes >= 2).nonzero()[0][::-1][: 40 * len(wanted) : 40].tolist()):
        task = wanted[number]
        items = maker.items(basket)
        past = maker.earlier(basket)[-_GOLDEN_VISITS:] if task is not Task.ANON else maker.earlier(basket)[:0]
        store = int(purchases.basket_store[basket])
        request: dict[str, Any] = {
            "id": f"{task}-{number}",
            "history": [[ids[i] for i in maker.items(b)] for b in past],
            "history_time": [_iso(float(purchases.basket_day[b])) for b in past],
            "basket": [] if task is Task.NEXT else [ids[i] for i in items[:-1]],
            "time": _iso(float(purchases.basket_day[basket])),
        }
        if store >= 0:
            request["store"] = str(purchases.store_ids[store])
        yield request


def _iso(day: float) -> str:
    return datetime.fromtimestamp(round(day * 86400), UTC).strftime("%Y-%m-%dT%H:%M:%S")
