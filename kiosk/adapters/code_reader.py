"""What a code that was typed means: by hand, or by a scanner that types; the `CodeReader` port."""

from firmware_bridge.errors import DecodeError
from firmware_bridge.messages import LOYALTY, STAFF
from kiosk.app.ports import CodeReader, TypedCode


def code_reader(loyalty: tuple[str, ...], staff: tuple[str, ...], key: bytes) -> CodeReader:
    """A reader that knows cards by these prefixes and seals them with the device's key, as the bridge does.
    With an empty key no card is known."""

    def read(code: str) -> TypedCode:
        from firmware_bridge.scans.codes import CodeRules, read_code  # slow to import, rarely needed

        try:
            found = read_code(code, CodeRules(loyalty, staff, seal_key=key))
        except DecodeError:
            return TypedCode(secret=True)
        if found.symbology == LOYALTY:
            return TypedCode(card=found.raw, secret=True)
        gtins = tuple(gtin for gtin in (found.gtin, found.alternative_gtin) if gtin is not None)
        return TypedCode(gtins, secret=found.symbology == STAFF)

    return read
