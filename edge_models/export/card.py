"""The model card: what a bundle is, what it was made from, how it was made."""

import re
from dataclasses import dataclass

from edge_models.features.tables import Tables
from edge_models.training.purchases import Cleaning, Purchases

_TEMPLATE = """# {name} {version}

Suggests products to a shopper from what is in the hand or in the basket, from earlier purchases where
they are known, and from the store and the moment. Meant for a kiosk in a shop of the chain below.

## Made from
{data}

## What it is
- Neighbour tables (EASE on baskets, and on shoppers), kept as the strongest weights in 8 bits, and exact
  counts of sales by product and by store.
- {ranker}

## Made with
{commands}

## Student and teacher
On baskets that neither learned from, each asked about with the tables of the moment before:

{kept}

## Measured
{measured}

## What it must not be used for
It ranks what sold before, and newcomers by what they resemble. It does not know allergies or diets
(exclude those products in the request), prices, or stock. A promotion does not lift a product. A product
that sold in fewer than {least} baskets is not known to it.
"""


NOT_MEASURED = "Not measured."


@dataclass(frozen=True, slots=True)
class Origin:
    """What a card tells beyond the data: how the ranker came about."""

    ranker: str  # a sentence
    commands: tuple[str, ...]
    kept: str = NOT_MEASURED  # what the student keeps of its teacher
    measured: str = "Not yet on later baskets: see `endcap models evaluate`."


def write(
    tables: Tables, purchases: Purchases, cleaning: Cleaning, name: str, version: str, origin: Origin
) -> str:
    """The card's text."""
    t = tables
    facts = [
        f"{len(purchases.product):,} purchases in {t.basket_total:,} baskets "
        f"of {t.shopper_total:,} shoppers over {t.days:.0f} days",
        f"{t.seasoned:,} products that sold, {t.product_total - t.seasoned:,} that are only in the catalog, "
        f"{len(t.stores.store_ids):,} stores",
        *cleaning.lines(),
    ]
    return _TEMPLATE.format(
        name=name,
        version=version,
        data="\n".join(f"- {fact}" for fact in facts),
        ranker=origin.ranker,
        commands="\n".join(f"    {command}" for command in origin.commands),
        kept=origin.kept,
        measured=origin.measured,
        least=int(t.baskets[: t.seasoned].min()),
    )


def with_text(card: str, told: str) -> str:
    """The card with this said of its text part, at the end of "What it is"."""
    card = re.sub(r"(?m)^- Texts: .*\n(  .*\n)*", "", card)
    return re.sub(r"(?s)(?<=\n## What it is\n)(.*?)(?=\n\n## )", lambda m: f"{m[1]}\n- Texts: {told}", card)


def with_measured(card: str, measured: str) -> str:
    """The card with another text under "Measured"."""
    return re.sub(r"(?s)(?<=\n## Measured\n).*?(?=\n\n## )", lambda _: measured, card)
