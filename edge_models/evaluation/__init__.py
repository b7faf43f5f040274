"""How good a recommender is: cases with known answers, baselines, metrics with intervals, a report."""
