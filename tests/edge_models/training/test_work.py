"""A training run that was cut off goes on where it stopped, and ends with the same bundle."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from edge_models.errors import ExportError, TrainingError
from edge_models.export.make import train_bundle, work_folder
from edge_models.training.progress import Stages
from edge_models.training.teacher import Teacher
from edge_models.training.work import Work, load_arrays, save_arrays
from tests.edge_models.conftest import QUICK, SMALL, Shop

FILES = ("ranker.onnx", "tables.npz", "golden.jsonl", "README.md")
TRAIN = """
import sys
from pathlib import Path
from edge_models.export.make import train_bundle
from tests.edge_models.conftest import SMALL
train_bundle(Path(sys.argv[1]), Path(sys.argv[2]), "shop", "1", seed=1, settings=SMALL)
"""


def start(data: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", TRAIN, str(data), str(out)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def kill_once_kept(run: subprocess.Popen[str], stage: Path) -> None:
    limit = time.monotonic() + 60
    while not stage.exists():
        assert run.poll() is None and time.monotonic() < limit, "ended before it could be killed"
        time.sleep(0.002)
    run.kill()
    run.communicate()


@pytest.mark.parametrize("stage", ["examples-2.npz", "lesson.npz"])
def test_a_killed_run_goes_on_and_makes_the_same_bundle(
    shop: Shop, trained_folder: Path, tmp_path: Path, stage: str
) -> None:
    out, work = tmp_path / "bundle", tmp_path / "bundle.work"
    kill_once_kept(start(shop.folder, out), work / stage)
    assert not out.exists() and not (work / "student.npz").exists()
    again = start(shop.folder, out)
    said = again.communicate()[1]
    assert again.returncode == 0, said
    assert "Going on where an earlier run was cut off" in said
    for file in FILES:
        assert (out / file).read_bytes() == (trained_folder / file).read_bytes(), file
    assert not work.exists()


def test_other_settings_begin_anew_and_say_so(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, work = tmp_path / "bundle", tmp_path / "bundle.work"
    kill_once_kept(start(shop.folder, out), work / "examples-1.npz")
    train_bundle(shop.folder, out, "shop", "1", seed=1, settings=replace(QUICK, negatives=10))
    said = capsys.readouterr().err
    assert "Starting anew (the data, the settings or the program changed)" in said
    assert (out / "manifest.json").exists() and not work.exists()


def test_work_that_is_kept_holds_the_teacher(trained_folder: Path) -> None:
    work = work_folder(trained_folder)
    teacher = Teacher.load(work / "teacher.json", threads=1)
    lesson = load_arrays(work / "lesson.npz")["score"]
    examples = load_arrays(work / "examples-1.npz")["x"]
    np.testing.assert_allclose(teacher.score(examples), lesson[: len(examples)], rtol=1e-6)


def test_a_finished_stage_is_not_done_again(tmp_path: Path) -> None:
    made = []

    def make() -> dict[str, np.ndarray]:
        made.append(1)
        return {"a": np.arange(3)}

    for _ in range(2):
        work = Work(tmp_path / "work", "key", Stages(quiet=True))
        assert work.kept("a.npz", make, save_arrays, load_arrays)["a"].tolist() == [0, 1, 2]
    assert len(made) == 1
    fresh = Work(tmp_path / "work", "key", Stages(quiet=True), fresh=True)
    fresh.kept("a.npz", make, save_arrays, load_arrays)
    assert len(made) == 2


def test_a_damaged_stage_is_named(tmp_path: Path) -> None:
    work = Work(tmp_path / "work", "key", Stages(quiet=True))
    work.kept("a.npz", dict, save_arrays, load_arrays)
    (tmp_path / "work" / "a.npz").write_bytes(b"no arrays")
    with pytest.raises(TrainingError, match=r"a\.npz.*--fresh"):
        work.kept("a.npz", dict, save_arrays, load_arrays)


def test_a_folder_of_somebody_else_is_left_alone(shop: Shop, tmp_path: Path) -> None:
    letter = tmp_path / "bundle.work" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("keep me")
    with pytest.raises(TrainingError, match="Move it away"):
        train_bundle(shop.folder, tmp_path / "bundle", "shop", "1", seed=1, quiet=True, settings=SMALL)
    assert letter.read_text() == "keep me"


def test_a_wrong_target_is_refused_before_training(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("keep me")
    with pytest.raises(ExportError, match="not empty"):
        train_bundle(shop.folder, tmp_path / "out", "shop", "1", seed=1, quiet=True, settings=SMALL)
    assert not (tmp_path / "out.work").exists()
