"""Random shoppers and a member of staff, seeded."""

import asyncio
import logging
import random
from typing import Protocol

from firmware_bridge.errors import MqttError
from firmware_bridge.simulator.store import SlotState, StoreState

log = logging.getLogger(__name__)


class Hands(Protocol):
    """What a shopper does to a store."""

    @property
    def state(self) -> StoreState: ...

    def lift(self, shelf: str, slot: str, qty: int = 1) -> int: ...

    def put_back(self, shelf: str, slot: str, qty: int = 1) -> int: ...

    def restock(self, shelf: str, slot: str, qty: int = 1) -> int: ...

    async def scan(self, code: str) -> None: ...


class Shopper:
    """Lifts something every few seconds, puts some back, scans now and then; staff fill what runs low."""

    def __init__(self, hands: Hands, rng: random.Random) -> None:
        self._hands = hands
        self._rng = rng

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self._rng.uniform(3.0, 9.0))
            low = [s for s in self._hands.state.slots if s.count <= s.product.threshold // 2]
            if low and self._rng.random() < 0.3:
                slot = self._rng.choice(low)
                self._hands.restock(slot.shelf, slot.slot, slot.product.capacity - slot.count)
            elif self._rng.random() < 0.15:
                await self._scan(self._rng.choice(self._hands.state.slots))
            else:
                await self._lift(self._rng.choice(self._hands.state.slots))

    async def _scan(self, slot: SlotState) -> None:
        try:
            await self._hands.scan(slot.product.gtin)
        except MqttError as err:
            log.debug("Scan lost: %s", err)

    async def _lift(self, slot: SlotState) -> None:
        taken = self._hands.lift(slot.shelf, slot.slot, 2 if self._rng.random() < 0.15 else 1)
        if taken and self._rng.random() < 0.4:
            await asyncio.sleep(self._rng.uniform(1.5, 6.0))
            self._hands.put_back(slot.shelf, slot.slot, taken)
