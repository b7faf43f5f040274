"""Codes in pictures: OpenCV prepares, zxing-cpp decodes, and nothing counts that was seen only once. Pure.

A blurred EAN is sometimes misread with a valid check digit, and a misread may even repeat. So a retail code
counts only when two frames, or two different preparations of one frame, agree on it, and when it leads
every rival by two. Preparations are tried from the cheapest to the dearest.
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from firmware_bridge.gtin import check_digit

Gray = NDArray[np.uint8]  # (height, width)

FORMATS = (
    zxingcpp.BarcodeFormat.EAN13,
    zxingcpp.BarcodeFormat.EAN8,
    zxingcpp.BarcodeFormat.UPCA,
    zxingcpp.BarcodeFormat.UPCE,
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.DataBar,
    zxingcpp.BarcodeFormat.DataBarExp,
    zxingcpp.BarcodeFormat.ITF,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.QRCode,
)
RETAIL = {"EAN13": "ean13", "EAN8": "ean8", "UPCA": "upca", "UPCE": "upce"}
AGREEING = 2
LEAD = 2  # votes before any other retail code
FRAME_BUDGET_S = 0.022  # of a live frame; what is left is tried on the next one
MEMORY_FRAMES = 6  # within so many frames two must agree


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one preparation of one frame showed."""

    symbology: str
    text: str

    @property
    def is_retail(self) -> bool:
        return self.symbology in RETAIL.values()


def _native(gray: Gray) -> Gray:
    return gray


def _blurred(gray: Gray) -> Gray:
    return _picture(cv2.GaussianBlur(gray, (3, 3), 0))


def _bordered(gray: Gray) -> Gray:
    """A quiet zone, where the code was cut off too tightly."""
    return _picture(cv2.copyMakeBorder(gray, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(255,)))


def _sharpened(gray: Gray) -> Gray:
    return _picture(cv2.addWeighted(gray, 2.0, cv2.GaussianBlur(gray, (0, 0), 2.0), -1.0, 0.0))


def _equalised(gray: Gray) -> Gray:
    return _picture(cv2.createCLAHE(3.0, (8, 8)).apply(gray))


def _larger(times: int, prepare: Callable[[Gray], Gray] = _native) -> Callable[[Gray], Gray]:
    def prepared(gray: Gray) -> Gray:
        return _picture(cv2.resize(prepare(gray), None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC))

    return prepared


def _picture(found: object) -> Gray:
    return np.asarray(found, dtype=np.uint8)


def _smaller(gray: Gray) -> Gray:
    return _picture(cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def _middle(prepare: Callable[[Gray], Gray]) -> Callable[[Gray], Gray]:
    """Only the middle, where people hold what they show."""

    def prepared(gray: Gray) -> Gray:
        height, width = gray.shape
        return prepare(gray[height // 4 : height - height // 4, width // 4 : width - width // 4].copy())

    return prepared


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at a picture."""

    prepare: Callable[[Gray], Gray]
    thorough: bool = True  # also turned by 90 degrees, light on dark, and smaller


PICTURE_LOOKS: tuple[Look, ...] = (
    Look(_native),
    Look(_blurred),
    Look(_bordered),
    Look(_sharpened),
    Look(_equalised),
    Look(_larger(2)),
    Look(_larger(2, _sharpened)),
    Look(_larger(2, _equalised)),
    Look(_larger(3)),
)
LIVE_LOOKS: tuple[Look, ...] = (
    Look(_native, thorough=False),
    Look(_smaller),
    Look(_middle(_native)),
    Look(_blurred, thorough=False),
    Look(_middle(_sharpened)),
    Look(_sharpened, thorough=False),
    Look(_middle(_equalised)),
)


def sightings(gray: Gray, look: Look) -> set[Sighting]:
    """What one look shows; retail codes with a wrong check digit are left out."""
    found = zxingcpp.read_barcodes(
        look.prepare(gray),
        formats=FORMATS,  # type: ignore[arg-type]  # its stubs know only the deprecated form
        text_mode=zxingcpp.TextMode.Plain,
        try_rotate=look.thorough,
        try_invert=look.thorough,
        try_downscale=look.thorough,
    )
    named = (Sighting(RETAIL.get(f.format.name, f.format.name.lower()), f.text) for f in found)
    return {seen for seen in named if seen.text and (not seen.is_retail or _holds(seen.text))}


def _holds(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and check_digit(digits[:-1]) == digits[-1]


def certain(votes: Counter[Sighting]) -> list[Sighting]:
    """The sightings that may be believed."""
    rivals = [(seen, count) for seen, count in votes.items() if seen.is_retail]
    return [
        seen
        for seen, count in votes.items()
        if count >= AGREEING
        and all(count - other >= LEAD for rival, other in rivals if seen.is_retail and rival != seen)
    ]


def read_picture(gray: Gray) -> list[Sighting]:
    """Every code that is certain from one picture alone."""
    votes: Counter[Sighting] = Counter()
    for look in PICTURE_LOOKS:
        votes.update(sightings(gray, look))
        if found := certain(votes):
            return found
    return []


class LiveReader:
    """Frames of a camera in, codes out, within a budget; a code is told once while it stays in view."""

    def __init__(
        self, budget_s: float = FRAME_BUDGET_S, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._budget_s = budget_s
        self._clock = clock
        self._next = 1  # the look whose turn it is after the first
        self._cost_s = [0.0] * len(LIVE_LOOKS)  # as last measured
        self._frames: deque[set[Sighting]] = deque(maxlen=MEMORY_FRAMES)
        self._told: set[Sighting] = set()

    def read(self, gray: Gray) -> list[Sighting]:
        """Codes that have become certain with this frame."""
        begin = self._clock()
        votes: Counter[Sighting] = Counter()
        self._try(gray, 0, votes)
        for _ in range(len(LIVE_LOOKS) - 1):
            if certain(votes) or self._clock() - begin + self._cost_s[self._next] > self._budget_s:
                break
            self._try(gray, self._next, votes)
            self._next = self._next % (len(LIVE_LOOKS) - 1) + 1
        else:
            self._next = 1
        return self._news(votes)

    def _try(self, gray: Gray, number: int, votes: Counter[Sighting]) -> None:
        begin = self._clock()
        votes.update(sightings(gray, LIVE_LOOKS[number]))
        cost = self._clock() - begin
        self._cost_s[number] = max(cost, 0.9 * self._cost_s[number])  # one cheap frame promises nothing

    def _news(self, votes: Counter[Sighting]) -> list[Sighting]:
        total = votes.copy()
        for earlier in self._frames:
            total.update(earlier)
        self._frames.append(set(votes))
        in_view = set().union(*self._frames)
        self._told &= in_view
        news = [seen for seen in certain(total) if seen in votes and seen not in self._told]
        self._told.update(news)
        return news
