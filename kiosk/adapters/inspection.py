"""A local socket that tells what the kiosk shows and takes commands, for the tour, benchmarks and support.

Off unless `--inspect SOCKET` asks for it; the socket's mode is 0600, so only the kiosk's own user can use it.
One JSON object a line, one answer a line:

    {"do": "view"}                             → {"view": {…}}: what the screen shows
    {"do": "command", "name": …, "args": {…}}  → {"done": true}: the command was carried out
    anything else, or a command refused        → {"error": "why"}
"""

import asyncio
import json
import os
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import asdict, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, get_args, get_type_hints

from kiosk.app import commands
from kiosk.app.errors import KioskError
from kiosk.app.view_state import ViewState

MAX_REQUEST_BYTES = 64 * 1024
THREAD = "kiosk-inspection"
COMMANDS: dict[str, type] = {command.__name__: command for command in get_args(commands.Command)}


class InspectionError(KioskError):
    """A request that cannot be answered, or a socket that cannot be opened; the text says why."""


class Inspected(Protocol):
    """What the inspection socket looks at. Thread-safe, and never blocks."""

    def view(self) -> ViewState | None:
        """What the screen shows; None before the first view state."""
        ...

    def ask(self, command: commands.Command) -> "Future[None]":
        """Carry a command out; the future has its refusal."""
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
    if issubclass(wanted, StrEnum):
        return wanted(str(value))
    if not isinstance(value, wanted):
        raise TypeError(f"{key} must be of type {wanted.__name__}")
    return value


async def answer(line: bytes, inspected: Inspected) -> dict[str, Any]:
    """The answer to one request line; a bad request is answered with its error, never raised."""
    try:
        request = json.loads(line)
    except ValueError:
        return {"error": "not JSON"}
    if not isinstance(request, dict):
        return {"error": "not an object"}
    try:
        return await _carry_out(request, inspected)
    except KioskError as err:
        return {"error": str(err)}


async def _carry_out(request: dict[str, Any], inspected: Inspected) -> dict[str, Any]:
    match request.get("do"):
        case "view":
            view = inspected.view()
            return {"view": view_to_json(view) if view else {}}
        case "command":
            command = command_from_json(request.get("name"), request.get("args", {}))
            await asyncio.wrap_future(inspected.ask(command))
            return {"done": True}
        case other:
            raise InspectionError(f"cannot do {other!r}; view and command are known")


@asynccontextmanager
async def serve(socket: Path, inspected: Inspected) -> AsyncIterator[None]:
    """Serve inspection on a Unix socket while the context lasts; the socket's file is gone afterwards."""
    talks: set[asyncio.StreamWriter] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(writer)
        try:
            while line := await reader.readline():
                writer.write(json.dumps(await answer(line, inspected), ensure_ascii=False).encode() + b"\n")
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


class InspectionServer:
    """Serves inspection from a thread of its own, so that looking slows nobody down."""

    def __init__(self, socket: Path, inspected: Inspected) -> None:
        self._socket = socket
        self._inspected = inspected
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name=THREAD)
        self._started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    def start(self) -> None:
        """Returns when the socket is there. Raises InspectionError where it cannot be."""
        self._thread.start()
        try:
            self._started.result()
        except OSError as err:
            self._thread.join()
            raise InspectionError(f"{self._socket} cannot be opened: {err.strerror or err}") from err

    def stop(self) -> None:
        """Close it and join the thread. Safe to call twice, and before `start`."""
        if not self._thread.is_alive():
            return
        loop, stopping = self._started.result()
        loop.call_soon_threadsafe(stopping.set)
        self._thread.join()

    async def _run(self) -> None:
        stopping = asyncio.Event()
        try:
            async with serve(self._socket, self._inspected):
                self._started.set_result((asyncio.get_running_loop(), stopping))
                await stopping.wait()
        except OSError as err:
            self._started.set_exception(err)
