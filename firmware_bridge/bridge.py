"""The bridge: firmware's dialects in, canonical Homie 5 values and events out.

An event takes this way: samples, a change, a draft, one transaction of bridge.db (all drafts and what the
shelves know now), publish with QoS 1, mark as published. Whatever dies in between, the event is published
once more at the next connect or start, with the same id. A flood sheds raw samples, and events never.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from firmware_bridge import homie, topics
from firmware_bridge.alerts import Alerts, LoadWatch
from firmware_bridge.client import MQTT_311, ConnectionState, Inbound, MqttClient, MqttSettings, Will
from firmware_bridge.devices import Devices
from firmware_bridge.dialects import Availability, Dialect, RawSamples, Readings
from firmware_bridge.dialects.esphome import Esphome
from firmware_bridge.dialects.homie_cells import HomieCells
from firmware_bridge.dialects.json_readings import JsonReadings
from firmware_bridge.errors import DecodeError, MqttError
from firmware_bridge.journal import Journal
from firmware_bridge.keeper import Keeper
from firmware_bridge.messages import ScanSource, decode_planogram, decode_replay_request
from firmware_bridge.outlet import Outlet
from firmware_bridge.refusals import Refusals
from firmware_bridge.retained import RetainedValues
from firmware_bridge.scanners import Scanners
from firmware_bridge.scans.codes import CodeRules
from firmware_bridge.scans.local import LocalScanner, run_scanner
from firmware_bridge.shelves import LOST_AFTER_S, ReadingCounts, Shelves
from firmware_bridge.values import DeviceState
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


def samples_settings(mqtt: MqttSettings) -> MqttSettings:
    """A connection of their own, so that a flood of them delays no scan, no event and no acknowledgement.

    In MQTT 3.1.1: of version 5 they need nothing, and its properties would cost 20 µs a message.
    """
    name = f"{mqtt.client_id}-samples"
    return replace(mqtt, client_id=name, will=None, persistent=False, protocol=MQTT_311)


class Bridge:
    """`run()` it; it stops when cancelled. The journal is opened and closed by its owner."""

    def __init__(
        self, settings: BridgeSettings, journal: Journal, clock: Callable[[], float] = time.time
    ) -> None:
        self.settings = settings
        self._refusals = Refusals()
        self._journal = journal
        self._clock = clock
        self._values = RetainedValues()
        self._alerts = Alerts(self._values, settings.device, clock)
        self._load = LoadWatch(self._alerts)
        self._outlet = Outlet(journal, self._values, self._alerts)
        self._devices = Devices(journal)
        calibrations = self._devices.calibrations()
        self._shelves = Shelves(self._values, settings.device, settings.lost_after_s, calibrations)
        self._keeper = Keeper(journal, self._shelves, self._alerts, clock)
        self._scanners = Scanners(self._keeper, self._values, settings.device, settings.rules)
        self._dialects: Sequence[Dialect] = (JsonReadings(), Esphome(), HomieCells(self._is_ours))
        self._kept_at = 0.0
        self._restore()

    @property
    def counts(self) -> ReadingCounts:
        return self._shelves.counts

    @property
    def decode_errors(self) -> Counter[str]:
        """By the kind of topic."""
        return self._refusals.decode_errors

    @property
    def faults(self) -> Counter[str]:
        """Messages that our own program failed at."""
        return self._refusals.faults

    def _is_ours(self, device: str) -> bool:
        names = (self.settings.device, *self._scanners.names)
        return device in names or self._shelves.has(device)

    def _restore(self) -> None:
        now = self._clock()
        for shelf, (at, kept) in self._journal.shelves().items():
            self._shelves.restore(shelf, kept, now - at, now)

    async def run(self) -> None:
        """Until cancelled; then everything is kept and the shelves are said to be disconnected."""
        mqtt = self.settings.mqtt
        async with MqttClient(mqtt) as client, MqttClient(samples_settings(mqtt)) as samples:
            client.on_state(self._connection_changed)
            self._subscribe(client, samples)
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._consume(client), name="bridge-consume")
                    tasks.create_task(self._consume_samples(samples), name="bridge-samples")
                    tasks.create_task(self._keeper.run(self._outlet.wake), name="bridge-keep")
                    tasks.create_task(self._outlet.say(client), name="bridge-say")
                    tasks.create_task(self._tick(client, samples), name="bridge-tick")
                    tasks.create_task(self._outlet.replay(client), name="bridge-replay")
                    for number, scanner in enumerate(self.settings.scanners, 1):
                        name = f"{scanner.kind}-{number}"
                        tasks.create_task(run_scanner(name, scanner, self.scan), name=f"scanner-{name}")
            finally:
                if not self._keeper.keep(everything=True):
                    log.error("%d events could not be kept and end with this process", self._keeper.waiting)
                await self._say_goodbye(client)

    def _subscribe(self, client: MqttClient, samples: MqttClient) -> None:
        for dialect in self._dialects:
            for topic_filter in dialect.filters:
                samples.subscribe(topic_filter, qos=0)
        client.subscribe(topics.ALL_RAW_SCANNERS)
        client.subscribe(topics.ALL_PLANOGRAMS)
        client.subscribe(topics.BROKER_DROPPED, qos=0)
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
        """Scans, planograms, requests. A scan is acknowledged by its commit, the rest when it is done."""
        handled = 0
        async for inbound in client.messages():
            try:
                if (scanner := topics.parse_raw_scanner(inbound.topic)) is not None:
                    self.scan(scanner, inbound.payload, ScanSource.MQTT, inbound=inbound)
                else:
                    await self._handle(client, inbound)
                    inbound.acknowledge()
            except DecodeError as err:
                self._refusals.decode_error(inbound.topic, err)
                inbound.acknowledge()
            except Exception:
                self._refusals.fault(inbound.topic)
                inbound.acknowledge()
            handled += 1
            if handled % FAIR_EVERY == 0:
                await asyncio.sleep(0)

    async def _consume_samples(self, client: MqttClient) -> None:
        handled = 0
        async for inbound in client.messages():
            try:
                self._read_samples(inbound.topic, inbound.payload)
            except DecodeError as err:
                self._refusals.decode_error(inbound.topic, err)
            except Exception:
                self._refusals.fault(inbound.topic)
            handled += 1
            if handled % FAIR_EVERY == 0:
                await asyncio.sleep(0)

    async def _handle(self, client: MqttClient, inbound: Inbound) -> None:
        topic, payload = inbound.topic, inbound.payload
        if topics.parse_planogram(topic) is not None:
            self._set_planogram(topic, payload)
        elif topic == topics.replay_request(self.settings.device):
            self._outlet.ask_replay(decode_replay_request(payload))
        elif (name := topics.parse_device_command(topic, self.settings.device)) is not None:
            await self._obey(client, name, payload)
        elif topic == topics.BROKER_DROPPED:
            self._load.heard_broker(payload)
        else:
            raise DecodeError("nobody reads this topic")

    def _read_samples(self, topic: str, payload: bytes) -> None:
        for dialect in self._dialects:
            said = dialect.read(topic, payload)
            if said is not None:
                self._hear(said)
                return
        if topics.parse_homie(topic) is None:  # what is ours comes back to us
            raise DecodeError("nobody reads this topic")

    def _hear(self, said: Readings | RawSamples | Availability) -> None:
        now = self._clock()
        if isinstance(said, Readings) and not self._shelves.knows(said.shelf, said.slot):
            channel = f"{said.slot}/{said.cell}" if said.cell else said.slot
            said = RawSamples(JsonReadings.name, said.shelf, channel, said.samples)
            self.counts.unassigned += 1
        readings = said if isinstance(said, Readings) else self._devices.hear(said, self._shelves, now)
        if readings is not None:
            for change in self._shelves.feed(readings, now):
                self._keeper.draft_change(readings.shelf, change)

    def _set_planogram(self, topic: str, payload: bytes) -> None:
        if not payload:
            return  # the kiosk cleared it; what stands there is not known to have changed
        planogram = decode_planogram(payload)
        if topics.parse_planogram(topic) != planogram.shelf:
            raise DecodeError("a planogram names another shelf than its topic")
        if self._shelves.set_planogram(planogram, self._clock()):
            self._describe_self()
            self._keeper.keep()
            self._outlet.wake()

    def scan(
        self,
        scanner: str,
        raw: bytes,
        source: ScanSource,
        symbology: str = "",
        inbound: Inbound | None = None,
    ) -> None:
        """A scanner read `raw`; the next commit keeps it. `DecodeError` when that is no code at all."""
        if self._scanners.scan(scanner, raw, source, symbology, self._clock(), inbound):
            self._describe_self()
            self._outlet.wake()

    async def _obey(self, client: MqttClient, name: str, payload: bytes) -> None:
        answer = self._devices.obey(name, payload, self._shelves, self._clock(), self._keeper.keep)
        self._say_devices()
        self._outlet.wake()
        try:
            await client.publish(topics.device_answer(self.settings.device), answer)
        except MqttError as err:
            log.warning("An answer to staff was not heard: %s", err)

    # Out

    async def _tick(self, client: MqttClient, samples: MqttClient) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            now = self._clock()
            self._shelves.tick(now)
            self._load.look(samples.shed, now)
            if now - self._kept_at >= KEEP_EVERY_S:
                self._kept_at = now
                self._keeper.keep(everything=True)
                self._say_health(client, samples)
            if self._devices.watched(now):
                self._say_devices()
            if self._values.dirty:
                self._outlet.wake()

    def _say_health(self, client: MqttClient, samples: MqttClient) -> None:
        counts = {
            "decode_errors": self.decode_errors.total(),
            "faults": self.faults.total(),
            "oversized": client.counts.oversized + samples.counts.oversized,
            "shed": samples.shed,
            "dropped_by_broker": self._load.dropped,
            "late": self.counts.late,
            "unassigned": self.counts.unassigned,
            "quarantined": self.counts.quarantined,
            "connects": client.counts.connects,
            "unkept": self._keeper.waiting,
            "lost": self._keeper.lost,
        }
        self._values.set(topics.health_counts(self.settings.device), dump(counts))
        self._say_devices()

    def _say_devices(self) -> None:
        self._values.set(topics.device_list(self.settings.device), self._devices.listing(self._shelves))

    async def _say_goodbye(self, client: MqttClient) -> None:
        self._shelves.say_goodbye()
        self._scanners.say_goodbye()
        self._values.set(topics.device_state(self.settings.device), DeviceState.DISCONNECTED.encode())
        try:
            async with asyncio.timeout(2.0):
                await self._outlet.flush_values(client)
        except (MqttError, TimeoutError) as err:
            log.debug("Goodbye was not heard: %s", err)
