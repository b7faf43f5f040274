import asyncio
import json
import socket
import stat
import threading
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.inspection import THREAD, InspectionError, InspectionServer, answer, serve
from kiosk.app.commands import Command, GoBack, OpenProduct, SwitchLanguage
from kiosk.app.errors import CommandRefused
from kiosk.app.view_state import IdleView, Language, Screen, ViewState


class Kiosk:
    def __init__(self) -> None:
        self.commands: list[Command] = []

    def view(self) -> ViewState:
        deadline = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        return ViewState(Screen.ATTRACT, Language.ZH, store_name="店", idle=IdleView(True, deadline))

    def ask(self, command: Command) -> "Future[None]":
        done: Future[None] = Future()
        if isinstance(command, GoBack):
            done.set_exception(CommandRefused("there is nothing to go back to"))
        else:
            self.commands.append(command)
            done.set_result(None)
        return done


def ask(kiosk: Kiosk, **request: object) -> dict[str, object]:
    return asyncio.run(answer(json.dumps(request).encode(), kiosk))


def test_view_is_answered_as_plain_json() -> None:
    view = ask(Kiosk(), do="view")["view"]
    assert isinstance(view, dict)
    assert (view["screen"], view["language"], view["store_name"]) == ("attract", "zh", "店")
    assert view["idle"] == {"warning": True, "deadline": "2026-11-24T08:00:00+00:00"}


def test_command_reaches_the_dispatcher_as_its_dataclass() -> None:
    kiosk = Kiosk()
    assert ask(kiosk, do="command", name="OpenProduct", args={"product_id": "p1"}) == {"done": True}
    assert ask(kiosk, do="command", name="SwitchLanguage", args={"language": "en"}) == {"done": True}
    assert kiosk.commands == [OpenProduct("p1"), SwitchLanguage(Language.EN)]


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ({"do": "dance"}, "dance"),
        ({"do": "command", "name": "Quit"}, "Quit"),
        ({"do": "command", "name": "GoHome", "args": []}, "object"),
        ({"do": "command", "name": "OpenProduct"}, "product_id"),
        ({"do": "command", "name": "OpenProduct", "args": {"product_id": 7}}, "product_id"),
        ({"do": "command", "name": "OpenProduct", "args": {"product_id": "p", "x": 1}}, "x"),
        ({"do": "command", "name": "SwitchLanguage", "args": {"language": "fr"}}, "fr"),
    ],
)
def test_wrong_request_is_answered_with_what_is_wrong(request_: dict[str, object], word: str) -> None:
    kiosk = Kiosk()
    assert word in str(ask(kiosk, **request_)["error"])
    assert kiosk.commands == []


def test_garbage_is_answered_not_raised() -> None:
    assert asyncio.run(answer(b"\xff\x00\n", Kiosk())) == {"error": "not JSON"}
    assert asyncio.run(answer(b"[]\n", Kiosk())) == {"error": "not an object"}


def test_refusal_of_a_command_is_the_answer() -> None:
    assert ask(Kiosk(), do="command", name="GoBack") == {"error": "there is nothing to go back to"}


async def test_socket_is_private_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "inspect.sock"
    path.touch()  # a killed kiosk left its file
    async with serve(path, Kiosk()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do": "view"}\n')
        assert json.loads(await reader.readline())["view"]["screen"] == "attract"
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    assert not path.exists()


def test_server_in_its_thread_answers_and_ends(tmp_path: Path) -> None:
    server = InspectionServer(tmp_path / "inspect.sock", Kiosk())
    server.stop()
    server.start()
    with closing(socket.socket(socket.AF_UNIX)) as client:
        client.connect(str(tmp_path / "inspect.sock"))
        client.sendall(b'{"do": "command", "name": "GoHome"}\n')
        assert json.loads(client.makefile().readline()) == {"done": True}
        server.stop()
    server.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == THREAD]


def test_socket_that_cannot_be_opened_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(InspectionError, match="nowhere"):
        InspectionServer(tmp_path / "nowhere" / "inspect.sock", Kiosk()).start()
