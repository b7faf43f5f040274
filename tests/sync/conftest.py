"""A real HQ over TLS on a loopback port, real devices in their own folders, and real releases."""

import hashlib
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn

from sync import outbox, status
from sync.agent.cycle import CycleOutcome
from sync.agent.enrolment import enrol
from sync.agent.loop import Agent
from sync.checks import ReleaseCheck
from sync.database import Database, connect
from sync.device import DeviceFolder, SyncSettings
from sync.hq.fleet import Fleet, PublishedRelease
from sync.hq.folder import HqFolder, NewHq, initialise
from sync.hq.publishing import publish
from sync.hq.serving import server
from sync.manifest import MANIFEST
from sync.releases import ReleaseStore
from sync.wire import EventKind, ReleaseId, ReleaseKind

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)

MEMORY = Path("/dev/shm")  # noqa: S108  Linux' file system in memory


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of flushes to a slow disk would prove nothing more."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    with tempfile.TemporaryDirectory(prefix="endcap-test-", dir=MEMORY if usable else None) as folder:
        yield Path(folder)


# Stands for `endcap models check --bundle DIR --json`; the golden file decides what it finds.
CHECK_SCRIPT = """
case "$(cat "$2/golden.jsonl" 2>/dev/null)" in
  agreed) echo '{"ok": true, "problem": ""}' ;;
  hang) exec sleep 60 ;;
  *) echo '{"ok": false, "problem": "a golden request gives another answer"}'; exit 1 ;;
esac
"""


@pytest.fixture
def check(tmp_path: Path) -> ReleaseCheck:
    script = tmp_path / "check.sh"
    script.write_text(CHECK_SCRIPT)
    return ReleaseCheck(["/bin/sh", str(script)], model_timeout_s=2)


@dataclass
class ReleaseMaker:
    """Writes release folders."""

    root: Path

    def model(
        self,
        version: str,
        files: Mapping[str, bytes] | None = None,
        changes: Mapping[str, object] | None = None,
    ) -> Path:
        content = {"model.onnx": f"weights {version}".encode() * 100, "golden.jsonl": b"agreed"}
        return self.write("model", version, content | dict(files or {}), changes)

    def write(
        self, kind: str, version: str, files: Mapping[str, bytes], changes: Mapping[str, object] | None = None
    ) -> Path:
        """`changes` replace or add keys of the manifest."""
        folder = self.root / f"{kind}-{version}"
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        listed = {p: {"sha256": hashlib.sha256(c).hexdigest(), "size": len(c)} for p, c in files.items()}
        manifest = {
            "schema": 1,
            "kind": kind,
            "name": "test",
            "version": version,
            "created": "2026-11-24T08:00:00Z",
            "files": listed,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest | dict(changes or {})))
        return folder


@pytest.fixture
def releases(tmp_path: Path) -> ReleaseMaker:
    return ReleaseMaker(tmp_path / "made")


@dataclass
class Hq:
    """Headquarters. `start` and `stop` as often as needed; the port stays."""

    folder: HqFolder
    made: NewHq
    port: int
    check: ReleaseCheck
    fleet: Fleet
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        # As asyncio does for sockets of its own making; a client would wait 40 ms for the end of each answer.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._server = server(self.folder, self.fleet, "127.0.0.1", self.port)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name="hq")
        self._thread.start()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=10)
            assert not self._thread.is_alive()
            self._server = self._thread = None

    def publish(self, folder: Path, store: str | None = None) -> PublishedRelease:
        return publish(self.folder, self.fleet, folder, store, self.check)

    def published_file(self, kind: str, version: str, path: str) -> Path:
        return self.folder.release(ReleaseId(ReleaseKind(kind), version)) / path

    @contextmanager
    def client(self, token: str = "") -> Iterator[httpx.Client]:
        context = ssl.create_default_context(cafile=str(self.folder.authority))
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with httpx.Client(base_url=self.url, verify=context, headers=headers, trust_env=False) as client:
            yield client

    def kinds(self, kiosk: str) -> list[str]:
        return [event.kind for event, _ in self.fleet.events(kiosk)]


@pytest.fixture
def hq(tmp_path: Path, check: ReleaseCheck, free_port: int) -> Iterator[Hq]:
    folder = HqFolder(tmp_path / "hq")
    made = initialise(folder, ["localhost", "127.0.0.1"], free_port)
    with Fleet(folder.database) as fleet:
        running = Hq(folder, made, free_port, check, fleet)
        running.start()
        yield running
        running.stop()


@dataclass
class Device:
    """An enrolled device."""

    folder: DeviceFolder
    settings: SyncSettings
    check: ReleaseCheck

    @contextmanager
    def db(self) -> Iterator[Database]:
        db = connect(self.folder.database)
        status.prepare(db)
        yield db
        db.close()

    @property
    def store(self) -> ReleaseStore:
        return ReleaseStore(self.folder.releases)

    @property
    def token(self) -> str:
        return self.folder.token.read_text().strip()

    def version(self, kind: str = "model") -> str | None:
        current = self.store.current(ReleaseKind(kind))
        return current.version if current else None

    def agent(self, **changes: object) -> Agent:
        return Agent(self.folder, self.settings, self.check, **changes)  # type: ignore[arg-type]

    def sync(self) -> CycleOutcome:
        return self.agent().run_once()

    def happen(self, *kinds: EventKind, payload: Mapping[str, object] | None = None) -> list[str]:
        with self.db() as db, db.transaction():
            return [outbox.append(db, kind, payload or {"n": n}, NOW) for n, kind in enumerate(kinds)]

    def status(self) -> status.SyncStatus:
        with self.db() as db:
            return status.read(db)


@pytest.fixture
def new_device(tmp_path: Path, hq: Hq, check: ReleaseCheck) -> Callable[..., Device]:
    def make(kiosk: str = "k1", store: str = "367", url: str | None = None) -> Device:
        folder = DeviceFolder(tmp_path / kiosk)
        settings = SyncSettings(kiosk, store, url or hq.url, interval_s=0.2, backoff_max_s=0.5)
        code = hq.fleet.create_code(kiosk, store, timedelta(minutes=5))
        enrol(folder, settings, code, hq.folder.authority.read_text())
        return Device(folder, settings, check)

    return make


@pytest.fixture
def device(new_device: Callable[..., Device]) -> Device:
    return new_device()


@dataclass
class Cable:
    """A TCP line to HQ that can be slow or cut. It carries the bytes of TLS and cannot read them."""

    to_port: int
    bytes_per_s: float | None = None  # of what HQ sends
    cut_after: int | None = None  # bytes from HQ on one connection
    down_bytes: int = 0
    port: int = 0
    _closing: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def open(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self.port = self._listening.getsockname()[1]
        self._start(self._accept)

    def close(self) -> None:
        self._closing.set()
        for thread in list(self._threads):
            thread.join(timeout=10)
            assert not thread.is_alive()
        self._listening.close()

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, name="cable")
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                near, _ = self._listening.accept()
            except TimeoutError:
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.to_port))
            except OSError:
                near.close()
                continue
            for end in (near, far):
                end.settimeout(0.1)
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start(self._carry, near, far, False)
            self._start(self._carry, far, near, True)

    def _carry(self, source: socket.socket, target: socket.socket, down: bool) -> None:
        carried = 0
        while not self._closing.is_set():
            try:
                chunk = source.recv(16384)
            except TimeoutError:
                continue
            except OSError:
                break
            if not chunk:
                break
            carried += len(chunk)
            if down and self.cut_after is not None and carried > self.cut_after:
                break
            try:
                target.sendall(chunk)
            except OSError:
                break
            if down:
                self.down_bytes += len(chunk)
                if self.bytes_per_s:
                    self._closing.wait(len(chunk) / self.bytes_per_s)
        for end in (source, target):
            with closing(end):
                pass


@pytest.fixture
def cable(hq: Hq) -> Iterator[Cable]:
    line = Cable(hq.port)
    line.open()
    yield line
    line.close()


@contextmanager
def python(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that runs `code`; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def run_python() -> Callable[..., object]:
    return python


@pytest.fixture
def eventually() -> Callable[..., None]:
    def wait(condition: Callable[[], object], timeout_s: float = 15.0) -> None:
        pause, waited = threading.Event(), 0.0
        while not condition():
            assert waited < timeout_s, "it did not happen in time"
            pause.wait(0.05)
            waited += 0.05

    return wait
