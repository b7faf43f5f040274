"""`endcap models train` as a function: train on a folder, write the bundle, say how it went."""

import os
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from edge_models.export import card, fidelity
from edge_models.export.bundle import Label, check_target, fingerprint, today, write_bundle
from edge_models.export.graph import export
from edge_models.runtime.bundle import Ranker
from edge_models.training.pipeline import Trained, TrainSettings, train
from edge_models.training.progress import Stages
from edge_models.training.queries import Task
from edge_models.training.teacher import TeacherSettings
from edge_models.training.work import Work, key_of


@dataclass(frozen=True, slots=True)
class TrainReport:
    bundle: str
    products: int
    stores: int
    queries: int
    taught: bool  # False: too little data, an untaught blend ranks
    size_bytes: int
    parity: float  # largest difference of graph and student, in standard deviations of a score
    kept: dict[str, fidelity.Kept]  # task -> what the student keeps of its teacher
    warnings: list[str]
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
                *(
                    f"  {task}: the student keeps {k.text()} of its teacher "
                    f"({fidelity.measure_of(Task(task))} {k.student:.4f} of {k.teacher:.4f}, "
                    f"{k.questions:,} held out questions)"
                    for task, k in self.kept.items()
                ),
                *(f"  {warning}" for warning in self.warnings),
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
    threads: int | None = None,
    quiet: bool = False,
    settings: TrainSettings | None = None,
    fresh: bool = False,
    keep_work: bool = False,
) -> TrainReport:
    """Train and write the bundle. A run that was cut off goes on from OUT.work, unless `fresh`; `keep_work`
    keeps that folder, the teacher in it, when the bundle is written.
    `threads` (None: as many as there are cores for this process) are the teacher's.

    Raises `TrainingError` for data that cannot be used, `ExportError` for a graph that strays from its
    student."""
    start = time.monotonic()
    threads = threads or len(os.sched_getaffinity(0))
    settings = settings or TrainSettings(seed=seed, until=until, teacher=TeacherSettings(threads=threads))
    version = version or today()
    command = f"endcap models train --data DATA --out BUNDLE --name {name} --seed {seed}"
    command += f" --until {until:%Y-%m-%d}" if until else ""
    with Stages(quiet) as stages:
        check_target(out)
        source = fingerprint(data)
        work = Work(work_folder(out), key_of(source, settings), stages, fresh)
        trained = train(data, settings, stages, work)
        parity: list[float] = []

        kept: dict[Task, fidelity.Kept] = {}

        def write_graph(path: Path) -> None:
            parity.append(export(trained.student, path, trained.probe))
            if trained.teacher and trained.held_out:
                with stages.stage("Student beside teacher"):
                    kept.update(fidelity.measure(trained.held_out, trained.teacher.score, Ranker(path).score))

        def origin() -> card.Origin:
            return card.Origin(_ranker(trained, parity[0]), (command,), fidelity.as_markdown(kept))

        def label() -> Label:
            ratios = {
                str(task): round(k.ratio.mean, 4)
                for task, k in kept.items()
                if k.questions >= fidelity.ENOUGH
            }
            metrics = {"student_of_teacher": ratios} if ratios else {}
            return Label(name, version, source, {"metrics": metrics, "origin": asdict(origin())})

        with stages.stage("Export"):
            write_bundle(
                out,
                trained.tables,
                trained.purchases,
                write_graph,
                lambda: card.write(
                    trained.tables, trained.purchases, trained.cleaning, name, version, origin()
                ),
                label,
            )
        if not keep_work:
            work.remove()
    return TrainReport(
        bundle=str(out),
        products=trained.tables.seasoned,
        stores=len(trained.tables.stores.store_ids),
        queries=trained.queries,
        taught=trained.taught,
        size_bytes=sum(p.stat().st_size for p in out.iterdir()),
        parity=parity[0],
        kept={str(task): k for task, k in kept.items()},
        warnings=fidelity.warnings(kept),
        seconds=time.monotonic() - start,
        cleaning=trained.cleaning.lines(),
    )


def work_folder(out: Path) -> Path:
    """Where the stages of a run that writes `out` are kept."""
    return out.with_name(f"{out.name}.work")


def _ranker(trained: Trained, parity: float) -> str:
    teacher = (
        f"gradient-boosted trees that learned from {trained.queries:,} baskets, each later than its tables"
        if trained.taught
        else "a fixed blend of features, since there was too little data to learn from"
    )
    layers = "-".join(str(w.shape[1]) for w in trained.student.weights)
    return (
        f"A small network ({layers} units) over {len(trained.student.mean)} features, distilled from "
        f"{teacher}. Its weights are 8-bit integers; the exported graph strayed from the network by at most "
        f"{parity:.3f} standard deviations of a score."
    )
