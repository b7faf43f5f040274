"""Suggestions from a verified bundle."""

from pathlib import Path
from typing import Self

from edge_models.runtime.suggestion import Request, Suggestion


class Recommender:
    """A loaded bundle. Not thread-safe: one worker owns it. Holds no file open."""

    name: str
    version: str

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Verify the manifest's hashes, load the graph, and answer the golden requests.

        Raises `BundleError` naming the file and what is wrong with it.
        """
        raise NotImplementedError

    def recommend(self, request: Request, k: int = 8) -> list[Suggestion]:
        """The best `k` products for the request, best first; fewer where fewer are allowed.

        Never a product of the basket or of `exclude`, never one twice, never one outside `candidates`.
        Raises `RequestError` for a request of the wrong form (as many times as baskets, k >= 1).
        """
        raise NotImplementedError
