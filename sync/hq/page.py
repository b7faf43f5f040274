"""The fleet page: one HTML page behind the operator's password."""

import base64
import binascii
import contextlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sync.hq.fleet import Fleet, secret_hash
from sync.hq.folder import OPERATOR
from sync.hq.overview import Overview, overview
from sync.hq.texts import LANGUAGES, Texts, size_text
from sync.wire import ReleaseId

REFRESH_S = 5
RECENT = timedelta(hours=24)
RELEASES_SHOWN = 12
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class FleetPage:
    """Answers `GET /`."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        loader = PackageLoader("sync.hq", "templates")
        self._template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
            "fleet.html"
        )

    def show(self, request: Request) -> Response:
        self._require_operator(request.headers.get("authorization", ""))
        asked = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2]
        return self._render(Texts(asked))

    def _render(self, texts: Texts) -> Response:
        seen = look(self._fleet, datetime.now(UTC))
        html = self._template.render(
            seen=seen,
            t=texts,
            languages=LANGUAGES,
            size_text=size_text,
            installed_on=_installed_on(seen),
            releases=seen.releases[:RELEASES_SHOWN],
            reach=lambda release: sum(release.reaches(kiosk.store) for kiosk in seen.kiosks),
            refresh_s=REFRESH_S,
            most=max((each.recent for each in seen.events), default=0),
            recent=sum(each.recent for each in seen.events),
        )
        return HTMLResponse(html, headers=_HEADERS)

    def _require_operator(self, authorization: str) -> None:
        scheme, _, encoded = authorization.partition(" ")
        user = password = ""
        if scheme.lower() == "basic":
            with contextlib.suppress(binascii.Error, ValueError):  # the same answer as to a wrong password
                user, _, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        kept = self._fleet.setting("operator")
        right = hmac.compare_digest(secret_hash(password), kept) and user == OPERATOR
        if not kept or not right:
            raise HTTPException(
                401,
                "the fleet page needs the operator's password",
                {"WWW-Authenticate": 'Basic realm="Endcap HQ", charset="UTF-8"'},
            )


def look(fleet: Fleet, now: datetime) -> Overview:
    """The fleet as it is now."""
    return overview(fleet.kiosks(), fleet.releases(), fleet.event_counts(now - RECENT), now)


def _installed_on(seen: Overview) -> dict[ReleaseId, Sequence[str]]:
    found: dict[ReleaseId, list[str]] = {}
    for kiosk in seen.kiosks:
        for line in kiosk.versions:
            if line.installed is not None:
                found.setdefault(ReleaseId(line.kind, line.installed), []).append(kiosk.id)
    return {release: tuple(ids) for release, ids in found.items()}
