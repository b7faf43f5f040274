"""Making this device known to HQ: the one-time code for a token, and HQ's keys checked by fingerprint.

Everything arrives before anything is written, and kiosk.toml last, so a device is enrolled or it is not.
"""

import hashlib
import hmac
import os
import ssl

import httpx

from sync.agent.errors import EnrolmentFailed
from sync.agent.hq_client import TIMEOUT, tls_context
from sync.device import DeviceFolder, SyncSettings, write_settings
from sync.durable import storage_faults, write_atomically
from sync.signing import KeyUnusable, VerifyingKey
from sync.wire import WireError, parse_json

MAX_ANSWER_BYTES = 64 * 1024


def authority_by_fingerprint(url: str, fingerprint: str) -> str:
    """HQ's authority as it shows itself, if it has this fingerprint (SHA-256, hexadecimal). Raises
    EnrolmentFailed."""
    blind = ssl.create_default_context()
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE  # nothing is believed but what the fingerprint proves
    pem = _request(blind, "GET", f"{url}/v1/ca.pem").decode(errors="replace")
    _require_fingerprint(pem, fingerprint)
    return pem


def enrol(
    folder: DeviceFolder,
    settings: SyncSettings,
    code: str,
    authority_pem: str,
    fingerprint: str | None = None,
) -> VerifyingKey:
    """Enrol this device and return HQ's key for releases. Raises EnrolmentFailed, StorageError,
    SettingsInvalid."""
    if fingerprint is not None:
        _require_fingerprint(authority_pem, fingerprint)
    try:
        context = tls_context(authority_pem)
    except ValueError as error:
        raise EnrolmentFailed(f"the CA file is no certificate in PEM: {error}") from error
    request = {"code": code.strip(), "kiosk": settings.kiosk, "store": settings.store}
    body = _request(context, "POST", f"{settings.hq}/v1/enrol", request)
    try:
        answer = parse_json(body)
        token, public_key = answer.get("token"), answer.get("public_key")
        if not isinstance(token, str) or not isinstance(public_key, str):
            raise WireError("token or public_key is missing")
        key = VerifyingKey.from_pem(public_key)
    except (WireError, KeyUnusable) as error:
        raise EnrolmentFailed(f"HQ's answer is not what was agreed: {error}") from error
    with storage_faults():
        folder.root.mkdir(parents=True, exist_ok=True)
        write_atomically(folder.authority, authority_pem.encode())
        write_atomically(folder.release_key, key.pem.encode())
        write_atomically(folder.token, token.encode() + b"\n", mode=0o600)
    write_settings(folder, settings)
    return key


def require_writable(folder: DeviceFolder) -> None:
    """Raise EnrolmentFailed before the code is used up if this folder could not keep the outcome."""
    with storage_faults():
        folder.root.mkdir(parents=True, exist_ok=True)
    if not os.access(folder.root, os.W_OK):
        raise EnrolmentFailed(f"{folder.root} cannot be written to; choose another with --state")


def _require_fingerprint(pem: str, fingerprint: str) -> None:
    try:
        found = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem.strip())).hexdigest()
    except ValueError as error:
        raise EnrolmentFailed(f"HQ's CA is no certificate in PEM: {error}") from error
    wanted = fingerprint.replace(":", "").strip().lower()
    if not hmac.compare_digest(found, wanted):
        raise EnrolmentFailed(
            f"HQ's CA has the fingerprint {found}, not the one given. Either that is mistyped or this is not "
            "your HQ: compare it with the output of `endcap hq enrol`"
        )


def _request(context: ssl.SSLContext, method: str, url: str, value: dict[str, str] | None = None) -> bytes:
    try:
        with (
            httpx.Client(verify=context, timeout=TIMEOUT, trust_env=False) as client,
            client.stream(method, url, json=value) as answer,
        ):
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_ANSWER_BYTES:
                    raise EnrolmentFailed(f"HQ's answer is larger than {MAX_ANSWER_BYTES} bytes")
            if answer.is_success:
                return body
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise EnrolmentFailed(f"cannot reach HQ at {url}: {error or type(error).__name__}") from error
    try:
        reason = str(parse_json(body).get("error", ""))[:300]
    except WireError:
        reason = ""
    raise EnrolmentFailed(f"HQ answered {status}" + (f": {reason}" if reason else ""))
