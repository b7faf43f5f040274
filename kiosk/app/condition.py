"""How the device is doing, as far as neither a session nor a shelf says it."""

from dataclasses import dataclass


@dataclass(slots=True)
class Condition:
    """Written by the dispatcher and the intake, read by the presenter."""

    broker_connected: bool = False
    rebuilding: bool = False  # the catalog is being rebuilt, or read for the first time
    disk_full: bool = False
    decode_errors: int = 0  # payloads that were not what the contract says
    lost_rows: int = 0  # statistics that a full disk refused
    trace: str = ""  # id of the last event that moved the screen
