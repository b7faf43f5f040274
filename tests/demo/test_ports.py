import socket
from pathlib import Path

from kiosk.demo import ports


def test_preferred_port_is_taken_where_it_is_free() -> None:
    free = ports.choose()
    assert free > 0
    assert ports.choose(free) == free


def test_port_in_use_is_avoided() -> None:
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        used = other.getsockname()[1]
        assert not ports.is_free(used)
        assert ports.answers(used)
        assert ports.choose(used) != used


def test_port_promised_to_another_is_avoided() -> None:
    free = ports.choose()
    assert ports.choose(free, {free}) != free


def test_socket_of_a_killed_process_does_not_answer(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.sock"
    assert not ports.answers_at(path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert ports.answers_at(path)
    assert path.exists()
    assert not ports.answers_at(path)
