"""The recommender on the device: load a bundle, verify it, ask for suggestions. numpy and onnxruntime
only."""

from edge_models.errors import BundleError, RequestError
from edge_models.runtime.check import BundleReport, check_bundle
from edge_models.runtime.profile import Interest, InterestKind, interests, without
from edge_models.runtime.recommender import Recommender
from edge_models.runtime.suggestion import Reason, ReasonKind, Request, Suggestion, Want

__all__ = [
    "BundleError",
    "BundleReport",
    "Interest",
    "InterestKind",
    "Reason",
    "ReasonKind",
    "Recommender",
    "Request",
    "RequestError",
    "Suggestion",
    "Want",
    "check_bundle",
    "interests",
    "without",
]
