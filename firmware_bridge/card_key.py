"""The secret that keys the seals of cards: one for each device, shared by the bridge and the kiosk on it.

Whichever starts first makes it. Without it a seal cannot be counterfeited, nor a card found by trying
numbers.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from firmware_bridge.errors import CardKeyError

FILE = "card.key"
LENGTH = 32  # bytes


def card_key(state: Path) -> bytes:
    """The device's key, made in its state folder where there is none. Raises CardKeyError."""
    path = state / FILE
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    try:
        state.mkdir(parents=True, exist_ok=True)
        _make(path)
        return _read(path)
    except OSError as err:
        raise CardKeyError(f"{path} cannot be made: {err.strerror}; loyalty cards cannot be sealed") from err


def _read(path: Path) -> bytes:
    try:
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as err:
        raise CardKeyError(
            f"{path} cannot be read ({err}); remove it to begin anew without profiles"
        ) from err
    if len(key) != LENGTH:
        raise CardKeyError(f"{path} holds no key of {LENGTH} bytes; remove it to begin anew without profiles")
    return key


def _make(path: Path) -> None:
    """Two programs may do so at once: the first link stands, and both read it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(LENGTH) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
