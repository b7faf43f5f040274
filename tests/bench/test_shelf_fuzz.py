"""Any bytes at every door: no crash, and memory stays where it is."""

import random
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from firmware_bridge import messages, topics, values
from firmware_bridge.admin import CommandName, decode_command
from firmware_bridge.dialects import Dialect, RawSamples
from firmware_bridge.dialects.esphome import Esphome
from firmware_bridge.dialects.homie_cells import HomieCells
from firmware_bridge.dialects.json_readings import JsonReadings
from firmware_bridge.errors import DecodeError
from firmware_bridge.registry import Registry
from firmware_bridge.scans.codes import CodeRules, VariableCode, read_code
from firmware_bridge.simulator import commands
from tests.bench.figures import Figures
from tests.bench.shelf_results import record

pytestmark = pytest.mark.bench

PAYLOADS = 100_000
RULES = CodeRules(variable=(VariableCode("21iiiiiwwwwwc"),), seal_key=b"k")
SEEDS = {
    "json": [
        b'{"ts":"2026-11-24T08:15:02.123Z","grams":1234.5}',
        b'{"t0":"2026-11-24T08:15:02Z","hz":60,"grams":[1,2]}',
    ],
    "esphome": [b"412.37", b"online", b"nan"],
    "homie": [b"412.3", b"ready", b""],
    "codes": [
        b"5901234123457", b"]C10109506000134352172802001010AB", b"2112345012508", b"LOY-1",
        b"https://id.gs1.org/01/09506000134352/10/ABC123?17=201225&3103=000195",
        b"(01)09506000134352(3103)001250",
        b"0109506000134352310300125039221999\x1d10AB", b"]d2010950600013435211260100",
    ],
    "events": [
        b'{"v":1,"id":"u","boot":7,"seq":1,"ts":"2026-11-24T08:15:02.123Z","slot":"a3","gtin":"06901234567892",'
        b'"kind":"pick","qty":1,"grams":-105.5,"confidence":0.98}',
        b'{"v":1,"id":"r1","dialect":"esphome","device":"d","channel":"c","shelf":"s","slot":"a","step":"zero"}',
    ],
}  # fmt: skip
TOPICS = {
    "json": ["endcap/raw/shelf/shelf-a/a1", "endcap/raw/shelf/a/b/c", "endcap/raw/shelf/A//"],
    "esphome": ["n/sensor/s/state", "n/status", "/sensor//state"],
    "homie": ["homie/5/x/y/weight", "homie/5/x/$state", "homie/5//y/weight"],
}
DIALECTS: dict[str, Dialect] = {
    "json": JsonReadings(),
    "esphome": Esphome(),
    "homie": HomieCells(lambda device: device == "bridge"),
}


def mutate(rng: random.Random, seeds: list[bytes]) -> bytes:
    """A seed with some bytes changed, cut, doubled or spliced; now and then mere noise."""
    if rng.random() < 0.1:
        return rng.randbytes(rng.randrange(120))
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                data[at : at + 1] = rng.randbytes(1)
            case 1:
                del data[at : at + rng.randrange(8)]
            case 2:
                data[at:at] = data[at : at + rng.randrange(8)]
            case 3:
                data[at:at] = rng.choice(
                    [b"9" * 30, b"NaN", b"-", b"e308", b"\x1d", b"\xff", b"[[[[", b'"', b"null"]
                )
    return bytes(data)


def memory_kb() -> int:
    text = Path("/proc/self/statm").read_text()
    return int(text.split()[1]) * resource.getpagesize() // 1024


def fuzz(
    figures: Figures, name: str, seeds: list[bytes], use: Callable[[random.Random, bytes], object]
) -> None:
    rng = random.Random(name)
    refused = 0

    def some(count: int) -> None:
        nonlocal refused
        for _ in range(count):
            try:
                use(rng, mutate(rng, seeds))
            except DecodeError:
                refused += 1

    some(PAYLOADS // 10)  # caches fill
    before = memory_kb()
    some(PAYLOADS)
    record(figures, f"shelf_fuzz_{name}_refused", refused / (1.1 * PAYLOADS), "of all")
    record(figures, f"shelf_fuzz_{name}_memory_kb", memory_kb() - before, "kB", limit=4000)


@pytest.mark.parametrize("name", DIALECTS)
def test_dialects(figures: Figures, name: str) -> None:
    registry = Registry()

    def use(rng: random.Random, payload: bytes) -> None:
        topic = mutate(rng, [t.encode() for t in TOPICS[name]]).decode("utf-8", "replace")
        said = DIALECTS[name].read(rng.choice([*TOPICS[name], topic]), payload)
        if isinstance(said, RawSamples):
            registry.hear(said, rng.random())

    fuzz(figures, name, SEEDS[name], use)


def test_codes(figures: Figures) -> None:
    fuzz(figures, "codes", SEEDS["codes"], lambda _, payload: read_code(payload, RULES))


def test_messages(figures: Figures) -> None:
    modules = (messages, values, commands)
    decoders = [read for each in modules for name, read in vars(each).items() if name.startswith("decode_")]

    def use(rng: random.Random, payload: bytes) -> None:
        topics.parse_homie(payload.decode("utf-8", "replace"))
        if rng.random() < 0.2:
            decode_command(rng.choice([*CommandName, "other"]), payload)
        rng.choice(decoders)(payload)

    fuzz(figures, "messages", [*SEEDS["events"], *SEEDS["json"], *SEEDS["homie"]], use)
