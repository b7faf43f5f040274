"""HQ over HTTPS: what kiosks ask and say, and the fleet page.

Everything that arrives is checked at the door (wire.py); a wrong request gets a 4xx with {"error": "…"} and
leaves no trace. A kiosk shows its token; the page asks the operator's password. A fault of HQ's own disk is a
503, and kiosks try again later.
"""

import asyncio
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sync.database import DatabaseError
from sync.hq.errors import EnrolmentRefused
from sync.hq.fleet import Fleet
from sync.hq.folder import HqFolder
from sync.hq.page import FleetPage
from sync.manifest import ManifestInvalid, check_path
from sync.signing import SigningKey
from sync.wire import (
    MAX_BODY_BYTES,
    Event,
    Receipt,
    RejectedEvent,
    ReleaseId,
    ReleaseKind,
    WireError,
    event_from_json,
    parse_json,
    parse_name,
    receipt_to_json,
    report_from_json,
)

MAX_EVENTS = 2000  # of one request
BODY_TIMEOUT_S = 30.0
SMALL_FILE_BYTES = 256 * 1024  # answered in one piece
FILE_TYPE = "application/octet-stream"
STATIC = Path(__file__).with_name("static")


def create_app(hq: HqFolder, fleet: Fleet) -> Starlette:
    """The application over an initialised folder. Raises KeyUnusable."""
    api = KioskApi(hq, fleet, SigningKey.load(hq.signing_key).verifying_key.pem)
    page = FleetPage(fleet)
    return Starlette(
        routes=[
            Route("/", page.show),
            Route("/v1/health", _health),
            Route("/v1/ca.pem", api.authority),
            Route("/v1/enrol", api.enrol, methods=["POST"]),
            Route("/v1/kiosks/{kiosk}/desired", api.desired),
            Route("/v1/kiosks/{kiosk}/events", api.events, methods=["POST"]),
            Route("/v1/kiosks/{kiosk}/status", api.status, methods=["POST"]),
            Route("/v1/releases/{kind}/{version}/{path:path}", api.release_file),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={
            HTTPException: _http_error,
            WireError: _bad_request,
            EnrolmentRefused: _forbidden,
            DatabaseError: _unavailable,
        },
        max_body_size=MAX_BODY_BYTES,
    )


class KioskApi:
    """The requests of kiosks. Plain functions run in a worker thread each, because the database blocks; those
    that read a body hand over to one when they have it."""

    def __init__(self, hq: HqFolder, fleet: Fleet, public_key: str) -> None:
        self._hq = hq
        self._fleet = fleet
        self._public_key = public_key

    def authority(self, _: Request) -> Response:
        """The certificate authority, which a device compares with the fingerprint that a person gave it."""
        return Response(self._hq.authority.read_bytes(), media_type="application/x-pem-file")

    async def enrol(self, request: Request) -> Response:
        body = await _read_json(request)
        code = body.get("code")
        if not isinstance(code, str) or not 0 < len(code) <= 100:
            raise WireError("code must be the enrolment code")
        kiosk, store = parse_name(body.get("kiosk"), "kiosk"), parse_name(body.get("store"), "store")
        token = await run_in_threadpool(self._fleet.enrol, code, kiosk, store)
        return JSONResponse({"token": token, "public_key": self._public_key})

    def desired(self, request: Request) -> Response:
        kiosk = self._authorised(request)
        self._fleet.touch(kiosk, datetime.now(UTC))
        wanted = self._fleet.desired(kiosk)
        return JSONResponse({"releases": [{"kind": each.kind, "version": each.version} for each in wanted]})

    async def events(self, request: Request) -> Response:
        return await run_in_threadpool(self._events, request, await _read_json(request))

    async def status(self, request: Request) -> Response:
        return await run_in_threadpool(self._status, request, await _read_json(request))

    def release_file(self, request: Request) -> Response:
        self._bearer(request)
        kind, version, path = (str(request.path_params[name]) for name in ("kind", "version", "path"))
        try:
            release = ReleaseId(ReleaseKind(kind), version)
            check_path(path)
        except (ValueError, ManifestInvalid) as error:
            raise HTTPException(404, "no such file") from error
        file = self._hq.release(release) / path
        if not self._fleet.has_release(release) or not file.is_file():
            raise HTTPException(404, f"{release} has no file {path}")
        if "range" in request.headers or file.stat().st_size > SMALL_FILE_BYTES:
            return FileResponse(file, media_type=FILE_TYPE)
        return Response(file.read_bytes(), media_type=FILE_TYPE)

    def _events(self, request: Request, body: dict[str, Any]) -> Response:
        kiosk = self._authorised(request)
        listed = body.get("events")
        if not isinstance(listed, list):
            raise WireError("events must be a list")
        if len(listed) > MAX_EVENTS:
            raise HTTPException(413, f"more than {MAX_EVENTS} events in one request; send fewer")
        good, rejected = _sort_out(listed)
        accepted = self._fleet.keep_events(kiosk, good, datetime.now(UTC))
        return JSONResponse(receipt_to_json(Receipt(tuple(accepted), tuple(rejected))))

    def _status(self, request: Request, body: dict[str, Any]) -> Response:
        kiosk = self._authorised(request)
        self._fleet.keep_report(kiosk, report_from_json(body), datetime.now(UTC))
        return JSONResponse({})

    def _authorised(self, request: Request) -> str:
        holder = self._bearer(request)
        kiosk = str(request.path_params["kiosk"])
        if holder != kiosk:
            raise HTTPException(403, "this token belongs to another kiosk")
        return kiosk

    def _bearer(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        holder = self._fleet.kiosk_of(token.strip()) if scheme.lower() == "bearer" and token else None
        if holder is None:
            raise HTTPException(
                401, "no kiosk holds this token; enrol the device again", {"WWW-Authenticate": "Bearer"}
            )
        return holder


async def _health(_: Request) -> Response:
    return JSONResponse({"service": "endcap-hq"})


def _sort_out(listed: list[Any]) -> tuple[list[Event], list[RejectedEvent]]:
    good, rejected = [], []
    for each in listed:
        try:
            good.append(event_from_json(each))
        except WireError as error:
            identity = each.get("id") if isinstance(each, dict) else None
            rejected.append(RejectedEvent(str(identity)[:100], str(error)))
    return good, rejected


async def _read_json(request: Request) -> dict[str, Any]:
    """The body as a JSON object, unpacked if it came as gzip; bounded in size and time."""
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            body = await request.body()
    except TimeoutError as error:
        raise HTTPException(408, "the request took too long to arrive") from error
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "gzip":
        body = _unpack(body)
    elif encoding != "identity":
        raise HTTPException(415, "only gzip is understood as content encoding")
    return parse_json(body)


def _unpack(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(body, MAX_BODY_BYTES)
    except zlib.error as error:
        raise WireError("the body is not gzip") from error
    if unpacker.unconsumed_tail:
        raise HTTPException(413, f"the body unpacks to more than {MAX_BODY_BYTES} bytes")
    if not unpacker.eof:
        raise WireError("the gzip body is cut short")
    return content


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps({"error": message}), status, headers, "application/json")


async def _http_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return _error(error.status_code, error.detail, dict(error.headers or {}))


async def _bad_request(_: Request, error: Exception) -> Response:
    return _error(400, str(error))


async def _forbidden(_: Request, error: Exception) -> Response:
    return _error(403, str(error))


async def _unavailable(_: Request, error: Exception) -> Response:
    return _error(503, f"HQ cannot keep this now: {error}")
