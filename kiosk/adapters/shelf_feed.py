"""Shelves and scanners over MQTT: from the broker to the intake, acknowledged only after the commit."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable

from firmware_bridge import topics
from firmware_bridge.client import ConnectionState, Inbound, MqttClient, MqttSettings
from firmware_bridge.device_report import decode_answer, decode_report
from firmware_bridge.errors import BridgeError, DecodeError, MqttError
from firmware_bridge.messages import (
    PlanogramSlot,
    ReplayRequest,
    ScanEvent,
    ShelfEvent,
    ShelfPlanogram,
    decode_scan_event,
    decode_shelf_event,
    encode_planogram,
    encode_replay_request,
)
from firmware_bridge.topics import DeviceTopic, PropertyTopic
from firmware_bridge.values import (
    decode_alert,
    decode_confidence,
    decode_observed,
    decode_state,
    decode_stock,
)
from kiosk.app.stage import Stage
from kiosk.domain.planogram import Planogram, Shelf, SlotRef
from kiosk.domain.sequence import Position
from sync.database import DatabaseError

log = logging.getLogger(__name__)

TRY_AGAIN_S = 1.0  # while device.db refuses facts
ASK_AGAIN_S = 5.0  # while the journal has not closed a gap
MOST_SLOTS = 4096  # more than a store has; what is beyond is noise


class ShelfFeed:
    """Owns the MQTT connection. Used from the runtime loop only."""

    def __init__(self, settings: MqttSettings, bridge_id: str, stage: Stage) -> None:
        self._client = MqttClient(settings)
        self._bridge_id = bridge_id
        self._stage = stage
        self._dispatcher = stage.dispatcher
        self._announced: set[str] = set()
        self._wanted = asyncio.Event()  # something is to be published
        self._replay_wanted = False
        self._requests: deque[tuple[str, bytes]] = deque(maxlen=8)  # of staff, to the bridge
        self._slots: set[SlotRef] = set()

    async def run(self) -> None:
        """Listen until cancelled."""
        for topic_filter in (
            topics.ALL_EVENTS,
            topics.ALL_STATES,
            topics.ALL_DESCRIPTIONS,
            topics.ALL_STOCKS,
            topics.ALL_CONFIDENCES,
        ):
            self._client.subscribe(topic_filter, 1)
        self._client.subscribe(topics.ALL_OBSERVED, 0)
        self._client.subscribe(topics.device_answer(self._bridge_id), 1)
        self._client.subscribe(topics.device_list(self._bridge_id), 1)
        self._client.subscribe(topics.device_alerts(self._bridge_id), 1)
        unsubscribe = self._client.on_state(self._connection_changed)
        try:
            async with self._client, asyncio.TaskGroup() as tasks:
                tasks.create_task(self._speak(), name="shelf-feed-speak")
                tasks.create_task(self._watch_gap(), name="shelf-feed-gap")
                async for inbound in self._client.messages():
                    await self._hear(inbound)
                    if not self._client.waiting:
                        self._dispatcher.keep_readings()
        finally:
            unsubscribe()

    def catalog_changed(self) -> None:
        """Say anew what stands where."""
        self._announced.clear()
        self._wanted.set()

    def ask(self, name: str, payload: bytes) -> bool:
        """Say a request of staff to the bridge; False while there is no connection, and it is not said later
        then."""
        if not self._dispatcher.condition.broker_connected:
            return False
        self._requests.append((topics.device_command(name, self._bridge_id), payload))
        self._wanted.set()
        return True

    # ---- listening

    def _connection_changed(self, state: ConnectionState) -> None:
        connected = state is ConnectionState.CONNECTED
        if connected:
            self._announced.clear()
            self._ask_replay()
        if connected or state is ConnectionState.WAITING:
            self._dispatcher.condition.broker_connected = connected
            self._requests.clear()
            if not connected:
                self._dispatcher.alerts.forget()
            self._stage.refresh_soon()

    async def _hear(self, inbound: Inbound) -> None:
        """Handle one message; only a fact that device.db refuses holds up the next."""
        try:
            await self._handle(inbound)
        except DecodeError as error:
            self._dispatcher.condition.decode_errors += 1
            log.info("A payload on %s is not what was agreed: %s", inbound.topic, error)
        except Exception:
            # A fault of ours with this one message: it would come again for ever, and block what follows.
            self._dispatcher.condition.decode_errors += 1
            log.exception("A message on %s could not be handled", inbound.topic)
        inbound.acknowledge()

    async def _handle(self, inbound: Inbound) -> None:
        if inbound.topic == topics.device_list(self._bridge_id):
            self._dispatcher.devices.heard_report(decode_report(inbound.payload))
            self._stage.refresh_soon()
            return
        if inbound.topic == topics.device_answer(self._bridge_id):
            answer = decode_answer(inbound.payload)
            try:
                self._dispatcher.devices.heard_answer(answer)
            except DatabaseError as error:  # it was done; only its row of the audit log is missing
                self._dispatcher.condition.lost(error)
            self._stage.refresh()
            return
        if (alert := topics.parse_device_alert(inbound.topic, self._bridge_id)) is not None:
            self._dispatcher.alerts.heard(alert, decode_alert(inbound.payload))
            self._stage.refresh_soon()
            return
        match topics.parse_homie(inbound.topic):
            case PropertyTopic(shelf, slot, "event") as topic:
                if inbound.retained:
                    raise DecodeError("an event must not be retained")
                self._dispatcher.shelves.seen(shelf)
                if topic.is_scan:
                    scan = decode_scan_event(inbound.payload)
                    await self._keep_event(
                        scan, lambda: self._dispatcher.intake.scan_event(scan, inbound.duplicate)
                    )
                else:
                    event = decode_shelf_event(inbound.payload)
                    if event.slot != slot:
                        raise DecodeError("the slot in the payload is not that of the topic")
                    await self._keep_event(
                        event, lambda: self._dispatcher.intake.shelf_event(shelf, event, inbound.duplicate)
                    )
            case PropertyTopic(shelf, slot, "stock"):
                self._dispatcher.heard_stock(self._slot(shelf, slot), decode_stock(inbound.payload))
                self._stage.refresh_soon()
            case PropertyTopic(shelf, slot, "confidence"):
                ref, confidence = self._slot(shelf, slot), decode_confidence(inbound.payload)
                self._dispatcher.heard_confidence(ref, confidence)
                self._stage.refresh_soon()
            case PropertyTopic(shelf, slot, "observed"):
                observed = decode_observed(inbound.payload)
                self._dispatcher.shelves.heard_confirmation(self._slot(shelf, slot), observed)
                self._stage.refresh_soon()
            case DeviceTopic(device, topics.STATE):
                self._state_heard(device, inbound.payload)
            case DeviceTopic(device, topics.DESCRIPTION):
                self._described(device, inbound.payload)
            case _:
                raise DecodeError("no topic of a shelf or a scanner")

    async def _keep_event(self, event: ShelfEvent | ScanEvent, handle: Callable[[], bool]) -> None:
        """Keep an event. One that a fault of ours keeps out is recorded as missed: the journal would only
        send it into the same fault again, for ever."""
        try:
            await self._keep(handle)
        except Exception:
            log.exception("Event %s could not be handled and counts as missed", event.id)
            position = Position(event.boot, event.seq)

            def give_up() -> bool:
                self._dispatcher.intake.give_up(event.id, position)
                return True

            await self._keep(give_up)

    async def _keep(self, handle: Callable[[], bool]) -> None:
        """Commit a fact; while device.db refuses, wait and try again, so that nothing is acknowledged or
        lost."""
        while True:
            try:
                moved = handle()
                break
            except DatabaseError as error:
                self._dispatcher.condition.refused(error)
                self._stage.refresh()
                await asyncio.sleep(TRY_AGAIN_S)
        self._dispatcher.condition.kept_again()
        if moved:
            self._stage.refresh()
        if self._dispatcher.intake.ledger.gap:
            self._ask_replay()

    def _slot(self, shelf: str, slot: str) -> SlotRef:
        ref = SlotRef(shelf, slot)
        if ref not in self._slots and len(self._slots) >= MOST_SLOTS:
            raise DecodeError(f"more than {MOST_SLOTS} slots were heard of")
        self._slots.add(ref)
        return ref

    def _state_heard(self, device: str, payload: bytes) -> None:
        state = decode_state(payload).value if payload else "unknown"
        self._dispatcher.shelves.heard_state(device, state)
        if device == self._bridge_id and state == "ready":
            self._ask_replay()
        self._stage.refresh_soon()

    def _described(self, device: str, payload: bytes) -> None:
        try:
            description = json.loads(payload) if payload else {}
        except (ValueError, RecursionError) as error:
            raise DecodeError("$description is not JSON") from error
        if not isinstance(description, dict):
            raise DecodeError("$description is not an object")
        name, nodes = description.get("name"), description.get("nodes")
        scanner = isinstance(nodes, dict) and "scan" in nodes
        kind = "scanner" if scanner else "shelf"
        self._dispatcher.shelves.heard_description(device, name[:80] if isinstance(name, str) else "", kind)
        self._stage.refresh_soon()

    # ---- speaking

    def _ask_replay(self) -> None:
        self._replay_wanted = True
        self._wanted.set()

    async def _watch_gap(self) -> None:
        """Ask again while something is missing."""
        while True:
            await asyncio.sleep(ASK_AGAIN_S)
            if self._dispatcher.intake.ledger.gap:
                self._ask_replay()

    async def _speak(self) -> None:
        """Publish what is wanted; what fails is said again after the next connect."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._client.wait_connected()
                await self._announce(self._dispatcher.shelves.planogram)
                while self._requests:
                    await self._client.publish(*self._requests.popleft())
                if self._replay_wanted:
                    self._replay_wanted = False
                    cursor = self._dispatcher.intake.ledger.cursor
                    request = encode_replay_request(ReplayRequest(cursor.boot, cursor.seq))
                    await self._client.publish(topics.replay_request(self._bridge_id), request)
            except MqttError as error:
                log.info("Not said, and said again after the next connect: %s", error)
            except BridgeError as error:
                log.error("The planogram cannot be said: %s", error)
            except Exception:  # listening must go on
                log.exception("Something could not be said to the bridge")

    async def _announce(self, planogram: Planogram) -> None:
        for shelf in planogram.shelves:
            if shelf.id not in self._announced:
                payload = encode_planogram(_on_the_wire(shelf))
                await self._client.publish(topics.planogram(shelf.id), payload, retain=True)
                self._announced.add(shelf.id)


def _on_the_wire(shelf: Shelf) -> ShelfPlanogram:
    slots = (PlanogramSlot(slot.id, slot.gtin, slot.unit_weight_g, slot.capacity) for slot in shelf.slots)
    return ShelfPlanogram(shelf.id, tuple(slots))
