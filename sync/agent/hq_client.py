"""Talking to HQ: every request of the agent, with bounded answers, time limits and this package's errors.

The connection trusts HQ's own authority (`hq.pem`) and nothing else, and checks HQ's name. It does not
look at the
dates of certificates: a kiosk whose clock is wrong by years must still find HQ, and an authority that was
pinned by
fingerprint gains nothing from its dates.
"""

import gzip
import json
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from sync.agent.errors import AgentStopping, HqMisbehaves, HqRefused, HqUnreachable, TokenRefused
from sync.manifest import MANIFEST, MAX_MANIFEST_BYTES, MAX_SIGNATURE_BYTES, SIGNATURE
from sync.staging import Receiver
from sync.wire import (
    Event,
    KioskReport,
    Receipt,
    ReleaseId,
    WireError,
    desired_from_json,
    event_to_json,
    parse_json,
    receipt_from_json,
    report_to_json,
)

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
ANSWER_TIMEOUT_S = 60.0  # of one answer in whole, downloads excepted
MAX_ANSWER_BYTES = 1024 * 1024
GZIP_FROM_BYTES = 1024
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME of OpenSSL
_TRANSIENT = {408, 425, 429}


def tls_context(authority_pem: str) -> ssl.SSLContext:
    """Trust this authority only. Raises ValueError for anything but a PEM certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # the default may trust the system's authorities
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=authority_pem)
    except (ssl.SSLError, TypeError) as error:  # TypeError: not ASCII
        raise ValueError(f"not a certificate: {error}") from error
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


class HqClient:
    """One connection pool to HQ. Close it, or use it as a context manager.

    Methods raise HqUnreachable, HqRefused, TokenRefused, HqMisbehaves; AgentStopping when `stopping()`
    became true.
    """

    def __init__(
        self,
        url: str,
        kiosk: str,
        token: str,
        context: ssl.SSLContext,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.url = url
        self._kiosk = f"/v1/kiosks/{kiosk}"
        self._stopping = stopping
        self._http = httpx.Client(
            base_url=url,
            verify=context,
            headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"},
            timeout=TIMEOUT,
            trust_env=False,
        )

    def __enter__(self) -> "HqClient":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._http.close()

    def send_events(self, events: Sequence[Event]) -> Receipt:
        answer = self._post(f"{self._kiosk}/events", {"events": [event_to_json(each) for each in events]})
        with _understood():
            return receipt_from_json(answer)

    def send_report(self, report: KioskReport) -> None:
        self._post(f"{self._kiosk}/status", report_to_json(report))

    def desired(self) -> tuple[ReleaseId, ...]:
        body = self._fetch("GET", f"{self._kiosk}/desired", MAX_ANSWER_BYTES)
        with _understood():
            return desired_from_json(parse_json(body))

    def manifest(self, release: ReleaseId) -> tuple[bytes, bytes]:
        """The manifest's bytes and their signature, as HQ has them: not verified yet."""
        return (
            self._fetch("GET", _path(release, MANIFEST), MAX_MANIFEST_BYTES),
            self._fetch("GET", _path(release, SIGNATURE), MAX_SIGNATURE_BYTES),
        )

    def download(self, release: ReleaseId, receiver: Receiver) -> None:
        """Bring the rest of one file into the receiver; what has arrived stays there if the connection is
        lost."""
        if receiver.offset >= receiver.entry.size:
            return
        headers = {"Range": f"bytes={receiver.offset}-"} if receiver.offset else {}
        with self._stream("GET", _path(release, receiver.entry.path), headers=headers) as answer:
            if answer.status_code == 206:
                expected = f"bytes {receiver.offset}-"
                if not answer.headers.get("content-range", "").startswith(expected):
                    raise HqMisbehaves(f"HQ sent another part of {receiver.entry.path} than it was asked for")
            elif receiver.offset:
                receiver.restart()
            for chunk in answer.iter_raw():
                receiver.write(chunk)
                if self._stopping():
                    raise AgentStopping(
                        "stopped in the middle of a download; it goes on from there next time"
                    )

    def _post(self, path: str, value: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json"}
        if len(body) >= GZIP_FROM_BYTES:
            body, headers["Content-Encoding"] = gzip.compress(body, 6), "gzip"
        answer = self._fetch("POST", path, MAX_ANSWER_BYTES, content=body, headers=headers)
        with _understood():
            return parse_json(answer)

    def _fetch(self, method: str, path: str, limit: int, **request: Any) -> bytes:
        with self._stream(method, path, **request) as answer:
            return _bounded(answer, limit, path)

    @contextmanager
    def _stream(self, method: str, path: str, **request: Any) -> Iterator[httpx.Response]:
        if self._stopping():
            raise AgentStopping("stopped")
        try:
            with self._http.stream(method, path, **request) as answer:
                if not answer.is_success:
                    raise _refusal(answer, path)
                if answer.headers.get("content-encoding", "identity") != "identity":
                    raise HqMisbehaves("HQ packed an answer that was asked for unpacked")
                yield answer
        except httpx.TransportError as error:
            raise HqUnreachable(f"cannot reach HQ at {self.url}: {error or type(error).__name__}") from error
        except httpx.HTTPError as error:
            raise HqMisbehaves(f"HQ's answer to {path} cannot be read: {error}") from error


def _path(release: ReleaseId, path: str) -> str:
    return f"/v1/releases/{release.kind}/{release.version}/{path}"


def _bounded(answer: httpx.Response, limit: int, path: str) -> bytes:
    started, parts, size = time.monotonic(), [], 0
    for chunk in answer.iter_raw():
        size += len(chunk)
        if size > limit:
            raise HqMisbehaves(f"HQ's answer to {path} is larger than {limit} bytes")
        if time.monotonic() - started > ANSWER_TIMEOUT_S:
            raise HqUnreachable(f"HQ's answer to {path} took longer than {ANSWER_TIMEOUT_S:g} s")
        parts.append(chunk)
    return b"".join(parts)


def _refusal(answer: httpx.Response, path: str) -> Exception:
    try:
        reason = str(parse_json(_bounded(answer, 64 * 1024, path)).get("error", ""))[:300]
    except (WireError, HqMisbehaves):
        reason = ""
    said = f"HQ answered {answer.status_code} to {path}" + (f": {reason}" if reason else "")
    status = answer.status_code
    if status >= 500 or status in _TRANSIENT:
        return HqUnreachable(said)
    if status in (401, 403):
        return TokenRefused(said, status)
    if 400 <= status < 500:
        return HqRefused(said, status)
    return HqMisbehaves(said)


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except WireError as error:
        raise HqMisbehaves(f"HQ's answer is not what was agreed: {error}") from error
