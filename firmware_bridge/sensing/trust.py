"""How far a count can be trusted: the probability that it is exact. Pure.

A count is certain when somebody counted, and as good as the weighing where the whole load was counted by its
weight. From then on every change that was explained leaves it exact only if the explanation was right, so the
probabilities multiply. Nothing restores it but another count, or a weighing of the whole load that agrees.
"""

COUNTED = 1.0  # somebody counted
UNKNOWN = 0.0
UNEXPLAINED = 0.95  # most that is left of it by a change that nothing known explains: not everything is known


def after_change(trust: float, confidence: float) -> float:
    """After a change whose explanation holds with probability `confidence`."""
    return trust * confidence


def after_unknown(trust: float, confidence: float) -> float:
    """After a change that was none of the slot's products with probability `confidence`."""
    return trust * min(confidence, UNEXPLAINED)


def after_weighing(trust: float, count: int | None, weighed: int, confidence: float) -> float:
    """After the whole load was weighed as `weighed` pieces with probability `confidence`.

    It counts where it agrees; one that says otherwise is left to the changes that are explained later.
    """
    return max(trust, confidence) if count == weighed else trust
