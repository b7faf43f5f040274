"""The embedded broker, for a machine without Mosquitto: loopback, MQTT 3.1.1, nothing kept on disk.

Run as `python -m firmware_bridge.embedded_broker HOST PORT`.
"""

import asyncio
import signal
import sys

from amqtt.broker import Broker


async def serve(host: str, port: int) -> None:
    """Until SIGTERM or SIGINT."""
    broker = Broker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}", "max_connections": 64}},
            "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
        }
    )
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await broker.start()
    await stop.wait()
    await broker.shutdown()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
