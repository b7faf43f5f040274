"""The model card: what a bundle is, what it was made from, how it was made."""

from typing import Any

from edge_models.training.pipeline import Trained

_TEMPLATE = """# {name} {version}

Suggests products to a shopper from what is in the hand or in the basket, from earlier purchases where they
are known, and
from the store and the moment. Meant for a kiosk in a shop of the chain below; it knows nothing of other
products.

## Made from
{data}

## What it is
- Neighbour tables (EASE on baskets, and on shoppers), kept as the strongest weights in 8 bits, and exact
counts of sales
  by product and by store.
- A small network ({layers} units) over {features} features, distilled from {teacher}; its weights are 8-bit
integers. On
  the machine that made it the exported graph strayed from the network by at most {parity:.3f} standard
  deviations of a score.

## Made with
    {command}

## What it must not be used for
It ranks what sold before. It does not know allergies or diets (exclude those products in the request),
prices, or stock. A
promotion does not lift a product. A product that sold in fewer than {least} baskets is not known to it.
"""


def write(trained: Trained, name: str, version: str, command: str, parity: float) -> str:
    """The card's text."""
    t = trained.tables
    facts = [
        f"{len(trained.purchases.product):,} purchases in {t.basket_total:,} baskets "
        f"of {t.shopper_total:,} shoppers over {t.days:.0f} days",
        f"{t.product_total:,} products, {len(t.stores.store_ids):,} stores",
        *trained.cleaning.lines(),
    ]
    teacher = (
        f"gradient-boosted trees that learned from {trained.queries:,} baskets, each later than its tables"
        if trained.taught
        else "a fixed blend of features, since there was too little data to learn from"
    )
    return _TEMPLATE.format(
        name=name,
        version=version,
        data="\n".join(f"- {fact}" for fact in facts),
        layers="-".join(str(w.shape[1]) for w in trained.student.weights),
        features=trained.student.weights[0].shape[0],
        teacher=teacher,
        parity=parity,
        command=command,
        least=int(t.baskets.min()),
    )


def as_metrics(trained: Trained) -> dict[str, Any]:
    """Figures for the manifest."""
    return {"queries": trained.queries, "taught": trained.taught, "purchases": len(trained.purchases.product)}
