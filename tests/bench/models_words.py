"""What a shopper's own words do to suggestions: `python -m tests.bench.models_words --bundle B --data D …`.

B is a bundle with a text part, D the data folder that describes its products, the catalog a store's, built by
`endcap hq catalog`; the requests are lines as `endcap models recommend` reads them. Two kinds of words, in
both languages: sixty things that people say of a grocer's goods, each with a pattern for the names of the
products that it may mean, beside thirty that no grocer sells (`shopper_words.tsv`, authored); and the names
of the catalog's own types.
"""

import csv
import itertools
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np

from edge_models.data.folder import DataFolder
from edge_models.runtime import (
    AnyRecommender,
    Liking,
    ReasonKind,
    Request,
    Suggestion,
    likings,
    open_bundle,
)
from edge_models.runtime.wire import parse_request
from edge_models.runtime.words import words_reader
from edge_models.text.making.catalog import products_of

K = 10
LIKE, UNLIKE = {"en": "I like {}.", "zh": "我喜欢{}。"}, {"en": "No {}, please.", "zh": "不要{}。"}
_ROUNDS = 5  # over the requests, with and without words in turn

Read = Callable[[str], tuple[Liking, ...]]
Means = Callable[[str], bool]  # whether a product is what the words mean


@dataclass(frozen=True, slots=True)
class Thing:
    words: dict[str, str]  # by language
    means: Means | None  # None: nothing that a grocer sells


@click.command()
@click.option("--bundle", type=click.Path(path_type=Path), required=True)
@click.option("--data", type=click.Path(path_type=Path), required=True)
@click.option("--catalog", type=click.Path(path_type=Path), required=True)
@click.option("--requests", type=click.Path(path_type=Path), required=True)
@click.option("--limit", default=6, show_default=True, help="So many of the requests.")
@click.option("--lift", default=likings.LIFT, show_default=True, help="The weight of what is liked.")
@click.option("--names/--no-names", default=True, help="Hear words as the catalog calls its products.")
@click.option("--types", default=100, show_default=True, help="So many type names, evenly over all.")
def main(
    bundle: Path, data: Path, catalog: Path, requests: Path, limit: int, lift: float, names: bool, types: int
) -> None:
    """Print the figures as JSON."""
    likings.LIFT = lift
    recommender = open_bundle(bundle)
    products = DataFolder.open(data).products()
    sold = (catalog / "products.jsonl").read_text(encoding="utf-8").splitlines()
    here = [p for line in sold if recommender.knows(p := json.loads(line)["product_id"])]
    sold_here = set(here)
    named = [p for p in products_of(data) if names and p.product_id in sold_here]
    read = words_reader(recommender.text, named)
    if read is None:
        raise click.ClickException(f"{bundle}: has no text part.")
    lines = itertools.islice(requests.open(encoding="utf-8"), limit)
    asked = [replace(parse_request(line)[1], candidates=here) for line in lines]
    authored, foreign = _authored(dict(zip(products["product_id"], products["name"], strict=True)))
    figures = {
        "said": _figures(recommender, read, asked, authored, here),
        "type_names": _figures(recommender, read, asked, _type_names(products, here, types), here),
        "claimed_of_foreign": _claimed(recommender, read, foreign, here),
        "latency": _latency(recommender, read, asked),
    }
    click.echo(json.dumps(figures, indent=1))


def _authored(names: dict[str, str]) -> tuple[list[Thing], list[Thing]]:
    things, foreign = [], []
    with Path(__file__).with_name("shopper_words.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = {"en": row["en"], "zh": row["zh"]}
            if not row["means"]:
                foreign.append(Thing(words, None))
                continue
            pattern = re.compile(row["means"], re.IGNORECASE)
            things.append(Thing(words, lambda p, pattern=pattern: bool(pattern.search(names[p]))))
    return things, foreign


def _type_names(products, here: Sequence[str], limit: int) -> list[Thing]:  # type: ignore[no-untyped-def]
    known = products[products["product_id"].isin(set(here))]
    kinds = known.drop_duplicates("type").iloc[:: max(1, known["type"].nunique() // limit)]
    type_of = dict(zip(products["product_id"], products["type"], strict=True))
    return [
        Thing({"en": en, "zh": zh}, lambda p, kind=kind: type_of[p] == kind)
        for en, zh, kind in zip(kinds["type"], kinds["type_zh"], kinds["type"], strict=True)
    ]


def _figures(
    recommender: AnyRecommender, read: Read, asked: list[Request], things: list[Thing], here: list[str]
) -> dict[str, object]:
    before = [recommender.recommend(request, K) for request in asked]
    found: dict[str, object] = {"things": len(things), "claimed": _claimed(recommender, read, things, here)}
    for language, like in LIKE.items():
        was, now, reasons, kept, unliked_was, unliked_now = [], [], [], [], [], []
        for thing in things:
            liked = read(like.format(thing.words[language]))
            unliked = read(UNLIKE[language].format(thing.words[language]))
            for request, old in zip(asked, before, strict=True):
                new = recommender.recommend(replace(request, likings=liked), K)
                was.append(_share(old, thing))
                now.append(_share(new, thing))
                reasons.append(sum(s.reason.kind is ReasonKind.YOU_SAID for s in new))
                kept.append(len({s.product_id for s in old} & {s.product_id for s in new}) / K)
                if was[-1]:
                    less = recommender.recommend(replace(request, likings=unliked), K)
                    unliked_was.append(was[-1])
                    unliked_now.append(_share(less, thing))
        found[language] = {
            "share_of_top_10_before": _mean(was),
            "share_of_top_10_liked": _mean(now),
            "reasons_you_said": _mean(reasons),
            "share_of_the_former_top_10_that_stayed": _mean(kept),
            "cases_with_it_in_the_top_10": len(unliked_was),
            "share_there_before": _mean(unliked_was),
            "share_there_unliked": _mean(unliked_now),
        }
    return found


def _claimed(
    recommender: AnyRecommender, read: Read, things: list[Thing], here: list[str]
) -> dict[str, float]:
    """Share of the things of which the recommender says that something here is meant, and of the types that
    it then names the share that is."""
    claimed, right = [], []
    for language in LIKE:
        for thing in things:
            said = read(LIKE[language].format(thing.words[language]))
            named = [p for one in recommender.spoken_for(said, here, 3) for p in one]
            claimed.append(bool(named))
            right += [thing.means(p) for p in named] if thing.means else []
    return {"share": _mean(claimed)} | ({"named_rightly": _mean(right)} if right else {})


def _share(answer: Sequence[Suggestion], thing: Thing) -> float:
    assert thing.means is not None
    return sum(map(thing.means, (s.product_id for s in answer))) / K


def _latency(recommender: AnyRecommender, read: Read, asked: list[Request]) -> dict[str, float]:
    """Processor time of one suggestion, without words and with three things said."""
    things = read("I love cheese and dark chocolate, no coffee")
    taken: dict[str, list[float]] = {"without_ms": [], "with_ms": []}
    for turn in range(_ROUNDS + 1):
        for request in asked:
            for name, said in (("without_ms", ()), ("with_ms", things)):
                began = time.thread_time()
                recommender.recommend(replace(request, likings=said), 8)
                if turn:  # the first is to warm up
                    taken[name].append(1e3 * (time.thread_time() - began))
    found = {name: round(float(np.median(times)), 2) for name, times in taken.items()}
    return found | {"ratio": round(found["with_ms"] / found["without_ms"], 2)}


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 3) if values else 0.0


if __name__ == "__main__":
    main()
