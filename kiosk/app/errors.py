"""What can go wrong in the kiosk.

KioskError
├── CommandRefused       a command that cannot be carried out now; the message says why
├── CatalogUnreadable    catalog.db is missing, damaged or of another time; it is rebuilt
├── ProfileUnreadable    a shopper's profile was altered or damaged
├── SettingsError        kiosk.toml says something that cannot be
├── StaffError           a member of staff cannot be added or removed
└── MemberError          a shopper's history cannot be taken over
"""


class KioskError(Exception):
    """Anything that the kiosk raises on purpose; the message says what happened and what to do."""


class CommandRefused(KioskError):
    """A command that cannot be carried out now. Nothing has changed."""


class CatalogUnreadable(KioskError):
    """catalog.db cannot be used as it is."""


class ProfileUnreadable(KioskError):
    """A shopper's profile is there but cannot be opened."""


class SettingsError(KioskError):
    """kiosk.toml says something that cannot be; the message names the key."""


class StaffError(KioskError):
    """A member of staff cannot be added or removed."""


class MemberError(KioskError):
    """A shopper's history cannot be taken over; the message says why. It never repeats a card's number."""
