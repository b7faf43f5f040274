"""Shoppers who show a loyalty card: recognised, asked whether this kiosk may remember them, shown what it
knows, corrected and forgotten. Their profile is in memory only while their session lasts.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from kiosk.app import commands
from kiosk.app.condition import Condition
from kiosk.app.errors import CatalogUnreadable, CommandRefused, ProfileUnreadable
from kiosk.app.offered_words import offered_words
from kiosk.app.ports import Ask, Catalog, Clock, Portrait, Profiles, Suggester
from kiosk.domain import shopper_events as happened
from kiosk.domain.own_words import NOTHING_SAID, OwnWords
from kiosk.domain.profile import About, Profile, Topic, Visit, expiry
from kiosk.domain.session import Session
from sync.database import DatabaseError, DatabaseFull

log = logging.getLogger(__name__)

MOST_UNKNOWN, WITHIN_S = 20, 600.0  # cards that nobody is remembered by; more is somebody who tries numbers

Circumstances = tuple[tuple[str, ...], frozenset[str], tuple[Visit, ...], OwnWords]  # basket, exclude, …


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a member, and its answer once it is there."""

    about: Circumstances
    portrait: Portrait
    pending: bool = True


class Members:
    """Used from the runtime loop only."""

    def __init__(
        self,
        profiles: Profiles | None,
        clock: Clock,
        suggester: Suggester,
        condition: Condition,
        keep_days: int,
        changed: Callable[[], None],
    ) -> None:
        """`profiles` is None where profiles.db cannot be used; `keep_days` without a visit, and a profile is
        deleted; `changed` is called when a portrait has arrived."""
        self._profiles = profiles
        self._clock = clock
        self._suggester = suggester
        self._condition = condition
        self._changed = changed
        self.on_understood: Callable[[], None] = lambda: (
            None
        )  # what suggestions rest on has changed by itself
        self.keep_days = keep_days
        self.profile: Profile | None = None
        self.guest = 0  # counts whose profile was in use
        self.failed = profiles is None  # the last request about profiles could not be carried out
        self.asked: Asked | None = None
        self.offered: tuple[str, ...] = ()  # words for the letters that the shopper types
        self._card = ""  # whose profile it is
        self._looked: tuple[str, Profile | None] = ("", None)  # a card that was shown, and its profile
        self._unknown: deque[float] = deque()  # monotonic seconds at which one was shown

    def carry_out(
        self, command: commands.Command, session: Session, catalog: Catalog | None
    ) -> happened.Event:
        """Do what a shopper asks; returns what has happened then. What is to be written is written first: the
        screen never says that something is kept or gone before it is. Raises CommandRefused."""
        match command:
            case commands.AnswerConsent(agreed):
                if not session.card or session.member:
                    raise CommandRefused("nobody was asked")
                if agreed:
                    self._agree(session.card)
                return happened.ConsentAnswered(agreed)
            case commands.OpenInterests(showing):
                return happened.InterestsOpened(showing)
            case commands.CorrectInterest(key):
                self._correct(key, catalog)
                return happened.Touched()
            case commands.SayWords(text):
                self._say(text)
                return happened.Touched()
            case commands.OfferWords(letters):
                if self.profile is None:
                    raise CommandRefused("no card was shown")
                self.offered = () if catalog is None else offered_words(letters, session.language, catalog)
                return happened.Touched()
            case commands.DeleteProfile():
                if not session.card:
                    raise CommandRefused("no card was shown")
                with self._asked_for():
                    self._store().delete(session.card)
                return happened.ProfileForgotten()
        raise CommandRefused(f"{type(command).__name__} is nothing that a member asks for")

    # ---- who is here

    def shown(self, card: str) -> happened.CardShown:
        """A card was scanned or typed: whether it is known here. Nothing changes before `follow`."""
        if card == self._card:
            return happened.CardShown(card, True)
        found = None
        self.failed = False
        with self._told():
            self._beware()
            found = self._store().load(card)
            if found is None and card != self._looked[0]:
                self._unknown.append(self._clock.at())
        self._looked = (card, found)
        return happened.CardShown(card, found is not None)

    def _beware(self) -> None:
        """Raises ProfileUnreadable while too many unknown cards are tried: nobody is found by guessing."""
        while self._unknown and self._clock.at() - self._unknown[0] > WITHIN_S:
            self._unknown.popleft()
        if len(self._unknown) >= MOST_UNKNOWN:
            raise ProfileUnreadable(f"{MOST_UNKNOWN} unknown cards within {WITHIN_S:.0f} s; none is read now")

    def _agree(self, card: str) -> None:
        made = Profile(self._clock.now())
        with self._asked_for():
            self._beware()
            self._store().keep(card, made, self._expiry())
        self._looked = (card, made)

    def ended(self, session: Session, catalog: Catalog | None) -> None:
        """A shopper has left: what they took is kept where they agreed, and forgotten here."""
        if session.member and self.profile is not None and session.card == self._card:
            now = self._clock.now()
            profile = self.profile.with_visit(now, session.held, _types(catalog))
            with self._told():
                self._keep(session.card, profile)
        self._forget()

    def follow(self, session: Session) -> None:
        """The session has changed: its shopper's profile is the one in use, and no other."""
        if not session.member:
            self._forget()
        elif session.card != self._card and session.card == self._looked[0]:
            self._card, self.profile = self._looked
            self.guest += 1
            self.asked = None
            self._read()
        if not session.card:
            self._looked, self.failed = ("", None), self._profiles is None

    def _forget(self) -> None:
        self.profile, self.asked, self._card, self.offered = None, None, "", ()

    # ---- what is known of them

    @property
    def visits(self) -> tuple[Visit, ...]:
        """What suggestions may rest on."""
        return () if self.profile is None else self.profile.baskets

    @property
    def words(self) -> OwnWords:
        """What they said of their taste."""
        return NOTHING_SAID if self.profile is None else self.profile.words

    @property
    def may_say(self) -> bool:
        """Whether words can be read here."""
        return self._suggester.reads is not None

    @property
    def refused(self) -> frozenset[str]:
        """Products that the shopper said are not them."""
        return frozenset() if self.profile is None else self.profile.refused

    def portray(self, about: Circumstances, question: Callable[[], Ask]) -> None:
        """Let interests and lists be made, where the circumstances are others than the last time."""
        if self.asked is not None and self.asked.about == about:
            return
        before = Portrait() if self.asked is None else self.asked.portrait
        if not self._suggester.available:
            self.asked = Asked(about, before, pending=False)
            return
        self.asked = asked = Asked(about, before)
        self._suggester.portray(question(), lambda portrait: self._portrayed(asked, portrait))

    def _portrayed(self, asked: Asked, portrait: Portrait) -> None:
        """An answer that comes after the shopper has left, or asked anew, is for nobody."""
        if self.asked is asked:
            self.asked = replace(asked, portrait=portrait, pending=False)
            self._changed()

    def ask_again(self) -> None:
        """Another model answers; what was said is read anew where its encoder is another."""
        self.asked = None
        self._read()

    # ---- their own words

    def _say(self, text: str) -> None:
        if self.profile is None:
            raise CommandRefused("no card was shown")
        if not self.may_say:
            raise CommandRefused("the model in use reads no words")
        said = replace(self.profile, words=OwnWords.typed(text))
        with self._asked_for():
            self._keep(self._card, said)
        self.profile, self.offered = said, ()
        self._read()

    def _read(self) -> None:
        """Let the words be read that no encoder, or another one than the present, has read."""
        card, words, reads = self._card, self.words, self._suggester.reads
        if words.text and reads is not None and reads != words.encoder:
            self._suggester.read(words.text, lambda read: self._understood(card, words.text, read))

    def _understood(self, card: str, text: str, read: OwnWords | None) -> None:
        """An answer that comes after the shopper has left, or said something else, is for nobody."""
        if self.profile is None or self._card != card or self.profile.words.text != text:
            return
        if read is None:
            self.failed = True
        else:
            self.profile = replace(self.profile, words=read)
            with self._told():
                self._keep(card, self.profile)
        self.on_understood()
        self._changed()

    # ---- correcting and deleting

    def _correct(self, key: str, catalog: Catalog | None) -> None:
        """A topic is not the shopper."""
        if self.profile is None:
            raise CommandRefused("no card was shown")
        try:
            topic = Topic.parse(key)
            corrected = self.profile.without(topic, _types(catalog))
        except ValueError as error:
            raise CommandRefused(f"{key!r} cannot be corrected: {error}") from error
        with self._asked_for():
            self._keep(self._card, corrected)
        self.profile = corrected

    def forget_expired(self, now: datetime) -> None:
        """Delete profiles whose shoppers have not come for long. Raises `sync.database`'s faults."""
        if self._profiles is not None:
            self._profiles.forget_expired(now.date())

    # ---- the store

    def _keep(self, card: str, profile: Profile) -> None:
        """Write a profile that is in use, unless it was deleted meanwhile, at the service desk."""
        store = self._store()
        if store.load(card) is not None:
            store.keep(card, profile, self._expiry())

    def _expiry(self) -> date:
        return expiry(self._clock.now(), self.keep_days)

    def _store(self) -> Profiles:
        if self._profiles is None:
            raise ProfileUnreadable("profiles.db cannot be used")
        return self._profiles

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A fault is logged and said on the screen; the shopper goes on without a profile."""
        try:
            yield
        except (DatabaseError, ProfileUnreadable) as error:
            self.failed = True
            if isinstance(error, DatabaseFull):
                self._condition.refused(error)
            log.error("A shopper's profile could not be used: %s", error)

    @contextmanager
    def _asked_for(self) -> Iterator[None]:
        self.failed = False
        with self._told():
            yield
        if self.failed:
            raise CommandRefused("profiles cannot be used right now; try again later")


def _types(catalog: Catalog | None) -> Callable[[str], str]:
    def type_of(product_id: str) -> str:
        try:
            product = None if catalog is None else catalog.product(product_id)
        except (
            CatalogUnreadable
        ):  # it is rebuilt when the screen needs it; a shopper who leaves does not wait
            return ""
        return "" if product is None else product.type

    return type_of


def topic_of(about: About, product_ids: tuple[str, ...], catalog: Catalog) -> Topic | None:
    """What correcting an interest with this evidence means; None where the catalog no longer knows it."""
    if about is About.NEW:
        return Topic(About.NEW)
    if about is About.PRODUCT:
        return Topic(About.PRODUCT, product_ids[0]) if product_ids else None
    kinds = map(_types(catalog), product_ids)
    kind = next((each for each in kinds if each), "")
    return Topic(About.TYPE, kind) if kind else None
