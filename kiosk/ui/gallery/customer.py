"""The customer's screens."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from kiosk.app.view_state import (
    BrowseView,
    CompareView,
    Contents,
    DietView,
    GroupView,
    IdleView,
    Language,
    Notice,
    ProductView,
    ReasonKind,
    ReasonView,
    Screen,
    SearchView,
    StockState,
    StockView,
    SuggestionView,
    ViewState,
)
from kiosk.ui.gallery.products import NOW, Products

PAGE = 30


class CustomerScenes(Products):
    """What a shopper may come to see."""

    def _other(self) -> ProductView:
        hero = self.hero()
        mates = [
            product
            for product in self.products.values()
            if product.category == hero.category and product is not hero and product.unit_price_minor
        ]
        return mates[0] if mates else self.shelved[-1]

    def suggestions(self) -> tuple[SuggestionView, ...]:
        hero = self.hero().name
        reasons = (
            ReasonView(ReasonKind.BOUGHT_TOGETHER, hero, (("percent", 34.0),)),
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 412.0),)),
            ReasonView(ReasonKind.BOUGHT_TOGETHER, hero, (("percent", 12.0),)),
            ReasonView(ReasonKind.POPULAR_HERE, "", (("baskets", 96.0),)),
            ReasonView(ReasonKind.SIMILAR, hero),
            ReasonView(ReasonKind.NEW_HERE, hero),
            ReasonView(ReasonKind.BOUGHT_BEFORE, "", (("times", 5.0), ("days_between", 9.0))),
        )
        offers = self._offers(20)
        others = [product for product in self.products.values() if product not in offers]
        picks = [product for product in (*offers, *others[: len(reasons)]) if product.name != hero]
        return tuple(
            SuggestionView(product, reason, product.promotion is not None)
            for product, reason in zip(picks, reasons, strict=False)
        )

    def _groups(self) -> tuple[GroupView, ...]:
        lang = self.language.value
        counts: dict[str, int] = {}
        for category, products in self._by_category.items():
            department = self._categories[category]["department"]
            counts[department] = counts.get(department, 0) + len(products)
        return tuple(
            GroupView(
                key,
                entry["name"][lang],
                counts.get(key, 0),
                str(self._folder / entry["picture"]),
                entry["tint"],
            )
            for key, entry in self._departments.items()
            if counts.get(key)
        )

    def _category_groups(self, department: GroupView) -> tuple[GroupView, ...]:
        lang = self.language.value
        return tuple(
            GroupView(
                key,
                entry["name"][lang],
                len(self._by_category.get(key, ())),
                str(self._folder / entry["picture"]),
                department.tint,
            )
            for key, entry in self._categories.items()
            if entry["department"] == department.group_id and self._by_category.get(key)
        )

    def attract(self) -> ViewState:
        return self._state(Screen.ATTRACT, attract=self._offers(6), can_go_back=False)

    def attract_without_offers(self) -> ViewState:
        return self._state(Screen.ATTRACT, can_go_back=False)

    def product(self) -> ViewState:
        hero = replace(self.hero(), lifted=True)
        return self._state(
            Screen.PRODUCT,
            product=hero,
            lifted=(hero,),
            suggestions=self.suggestions(),
            diet=self._diet,
            trace="t1",
        )

    def product_two_lifted(self) -> ViewState:
        state = self.product()
        return replace(state, lifted=(*state.lifted, replace(self._other(), lifted=True)))

    def product_with_stock(self, stock: StockView) -> ViewState:
        state = self.product()
        hero = replace(self.hero(), stock=stock, promotion=None, store_brand=True)
        return replace(state, product=hero, lifted=())

    def product_left_out(self) -> ViewState:
        """A product with selling points and what the shopper leaves out, among others of its name."""
        told = [product for product in self.products.values() if len(product.points) > 1 and product.size]
        twins = Counter((product.name, product.size) for product in told)
        shown = next((each for each in told if twins[each.name, each.size] > 1), self.hero())
        kin = [each for each in told if each.name == shown.name and each is not shown][:2]
        left_out = (Contents.PORK, Contents.DAIRY)
        suggestions = (
            *(SuggestionView(each, ReasonView(ReasonKind.SIMILAR, shown.name)) for each in kin),
            *self.suggestions(),
        )
        return replace(
            self.product(),
            product=replace(shown, unwanted=(Contents.DAIRY,), number=shown.product_id),
            lifted=(),
            suggestions=suggestions,
            diet=DietView(tuple(Contents), left_out),
        )

    def category_left_out(self) -> ViewState:
        """Browsing with something left out: marked, not hidden."""
        state = self.category()
        if state.browse is None:
            return state
        marked = tuple(
            replace(product, unwanted=(Contents.DAIRY,) if at % 2 else ())
            for at, product in enumerate(state.browse.products)
        )
        return replace(state, browse=replace(state.browse, products=marked))

    def product_waiting(self) -> ViewState:
        return replace(self.product(), suggestions=(), suggestions_pending=True)

    def product_longest(self) -> ViewState:
        """The longest name of the store, on no smart shelf."""
        longest = max(self.products.values(), key=lambda product: len(product.name))
        return replace(self.product(), product=longest, lifted=(), suggestions=self.suggestions())

    def compare(self) -> ViewState:
        left, right = replace(self.hero(), lifted=True), replace(self._other(), lifted=True)
        cheaper = min((left, right), key=_to_pay)
        by_weight = [product for product in (left, right) if product.unit_price_minor is not None]
        return self._state(
            Screen.COMPARE,
            lifted=(left, right),
            compare=CompareView(
                left,
                right,
                cheaper.product_id if _to_pay(left) != _to_pay(right) else None,
                min(by_weight, key=lambda product: product.unit_price_minor or 0).product_id
                if len(by_weight) == 2
                else None,
            ),
        )

    def not_sold(self) -> ViewState:
        return self._state(Screen.NOT_SOLD, not_sold_code="04006381333931")

    def departments(self) -> ViewState:
        return self._state(Screen.BROWSE, browse=BrowseView(self._groups()))

    def categories(self) -> ViewState:
        groups = self._groups()
        department = max(groups, key=lambda group: group.products)
        return self._state(
            Screen.BROWSE, browse=BrowseView(groups, department, self._category_groups(department))
        )

    def category(self) -> ViewState:
        groups = self._groups()
        key = self._category_of[self.hero().product_id]
        department = next(group for group in groups if group.group_id == self._categories[key]["department"])
        categories = self._category_groups(department)
        products = self._by_category[key]
        return self._state(
            Screen.BROWSE,
            browse=BrowseView(
                groups,
                department,
                categories,
                next(group for group in categories if group.group_id == key),
                tuple(products[:PAGE]),
                len(products),
            ),
        )

    def search(self, query: str | None = None) -> ViewState:
        asked = query if query is not None else self.hero().name[: 2 if self.language is Language.ZH else 4]
        found = [product for product in self.products.values() if asked.lower() in product.name.lower()]
        return self._state(Screen.SEARCH, search=SearchView(asked, tuple(found[:PAGE]), len(found)))

    def search_empty(self) -> ViewState:
        return self._state(Screen.SEARCH, search=SearchView())

    def search_nothing(self) -> ViewState:
        return self._state(Screen.SEARCH, search=SearchView("xqzt"))

    def idle(self) -> ViewState:
        return replace(self.product(), idle=IdleView(True, NOW + timedelta(seconds=17)))

    def notices(self) -> ViewState:
        return replace(
            self.product_with_stock(StockView(StockState.UNKNOWN)),
            notices=(Notice.BROKER_DOWN, Notice.SUGGESTIONS_UNAVAILABLE),
            suggestions=(),
        )


def _to_pay(product: ProductView) -> int:
    reduced = product.promotion.price_minor if product.promotion is not None else None
    return product.price_minor if reduced is None else reduced
