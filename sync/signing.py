"""Ed25519 signatures over manifests, and the key files.

    SigningError
    ├── KeyUnusable        a key file is missing, malformed, of another kind, or readable by others
    └── SignatureInvalid   these bytes were not signed by the holder of that key

HQ keeps `signing.key` (PKCS#8 PEM, mode 600); a device keeps `release.pub` (PEM).
"""

import base64
import binascii
import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sync.durable import write_atomically
from sync.errors import SyncError

SIGNATURE_BYTES = 64


class SigningError(SyncError):
    """A key or a signature is not what it must be."""


class KeyUnusable(SigningError):
    """The key cannot or must not be used."""


class SignatureInvalid(SigningError):
    """Not signed, or not by the expected key, or changed since."""

    code = "signature"  # as those of manifest.ReleaseRefused


class VerifyingKey:
    """Checks signatures."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key

    @classmethod
    def from_pem(cls, pem: str) -> "VerifyingKey":
        """Raises KeyUnusable."""
        try:
            key = load_pem_public_key(pem.encode())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyUnusable(f"not a public key in PEM: {error}") from error
        if not isinstance(key, Ed25519PublicKey):
            raise KeyUnusable("the public key is not an Ed25519 key")
        return cls(key)

    @classmethod
    def load(cls, path: Path) -> "VerifyingKey":
        """Raises KeyUnusable."""
        try:
            return cls.from_pem(path.read_text())
        except (OSError, UnicodeDecodeError) as error:
            raise KeyUnusable(
                f"cannot read HQ's public key {path}: {error}; enrol this device again"
            ) from error

    @property
    def pem(self) -> str:
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the raw key in hexadecimal, for people to compare."""
        return hashlib.sha256(self._key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()

    def verify(self, content: bytes, signature: bytes) -> None:
        """Raise SignatureInvalid unless `signature` (base64, as `sign` gives it) is this key's over
        `content`."""
        try:
            raw = base64.b64decode(signature.strip(), validate=True)
        except (binascii.Error, ValueError) as error:
            raise SignatureInvalid("the signature is not base64") from error
        if len(raw) != SIGNATURE_BYTES:
            raise SignatureInvalid(f"the signature has {len(raw)} bytes instead of {SIGNATURE_BYTES}")
        try:
            self._key.verify(raw, content)
        except InvalidSignature as error:
            raise SignatureInvalid(
                "the signature does not match: altered, or signed with another key"
            ) from error


class SigningKey:
    """Makes signatures."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def create(cls, path: Path) -> "SigningKey":
        """Make a new key and keep it at `path`, readable by its owner only. Raises KeyUnusable if one is
        there."""
        if path.exists():
            raise KeyUnusable(f"{path} exists already; a signing key is never overwritten")
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_atomically(path, pem, mode=0o600)
        return cls(key)

    @classmethod
    def load(cls, path: Path) -> "SigningKey":
        """Raises KeyUnusable, also where others than the owner may read the file."""
        try:
            others = path.stat().st_mode & 0o077
            pem = path.read_bytes()
        except OSError as error:
            raise KeyUnusable(f"cannot read the signing key {path}: {error}") from error
        if others:
            raise KeyUnusable(f"others can read the signing key {path}; run: chmod 600 {path}")
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnusable(f"{path} is not a private key in PEM: {error}") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnusable(f"{path} is not an Ed25519 key")
        return cls(key)

    @property
    def verifying_key(self) -> VerifyingKey:
        return VerifyingKey(self._key.public_key())

    def sign(self, content: bytes) -> bytes:
        """The detached signature in base64, one line."""
        return base64.b64encode(self._key.sign(content)) + b"\n"
