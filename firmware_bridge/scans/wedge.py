"""Keyboard-wedge scanners: key presses become a code. Pure.

A scanner types far faster than a person, and ends with Enter or Tab. It may be told to put a prefix or a
suffix around what it reads; those are taken off here. `firmware_bridge.scans.evdev_source` feeds this from
Linux evdev with an exclusive grab; a window without that right feeds it from its own key events.
"""

from dataclasses import dataclass, field

from firmware_bridge.scans.codes import MAX_CODE

PAUSE_S = 0.12  # a longer pause between two keys is no scanner
SHORTEST = 4
ENDS = ("\r", "\n", "\t")


@dataclass(slots=True)
class Wedge:
    """One scanner. Times are seconds of any one clock."""

    prefix: str = ""
    suffix: str = ""
    exclusive: bool = True  # nobody else types on this device: speed is not looked at
    _typed: list[str] = field(default_factory=list)
    _last: float = 0.0

    def key(self, text: str, at: float) -> str | None:
        """One key's text ("" for a key without one); the code when it is complete."""
        if not self.exclusive and self._typed and at - self._last > PAUSE_S:
            self._typed.clear()
        self._last = at
        if text in ENDS:
            code = "".join(self._typed)
            self._typed.clear()
            return self._stripped(code)
        if len(self._typed) < MAX_CODE:
            self._typed.append(text)
        return None

    def _stripped(self, code: str) -> str | None:
        if not (code.startswith(self.prefix) and code.endswith(self.suffix)):
            return None if not self.exclusive else code or None
        code = code[len(self.prefix) : len(code) - len(self.suffix) or None]
        return code if len(code) >= SHORTEST else None
