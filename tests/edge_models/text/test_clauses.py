"""What a shopper's words name, and which of it they want less of."""

import pytest

from edge_models.text.clauses import LONGEST_WORDS, MOST_CLAUSES, clauses_of

SAID = {
    "I love oat milk and spicy snacks, no coffee": "+oat milk +spicy snacks -coffee",
    "爱喝燕麦奶，喜欢辣的零食，不要咖啡": "+燕麦奶 +辣的零食 -咖啡",
    # what was denied is denied to the end of the sentence, unless something is liked
    "I don't like coffee, tea or soda. I love cheese": "-coffee -tea -soda +cheese",
    "no coffee but tea": "-coffee +tea",
    "不喜欢太辣的东西，别推荐海鲜；多推荐有机蔬菜": "-辣 -海鲜 +有机蔬菜",
    # the thing may stand before the denial
    "coffee is not for me": "-coffee",
    "咖啡我不喜欢": "-咖啡",
    "oat milk without sugar": "+oat milk -sugar",
    "My kids love yoghurt but they can't stand raisins": "+yoghurt -raisins",
    "I'm allergic to nuts": "-nuts",
    "我对花生过敏": "-花生",
    # a word that lacks or praises something denies nothing
    "sugar-free soda": "+sugar-free soda",
    "无糖饮料": "+无糖饮料",
    "不太甜的酸奶": "+不太甜的酸奶",
    "不错的红酒": "+不错的红酒",
    # a conjunction inside a word joins nothing
    "爱吃和牛": "+和牛",
    "最喜欢草莓、蓝莓和芒果": "+草莓 +蓝莓 +芒果",
    # nothing is named
    "I like it very much!": "",
    "我都喜欢。": "",
    "…?!": "",
    "": "",
    # what was said last counts
    "tea, coffee. No tea.": "+coffee -tea",
}


@pytest.mark.parametrize(("text", "expected"), SAID.items(), ids=list(SAID))
def test_clauses(text: str, expected: str) -> None:
    assert " ".join(("+" if c.wanted else "-") + c.words for c in clauses_of(text)) == expected


def test_a_clause_stands_in_the_text_as_it_was_written() -> None:
    for text in SAID:
        assert all(clause.words in text for clause in clauses_of(text))


def test_no_more_is_read_than_fits_a_profile() -> None:
    assert len(clauses_of(", ".join(f"tea {i}" for i in range(50)))) == MOST_CLAUSES
    assert all(len(c.words) <= LONGEST_WORDS for c in clauses_of("milk" * 500))
