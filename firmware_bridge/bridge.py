"""The bridge: firmware's dialects in, canonical Homie 5 values and events out.

An event takes this way: samples, a change, one transaction of bridge.db (the event and what the shelf knows
now), publish with QoS 1, mark as published. Whatever dies in between, the event is published once more at the
next connect or start, with the same id.
"""

import asyncio
import logging
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from firmware_bridge import homie, topics
from firmware_bridge.client import ConnectionState, Inbound, MqttClient, MqttSettings, Will
from firmware_bridge.devices import Devices
from firmware_bridge.dialects import Availability, Dialect, RawSamples, Readings
from firmware_bridge.dialects.esphome import Esphome
from firmware_bridge.dialects.homie_cells import HomieCells
from firmware_bridge.dialects.json_readings import JsonReadings
from firmware_bridge.errors import DecodeError, MqttError
from firmware_bridge.journal import Journal, JournalEntry
from firmware_bridge.messages import (
    DeviceState,
    ScanSource,
    ShelfEvent,
    decode_planogram,
    decode_replay_request,
    encode_shelf_event,
)
from firmware_bridge.outlet import Outlet
from firmware_bridge.retained import RetainedValues
from firmware_bridge.scanners import Scanners
from firmware_bridge.scans.codes import CodeRules
from firmware_bridge.scans.local import LocalScanner, run_scanner
from firmware_bridge.sensing import Change
from firmware_bridge.shelves import LOST_AFTER_S, ReadingCounts, Shelves
from firmware_bridge.wire import dump

log = logging.getLogger(__name__)

TICK_S = 0.5
KEEP_EVERY_S = 10.0  # how often the shelves' baselines are kept when nothing happens
FAIR_EVERY = 50  # messages after which other tasks get their turn


@dataclass(frozen=True, slots=True)
class BridgeSettings:
    mqtt: MqttSettings
    device: str = topics.DEFAULT_BRIDGE  # the bridge's own id
    rules: CodeRules = field(default_factory=CodeRules)
    lost_after_s: float = LOST_AFTER_S
    scanners: tuple[LocalScanner, ...] = ()  # those that hang on this machine


def mqtt_settings(host: str, port: int, device: str = topics.DEFAULT_BRIDGE) -> MqttSettings:
    """With the Last Will that makes the bridge, and with it every shelf and scanner, lost."""
    will = Will(topics.device_state(device), DeviceState.LOST.encode())
    return MqttSettings(client_id=device, host=host, port=port, will=will)


class Bridge:
    """`run()` it; it stops when cancelled. The journal is opened and closed by its owner."""

    def __init__(
        self, settings: BridgeSettings, journal: Journal, clock: Callable[[], float] = time.time
    ) -> None:
        self.settings = settings
        self.decode_errors: Counter[str] = Counter()  # by topic's kind
        self._journal = journal
        self._clock = clock
        self._values = RetainedValues()
        self._outlet = Outlet(journal, self._values)
        self._devices = Devices(journal)
        calibrations = self._devices.calibrations()
        self._shelves = Shelves(self._values, settings.device, settings.lost_after_s, calibrations)
        self._scanners = Scanners(journal, self._values, settings.device, settings.rules)
        self._dialects: Sequence[Dialect] = (JsonReadings(), Esphome(), HomieCells(self._is_ours))
        self._decided: list[tuple[str, Change]] = []  # by raw samples, which need no acknowledgement
        self._kept_at = 0.0
        self._shed_told = 0
        self._restore()

    @property
    def counts(self) -> ReadingCounts:
        return self._shelves.counts

    def _is_ours(self, device: str) -> bool:
        names = (self.settings.device, *self._scanners.names)
        return device in names or self._shelves.has(device)

    def _restore(self) -> None:
        now = self._clock()
        for shelf, (at, kept) in self._journal.shelves().items():
            self._shelves.restore(shelf, kept, now - at, now)

    async def run(self) -> None:
        """Until cancelled; then everything is kept and the shelves are said to be disconnected."""
        async with MqttClient(self.settings.mqtt) as client:
            client.on_state(self._connection_changed)
            self._subscribe(client)
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._consume(client), name="bridge-consume")
                    tasks.create_task(self._outlet.say(client), name="bridge-say")
                    tasks.create_task(self._tick(client), name="bridge-tick")
                    tasks.create_task(self._outlet.replay(client), name="bridge-replay")
                    for number, scanner in enumerate(self.settings.scanners, 1):
                        name = f"{scanner.kind}-{number}"
                        tasks.create_task(run_scanner(name, scanner, self.scan), name=f"scanner-{name}")
            finally:
                self._keep(everything=True)
                await self._say_goodbye(client)

    def _subscribe(self, client: MqttClient) -> None:
        for dialect in self._dialects:
            for topic_filter in dialect.filters:
                client.subscribe(topic_filter, qos=0)
        client.subscribe(topics.ALL_RAW_SCANNERS)
        client.subscribe(topics.ALL_PLANOGRAMS)
        client.subscribe(topics.replay_request(self.settings.device))
        client.subscribe(topics.device_commands(self.settings.device))

    def _connection_changed(self, state: ConnectionState) -> None:
        if state is ConnectionState.CONNECTED:
            log.info("Connected to the broker")
            self._describe_self()
            self._values.say_all_again()
            self._outlet.wake()

    def _describe_self(self) -> None:
        device = self.settings.device
        description = homie.bridge_description([*self._shelves.names, *self._scanners.names])
        self._values.set(topics.device_description(device), homie.encode_description(description))
        self._values.set(topics.device_state(device), DeviceState.READY.encode())

    # In

    async def _consume(self, client: MqttClient) -> None:
        handled = 0
        async for inbound in client.messages():
            try:
                await self._handle(client, inbound)
            except DecodeError as err:
                self._count(inbound.topic, err)
            inbound.acknowledge()
            handled += 1
            if client.waiting and handled % FAIR_EVERY:
                continue
            if self._decided:
                self._keep()
            await asyncio.sleep(0)

    def _count(self, topic: str, err: DecodeError) -> None:
        kind = "/".join(topic.split("/")[:3])
        if kind not in self.decode_errors and len(self.decode_errors) >= 100:
            kind = "other"
        self.decode_errors[kind] += 1
        level = logging.WARNING if self.decode_errors[kind] == 1 else logging.DEBUG
        log.log(level, "Dropped a message on %s: %s", topic, err)

    async def _handle(self, client: MqttClient, inbound: Inbound) -> None:
        topic, payload = inbound.topic, inbound.payload
        for dialect in self._dialects:
            said = dialect.read(topic, payload)
            if said is not None:
                self._hear(said)
                return
        if (scanner := topics.parse_raw_scanner(topic)) is not None:
            if not (inbound.duplicate and self._scanners.was_kept(scanner, payload, self._clock())):
                self.scan(scanner, payload, ScanSource.MQTT)
        elif topics.parse_planogram(topic) is not None:
            self._set_planogram(topic, payload)
        elif topic == topics.replay_request(self.settings.device):
            self._outlet.ask_replay(decode_replay_request(payload))
        elif (name := topics.parse_device_command(topic, self.settings.device)) is not None:
            await self._obey(client, name, payload)
        elif topics.parse_homie(topic) is None:  # what is ours comes back to us
            raise DecodeError("nobody reads this topic")

    def _hear(self, said: Readings | RawSamples | Availability) -> None:
        now = self._clock()
        if isinstance(said, Readings) and not self._shelves.knows(said.shelf, said.slot):
            channel = f"{said.slot}/{said.cell}" if said.cell else said.slot
            said = RawSamples(JsonReadings.name, said.shelf, channel, said.samples)
            self.counts.unassigned += 1
        readings = said if isinstance(said, Readings) else self._devices.hear(said, self._shelves, now)
        if readings is not None:
            self._decided += [(readings.shelf, change) for change in self._shelves.feed(readings, now)]

    def _set_planogram(self, topic: str, payload: bytes) -> None:
        if not payload:
            return  # the kiosk cleared it; what stands there is not known to have changed
        planogram = decode_planogram(payload)
        if topics.parse_planogram(topic) != planogram.shelf:
            raise DecodeError("a planogram names another shelf than its topic")
        if self._shelves.set_planogram(planogram, self._clock()):
            self._describe_self()
            self._keep()
            self._outlet.wake()

    def _keep(self, everything: bool = False) -> None:
        """One transaction for all that the waiting messages decided: a commit waits for the disk.

        What the shelves know is never kept without the events that led there, or a crash would lose these.
        """
        with self._journal.transaction():
            for shelf, change in self._decided:
                event = ShelfEvent(
                    id=str(uuid.uuid4()),
                    boot=self._journal.boot,
                    seq=self._journal.next_seq(),
                    ts=datetime.fromtimestamp(change.began, UTC),
                    slot=change.slot,
                    gtin=change.gtin,
                    kind=change.kind,
                    qty=change.qty,
                    grams=change.grams,
                    confidence=change.confidence,
                )
                topic, payload = topics.slot_event(shelf, change.slot), encode_shelf_event(event)
                self._journal.append(JournalEntry(event.boot, event.seq, event.id, topic, payload))
            self._write_shelves(everything)
        if everything:
            self._kept_at = self._clock()
        if self._decided:
            self._decided.clear()
            self._outlet.wake()

    def scan(self, scanner: str, raw: bytes, source: ScanSource, symbology: str = "") -> None:
        """A scanner read `raw`; `DecodeError` when that is no code at all. On return the event is kept."""
        if self._scanners.scan(scanner, raw, source, symbology, self._clock()):
            self._describe_self()
        self._outlet.wake()

    async def _obey(self, client: MqttClient, name: str, payload: bytes) -> None:
        answer = self._devices.obey(name, payload, self._shelves, self._clock())
        self._keep()
        self._say_devices()
        self._outlet.wake()
        try:
            await client.publish(topics.device_answer(self.settings.device), answer)
        except MqttError as err:
            log.warning("An answer to staff was not heard: %s", err)

    # Out

    async def _tick(self, client: MqttClient) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            now = self._clock()
            self._shelves.tick(now)
            if now - self._kept_at >= KEEP_EVERY_S:
                self._keep(everything=True)
                self._journal.prune()
                self._say_health(client)
            if self._devices.watched(now):
                self._say_devices()
            if self._values.dirty:
                self._outlet.wake()

    def _say_health(self, client: MqttClient) -> None:
        shed = client.counts.shed
        if shed > self._shed_told:
            log.warning("Too many samples: %d messages were shed, events are safe", shed - self._shed_told)
            self._shed_told = shed
        counts = {
            "decode_errors": self.decode_errors.total(),
            "oversized": client.counts.oversized,
            "shed": shed,
            "late": self.counts.late,
            "unassigned": self.counts.unassigned,
            "quarantined": self.counts.quarantined,
            "connects": client.counts.connects,
        }
        self._values.set(topics.slot_property(self.settings.device, "health", "counts"), dump(counts))
        self._say_devices()

    def _say_devices(self) -> None:
        self._values.set(topics.device_list(self.settings.device), self._devices.listing(self._shelves))

    def _write_shelves(self, everything: bool = False) -> None:
        now = self._clock()
        self._journal.keep_published()
        for shelf, state in self._shelves.dump_changed(everything):
            self._journal.keep_shelf(shelf, now, state)

    async def _say_goodbye(self, client: MqttClient) -> None:
        self._shelves.say_goodbye()
        self._scanners.say_goodbye()
        self._values.set(topics.device_state(self.settings.device), DeviceState.DISCONNECTED.encode())
        try:
            async with asyncio.timeout(2.0):
                await self._outlet.flush_values(client)
        except (MqttError, TimeoutError) as err:
            log.debug("Goodbye was not heard: %s", err)
