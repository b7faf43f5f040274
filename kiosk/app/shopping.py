"""The shopper's session: from events to outbox rows and suggestions.

An event is handled in three strides, so that what it changes is committed before it is believed: `plan`
(pure), `write` (inside the caller's transaction), `adopt` (after the commit). `foresee`, before the
transaction, saves the shopper the wait for the disk.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.app.condition import Condition
from kiosk.app.errors import CommandRefused
from kiosk.app.members import Members
from kiosk.app.ports import Ask, Catalog, Clock, Facts, Suggested, Suggester
from kiosk.app.settings import Settings
from kiosk.domain import session as shopper
from kiosk.domain import shopper_events as happened
from kiosk.domain.own_words import NOTHING_SAID, OwnWords
from kiosk.domain.profile import Visit as EarlierVisit
from kiosk.domain.session import AtInterests, AtProduct, Session, Step
from kiosk.domain.text import Language
from sync.database import DatabaseError
from sync.wire import EventKind

_MOST_PROMOTED = 500
LISTED = 24  # products asked for each of a member's lists, of which a page shows the first that it can use


@dataclass(frozen=True, slots=True)
class Visit:
    """What is counted of a session and told to HQ when it ends; it names nobody."""

    visit_id: str
    began_at: float  # monotonic seconds
    views: int = 0
    lifts: int = 0
    scans: int = 0
    taken: int = 0  # suggestions


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer for one product page."""

    basket: tuple[str, ...]  # what they were asked with, the product of the page last
    exclude: frozenset[str]
    visits: tuple[EarlierVisit, ...] = ()
    words: OwnWords = NOTHING_SAID
    items: tuple[Suggested, ...] = ()
    pending: bool = True

    @property
    def product_id(self) -> str:
        """Whose page they belong to."""
        return self.basket[-1]

    @property
    def question(self) -> tuple[object, ...]:
        """What makes another answer."""
        return self.basket, self.exclude, self.visits, self.words


@dataclass(frozen=True, slots=True)
class Plan:
    """What an event would change; `write` and `adopt` carry it out."""

    step: Step
    before: Visit | None  # the visit that a wipe ends
    after: Visit | None


class Shopping:
    """One screen's shopper. Used from the runtime loop only."""

    def __init__(
        self,
        facts: Facts,
        clock: Clock,
        settings: Settings,
        suggester: Suggester,
        members: Members,
        condition: Condition,
        none_left: Callable[[], frozenset[str]],
        changed: Callable[[], None],
    ) -> None:
        """`none_left` gives the products that are out of stock; `changed` is called when suggestions have
        arrived."""
        self._facts = facts
        self._clock = clock
        self._settings = settings
        self._suggester = suggester
        self.members = members
        members.on_understood = self._suggest
        self._none_left = none_left
        self._changed = changed
        self._condition = condition
        self.session: Session = shopper.fresh(settings.language)
        self.suggestions: Suggestions | None = None
        self._foreseen: Suggestions | None = None  # of a plan that is being written
        self.catalog: Catalog | None = None
        self._visit: Visit | None = None

    @property
    def default_language(self) -> Language:
        """To which the screen returns."""
        return self._settings.language

    @property
    def visit_id(self) -> str | None:
        return None if self._visit is None else self._visit.visit_id

    # ---- the three strides

    def plan(self, event: happened.Event) -> Plan:
        """Raises CommandRefused for what is impossible in this session."""
        at, timing = self._clock.at(), self._settings.timing
        try:
            step = shopper.step(self.session, event, at, timing, self.default_language)
        except shopper.CannotDo as error:
            raise CommandRefused(str(error)) from error
        return Plan(step, self._visit, self._counted(step, event))

    def write(self, plan: Plan, now: datetime) -> None:
        """Tell the outbox; inside a transaction."""
        for effect in plan.step.effects:
            match effect:
                case shopper.Viewed(product_id, via):
                    payload = {"session": _id(plan.after), "product_id": product_id, "via": via.value}
                    self._facts.tell(EventKind.VIEW, payload, now)
                case shopper.SuggestionTaken(product_id) if not plan.step.session.member:
                    self._facts.tell(EventKind.SUGGESTION_TAKEN, self._taken(plan, product_id), now)
                case shopper.Wiped(reason) if plan.before is not None:
                    self._facts.tell(EventKind.SESSION_END, self._summary(plan.before, reason.value), now)
                case _:
                    pass

    def adopt(self, plan: Plan) -> None:
        """Believe the step, and ask for suggestions where a product has come to the screen."""
        before, self.session = self.session, plan.step.session
        self._visit = plan.after
        if any(isinstance(effect, shopper.Wiped) for effect in plan.step.effects):
            self.suggestions = None
            self.members.ended(before, self.catalog)
        self.members.follow(self.session)
        self._suggest()

    def choose_language(self, language: Language) -> None:
        """While staff use the screen: no sign of a shopper."""
        self.session = replace(self.session, language=language)

    def choose_accessible(self, on: bool) -> None:
        """While staff use the screen: no sign of a shopper."""
        self.session = replace(self.session, accessible=on)

    # ---- what HQ is told

    def _counted(self, step: Step, event: happened.Event) -> Visit | None:
        if any(isinstance(effect, shopper.Wiped) for effect in step.effects):
            return None
        visit = self._visit
        if visit is None and step.session.phase is not shopper.Phase.NOBODY:
            visit = Visit(str(uuid.uuid4()), self._clock.at())
        if visit is None:
            return None
        return replace(
            visit,
            views=visit.views + sum(isinstance(each, shopper.Viewed) for each in step.effects),
            taken=visit.taken + sum(isinstance(each, shopper.SuggestionTaken) for each in step.effects),
            lifts=visit.lifts + isinstance(event, happened.Lifted),
            scans=visit.scans + isinstance(event, happened.Scanned),
        )

    def _taken(self, plan: Plan, product_id: str) -> dict[str, object]:
        shown = self.suggestions
        ids = [each.product_id for each in shown.items] if shown is not None else []
        return {
            "session": _id(plan.after),
            "product_id": product_id,
            "for": None if shown is None else shown.product_id,
            "place": ids.index(product_id) if product_id in ids else None,
            "model": self._suggester.version,
        }

    def _summary(self, visit: Visit, reason: str) -> dict[str, object]:
        return {
            "session": visit.visit_id,
            "reason": reason,
            "seconds": round(self._clock.at() - visit.began_at, 1),
            "views": visit.views,
            "lifts": visit.lifts,
            "scans": visit.scans,
            "suggestions_taken": visit.taken,
            "language": self.session.language.value,
            "accessible": self.session.accessible,
        }

    # ---- suggestions

    def stock_changed(self) -> None:
        """What is sold out is not suggested a moment longer."""
        self._suggest()

    def suggest_again(self) -> None:
        """The catalog or the model has changed."""
        self.suggestions = None
        self.members.ask_again()
        self._suggest()

    def foresee(self, plan: Plan) -> None:
        """Ask for the suggestions of a plan before it is written: they are made while the disk is busy."""
        found = self._suggestions_of(plan.step.session, _id(plan.after))
        self._foreseen = None if found is self.suggestions else found

    def _suggest(self) -> None:
        place, catalog = self.session.place, self.catalog
        if catalog is not None and isinstance(place, AtInterests):
            basket = self.session.basket
            exclude = self._unwanted(catalog, self.session) | self.members.refused
            self.members.portray(
                (basket, exclude, self.members.visits, self.members.words),
                lambda: replace(self._question(catalog, basket, exclude), k=LISTED),
            )
        self.suggestions = self._suggestions_of(self.session, self.visit_id)
        self._foreseen = None

    def _suggestions_of(self, session: Session, visit_id: str | None) -> Suggestions | None:
        """Those of the product on the screen; asked for unless they have been."""
        place, catalog, shown = session.place, self.catalog, self.suggestions
        if not isinstance(place, AtProduct) or catalog is None:
            return shown
        others = tuple(each for each in session.basket if each != place.product_id)
        basket, exclude = (*others, place.product_id), self._unwanted(catalog, session)
        wanted = Suggestions(basket, exclude, self.members.visits, self.members.words)
        for known in (shown, self._foreseen):
            if known is not None and known.question == wanted.question:
                return known
        if shown is not None and shown.product_id == place.product_id:
            # They stay until the next ones come, but for what may no longer be suggested
            stay = tuple(item for item in shown.items if item.product_id not in exclude)
            wanted = replace(wanted, items=stay)
        if not self._suggester.available:
            return replace(wanted, pending=False)
        ask = self._question(catalog, basket, exclude)
        self._suggester.ask(ask, lambda items: self._answered(visit_id, wanted, items))
        return wanted

    def _unwanted(self, catalog: Catalog, session: Session) -> frozenset[str]:
        """What may not be suggested: sold out, in the hand, or left out by the shopper."""
        return self._none_left() | set(session.hand) | catalog.containing(session.left_out)

    def _question(self, catalog: Catalog, basket: tuple[str, ...], exclude: frozenset[str]) -> Ask:
        now = self._clock.now()
        return Ask(
            basket=basket,
            exclude=exclude,
            store=catalog.store_id,
            candidates=tuple(catalog.product_ids()),
            promoted=frozenset(catalog.promoted(now, _MOST_PROMOTED)),
            time=now,
            k=self._settings.suggestions,
            visits=self.members.visits,
            words=self.members.words,
        )

    def _answered(self, visit_id: str | None, asked: Suggestions, items: Sequence[Suggested]) -> None:
        """An answer that comes after the shopper has moved on is for nobody."""
        place, product_id = self.session.place, asked.product_id
        if self.suggestions is not asked or self.visit_id != visit_id:
            return
        self.suggestions = replace(asked, items=tuple(items), pending=False)
        self._changed()
        shown = isinstance(place, AtProduct) and place.product_id == product_id
        if items and shown and not self.session.member:  # what is made of a profile is told to nobody
            self._tell_shown(product_id, items)

    def _tell_shown(self, product_id: str, items: Sequence[Suggested]) -> None:
        payload = {
            "session": self.visit_id,
            "for": product_id,
            "products": [each.product_id for each in items],
            "reasons": [each.kind for each in items],
            "model": self._suggester.version,
        }
        try:
            with self._facts.transaction():
                self._facts.tell(EventKind.SUGGESTIONS_SHOWN, payload, self._clock.now())
        except DatabaseError as error:
            self._condition.lost(error)


def _id(visit: Visit | None) -> str | None:
    return None if visit is None else visit.visit_id
