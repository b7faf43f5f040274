import asyncio
import json
import stat
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.inspection import Painted, answer, serve
from kiosk.app.commands import Command, OpenProduct, SwitchLanguage
from kiosk.app.view_state import IdleView, Language, Screen, ViewState


class Kiosk:
    def __init__(self) -> None:
        self.commands: list[Command] = []

    def view(self) -> ViewState:
        deadline = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        return ViewState(Screen.ATTRACT, Language.ZH, store_name="店", idle=IdleView(True, deadline))

    def submit(self, command: Command) -> None:
        self.commands.append(command)

    def painted(self) -> Sequence[Painted]:
        return [Painted("event-1", 5)]

    def gui_block_ms_max(self) -> float:
        return 3.5


def ask(kiosk: Kiosk, **request: object) -> dict[str, object]:
    return answer(json.dumps(request).encode(), kiosk)


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
    assert answer(b"\xff\x00\n", Kiosk()) == {"error": "not JSON"}
    assert answer(b"[]\n", Kiosk()) == {"error": "not an object"}


async def test_socket_is_private_and_leaves_nothing_behind(tmp_path: Path) -> None:
    socket = tmp_path / "inspect.sock"
    socket.touch()  # a killed kiosk left its file
    async with serve(socket, Kiosk()):
        assert stat.S_IMODE(socket.stat().st_mode) == 0o600
        reader, writer = await asyncio.open_unix_connection(socket)
        writer.write(b'{"do": "painted"}\n')
        assert json.loads(await reader.readline()) == {
            "painted": [{"trace": "event-1", "at_ns": 5}],
            "gui_block_ms_max": 3.5,
        }
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    assert not socket.exists()
