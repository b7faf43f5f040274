"""The simulated store over real MQTT.

A slot at rest sends one batch a second; a slot that moves sends ten, so a hand is seen at once and the
broker has little to do. Broken connections lose samples, as they would in a shop.
"""

import asyncio
import logging
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from firmware_bridge import topics
from firmware_bridge.client import Inbound, MqttClient, MqttSettings
from firmware_bridge.errors import DecodeError, MqttError, SimulatorError
from firmware_bridge.messages import encode_raw_readings
from firmware_bridge.planogram import Shelf
from firmware_bridge.simulator.commands import SimulatorDo, decode_simulator_command, decode_simulator_scan
from firmware_bridge.simulator.mishaps import Mishaps, befall
from firmware_bridge.simulator.physics import Nature
from firmware_bridge.simulator.script import Action, check, play
from firmware_bridge.simulator.shopper import Shopper
from firmware_bridge.simulator.store import SimulatedSlot, SimulatedStore, StoreState

log = logging.getLogger(__name__)

TICK_S = 0.05
MOVING_BATCH_S = 0.1
QUIET_BATCH_S = 1.0


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    seed: int = 1
    hz: float = 60.0
    nature: Nature = field(default_factory=Nature)
    scanner: str = "scanner-1"
    shoppers: int = 0  # random ones, at once
    mishaps: Mishaps = field(default_factory=Mishaps)
    dead: tuple[tuple[str, str], ...] = ()  # (shelf, slot) whose load cell is dead from the beginning
    script: tuple[Action, ...] = ()
    spill: float = 0.0  # share of what moves on a slot that its neighbour feels
    clock_off_s: float = 0.0  # how wrong the plates' clocks are
    clock_skew_s_per_h: float = 0.0  # how fast they run
    kept: Path | None = None  # file that keeps the counts from run to run


class Simulator:
    """A store. `run` it inside a connected client; call its methods from the same asyncio loop."""

    def __init__(
        self,
        shelves: Sequence[Shelf],
        settings: SimulatorSettings | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`SimulatorError` where the script or a dead cell is about a slot that no shelf has."""
        self.settings = settings or SimulatorSettings()
        self._clock = clock
        s = self.settings
        self._store = SimulatedStore(shelves, s.seed, s.nature, s.kept, s.spill)
        check(s.script, self._store.slots.keys())
        self.set_clock(s.clock_off_s, s.clock_skew_s_per_h)
        for where in s.dead:
            self.set_dead(*where)
        self._sent_to = dict.fromkeys(self._store.slots, clock())
        self._stagger()
        self._listeners: list[Callable[[StoreState], None]] = []
        self._client: MqttClient | None = None
        self._silent: frozenset[str] = frozenset()
        self.refused = 0  # control messages that made no sense

    def _stagger(self) -> None:
        for index, key in enumerate(self._sent_to):
            self._sent_to[key] += QUIET_BATCH_S * index / len(self._sent_to)

    @property
    def state(self) -> StoreState:
        return replace(self._store.state(), silent=self._silent)

    def on_change(self, listener: Callable[[StoreState], None]) -> Callable[[], None]:
        """Call `listener` after every change of the store; returns what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def lift(self, shelf: str, slot: str, qty: int = 1) -> int:
        """Take pieces from a slot; how many were taken."""
        return self._changed(self._store.slot(shelf, slot).lift(qty, self._clock()))

    def put_back(self, shelf: str, slot: str, qty: int = 1) -> int:
        """Put back pieces that were lifted from this slot; how many."""
        return self._changed(self._store.slot(shelf, slot).put_back(qty, self._clock()))

    def restock(self, shelf: str, slot: str, qty: int = 1) -> int:
        """Put new pieces as far as there is room; how many."""
        return self._changed(self._store.slot(shelf, slot).restock(qty, self._clock()))

    def misplace(self, shelf: str, slot: str, onto: tuple[str, str], qty: int = 1) -> int:
        """Put pieces that were lifted from this slot on another (shelf, slot); how many."""
        if onto == (shelf, slot):
            return self.put_back(shelf, slot, qty)
        target = self._store.slot(*onto)
        return self._changed(self._store.slot(shelf, slot).misplace(target, qty, self._clock()))

    def lift_stranger(self, shelf: str, slot: str) -> int:
        """Take the last misplaced piece from this slot; how many, 1 or 0."""
        return self._changed(self._store.slot(shelf, slot).lift_stranger(self._clock()))

    def silence(self, shelf: str, on: bool) -> None:
        """Whether the firmware of this shelf says nothing, as if it had lost its power."""
        silent = self._silent | {shelf} if on else self._silent - {shelf}
        if silent != self._silent:
            self._silent = silent
            self._tell()

    def set_dead(self, shelf: str, slot: str, dead: bool = True) -> None:
        """A load cell dies (it repeats its last value), or is well again."""
        plate = self._store.slot(shelf, slot).plate
        plate.dead_at_g = round(plate.load_g, 2) if dead else None

    def lean(self, shelf: str, slot: str, grams: float, seconds: float) -> None:
        """Somebody leans on a slot."""
        self._store.slot(shelf, slot).plate.lean(self._clock(), seconds, grams)

    def touch(self, shelf: str, slot: str) -> None:
        """A hand touches what stands on a slot, and takes nothing."""
        self._store.slot(shelf, slot).plate.touch(self._clock())

    def knock(self, shelf: str, slot: str, grams: float) -> None:
        """Something hits a slot."""
        self._store.slot(shelf, slot).plate.knock(self._clock(), grams)

    def change_nature(self, **changes: float) -> None:
        """Every cell becomes better or worse from now on: fields of `Nature`."""
        for slot in self._store.slots.values():
            slot.plate.change(replace(slot.plate.nature, **changes))  # type: ignore[arg-type]

    def set_clock(self, off_s: float, skew_s_per_h: float) -> None:
        """The plates' clocks are wrong by so much, and run fast, from now on."""
        self._clock_off_s, self._clock_skew, self._clock_set = off_s, skew_s_per_h / 3600.0, self._clock()

    async def scan(self, code: str) -> None:
        """A scanner reads `code`. Raises `MqttError` when the broker is away."""
        if self._client is None:
            raise SimulatorError("the simulator does not run")
        await self._client.publish(topics.raw_scanner(self.settings.scanner), code.encode())

    def _changed(self, pieces: int) -> int:
        if pieces:
            self._store.keep()
            self._tell()
        return pieces

    def _tell(self) -> None:
        state = self.state
        for listener in tuple(self._listeners):
            listener(state)

    async def run(self, client: MqttClient) -> None:
        """Publish and obey control topics until cancelled."""
        self._client = client
        unsubscribe = client.subscribe(topics.ALL_SIMULATOR)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._publish(client), name="simulator-publish")
                tasks.create_task(self._obey(client), name="simulator-obey")
                for number in range(self.settings.shoppers):
                    rng = random.Random(self.settings.seed + number)  # noqa: S311 - play, no secret
                    tasks.create_task(Shopper(self, rng).run(), name=f"simulator-shopper-{number}")
                work = befall(self.settings.mishaps, self, list(self._store.slots), self.settings.seed)
                tasks.create_task(work, name="simulator-mishaps")
                if self.settings.script:
                    await client.wait_connected()
                    tasks.create_task(play(self.settings.script, self), name="simulator-script")
        finally:
            self._client = None
            unsubscribe()

    async def _publish(self, client: MqttClient) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            now = self._clock()
            speaking = [key for key in self._store.slots if key[0] not in self._silent]
            for key, slot in ((key, self._store.slots[key]) for key in speaking):
                await self._publish_slot(client, key, slot, now)

    async def _publish_slot(
        self, client: MqttClient, key: tuple[str, str], slot: SimulatedSlot, now: float
    ) -> None:
        hz = self.settings.hz
        due = MOVING_BATCH_S if slot.plate.busy(now) else QUIET_BATCH_S
        since = now - self._sent_to[key]
        count = math.floor(since * hz + 1e-6)
        if since < due or count == 0:
            return
        first = self._sent_to[key] + 1.0 / hz
        if count > 2 * hz:  # the machine slept: a real plate would not have kept it either
            first, count = now - 1.0, math.floor(hz)
        grams = slot.plate.samples(first, count, hz)
        self._sent_to[key] = first + (count - 1) / hz
        sent = first + self._clock_off_s + (first - self._clock_set) * self._clock_skew
        payload = encode_raw_readings(grams.tolist(), t0=datetime.fromtimestamp(sent, UTC), hz=hz)
        try:
            await client.publish(topics.raw_shelf(*key), payload, qos=0)
        except MqttError as err:
            log.debug("Samples of %s lost: %s", key, err)

    async def _obey(self, client: MqttClient) -> None:
        async for inbound in client.messages():
            try:
                await self._obey_one(inbound)
            except (DecodeError, SimulatorError, MqttError) as err:
                self.refused += 1
                log.warning("Control message on %s refused: %s", inbound.topic, err)
            inbound.acknowledge()

    async def _obey_one(self, inbound: Inbound) -> None:
        if inbound.topic == topics.simulator_scanner():
            await self.scan(decode_simulator_scan(inbound.payload))
            return
        where = topics.parse_simulator_slot(inbound.topic)
        if where is None:
            raise DecodeError("not a topic of the simulator")
        command = decode_simulator_command(inbound.payload)
        match command.do:
            case SimulatorDo.LIFT:
                self.lift(*where, command.qty)
            case SimulatorDo.PUT_BACK:
                self.put_back(*where, command.qty)
            case SimulatorDo.RESTOCK:
                self.restock(*where, command.qty)


async def run_simulator(simulator: Simulator, host: str, port: int, client_id: str = "simulator") -> None:
    """Connect and run until cancelled; reconnects by itself."""
    settings = MqttSettings(client_id, host=host, port=port, persistent=False)
    async with MqttClient(settings) as client:
        await simulator.run(client)
