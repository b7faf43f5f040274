"""`endcap hq serve`: the application on a TLS socket until it is told to stop."""

import signal
from datetime import UTC, datetime

import uvicorn

from sync.hq.app import create_app
from sync.hq.errors import HqError
from sync.hq.fleet import Fleet
from sync.hq.folder import HqFolder

MAX_CONNECTIONS = 512


def server(hq: HqFolder, fleet: Fleet, host: str, port: int) -> uvicorn.Server:
    """A server that is ready to run. Raises KeyUnusable."""
    config = uvicorn.Config(
        create_app(hq, fleet),
        host=host,
        port=port,
        ssl_certfile=str(hq.certificate),
        ssl_keyfile=str(hq.certificate_key),
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=MAX_CONNECTIONS,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        lifespan="off",
    )
    return uvicorn.Server(config)


def serve(hq: HqFolder, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. Raises HqError where the address cannot be taken."""
    hq.require().renew_certificate(datetime.now(UTC))
    with Fleet(hq.database) as fleet:
        running = server(hq, fleet, host, port)
        for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn stops, then hands the signal on to these
            signal.signal(number, lambda _number, _frame: None)
        try:
            running.run()
        except SystemExit as error:  # uvicorn's way to say that it could not start
            raise HqError(f"cannot listen on {host}:{port}; is another HQ running there?") from error
        if not running.started:
            raise HqError(f"cannot listen on {host}:{port}; is another HQ running there?")
