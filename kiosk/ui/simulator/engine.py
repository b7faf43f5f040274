"""The simulated store in a thread of its own, with its own asyncio loop and MQTT connection."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from firmware_bridge.client import ConnectionState, MqttClient, MqttSettings
from firmware_bridge.errors import BridgeError
from firmware_bridge.simulator import Simulator, StoreState
from kiosk.ui.errors import WindowError

log = logging.getLogger(__name__)

CLIENT_ID = "simulator"
JOIN_S = 5.0

Hands = Callable[[Simulator], object]


@dataclass(frozen=True, slots=True)
class Listener:
    """Called from the engine's thread; each must return at once."""

    changed: Callable[[StoreState], None]
    connected: Callable[[bool], None]
    scanned: Callable[[str, bool], None]  # the code, and whether the broker took it
    failed: Callable[[str], None]  # the store does not go on


class Engine:
    """Start it once, ask it from any thread, stop it. `stop` joins the thread and may be called twice."""

    def __init__(self, simulator: Simulator, host: str, port: int, listener: Listener) -> None:
        self._simulator = simulator
        self._settings = MqttSettings(CLIENT_ID, host=host, port=port, persistent=False)
        self._listener = listener
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._main, name="simulated-store")

    @property
    def state(self) -> StoreState:
        """The store before the engine was started."""
        return self._simulator.state

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(JOIN_S):
            raise WindowError("the simulated store does not start")

    def do(self, hands: Hands) -> None:
        """Let `hands` act on the store, soon, in its own loop. Does nothing once it has stopped."""
        self._soon(lambda: self._act(hands))

    def scan(self, code: str) -> None:
        """Let the scanner read this code, soon."""
        self._soon(lambda: self._begin_scan(code))

    def stop(self) -> None:
        """End the store and join its thread."""
        if self._thread.ident is None:
            return
        stopping = self._stopping
        if stopping is not None:
            self._soon(stopping.set)
        self._thread.join(JOIN_S)
        if self._thread.is_alive():
            log.error("The simulated store has not ended within %.0f s", JOIN_S)

    # -- in the engine's thread ----------------------------------------------------------------------

    def _soon(self, action: Callable[[], object]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        try:
            loop.call_soon_threadsafe(action)
        except RuntimeError:  # closed between the two lines
            log.debug("The simulated store has ended")

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except BridgeError as err:
            self._listener.failed(str(err))
        except Exception as err:  # a fault of the program: the window must not go on as if nothing was
            log.exception("The simulated store has failed")
            self._listener.failed(f"{type(err).__name__}: {err}")
        finally:
            self._ready.set()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._scans: set[asyncio.Task[None]] = set()
        forget = self._simulator.on_change(self._listener.changed)
        async with MqttClient(self._settings) as client:
            unlisten = client.on_state(self._heard)
            store = asyncio.create_task(self._simulator.run(client), name="simulated-store")
            stop = asyncio.create_task(self._stopping.wait(), name="simulated-store-stop")
            self._ready.set()
            try:
                await asyncio.wait({store, stop}, return_when=asyncio.FIRST_COMPLETED)
                if store.done():
                    store.result()
            finally:
                for task in (store, stop, *self._scans):
                    task.cancel()
                await asyncio.gather(store, stop, *self._scans, return_exceptions=True)
                unlisten()
                forget()

    def _heard(self, state: ConnectionState) -> None:
        connected = state is ConnectionState.CONNECTED
        if connected:
            log.info("Connected to the broker at %s:%s", self._settings.host, self._settings.port)
        self._listener.connected(connected)

    def _act(self, hands: Hands) -> None:
        try:
            hands(self._simulator)
        except BridgeError as err:
            log.warning("Hands could not act: %s", err)

    def _begin_scan(self, code: str) -> None:
        task = asyncio.get_running_loop().create_task(self._scan(code), name="simulated-scan")
        self._scans.add(task)
        task.add_done_callback(self._scans.discard)

    async def _scan(self, code: str) -> None:
        try:
            await self._simulator.scan(code)
        except BridgeError as err:
            log.warning("Scan of %r lost: %s", code, err)
            self._listener.scanned(code, False)
        else:
            self._listener.scanned(code, True)
