"""Encoded texts are remembered across restarts; a fault of the file costs no more than encoding again."""

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.text_vectors import TextVectors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "texts.db"


@pytest.fixture
def vectors(path: Path) -> Iterator[TextVectors]:
    with closing(TextVectors(path)) as opened:
        yield opened


def test_what_was_put_is_there_after_a_restart(vectors: TextVectors, path: Path) -> None:
    assert vectors.get(["a", "b"]) == {}
    vectors.put({"a": b"one", "b": b"two"})
    vectors.put({"b": b"three"})
    vectors.close()
    with closing(TextVectors(path)) as later:
        assert later.get(["a", "b", "c"]) == {"a": b"one", "b": b"three"}


def test_only_the_texts_of_the_catalog_are_kept(vectors: TextVectors) -> None:
    vectors.put({"a": b"one", "b": b"two", "c": b"three"})
    vectors.keep_only(["b", "d"])
    assert vectors.get(["a", "b", "c"]) == {"b": b"two"}


def test_a_damaged_file_is_begun_anew(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.write_bytes(b"this is no database " * 500)
    with closing(TextVectors(path)) as vectors:
        assert vectors.get(["a"]) == {}
        vectors.put({"a": b"one"})
        assert vectors.get(["a"]) == {"a": b"one"}
    assert "will be encoded again" in caplog.text


def test_where_nothing_can_be_written_nothing_is_remembered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        closing(TextVectors(tmp_path / "no such folder" / "texts.db")) as vectors,
        caplog.at_level(logging.WARNING),
    ):
        vectors.put({"a": b"one"})
        assert vectors.get(["a"]) == {}
        vectors.keep_only([])
    assert caplog.text.count("are not remembered") == 1
