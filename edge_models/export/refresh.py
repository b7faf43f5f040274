"""An overnight update: tables fitted anew on all of the data, for a ranker that is not trained again."""

import shutil
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from edge_models.errors import BundleError
from edge_models.export import card
from edge_models.export.bundle import Label, fingerprint, write_bundle
from edge_models.features.tables import Tables
from edge_models.runtime.bundle import GRAPH, Manifest, read_manifest, verify_files
from edge_models.text.making.catalog import products_of
from edge_models.text.making.part import tell_of_text, write_part
from edge_models.text.part import TextPart
from edge_models.training.fitting import fit
from edge_models.training.progress import Stages
from edge_models.training.purchases import read
from edge_models.training.suited import suited


@dataclass(frozen=True, slots=True)
class RefreshReport:
    bundle: str
    version: str
    products: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def refresh(bundle: Path, data: Path, out: Path, version: str, quiet: bool = False) -> RefreshReport:
    """Fit tables on all of `data`, keep the graph and the text encoder of `bundle`, and write all as `out`.

    The ranker knows rates and ages, no product and no store, so it serves new data as it is. Raises
    `BundleError` for a bundle that cannot be used, `TrainingError` for data that cannot be used.
    """
    start = time.monotonic()
    manifest = read_manifest(bundle)
    verify_files(bundle, manifest)
    origin = _origin(bundle, manifest.raw, version)
    with Stages(quiet) as stages:
        with stages.stage("Reading and cleaning"):
            purchases, cleaning = read(data)
        with stages.stage("Tables of the whole history"):
            tables = fit(purchases, float(purchases.basket_day[-1]) + 1e-6, suited(purchases))
        with stages.stage("Export"):
            more = {"metrics": manifest.raw.get("metrics", {}), "origin": asdict(origin)}
            write_bundle(
                out,
                tables,
                purchases,
                lambda path: shutil.copyfile(bundle / GRAPH, path),
                lambda: card.write(tables, purchases, cleaning, manifest.name, version, origin),
                lambda: Label(manifest.name, version, fingerprint(data), more),
                lambda part: _with_text(bundle, manifest, data, tables, part),
            )
    return RefreshReport(str(out), version, tables.seasoned, time.monotonic() - start)


def _with_text(bundle: Path, manifest: Manifest, data: Path, tables: Tables, out: Path) -> None:
    """The same encoder over the texts of today's products, where the bundle has one."""
    if (text := TextPart.of(bundle, manifest.files)) is None:
        return
    sold = frozenset(tables.product_ids[: tables.seasoned])
    products, _ = write_part(out, products_of(data), text.folder, sold, quiet=True)
    tell_of_text(out, products)


def _origin(bundle: Path, raw: dict[str, Any], version: str) -> card.Origin:
    try:
        told = raw["origin"]
        before = card.Origin(
            str(told["ranker"]),
            tuple(map(str, told["commands"])),
            str(told.get("kept", card.NOT_MEASURED)),  # bundles made before it was measured do not say
            str(told["measured"]),
        )
    except (KeyError, TypeError) as err:
        raise BundleError(f"{bundle}: its manifest does not tell how it was made ({err}).") from err
    command = f"endcap models refresh --bundle BUNDLE --data DATA --out REFRESHED --version {version}"
    measured = before.measured
    if not measured.startswith("Before"):
        measured = f"Before the tables were refreshed, on baskets that were later than they:\n\n{measured}"
    return replace(before, commands=(*before.commands, command), measured=measured)
