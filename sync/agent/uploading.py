"""Sending the outbox to HQ, oldest first. An event is forgotten here only after HQ said that it keeps it.

A lost answer is harmless: the events are sent again under their ids, and HQ keeps each id once.
"""

import json
from collections.abc import Sequence

from sync import outbox
from sync.agent.errors import HqMisbehaves, HqRefused, TokenRefused
from sync.agent.hq_client import HqClient
from sync.database import Database
from sync.wire import MAX_BATCH_BYTES, MAX_BATCH_EVENTS, Event, RejectedEvent, event_to_json

MAX_BATCHES = 200  # of one cycle, so that updates get their turn however long the backlog is
_POISON = {400, 413, 422}  # HQ cannot read the request, so one of its events is to blame


def upload(db: Database, hq: HqClient) -> int:
    """Send what is pending; returns how many events HQ keeps now. Raises the errors of HqClient and
    database.py."""
    sent = 0
    for _ in range(MAX_BATCHES):
        batch = _fitting(outbox.pending(db, MAX_BATCH_EVENTS))
        if not batch:
            break
        sent += _send(db, hq, batch)
    return sent


def _send(db: Database, hq: HqClient, batch: Sequence[Event]) -> int:
    try:
        receipt = hq.send_events(batch)
    except TokenRefused:
        raise
    except HqRefused as error:
        if error.status not in _POISON:
            raise
        if len(batch) == 1:
            outbox.set_aside(db, [RejectedEvent(batch[0].id, str(error))])
            return 0
        middle = len(batch) // 2
        return _send(db, hq, batch[:middle]) + _send(db, hq, batch[middle:])
    ours = {each.id for each in batch}
    kept = outbox.acknowledge(db, ours.intersection(receipt.accepted))
    aside = outbox.set_aside(db, [each for each in receipt.rejected if each.id in ours])
    if not kept and not aside:
        raise HqMisbehaves("HQ answered without saying what became of the events")
    return kept


def _fitting(events: Sequence[Event]) -> list[Event]:
    """As many of the first ones as fit into a batch, one at least."""
    batch: list[Event] = []
    size = 0
    for each in events:
        size += len(json.dumps(event_to_json(each), ensure_ascii=False).encode())
        if batch and size > MAX_BATCH_BYTES:
            break
        batch.append(each)
    return batch
