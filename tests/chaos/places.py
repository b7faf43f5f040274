"""Where the tests of this folder keep what they share."""

from pathlib import Path

MADE = Path(__file__).parents[2] / "build" / "demo" / "made"  # shared with `make demo`: imported once
PATIENT = "[kiosk]\nidle_timeout_s = 600.0\n"  # no shopper is asked away in the middle of a test
