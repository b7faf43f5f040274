"""A recorded MQTT session: one JSON line a message, which replays as real MQTT at any speed.

{"t":12.345,"topic":"…","text":"…"}      seconds since the first message; "b64" for bytes that are no text
"qos" and "retain" stand there where they are not 0 and false
"""

import asyncio
import base64
import binascii
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.client import MqttClient
from firmware_bridge.errors import DecodeError, RecordingError
from firmware_bridge.wire import dump, load_object

log = logging.getLogger(__name__)

MAX_LINE = 200_000
FLUSH_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Recorded:
    at: float  # seconds since the first message
    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False


def encode(message: Recorded) -> bytes:
    try:
        payload = {"text": message.payload.decode()}
    except UnicodeDecodeError:
        payload = {"b64": base64.b64encode(message.payload).decode()}
    more = {"qos": message.qos} if message.qos else {}
    retain = {"retain": 1} if message.retain else {}
    return dump({"t": round(message.at, 4), "topic": message.topic, **payload, **more, **retain})


def decode(line: bytes) -> Recorded:
    """`DecodeError` when the line is none of a recording."""
    fields = load_object(line, MAX_LINE)
    if "b64" in fields:
        try:
            payload = base64.b64decode(fields.text("b64", MAX_LINE, least=0), validate=True)
        except binascii.Error as err:
            raise DecodeError("b64 is not base64") from err
    else:
        payload = fields.text("text", MAX_LINE, least=0).encode()
    return Recorded(
        fields.number("t", 0.0, 1e9),
        fields.text("topic", 1024),
        payload,
        fields.integer("qos", 0, 2) if "qos" in fields else 0,
        "retain" in fields and fields.integer("retain", 0, 1) == 1,
    )


def load(path: Path) -> Iterator[Recorded]:
    """The messages of a file; `RecordingError` names the line that is wrong. A torn last line ends it."""
    number = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):  # noqa: B007 - the error names it
                if not line.endswith(b"\n"):
                    log.warning("%s: the last line is cut off and left out", path)
                    return
                yield decode(line)
    except OSError as err:
        raise RecordingError(f"cannot read {path}: {err.strerror}") from err
    except DecodeError as err:
        raise RecordingError(f"{path}, line {number}: {err}") from err


async def record(client: MqttClient, path: Path, filters: tuple[str, ...]) -> None:
    """Write what is heard until cancelled. Retained messages that stood there before come first."""
    for topic_filter in filters:
        client.subscribe(topic_filter, 1)
    count, begin, flushed = 0, 0.0, 0.0
    try:
        with path.open("xb") as file:
            async for inbound in client.messages():
                now = time.monotonic()
                begin = begin or now
                message = Recorded(now - begin, inbound.topic, inbound.payload, inbound.qos, inbound.retained)
                file.write(encode(message) + b"\n")
                inbound.acknowledge()
                count += 1
                if now - flushed > FLUSH_EVERY_S:
                    file.flush()
                    flushed = now
    except FileExistsError as err:
        raise RecordingError(f"{path} is there already; choose another name") from err
    except OSError as err:
        raise RecordingError(f"cannot write {path}: {err.strerror}") from err
    finally:
        log.info("%d messages recorded in %s", count, path)


async def replay(
    client: MqttClient, path: Path, speed: float = 1.0, progress: Callable[[Recorded], None] | None = None
) -> int:
    """Publish a recording `speed` times as fast as it was; how many messages."""
    await client.wait_connected()
    count, begin = 0, time.monotonic()
    for message in load(path):
        wait = begin + message.at / speed - time.monotonic()
        if wait > 0.002:
            await asyncio.sleep(wait)
        await client.publish(message.topic, message.payload, qos=min(message.qos, 1), retain=message.retain)
        count += 1
        if progress is not None:
            progress(message)
    return count
