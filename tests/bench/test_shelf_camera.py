"""Codes in real photographs, and the time that a live frame takes."""

import re
import time
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from firmware_bridge.scans.camera import Gray, LiveReader, read_picture
from tests.bench.figures import Figures
from tests.bench.shelf_results import record

pytestmark = pytest.mark.bench

PHOTOS = Path(__file__).parents[3] / "shared" / "data" / "barcode_photos"
TWO_CODES = {"ean13-2/23", "ean13-2/28"}  # these show a second barcode, which is read rightly


def photographs() -> list[Path]:
    if not PHOTOS.exists():
        pytest.skip(f"the photographs are not there: {PHOTOS}")
    return sorted(p for p in PHOTOS.glob("*/*") if p.suffix in (".webp", ".png", ".jpg"))


def load(path: Path) -> Gray:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return np.asarray(picture, dtype=np.uint8)


def same(read: str, truth: str) -> bool:
    if read.isdigit() and len(read) == 12:
        read = "0" + read
    return " ".join(read.split()) == " ".join(truth.split())


def test_codes_in_photographs(figures: Figures) -> None:
    whole: Counter[str] = Counter()
    right: Counter[str] = Counter()
    false, empty_read, times = [], 0, []
    for path in photographs():
        kind = re.sub(r"[-\d]+$", "", path.parent.name)
        begin = time.perf_counter()
        found = [seen.text for seen in read_picture(load(path))]
        times.append(time.perf_counter() - begin)
        if kind == "falsepositives":
            empty_read += bool(found)
            continue
        truth_file = path.with_suffix(".txt")
        if not truth_file.exists():
            continue
        truth = truth_file.read_text(errors="replace").strip()
        hit = any(
            same(text, truth) or (kind == "ean13-extension" and truth.startswith(text)) for text in found
        )
        kind = "retail" if kind.startswith(("ean", "upc")) else kind
        whole[kind] += 1
        right[kind] += hit
        name = f"{path.parent.name}/{path.stem}"
        if kind == "retail" and found and not hit and name not in TWO_CODES:
            false.append(name)
    print("false:", false)
    record(figures, "shelf_camera_retail_read", right["retail"] / whole["retail"], "", least=0.85)
    record(figures, "shelf_camera_false_codes", len(false), "", limit=0)
    record(figures, "shelf_camera_qr_read", right["qrcode"] / whole["qrcode"], "", least=0.88)
    record(figures, "shelf_camera_datamatrix_read", right["datamatrix"] / whole["datamatrix"], "")
    record(figures, "shelf_camera_reads_without_code", empty_read, "", limit=0)
    record(figures, "shelf_camera_picture_ms_p50", float(np.median(times)) * 1000, "ms")


def test_a_live_frame(figures: Figures) -> None:
    """720p frames: photographs pasted into a noisy scene, some without a code."""
    rng = np.random.default_rng(1)
    paths = photographs()
    reader, times = LiveReader(), []
    for path in paths[:: max(1, len(paths) // 60)]:
        scene = cv2.GaussianBlur(rng.integers(0, 255, (720, 1280), dtype=np.uint8), (0, 0), 6.0)
        photo = load(path)
        scale = min(1.0, 600 / photo.shape[0], 900 / photo.shape[1])
        photo = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale), dtype=np.uint8)
        height, width = photo.shape
        scene[60 : 60 + height, 200 : 200 + width] = photo
        for _ in range(3):
            frame = np.clip(scene.astype(np.int16) + rng.normal(0, 4, scene.shape), 0, 255).astype(np.uint8)
            begin = time.perf_counter()
            reader.read(frame)
            times.append(time.perf_counter() - begin)
    record(figures, "shelf_camera_live_frame_ms_p95", float(np.percentile(times, 95)) * 1000, "ms", limit=30)
