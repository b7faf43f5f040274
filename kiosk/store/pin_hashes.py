"""PINs as argon2id hashes."""

import logging
from collections.abc import Mapping

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

log = logging.getLogger(__name__)

# OWASP's smallest recommended setting for argon2id: 19 MiB, 2 passes. The limit on attempts does the rest.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_pin(pin: str) -> str:
    return _HASHER.hash(pin)


def find_owner(pin: str, hashes: Mapping[str, str]) -> str | None:
    """Whose PIN it is (id -> hash). Every hash is tried, so the time taken tells nothing about who it was."""
    owner = None
    for each, kept in hashes.items():
        try:
            _HASHER.verify(kept, pin)
            owner = each
        except VerifyMismatchError:
            continue
        except (InvalidHashError, VerificationError) as error:
            log.error("The PIN hash of staff %s is unusable: %s", each, error)
    return owner
