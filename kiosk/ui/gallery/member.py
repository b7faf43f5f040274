"""The screens of a shopper whose loyalty card was shown."""

from dataclasses import replace
from datetime import timedelta

from kiosk.app.view_state import (
    ConsentView,
    InterestKind,
    InterestsView,
    InterestView,
    Language,
    MemberList,
    ReasonKind,
    Screen,
    ViewState,
)
from kiosk.ui.gallery.customer import CustomerScenes
from kiosk.ui.gallery.products import NOW

KEEP_DAYS = 365
SINCE = NOW - timedelta(days=83)


class MemberScenes(CustomerScenes):
    """From the first card shown to everything deleted."""

    def consent(self, failed: bool = False) -> ViewState:
        return self._state(Screen.CONSENT, consent=ConsentView(KEEP_DAYS, failed))

    def interests(self) -> ViewState:
        first, second, third, *others = self.shelved
        regular = (("times", 9.0), ("days_between", 7.2), ("lately", 6.0), ("of", 8.0))
        rows = (
            InterestView(f"product:{first.product_id}", InterestKind.REGULAR, (first,), regular),
            InterestView(
                "type:any",
                InterestKind.FAVOURITE_TYPE,
                (second, third),
                (("times", 12.0), ("products", 4.0)),
            ),
            InterestView(
                "new:", InterestKind.EXPLORES, (others[0],), (("percent_new", 43.0), ("baskets", 6.0))
            ),
            *(
                InterestView(
                    f"product:{each.product_id}",
                    InterestKind.TAKEN,
                    (each,),
                    (("times", float(1 + at % 3)), ("lately", float(at % 3)), ("of", 8.0)),
                )
                for at, each in enumerate(others[:6])
            ),
        )
        return self._member(
            InterestsView(interests=rows, more=17, since=SINCE, visits=14, keep_days=KEEP_DAYS)
        )

    def interests_said(self) -> ViewState:
        """With what the shopper said: something liked, something that is nothing here, something unwanted."""
        first, second, third, fourth, *_ = self.shelved
        english = self.language is Language.EN
        said = ("oat milk", "running shoes", "coffee") if english else ("燕麦奶", "跑鞋", "咖啡")
        meant = ((first, second), (), (third, fourth))
        rows = tuple(
            InterestView(
                f"said:{words}",
                InterestKind.SAID,
                products,
                (("wanted", float(words != said[2])), ("read", 1.0)),
                words,
            )
            for words, products in zip(said, meant, strict=True)
        )
        text = "I love {} and {}, no {}" if english else "爱喝{}，喜欢{}，不要{}"
        known = self.interests().interests or InterestsView()
        words = text.format(*said)
        return self._member(replace(known, interests=rows + known.interests, may_say=True, words=words))

    def interests_unsaid(self) -> ViewState:
        """Just after they agreed."""
        return self._member(InterestsView(since=SINCE, keep_days=KEEP_DAYS, may_say=True))

    def interests_empty(self) -> ViewState:
        return self._member(InterestsView(since=SINCE, keep_days=KEEP_DAYS, failed=True))

    def member_list(self, showing: MemberList) -> ViewState:
        kinds = {MemberList.REPEAT: {ReasonKind.BOUGHT_BEFORE}}.get(
            showing, set(ReasonKind) - {ReasonKind.BOUGHT_BEFORE}
        )
        shown = tuple(each for each in self.suggestions() if each.reason.kind in kinds)
        known = self.interests().interests
        return self._member(replace(known or InterestsView(), showing=showing, suggestions=shown))

    def forgotten(self) -> ViewState:
        return self._state(Screen.FORGOTTEN)

    def product_member(self) -> ViewState:
        return replace(self.product_left_out(), signed_in=True)

    def _member(self, view: InterestsView) -> ViewState:
        return self._state(Screen.INTERESTS, interests=view, signed_in=True)
