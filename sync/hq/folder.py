"""HQ's state folder: what is in it, and how it is made.

hq.db             kiosks, releases, events
releases/         what was published: <kind>/<version>/
signing.key       signs releases (mode 600); keep a copy in a safe place, every kiosk trusts it alone
tls/              ca.pem, ca.key, server.pem, server.key
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sync.hq import tls
from sync.hq.errors import AlreadyInitialised, HqError, NotInitialised
from sync.hq.fleet import Fleet, secret_hash
from sync.signing import SigningKey
from sync.wire import ReleaseId

OPERATOR = "operator"  # the user name of the fleet page


@dataclass(frozen=True, slots=True)
class HqFolder:
    root: Path

    @property
    def database(self) -> Path:
        return self.root / "hq.db"

    @property
    def signing_key(self) -> Path:
        return self.root / "signing.key"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def authority(self) -> Path:
        return self.root / "tls" / "ca.pem"

    @property
    def authority_key(self) -> Path:
        return self.root / "tls" / "ca.key"

    @property
    def certificate(self) -> Path:
        return self.root / "tls" / "server.pem"

    @property
    def certificate_key(self) -> Path:
        return self.root / "tls" / "server.key"

    def release(self, release: ReleaseId) -> Path:
        return self.releases / release.kind / release.version

    def require(self) -> "HqFolder":
        """Itself, or NotInitialised where `endcap hq init` has not been run."""
        if not self.signing_key.exists() or not self.certificate.exists():
            raise NotInitialised(
                f"there is no HQ in {self.root} yet; run: endcap hq init --state {self.root}"
            )
        return self

    def renew_certificate(self, now: datetime) -> bool:
        """Issue the server certificate anew if it ends soon; returns whether it was."""
        if not tls.needs_renewal(self.certificate, now):
            return False
        with Fleet(self.database) as fleet:
            hosts = fleet.setting("hosts").split()
        self.issue_certificate(hosts)
        return True

    def issue_certificate(self, hosts: Sequence[str]) -> None:
        tls.issue_server_certificate(
            self.authority, self.authority_key, self.certificate, self.certificate_key, hosts
        )


@dataclass(frozen=True, slots=True)
class NewHq:
    """What the person who made HQ must know; the password is shown this once."""

    url: str
    password: str
    authority_fingerprint: str
    signing_fingerprint: str


def initialise(folder: HqFolder, hosts: Sequence[str], port: int) -> NewHq:
    """Make HQ: keys, certificates, database, the operator's password. `hosts` are the names and addresses
    under which
    kiosks reach it, the main one first. Raises AlreadyInitialised, HqError."""
    if folder.signing_key.exists() or folder.database.exists():
        raise AlreadyInitialised(f"{folder.root} holds an HQ already; its keys are not overwritten")
    try:
        for path in (folder.root, folder.authority.parent, folder.releases):
            path.mkdir(parents=True, exist_ok=True)
        folder.root.chmod(0o700)
        tls.create_authority(folder.authority, folder.authority_key)
        folder.issue_certificate(hosts)
        fingerprint = tls.fingerprint(folder.authority.read_bytes())
    except ValueError as error:
        raise HqError(f"a host name is malformed: {error}") from error
    except OSError as error:
        raise HqError(f"cannot write to {folder.root}: {error}") from error
    url = f"https://{hosts[0]}:{port}"
    with Fleet(folder.database) as fleet:
        fleet.change_setting("hosts", " ".join(hosts))
        fleet.change_setting("url", url)
        fleet.change_setting("port", str(port))
        password = change_password(fleet)
    key = SigningKey.create(folder.signing_key)  # last: from here on there is an HQ
    return NewHq(url, password, fingerprint, key.verifying_key.fingerprint)


def change_password(fleet: Fleet) -> str:
    """Give the operator a new random password and return it; only its hash is kept."""
    password = secrets.token_urlsafe(12)
    fleet.change_setting("operator", secret_hash(password))
    fleet.change_setting("operator_changed_at", datetime.now(UTC).isoformat())
    return password
