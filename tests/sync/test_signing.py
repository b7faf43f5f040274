import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sync.signing import KeyUnusable, SignatureInvalid, SigningKey, VerifyingKey

CONTENT = b'{"schema": 1}'


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.create(tmp_path / "signing.key")


def test_a_signature_holds_for_the_same_bytes_only(key: SigningKey) -> None:
    signature = key.sign(CONTENT)
    key.verifying_key.verify(CONTENT, signature)
    with pytest.raises(SignatureInvalid, match="altered"):
        key.verifying_key.verify(CONTENT + b" ", signature)


def test_another_key_s_signature_is_refused(key: SigningKey, tmp_path: Path) -> None:
    other = SigningKey.create(tmp_path / "other.key")
    with pytest.raises(SignatureInvalid):
        key.verifying_key.verify(CONTENT, other.sign(CONTENT))


@pytest.mark.parametrize(
    "signature", [b"", b"AAAA", b"\xff\xff", base64.b64encode(b"0" * 64), b"not base64!"], ids=repr
)
def test_what_is_no_signature_is_refused(key: SigningKey, signature: bytes) -> None:
    with pytest.raises(SignatureInvalid):
        key.verifying_key.verify(CONTENT, signature)


def test_keys_survive_their_files(key: SigningKey, tmp_path: Path) -> None:
    again = SigningKey.load(tmp_path / "signing.key")
    (tmp_path / "release.pub").write_text(key.verifying_key.pem)
    public = VerifyingKey.load(tmp_path / "release.pub")
    public.verify(CONTENT, again.sign(CONTENT))
    assert public.fingerprint == key.verifying_key.fingerprint


@pytest.mark.usefixtures("key")
def test_the_signing_key_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyUnusable, match="chmod 600"):
        SigningKey.load(path)


@pytest.mark.usefixtures("key")
def test_a_signing_key_is_never_overwritten(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match="never overwritten"):
        SigningKey.create(tmp_path / "signing.key")


@pytest.mark.parametrize("content", [b"", b"-----BEGIN NONSENSE-----\n"], ids=["empty", "nonsense"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyUnusable):
        SigningKey.load(path)
    with pytest.raises(KeyUnusable):
        VerifyingKey.load(path)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1())
    path = tmp_path / "key"
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(KeyUnusable, match="Ed25519"):
        SigningKey.load(path)
    with pytest.raises(KeyUnusable, match="Ed25519"):
        VerifyingKey.from_pem(
            other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        )


def test_a_missing_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match="enrol"):
        VerifyingKey.load(tmp_path / "release.pub")
