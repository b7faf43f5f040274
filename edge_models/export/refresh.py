"""An overnight update: tables of all of the data, for a ranker that is not trained again.

With a state folder the inverses behind the tables follow what changed since the last update (ADR 14);
all else is counted anew, which takes seconds.
"""

import shutil
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from edge_models.errors import BundleError, TrainingError
from edge_models.export import card
from edge_models.export.bundle import Label, fingerprint, write_bundle
from edge_models.features.tables import Tables
from edge_models.runtime.bundle import GRAPH, Manifest, read_manifest, verify_files
from edge_models.text.making.catalog import products_of
from edge_models.text.making.part import tell_of_text, write_part
from edge_models.text.part import TextPart
from edge_models.training.fitting import fit
from edge_models.training.kept_inverses import Followed, KeptInverses
from edge_models.training.progress import Stages
from edge_models.training.purchases import read
from edge_models.training.suited import suited

_WHAT = {"together": "What goes together", "alike": "What shoppers alike buy"}


@dataclass(frozen=True, slots=True)
class RefreshReport:
    bundle: str
    version: str
    products: int
    seconds: float
    inverses: tuple[Followed, ...]  # none without a state folder

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def text(self) -> str:
        """For people."""
        told = [f"{self.bundle}: {self.products:,} products, version {self.version}, {self.seconds:.0f} s"]
        return "\n  ".join([*told, *map(_told, self.inverses)])


def refresh(
    bundle: Path, data: Path, out: Path, version: str, quiet: bool = False, state: Path | None = None
) -> RefreshReport:
    """Fit tables on all of `data`, keep the graph and the text encoder of `bundle`, and write all as `out`.

    The ranker knows rates and ages, no product and no store, so it serves new data as it is. What `state`
    keeps of an earlier update is taken up, and today's kept. Raises `BundleError` for a bundle that cannot be
    used, `TrainingError` for data or a state folder that cannot be used.
    """
    start = time.monotonic()
    if state is not None and out.resolve() in (state.resolve(), *state.resolve().parents):
        raise TrainingError(f"{state}: lies in {out}, which is replaced. Give --state a folder elsewhere.")
    manifest = read_manifest(bundle)
    verify_files(bundle, manifest)
    origin = _origin(bundle, manifest.raw, version)
    with Stages(quiet) as stages:
        with stages.stage("Reading and cleaning"):
            purchases, cleaning = read(data)
        with stages.stage("Tables of the whole history"):
            end_day, settings = float(purchases.basket_day[-1]) + 1e-6, suited(purchases)
            if state is None:
                inverses, tables = None, fit(purchases, end_day, settings)
            else:
                inverses = KeptInverses(state, stages)
                tables = fit(purchases, end_day, settings, inverses.invert)
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
    followed = tuple(inverses.followed) if inverses else ()
    return RefreshReport(str(out), version, tables.seasoned, time.monotonic() - start, followed)


def _told(inverse: Followed) -> str:
    what = _WHAT[inverse.name]
    if inverse.new_because:
        return f"{what}: from nothing, {inverse.seconds:.0f} s, because {inverse.new_because}"
    rows = "baskets" if inverse.name == "together" else "shoppers' lists"
    counts = (
        (inverse.rows_in, f"new {rows}"),
        (inverse.rows_out, f"{rows} gone or replaced"),
        (inverse.items_in, "products take part for the first time"),
        (inverse.items_out, "products no longer take part"),
    )
    changed = ", ".join(f"{count:,} {words}" for count, words in counts if count) or "nothing changed"
    return f"{what}: {changed}; {inverse.seconds:.0f} s, from nothing {inverse.seconds_from_nothing:.0f} s"


def _with_text(bundle: Path, manifest: Manifest, data: Path, tables: Tables, out: Path) -> None:
    """The same encoder over the texts of today's products, where the bundle has one; texts of yesterday have
    their vectors."""
    if (text := TextPart.of(bundle, manifest.files)) is None:
        return
    sold = frozenset(tables.product_ids[: tables.seasoned])
    products, _ = write_part(out, products_of(data), text.folder, sold, quiet=True, known=text.index())
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
