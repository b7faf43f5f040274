"""A local socket that tells what the kiosk shows and takes commands, for the tour, benchmarks and support.

Off unless `--inspect SOCKET` asks for it; the socket's mode is 0600, so only the kiosk's own user can use it.
One JSON object a line, one answer a line:

    {"do": "view"}                             → {"view": {…}}: what the screen shows
    {"do": "command", "name": …, "args": {…}}  → {"done": true}: the dispatcher has it
    {"do": "painted"}                          → {"painted": [{"trace", "at_ns"}], "gui_block_ms_max": …}
    anything else                              → {"error": "what is wrong with it"}
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, get_args, get_type_hints

from kiosk.app import commands
from kiosk.app.view_state import Language, ViewState

MAX_REQUEST_BYTES = 64 * 1024
COMMANDS: dict[str, type] = {command.__name__: command for command in get_args(commands.Command)}


class InspectionError(Exception):
    """A request that cannot be answered; the text says why."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A frame that has reached the screen: the trace of its view state, and when (ns of CLOCK_MONOTONIC)."""

    trace: str
    at_ns: int


class Inspected(Protocol):
    """What the inspection socket looks at. Its methods are called from the runtime loop and never block."""

    def view(self) -> ViewState: ...

    def submit(self, command: commands.Command) -> None: ...

    def painted(self) -> Sequence[Painted]:
        """The latest frames, oldest first; at least the last 1,000."""
        ...

    def gui_block_ms_max(self) -> float:
        """The longest time that the GUI thread was busy in one go since the first frame, in milliseconds."""
        ...


def view_to_json(view: ViewState) -> dict[str, Any]:
    """The view state as plain JSON values: enums as their strings, times in ISO 8601."""
    document: dict[str, Any] = json.loads(json.dumps(asdict(view), default=_plain, ensure_ascii=False))
    return document


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form here")


def command_from_json(name: object, args: object) -> commands.Command:
    """The command that a request names; InspectionError where the name or an argument is wrong."""
    cls = COMMANDS.get(name) if isinstance(name, str) else None
    if cls is None:
        raise InspectionError(f"no command is called {name!r}")
    if not isinstance(args, dict):
        raise InspectionError("args must be an object")
    hints = get_type_hints(cls)
    known = {field.name for field in fields(cls)}
    if unknown := args.keys() - known:
        raise InspectionError(f"{name} has no argument {sorted(unknown)[0]!r}")
    try:
        values = {key: _argument(key, value, hints[key]) for key, value in args.items()}
        command: commands.Command = cls(**values)
    except (TypeError, ValueError) as err:
        raise InspectionError(f"{name}: {err}") from err
    return command


def _argument(key: str, value: object, wanted: type) -> object:
    if wanted is Language:
        return Language(str(value))
    if not isinstance(value, wanted):
        raise TypeError(f"{key} must be of type {wanted.__name__}")
    return value


def answer(line: bytes, inspected: Inspected) -> dict[str, Any]:
    """The answer to one request line; a bad request is answered with its error, never raised."""
    try:
        request = json.loads(line)
    except ValueError:
        return {"error": "not JSON"}
    if not isinstance(request, dict):
        return {"error": "not an object"}
    try:
        return _carry_out(request, inspected)
    except InspectionError as err:
        return {"error": str(err)}


def _carry_out(request: dict[str, Any], inspected: Inspected) -> dict[str, Any]:
    match request.get("do"):
        case "view":
            return {"view": view_to_json(inspected.view())}
        case "command":
            inspected.submit(command_from_json(request.get("name"), request.get("args", {})))
            return {"done": True}
        case "painted":
            frames = [asdict(frame) for frame in inspected.painted()]
            return {"painted": frames, "gui_block_ms_max": inspected.gui_block_ms_max()}
        case other:
            raise InspectionError(f"cannot do {other!r}; view, command and painted are known")


@asynccontextmanager
async def serve(socket: Path, inspected: Inspected) -> AsyncIterator[None]:
    """Serve inspection on a Unix socket while the context lasts; the socket's file is gone afterwards."""
    talks: set[asyncio.StreamWriter] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(writer)
        try:
            while line := await reader.readline():
                writer.write(json.dumps(answer(line, inspected), ensure_ascii=False).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, ValueError):  # gone, or a line longer than the limit
            pass
        finally:
            talks.discard(writer)
            writer.close()

    socket.unlink(missing_ok=True)  # noqa: ASYNC240  a killed kiosk left it
    before = os.umask(0o177)
    try:
        server = await asyncio.start_unix_server(talk, socket, limit=MAX_REQUEST_BYTES)
    finally:
        os.umask(before)
    try:
        yield
    finally:
        server.close()
        for writer in tuple(talks):
            writer.close()
        await server.wait_closed()
        socket.unlink(missing_ok=True)  # noqa: ASYNC240
