"""HQ's own certificate authority and the server certificate it issues.

A device trusts this authority alone (`hq.pem`), compared by fingerprint at enrolment. The server
certificate is renewed
by `endcap hq serve` well before it expires; devices do not notice.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.durable import write_atomically
from sync.hq.errors import HqError

AUTHORITY_YEARS = 20
SERVER_DAYS = 800  # browsers take no more than 825
RENEW_DAYS = 90
_BACKDATE = timedelta(days=2)  # clocks differ


def create_authority(certificate: Path, key: Path) -> None:
    """Make a new certificate authority. Raises OSError."""
    private = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Endcap HQ")])
    now = datetime.now(UTC)
    built = (
        _builder(name, name, private, now, now + timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(private, hashes.SHA256())
    )
    _write_key(key, private)
    write_atomically(certificate, built.public_bytes(Encoding.PEM))


def issue_server_certificate(
    authority: Path, authority_key: Path, certificate: Path, key: Path, hosts: Sequence[str]
) -> None:
    """Make a server certificate for these names and addresses. Raises OSError, ValueError for a malformed
    name."""
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    issuer_key = load_pem_private_key(authority_key.read_bytes(), password=None)
    if not isinstance(issuer_key, EllipticCurvePrivateKey):
        raise HqError(f"{authority_key} is not a key that `endcap hq init` made")
    private = generate_private_key(SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Endcap HQ server")])
    now = datetime.now(UTC)
    built = (
        _builder(subject, issuer.subject, private, now, now + timedelta(days=SERVER_DAYS))
        .add_extension(x509.SubjectAlternativeName([_general_name(each) for each in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )
    _write_key(key, private)
    write_atomically(certificate, built.public_bytes(Encoding.PEM))


def needs_renewal(certificate: Path, now: datetime) -> bool:
    """Whether the certificate ends soon. Raises OSError, ValueError."""
    built = x509.load_pem_x509_certificate(certificate.read_bytes())
    return built.not_valid_after_utc - now < timedelta(days=RENEW_DAYS)


def fingerprint(pem: bytes) -> str:
    """SHA-256 of a certificate in hexadecimal, as browsers and `openssl x509 -fingerprint` show it,
    without colons.
    Raises ValueError for anything but a PEM certificate."""
    return hashlib.sha256(x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)).hexdigest()


def _builder(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATE)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write_key(path: Path, key: EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_atomically(path, pem, mode=0o600)
