"""`endcap members`: shoppers whom this kiosk remembers by their loyalty card."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from firmware_bridge.card_key import card_key
from firmware_bridge.messages import LOYALTY
from firmware_bridge.scans.codes import CodeRules, read_code
from kiosk.app.errors import MemberError
from kiosk.app.settings import Settings, read_settings
from kiosk.domain.profile import Profile, expiry
from kiosk.store.profiles import ProfileStore
from sync.places import state_option
from sync.wire import WireError, parse_utc

_card = click.option("--card-stdin", is_flag=True, help="Read the card's number from standard input.")
_state = state_option("State folder of the kiosk.")


@click.group()
def members() -> None:
    """Shoppers whom this kiosk remembers by their loyalty card."""


@members.command("remember")
@click.argument("history", type=click.File(encoding="utf-8"))
@_card
@_state
def remember(history: IO[str], card_stdin: bool, state: Path) -> None:
    """Give a card the visits in HISTORY, for a member who agreed to it at the service desk.

    HISTORY is what `endcap models history` prints: {"visits": [{"at": "…Z", "taken": ["product id", …]}, …]}.
    The shopper sees, corrects and deletes it on the kiosk like any other. A card that the kiosk remembers
    already is left alone.
    """
    number = _number(card_stdin)
    now = datetime.now(UTC)
    profile = _profile(history, now)
    settings = read_settings(state)
    with _opened(settings, number) as (store, seal):
        if store.load(seal) is not None:
            raise MemberError("this card is remembered already; nothing was changed")
        store.keep(seal, profile, expiry(now, settings.profile_days))
    click.echo(f"The kiosk remembers {len(profile.visits)} visits of this card's owner.")


@members.command("forget")
@_card
@_state
def forget(card_stdin: bool, state: Path) -> None:
    """Delete everything that this kiosk knows of a card's owner, for good.

    For a member who asks for it at the service desk; on the kiosk they can do so themselves.
    """
    settings = read_settings(state)
    with _opened(settings, _number(card_stdin)) as (store, seal):
        store.delete(seal)
    click.echo("The kiosk knows nothing of this card's owner.")


def _number(card_stdin: bool) -> str:
    if card_stdin:
        return sys.stdin.readline().strip()
    return str(click.prompt("Card number", hide_input=True)).strip()


@contextmanager
def _opened(settings: Settings, number: str) -> Iterator[tuple[ProfileStore, str]]:
    """The kiosk's profiles, and the seal of the card."""
    settings.state.mkdir(parents=True, exist_ok=True)
    key = card_key(settings.state)
    seal = _seal(number, settings, key)
    with closing(ProfileStore(settings.profiles_db, key)) as store:
        yield store, seal


def _seal(number: str, settings: Settings, key: bytes) -> str:
    read = read_code(number, CodeRules(settings.loyalty_prefixes, settings.staff_prefixes, seal_key=key))
    if read.symbology != LOYALTY:
        prefixes = ", ".join(settings.loyalty_prefixes)
        raise MemberError(f"this is no loyalty card of this store: their numbers begin with {prefixes}")
    return read.raw


def _profile(history: IO[str], now: datetime) -> Profile:
    """Visits that are still to come are left out."""
    try:
        visits = [
            (parse_utc(str(each["at"])), tuple(map(str, each["taken"])))
            for each in json.load(history)["visits"]
        ]
    except (ValueError, KeyError, TypeError, WireError) as error:
        raise MemberError(f"{history.name} is no history of visits: {error!r}") from error
    profile = Profile(now)
    for at, taken in sorted(visits):
        if at <= now:
            profile = profile.with_visit(at, taken, lambda _: "")
    return profile
