"""`endcap models train` as a function: train on a folder, write the bundle, say how it went."""

import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from edge_models.export import card
from edge_models.export.bundle import fingerprint, write_bundle
from edge_models.training.pipeline import TrainSettings, train
from edge_models.training.progress import Stages


@dataclass(frozen=True, slots=True)
class TrainReport:
    bundle: str
    products: int
    stores: int
    queries: int
    taught: bool  # False: too little data, an untaught blend ranks
    size_bytes: int
    parity: float  # largest difference of graph and student, in standard deviations of a score
    seconds: float
    cleaning: list[str]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def text(self) -> str:
        how = (
            f"learned from {self.queries:,} baskets"
            if self.taught
            else "too little data to learn: a fixed blend ranks"
        )
        return "\n".join(
            [
                f"{self.bundle}: {self.products:,} products, {self.stores:,} stores, "
                f"{self.size_bytes / 1e6:.2f} MB",
                f"  {how}; graph and student differ by at most {self.parity:.3f} standard deviations",
                *(f"  {line}" for line in self.cleaning),
                f"  {self.seconds:.0f} s",
            ]
        )


def train_bundle(
    data: Path,
    out: Path,
    name: str,
    version: str | None,
    seed: int,
    until: datetime | None = None,
    quiet: bool = False,
    settings: TrainSettings | None = None,
) -> TrainReport:
    """Raises `TrainingError` for data that cannot be used, `ExportError` for a graph that strays from its
    student."""
    start = time.monotonic()
    settings = settings or TrainSettings(seed=seed, until=until)
    version = version or f"{datetime.now(UTC):%Y.%m.%d}-1"
    with Stages(quiet) as stages:
        trained = train(data, settings, stages)
        with stages.stage("Export"):
            command = f"endcap models train --data DATA --out BUNDLE --name {name} --seed {seed}"
            command += f" --until {until:%Y-%m-%d}" if until else ""
            parity = write_bundle(
                out,
                trained,
                name,
                version,
                fingerprint(data),
                lambda parity: card.write(trained, name, version, command, parity),
                card.as_metrics(trained),
            )
    return TrainReport(
        bundle=str(out),
        products=trained.tables.product_total,
        stores=len(trained.tables.stores.store_ids),
        queries=trained.queries,
        taught=trained.taught,
        size_bytes=sum(p.stat().st_size for p in out.iterdir()),
        parity=parity,
        seconds=time.monotonic() - start,
        cleaning=trained.cleaning.lines(),
    )
