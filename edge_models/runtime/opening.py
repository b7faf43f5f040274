"""Any bundle, opened: one that ranks by sales, or by text where there were none."""

from pathlib import Path

from edge_models.runtime.bundle import read_manifest
from edge_models.runtime.by_text import TextRecommender
from edge_models.runtime.recommender import Recommender

AnyRecommender = Recommender | TextRecommender


def open_bundle(folder: Path) -> AnyRecommender:
    """Verify and load; `recommend` answers either way. Raises `BundleError` naming the file and what is wrong
    with it."""
    folder = Path(folder)
    by_text = read_manifest(folder).ranks_by == "text"
    return TextRecommender.load(folder) if by_text else Recommender.load(folder)
