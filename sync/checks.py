"""Whether a release works, tried before anybody depends on it: at HQ before it is published, on the device
before it is
switched to. Hashes and signatures are the business of releases.py.

- a catalog is read as the kiosk will read it;
- a model is tried by `endcap models check` in a process of its own with a time limit, so that a bundle
that crashes or
  hangs harms nobody.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sync.errors import SyncError
from sync.manifest import ReleaseRefused
from sync.wire import ReleaseKind

MODEL_CHECK_TIMEOUT_S = 120.0


class ReleaseUnfit(ReleaseRefused):
    """The release is what HQ signed, but it does not work."""

    code = "unfit"


class CheckUnavailable(SyncError):
    """The check itself could not be run: this says nothing about the release."""


class ReleaseCheck:
    """`model_command` is what is put before `--bundle DIR --json`; by default the installed `endcap models
    check`."""

    def __init__(
        self, model_command: Sequence[str] | None = None, model_timeout_s: float = MODEL_CHECK_TIMEOUT_S
    ) -> None:
        self._model_command = model_command
        self._model_timeout_s = model_timeout_s

    def run(self, kind: ReleaseKind, folder: Path) -> None:
        """Raise ReleaseUnfit if the release in `folder` does not work, CheckUnavailable if that cannot be
        tried."""
        if kind is ReleaseKind.CATALOG:
            _check_catalog(folder)
        else:
            self._check_model(folder)

    def _check_model(self, folder: Path) -> None:
        command = [*(self._model_command or _installed_command()), "--bundle", str(folder), "--json"]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._model_timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ReleaseUnfit(f"the model's check did not end within {self._model_timeout_s:g} s") from error
        except OSError as error:
            raise CheckUnavailable(f"cannot run {command[0]} to try the model: {error}") from error
        if done.returncode != 0:
            raise ReleaseUnfit(f"the model fails its check: {_reason(done)}")


def _check_catalog(folder: Path) -> None:
    from sync.catalog.errors import CatalogError  # needed for catalogs only
    from sync.catalog.package import read_catalog

    try:
        read_catalog(folder)
    except CatalogError as error:
        raise ReleaseUnfit(f"the catalog cannot be used: {error}") from error


def _installed_command() -> list[str]:
    beside = Path(sys.executable).with_name("endcap")
    found = str(beside) if beside.exists() else shutil.which("endcap")
    if found is None:
        raise CheckUnavailable(
            "the `endcap` command is not installed, so a model cannot be tried; install the package"
        )
    return [found, "models", "check"]


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    try:
        said: Any = json.loads(done.stdout)
        if isinstance(said, dict) and said.get("problem"):
            return str(said["problem"])[:500]
    except ValueError:
        pass
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    if done.returncode < 0:
        return f"it was killed by signal {-done.returncode}"
    return lines[-1][:500] if lines else f"exit code {done.returncode}"
