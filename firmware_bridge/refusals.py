"""Messages that were dropped: counted by the kind of their topic, and the first of each kind is logged."""

import logging
from collections import Counter

from firmware_bridge.errors import DecodeError

log = logging.getLogger(__name__)

MOST_KINDS = 100


class Refusals:
    """Of one bridge, since it started."""

    def __init__(self) -> None:
        self.decode_errors: Counter[str] = Counter()  # what was said makes no sense
        self.faults: Counter[str] = Counter()  # it does, perhaps, and our program failed

    def decode_error(self, topic: str, err: DecodeError) -> None:
        first = _count(self.decode_errors, topic)
        log.log(logging.WARNING if first else logging.DEBUG, "Dropped a message on %s: %s", topic, err)

    def fault(self, topic: str) -> None:
        """Inside `except`. One message is lost by it; dying would lose every one, as it comes again."""
        first = _count(self.faults, topic)
        log.log(
            logging.ERROR if first else logging.DEBUG, "A fault with a message on %s", topic, exc_info=first
        )


def _count(counter: Counter[str], topic: str) -> bool:
    """Whether it is the first of its kind."""
    kind = "/".join(topic.split("/")[:3])
    if kind not in counter and len(counter) >= MOST_KINDS:
        kind = "other"
    counter[kind] += 1
    return counter[kind] == 1
