"""A step of the tour: what must hold, and the function that tries it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kiosk.demo.tour.stage import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """`text` is a sentence that is true when `take` returns; `take` raises TourFailed where it is not."""

    text: str
    take: Callable[[Stage], Awaitable[None]]


class Chapter:
    """Steps of one theme, in order, kept by a decorator: `@customer.step("A lifted product gets …")`."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.steps: list[Step] = []

    def step(
        self, text: str
    ) -> Callable[[Callable[[Stage], Awaitable[None]]], Callable[[Stage], Awaitable[None]]]:
        def keep(take: Callable[[Stage], Awaitable[None]]) -> Callable[[Stage], Awaitable[None]]:
            self.steps.append(Step(text, take))
            return take

        return keep
