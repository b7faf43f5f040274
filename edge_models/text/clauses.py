"""What a shopper says they like, clause by clause: an embedding hears what is named, but hardly a "no".

So the words are split at punctuation and conjunctions, and each clause is told by its words to name something
that is wanted, or something the shopper wants less of. What is left of a clause is the thing alone: "I love
oat milk and spicy snacks, no coffee" names oat milk, spicy snacks, and less of coffee.
"""

import re
from dataclasses import dataclass

from edge_models.text.language import Language, language_of

LONGEST_WORDS = 200  # characters that are read
MOST_CLAUSES = 12

_STOP = re.compile(r"[.!?;。！？；\r\n]+")  # what was denied before it is not denied after it
_COMMA = re.compile(
    r"[,:，：、/&+]+|\s[-–—]+\s|\b(?:and|or|nor|plus|also|as well as)\b"
    r"|(?<=[\u3400-\u9fff])(?:以及|还有|或者|或|和(?!牛|风|食)|跟|与)(?=[\u3400-\u9fff])",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:but|however|though|although|instead)\b|但是?|不过|可是|而是", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|can|could|would|will|should)(?:n[’']?t|\s+not)|can[’']?t|cannot|won[’']?t|not|no|never|none"
    r"|without|hate[ds]?|hating|dislike[ds]?|avoid(?:s|ing)?|detest|loathe|except|less|fewer"
    r"|(?:am\s+|i[’']?m\s+)?allergic(?:\s+to)?|allergy\s+to|intolerant(?:\s+to)?|sick of|tired of)\b"
    r"|不(?!错|仅|止)|没有?|别(?!致|的)|讨厌|厌恶|拒绝|避免|少(?=吃|喝|要|买|放|推荐)|除了|忌|戒|过敏",
    re.IGNORECASE,
)
# Words around a thing that do not name it. A thing may begin with one ("very dark chocolate"), so only the
# ends are cut.
_AROUND = (
    r"(?:i|i[’']?m|i[’']?d|i[’']?ve|we|my|me|you|he|she|they|it|its|it[’']?s|this|that|these|those|there|family|kids"
    r"|am|is|are|was|were|be|been|have|has|had|do|does|did|a|an|the|any|some|of|to|for|with|in|on|at"
    r"|love[ds]?|loving|lik(?:e|ed|es|ing)|enjoy(?:ed|s|ing)?|adore[ds]?|want(?:ed|s)?|wish|need(?:ed|s)?|prefer(?:red|s)?"
    r"|eat(?:s|ing)?|drink(?:s|ing)?|cook(?:s|ing)?|buy(?:s|ing)?|bought|get(?:s|ting)?|try(?:ing)?|look(?:ing)?|show|suggest|recommend"
    r"|very|really|so|too|much|many|more|most|lots?|all|always|often|usually|sometimes|especially|only|just|mostly|quite"
    r"|please|thanks?|anything|something|everything|nothing|things?|stuff|kinds?|great|good|best|favou?rites?|fan|into|crazy|about"
    r"|stand|bear|would|will|can|could|ever|again|any\s?more|at all)"
)
_ENDS = re.compile(rf"^(?:{_AROUND}\b\s*)+|(?:\s*\b{_AROUND})+$", re.IGNORECASE)
_ENDS_ZH = re.compile(
    r"^(?:我们?|家人|孩子|家里|他们?|她们?|您|你|最|很|非常|特别|比较|超级?|真的?|太|都|也|还|就|只|只想|经常|常常?|平时|一直|总是|再"
    r"|喜欢|喜爱|热爱|偏爱|爱|想要?|希望|需要|要|求|对|把|请|多|给|推荐|吃|喝|买|用|放|尝|试|看|有(?!机)|是|能|会|敢|可以|些|一些|一点|任何|什么|那些|这些|各种)+"
    r"|(?:我们?|都|也|很|非常|特别|最|太|喜欢|喜爱|爱|好吃的?|好喝的?|吃的?|喝的?|买|用|的东西|东西|之类的?|什么的|等等?|一点|吗|呢|吧|啊|呀|哦|了|的|是)+$"
)
_LIKING = re.compile(r"\b(?:love|like|enjoy|adore|prefer|want|need)|喜欢|喜爱|爱|想|要", re.IGNORECASE)
_LACKING = re.compile(
    r"(?:没有|不含|不加|不带|不太)[^的]+的(?=[\u3400-\u9fff])"
)  # 不太甜的酸奶 is wanted for what it lacks
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that was named, as it was written."""

    words: str
    wanted: bool  # False: less of it


def clauses_of(text: str) -> list[Clause]:
    """The things that the text names, in its order, each once; a thing that is named twice keeps what was
    said last. At most MOST_CLAUSES, of the first LONGEST_WORDS characters."""
    found: dict[str, Clause] = {}
    for sentence in _STOP.split(text[:LONGEST_WORDS]):
        wanted = True
        for number, half in enumerate(_BUT.split(sentence)):
            wanted = True if number else wanted
            for part in _COMMA.split(half):
                for clause in _read(part, wanted):
                    found.pop(clause.words.casefold(), None)
                    found[clause.words.casefold()] = clause
                    wanted = clause.wanted
    return list(found.values())[:MOST_CLAUSES]


def _read(part: str, wanted: bool) -> list[Clause]:
    """What a part between two commas names. A part that neither likes nor denies goes on as the one before:
    "no coffee, tea" denies both."""
    denial = _DENIAL.search(part)
    if denial is None or _LACKING.search(part):
        likes = wanted or _LIKING.search(part) is not None
        return [Clause(words, likes)] if (words := _thing(part)) else []
    before, after = _thing(part[: denial.start()]), _thing(_DENIAL.sub(" ", part[denial.start() :]))
    if not after:  # "coffee is not for me"
        return [Clause(before, False)] if before else []
    denied = [Clause(after, False)]
    return [Clause(before, wanted), *denied] if before else denied


def _thing(part: str) -> str:
    """The part without what stands around the thing; "" where nothing is named."""
    words = part.strip(" \t\"'“”‘’()（）《》<>*·~～…")
    ends = _ENDS_ZH if language_of(words) is Language.ZH else _ENDS
    words = ends.sub("", words).strip()
    return words if _WORD.search(words) else ""
