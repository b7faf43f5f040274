"""What a shopper whose card was shown sees of themselves."""

from kiosk.app.members import Members, topic_of
from kiosk.app.ports import Catalog, Interest, Portrait, Suggested
from kiosk.app.product_views import ProductViews
from kiosk.app.view_state import (
    ConsentView,
    InterestKind,
    InterestsView,
    InterestView,
    MemberList,
)
from kiosk.domain.own_words import Thing
from kiosk.domain.profile import About, Profile, Topic

ABOUT = {
    InterestKind.REGULAR: About.PRODUCT,
    InterestKind.TAKEN: About.PRODUCT,
    InterestKind.FAVOURITE_TYPE: About.TYPE,
    InterestKind.EXPLORES: About.NEW,
}
MOST_ROWS = 60  # of what is kept besides the clear interests
MOST_LISTED = 12  # suggestions of a list


def consent(members: Members) -> ConsentView:
    return ConsentView(members.keep_days, members.failed)


def interests(members: Members, showing: MemberList, catalog: Catalog, views: ProductViews) -> InterestsView:
    profile, asked = members.profile, members.asked
    portrait = Portrait() if asked is None else asked.portrait
    if profile is None:
        return InterestsView(showing, failed=True)
    listed: tuple[Suggested, ...] = ()
    if showing is MemberList.REPEAT:
        listed = _still_taken(portrait, profile)
    elif showing is MemberList.DISCOVER:
        listed = _of_new_names(portrait, profile, views)
    rows, more = _rows(profile, portrait, catalog, views)
    meant = dict(portrait.meant)
    said = tuple(_said(thing, meant.get(thing.words), views) for thing in profile.words.things)
    return InterestsView(
        showing,
        said + rows,
        more,
        views.suggestions(listed[:MOST_LISTED]),
        asked is None or asked.pending,
        profile.visits[0].at if profile.visits else profile.agreed_at,
        len(profile.visits),
        members.keep_days,
        members.failed,
        members.may_say,
        profile.words.text,
        members.offered,
        members.guest,
    )


def _said(thing: Thing, meant: tuple[str, ...] | None, views: ProductViews) -> InterestView:
    """`meant` is None while nobody has looked what it may mean here."""
    products = views.all_of(meant or ())
    numbers = (("wanted", float(thing.wanted)), ("read", float(meant is not None)))
    key = Topic(About.SAID, thing.words).key
    return InterestView(key, InterestKind.SAID, products, numbers, thing.words)


def _still_taken(portrait: Portrait, profile: Profile) -> tuple[Suggested, ...]:
    """Until the next answer has come, what was corrected is gone already."""
    taken = profile.taken()
    return tuple(item for item in portrait.repeat if item.product_id in taken)


def _of_new_names(portrait: Portrait, profile: Profile, views: ProductViews) -> tuple[Suggested, ...]:
    """Another product of a name that the shopper has taken already reads as if it were not new."""
    taken = {views.name(each) for each in profile.taken()}
    return tuple(item for item in portrait.discover if views.name(item.product_id) not in taken)


def _rows(
    profile: Profile, portrait: Portrait, catalog: Catalog, views: ProductViews
) -> tuple[tuple[InterestView, ...], int]:
    """The interests, then the other products that were taken, and how many there are besides."""
    taken = profile.taken()
    found = [each for each in portrait.interests if set(each.evidence) & taken.keys()]
    told = {each.evidence[0] for each in found if each.kind == InterestKind.REGULAR}
    others = [
        Interest(InterestKind.TAKEN, (product_id,), (("times", float(times)),))
        for product_id, times in taken.items()
        if product_id not in told
    ]
    rows = (_row(each, profile, catalog, views) for each in (*found, *others[:MOST_ROWS]))
    return tuple(row for row in rows if row is not None), max(0, len(others) - MOST_ROWS)


def _row(interest: Interest, profile: Profile, catalog: Catalog, views: ProductViews) -> InterestView | None:
    kind = InterestKind(interest.kind)
    topic = topic_of(ABOUT[kind], interest.evidence, catalog)
    products = views.all_of(interest.evidence)
    if topic is None or topic in profile.not_me or not products:
        return None
    numbers = interest.numbers
    if ABOUT[kind] is About.PRODUCT:
        lately, of = profile.lately(interest.evidence[0])
        numbers = (*numbers, ("lately", float(lately)), ("of", float(of)))
    return InterestView(topic.key, kind, products, numbers)
