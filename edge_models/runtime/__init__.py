"""The recommender on the device: load a bundle, verify it, ask for suggestions, place new products.

numpy and onnxruntime only; tokenizers where texts are read.
"""

from edge_models.errors import BundleError, RequestError
from edge_models.runtime.check import BundleReport, check_bundle
from edge_models.runtime.opening import AnyRecommender, open_bundle
from edge_models.runtime.placing import Placer
from edge_models.runtime.profile import Interest, InterestKind, interests, without
from edge_models.runtime.recommender import Recommender
from edge_models.runtime.suggestion import Liking, Reason, ReasonKind, Request, Suggestion, Want
from edge_models.runtime.words import read_words

__all__ = [
    "AnyRecommender",
    "BundleError",
    "BundleReport",
    "Interest",
    "InterestKind",
    "Liking",
    "Placer",
    "Reason",
    "ReasonKind",
    "Recommender",
    "Request",
    "RequestError",
    "Suggestion",
    "Want",
    "check_bundle",
    "interests",
    "open_bundle",
    "read_words",
    "without",
]
