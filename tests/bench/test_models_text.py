"""The text encoder and the ranking of new products: size, speed on one thread, and how well they rank.

The figure on The Complete Journey needs ../shared/bench/complete_journey.py (its `make` splits the data,
its `score` judges) and some minutes of training; it is skipped where that is absent.
"""

import json
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from edge_models.runtime.suggestion import Request
from edge_models.text import Role, TextEncoder
from edge_models.text.cold import ColdRanker
from tests.bench.figures import Figures

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parents[2]
JUDGE = ROOT.parent / "shared" / "bench" / "complete_journey.py"
ENCODER, CASES, COLD = (ROOT / "build" / "bench" / name for name in ("text", "cases-test", "cold"))
QUERIES = [
    "running shoes",
    "运动鞋",
    "low-fat strawberry yoghurt",
    "无糖燕麦奶 1升",
    "birthday candles",
    "纸尿裤",
]


def test_the_text_encoder(figures: Figures) -> None:
    from edge_models.text.making.make import make_encoder

    report = make_encoder(ENCODER, quiet=True)
    figures.record("text_encoder_mb", report.size_bytes / 1e6, unit="MB", limit=27.0)
    figures.record("text_parity_overlap", report.parity.overlap, unit="of 1", least=0.85)
    encoder, times = TextEncoder.load(ENCODER), []
    for number in range(120):
        start = time.perf_counter()
        encoder.encode([QUERIES[number % len(QUERIES)]], Role.QUERY)
        times.append(1e3 * (time.perf_counter() - start))
    figures.record("text_query_ms_p50", float(np.median(times[20:])), unit="ms", limit=15.0)


def test_new_products_of_the_complete_journey(figures: Figures) -> None:
    if not JUDGE.exists():
        pytest.skip(f"{JUDGE} is not there")
    from edge_models.text.making.cold import make_cold

    if not (CASES / "truth-cold.jsonl").exists():
        _judge("make", "--window", "test", "--out", str(CASES))
    report = make_cold(CASES / "fit", COLD, quiet=True)
    figures.record("cold_part_mb", report.size_bytes / 1e6, unit="MB", limit=2.0)
    ranker, times = ColdRanker.load(COLD), []
    with (COLD / "answers.jsonl").open("w") as answers, (CASES / "requests-cold.jsonl").open() as requests:
        for name, request in map(_request, requests):
            start = time.perf_counter()
            ranked = ranker.rank(request, 50)
            times.append(1e3 * (time.perf_counter() - start))
            answers.write(json.dumps({"id": name, "items": [r.product_id for r in ranked]}) + "\n")
    scored = _judge("score", "--cases", str(CASES), "--task", "cold", str(COLD / "answers.jsonl"))
    hit = json.loads(scored.splitlines()[-1])["HR@50"]
    figures.record("cold_hr_50", hit, unit="of 1", least=0.07, peer=("EASE and texts, blended", 0.065))
    figures.record("cold_rank_ms_p50", float(np.median(times)), unit="ms", limit=30.0)


def _request(line: str) -> tuple[str, Request]:
    asked = json.loads(line)
    times = [datetime.fromisoformat(t) for t in asked["history_time"]]
    now = datetime.fromisoformat(asked["time"])
    return asked["id"], Request(
        history=asked["history"],
        history_time=times,
        basket=asked["basket"],
        time=now,
        candidates=asked["candidates"],
    )


def _judge(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(JUDGE), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout
