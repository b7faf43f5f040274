"""From a data folder to everything that a bundle holds: tables, a teacher, a distilled student, and what
they scored.

Tables are fitted at several moments of the past ("rolling origins"); the ranker learns only from baskets
that came after its tables' moment, as on the device.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np

from edge_models.errors import TrainingError
from edge_models.features import table_file
from edge_models.features.context import day_number
from edge_models.features.encoder import Encoder
from edge_models.features.prior import prior_score
from edge_models.features.tables import FloatArray, Tables
from edge_models.training import purchases as reading
from edge_models.training.examples import Examples, collect
from edge_models.training.fitting import FitSettings, fit
from edge_models.training.held_out import HeldOut, split
from edge_models.training.progress import Stages
from edge_models.training.purchases import Cleaning, Purchases
from edge_models.training.queries import QueryMaker, Task, sample
from edge_models.training.student import Student, StudentSettings, distil
from edge_models.training.suited import asked_size, moments, suited
from edge_models.training.teacher import Teacher, TeacherSettings, teach
from edge_models.training.work import Work, load_arrays, save_arrays

ENOUGH_QUERIES = 300  # with fewer, the untaught blend ranks


@dataclass(frozen=True, slots=True)
class TrainSettings:
    origins: tuple[float, ...] = (0.53, 0.68, 0.84)  # shares of the baskets after which tables are fitted
    queries: dict[Task, int] = field(
        default_factory=lambda: {
            Task.KNOWN: 10_000,
            Task.ANON: 7200,
            Task.NEXT: 12_000,
            Task.DISCOVER: 4000,
            Task.COLD: 2000,
        }
    )  # per origin
    negatives: int = 100  # per query
    tables: FitSettings | None = None  # None: chosen by the data
    teacher: TeacherSettings = field(default_factory=TeacherSettings)
    student: StudentSettings = field(default_factory=StudentSettings)
    until: datetime | None = None  # use only baskets before this time
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Trained:
    purchases: Purchases
    cleaning: Cleaning
    tables: Tables
    student: Student
    probe: FloatArray  # real feature rows, for the export's parity check
    queries: int  # that the ranker learned from
    teacher: Teacher | None  # None: too little data, the student copies the untaught blend
    held_out: HeldOut | None  # None where there is no teacher or no basket to ask about

    @property
    def taught(self) -> bool:
        return self.teacher is not None


def train(folder: Path, settings: TrainSettings, stages: Stages, work: Work) -> Trained:
    """Train on a data folder; stages that `work` holds are taken from there, the others are put there.

    Each stage draws from a generator of its own, so that a run that goes on makes what an unbroken one makes.
    Raises `TrainingError` where the folder cannot be read or holds nothing to learn.
    """
    with stages.stage("Reading and cleaning"):
        purchases, cleaning = reading.read(folder)
        if settings.until:
            purchases = purchases.until(day_number(settings.until))
    if not purchases.basket_total:
        raise TrainingError(f"{folder}: no basket is earlier than {settings.until}.")
    tables_settings = settings.tables or suited(purchases)
    end = float(purchases.basket_day[-1]) + 1e-6
    examples = _examples(purchases, settings, tables_settings, end, stages, work)
    with stages.stage("Tables of the whole history"):
        tables = work.kept(
            "tables.npz", lambda: fit(purchases, end, tables_settings), table_file.save, table_file.load
        )
    if tables.seasoned < 2:
        raise TrainingError(f"{folder}: fewer than two products were sold; there is nothing to recommend.")
    taught = len(examples.group) >= ENOUGH_QUERIES
    if taught:
        with stages.stage("Teacher", settings.teacher.trees) as advance:
            teacher = work.kept(
                "teacher.json",
                lambda: teach(examples, settings.teacher, settings.seed, advance),
                Teacher.save,
                lambda path: Teacher.load(path, settings.teacher.threads),
            )
            lesson = work.kept(
                "lesson.npz", lambda: {"score": teacher.score(examples.x)}, save_arrays, load_arrays
            )["score"]
    else:
        teacher = None
        examples = _anything(purchases, tables, settings)
        lesson = prior_score(examples.x)
    with stages.stage("Student", settings.student.epochs) as advance:
        student = work.kept(
            "student.npz",
            lambda: distil(examples.x, lesson, examples.group, settings.student, settings.seed, advance),
            lambda made, path: save_arrays(made.arrays(), path),
            lambda path: Student.of_arrays(load_arrays(path)),
        )
    probe = examples.x[:: max(len(examples.x) // 20_000, 1)]
    queries = len(examples.group) if taught else 0
    held_out = _held_out(purchases, settings, tables_settings, work) if taught else None
    return Trained(purchases, cleaning, tables, student, probe, queries, teacher, held_out)


def _examples(
    purchases: Purchases,
    settings: TrainSettings,
    tables_settings: FitSettings,
    end: float,
    stages: Stages,
    work: Work,
) -> Examples:
    origins = moments(purchases, settings.origins)
    parts = []

    def after(number: int, moment: float, until: float) -> Examples:
        first, last = purchases.before(moment), purchases.before(until)
        if not first or first == last:
            return Examples.join([])
        with stages.stage(f"Tables of the past {number}/{len(origins)}"):
            tables = _tables_at(purchases, moment, tables_settings, work if number == len(origins) else None)
        if tables.seasoned < 2:
            return Examples.join([])
        rng = np.random.default_rng([settings.seed, number])
        maker = QueryMaker(purchases, tables)
        with stages.stage(
            f"Questions after it {number}/{len(origins)}", sum(settings.queries.values())
        ) as advance:
            among = split(first, last, settings.seed)[0] if number == len(origins) else None
            size = asked_size(maker.sizes()[first:last])
            asked = sample(maker, first, last, settings.queries, rng, size, among)
            return collect(Encoder(tables), asked, settings.negatives, rng, advance)

    for number, (moment, until) in enumerate(zip(origins, [*origins[1:], end], strict=True), 1):
        make = partial(after, number, moment, until)
        parts.append(
            work.kept(
                f"examples-{number}.npz",
                make,
                lambda made, path: save_arrays({n: getattr(made, n) for n in ("x", "label", "group")}, path),
                lambda path: Examples(**load_arrays(path)),
            )
        )
    return Examples.join(parts)


def _tables_at(purchases: Purchases, moment: float, settings: FitSettings, work: Work | None) -> Tables:
    """Those of the last origin are kept: the held out questions need them once more."""
    if work is None:
        return fit(purchases, moment, settings)
    return work.kept(
        "tables-past.npz", lambda: fit(purchases, moment, settings), table_file.save, table_file.load
    )


def _held_out(
    purchases: Purchases, settings: TrainSettings, tables_settings: FitSettings, work: Work
) -> HeldOut | None:
    moment = moments(purchases, settings.origins)[-1]
    first, last = purchases.before(moment), purchases.basket_total
    if not first or first == last:
        return None
    tables = _tables_at(purchases, moment, tables_settings, work)
    return HeldOut.draw(purchases, tables, settings.seed) if tables.seasoned > 1 else None


def _anything(purchases: Purchases, tables: Tables, settings: TrainSettings) -> Examples:
    """Rows of whatever baskets there are, for a student of the untaught blend."""
    rng = np.random.default_rng(settings.seed)
    maker = QueryMaker(purchases, tables)
    asked = sample(
        maker, 0, purchases.basket_total, {t: 200 for t in Task if t is not Task.COLD}, rng, min_items=1
    )
    examples = collect(Encoder(tables), asked, settings.negatives, rng)
    if not len(examples.group):
        raise TrainingError("no basket holds a product of the assortment; there is nothing to learn from.")
    return examples
