"""profiles.db: shoppers' profiles, sealed so that neither this file nor the device's key opens one.

A row's name and its key are both made from the device's key and the seal of the shopper's card, which this
file does not hold: only the card brings it. What is deleted is overwritten, in the log beside the file too.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.app.errors import ProfileUnreadable
from kiosk.domain.own_words import NOTHING_SAID, OwnWords, Thing
from kiosk.domain.profile import Profile, Topic, Visit
from sync import sqlite
from sync.database import connect
from sync.wire import WireError, parse_utc, utc_text

_NAME, _KEY = b"endcap profile name", b"endcap profile key v1"  # keep the two uses of a seal apart
_NONCE = 12  # bytes, as NIST SP 800-38D recommends

migrations = sqlite.Migrations("kiosk.profiles")


@migrations()
def _first(db: sqlite.Database) -> None:
    db.execute("""
        create table profiles (
            name blob primary key,
            nonce blob not null,
            sealed blob not null,
            expires text not null
        ) strict""")


class ProfileStore:
    """The open profiles.db; the `Profiles` port. Belongs to the thread that opened it. Faults of the file or
    the disk surface as `sync.database`'s errors."""

    def __init__(self, path: Path, key: bytes) -> None:
        """`key`: the device's, of `firmware_bridge.card_key`."""
        self._secret = key
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        self._db = connect(path)
        try:
            self._db.execute("pragma secure_delete = on").fetchone()
            self._db.migrate(migrations)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    def load(self, card: str) -> Profile | None:
        """The profile that belongs to a card's seal. Raises ProfileUnreadable for one that was altered."""
        name = self._name(card)
        row = self._db.execute(
            "select nonce, sealed, expires from profiles where name = ?", [name]
        ).fetchone()
        if row is None:
            return None
        nonce, sealed, expires = row
        try:
            plain = self._cipher(card).decrypt(nonce, sealed, name + expires.encode())
            return _profile(json.loads(plain))
        except (InvalidTag, WireError, ValueError, KeyError, TypeError) as error:
            raise ProfileUnreadable("a profile was altered or damaged and cannot be read") from error

    def keep(self, card: str, profile: Profile, expires: date) -> None:
        """Write a profile in the place of the card's earlier one."""
        name, nonce = self._name(card), secrets.token_bytes(_NONCE)
        plain = json.dumps(_document(profile), separators=(",", ":")).encode()
        sealed = self._cipher(card).encrypt(nonce, plain, name + expires.isoformat().encode())
        with self._db.transaction():
            self._db.execute(
                "insert or replace into profiles values (?, ?, ?, ?)",
                [name, nonce, sealed, expires.isoformat()],
            )

    def delete(self, card: str) -> None:
        """Nothing of it is left in the file or its log."""
        with self._db.transaction():
            self._db.execute("delete from profiles where name = ?", [self._name(card)])
        self._sweep()

    def forget_expired(self, today: date) -> None:
        with self._db.transaction():
            gone = self._db.execute("delete from profiles where expires < ?", [today.isoformat()]).rowcount
        if gone:
            self._sweep()

    def _sweep(self) -> None:
        """Write the file anew without its free pages, and empty the log."""
        self._db.execute("vacuum")
        self._db.execute("pragma wal_checkpoint(truncate)").fetchone()

    def _name(self, card: str) -> bytes:
        return hmac.new(self._secret, _NAME + card.encode(), hashlib.sha256).digest()

    def _cipher(self, card: str) -> AESGCM:
        derived = HKDF(algorithm=SHA256(), length=32, salt=self._secret, info=_KEY).derive(card.encode())
        return AESGCM(derived)


def _document(profile: Profile) -> dict[str, Any]:
    return {
        "v": 1,
        "agreed_at": utc_text(profile.agreed_at),
        "visits": [{"at": utc_text(visit.at), "taken": list(visit.taken)} for visit in profile.visits],
        "not_me": sorted(topic.key for topic in profile.not_me),
        "words": _words_document(profile.words),
    }


def _words_document(words: OwnWords) -> dict[str, Any]:
    return {
        "text": words.text,
        "encoder": words.encoder,
        "things": [
            {
                "words": thing.words,
                "wanted": thing.wanted,
                "vector": base64.b64encode(thing.vector).decode("ascii"),
            }
            for thing in words.things
        ],
    }


def _words(document: Any) -> OwnWords:
    things = tuple(
        Thing(str(each["words"]), bool(each["wanted"]), base64.b64decode(each["vector"], validate=True))
        for each in document["things"]
    )
    return OwnWords(str(document["text"]), things, str(document["encoder"]))


def _profile(document: Any) -> Profile:
    if document["v"] != 1:
        raise ValueError(f"a profile of version {document['v']}")
    return Profile(
        parse_utc(document["agreed_at"]),
        tuple(Visit(parse_utc(each["at"]), tuple(map(str, each["taken"]))) for each in document["visits"]),
        frozenset(map(Topic.parse, document["not_me"])),
        _words(document["words"]) if "words" in document else NOTHING_SAID,  # kept before they could be said
    )
