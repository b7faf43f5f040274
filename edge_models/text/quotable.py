"""Which sentences of a review may speak for a product, and which part of one says it.

A vector tells praise from complaint, but hardly hears a "not", a "but" or a "would have been". What the words
give away is therefore judged by them: sentences that deny, restrict or wish, that are lukewarm, or that speak
of delivery and service rather than of the product are left out. Better too few points than a false one.
"""

import re

_SHORT, _LONG = 4, 160  # characters of a sentence
_BRIEF = {False: 60, True: 24}  # characters up to which a sentence is its own point; of Chinese: True
_LEAST = {False: 15, True: 5}  # characters that a part must have to stand alone
_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？!?])|[\r\n]+")
_NUMBERING = re.compile(r"^(?:\d+\s*[、.．):：]|[-•·*])\s*")
_PART = re.compile(r"[,;:，；：~～]+\s*|\s[-–—]+\s|\s+(?=and (?:it|the|they|i)\b)", re.IGNORECASE)
_SEMICOLON = re.compile(r"[;；]")
_JOINT = re.compile(r"^(?:and|so|also|plus|而且|并且|还有|另外)[\s,，]*", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNFIT = re.compile(
    # denied, restricted, wished for
    r"\b(?:not|no|never|none|nothing|hardly|without|cannot|but|however|though|although|except|unless"
    r"|unfortunately|wish(?:ed)?|hop(?:es?|ed|ing)|if|would(?!\s+(?:buy|recommend|definitely))|could|should"
    r"|return(?:ed|ing)?|sent back|going back|instead|too"
    r"|wanted|thought|expect(?:ed)?|usually|first|otherwise|only"
    r"|looked|looking forward|excited|waited|tempted|saw|pictured?|online|see[- ]through)\b"
    r"|[?？]|n[’']t\b|\b(?:dont|doesnt|didnt|isnt|wasnt|cant)\b"
    r"|不(?!错|仅|愧|止)|没(?!得说|的说|话说)|无(?!线|糖)|未|别(?!致)|但|可惜|就是|除了|如果|要是|假如|虽|希望"
    r"|只|以为|本来|怎么|同时|勉强|太(?!好|棒|喜欢|漂亮|舒服|满意|赞)|退货|换货|上当|维修|赠|送的|贵|差(?!不多)|坏|退了"
    # lukewarm
    r"|\b(?:ok|okay|decent|so-so|average)\b|还行|还可以|一般|凑合|将就|马马虎虎|还算"
    # delivery, service, other people
    r"|\b(?:deliver(?:y|ed)|shipp(?:ing|ed)|arriv(?:ed|es)|seller|customer service|refund|store|retailer"
    r"|sales|reviews?|reviewers?)\b|快递|物流|发货|到货|送货|客服|卖家|店家|老板|店主|售后|京东|当当|亚马逊|淘宝|卓越|天猫"
    r"|服务|安装|包装|下次|还会|再来|好评|五星|评价",
    re.IGNORECASE,
)
# Words that praise without saying what: a sentence of nothing else tells a reader nothing.
_EMPTY = re.compile(
    r"\b(?:i|we|you|my|me|it|its|it[’']s|i[’']m|this|that|these|those|the|a|an|is|are|was|am|be|and|or|so|of|for"
    r"|very|really|just|absolutely|super|such|much|more|all|in|to|one|have|has|had|love[ds]?|lik(?:e|ed)|adore"
    r"|great|good|nice|best|better|perfect|amazing|awesome|excellent|fabulous|gorgeous|beautiful|pretty|lovely"
    r"|cute|happy|glad|pleased|recommend(?:ed)?|highly|definitely|would|buy|buying|bought|again|product|item"
    r"|purchase[ds]?|worth|must|every|well|overall|with|ever|how|what|did|do)\b"
    r"|[很挺蛮真太非常特别十分超相当比较极其的了吧呢啊呀哦哈嘛是]|不错|满意|喜欢|推荐|值得|购买|购物|体验|东西|宝贝|商品|产品|总体|整体|感觉"
    r"|还|好|棒|赞|买|一个|一款|这个|这款|使用|用着|我|都|也|完美|爱|就|来说|第一次|非|给力|大家|可以|收到|效果|信赖|信任|一直|支持|今天|昨天|用了|已经|[次多再又]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{3,}|[\u3400-\u9fff]")


def sentences_of(text: str) -> list[str]:
    """The text's sentences as they stand in it, without surrounding space and numbering; too short and too
    long ones are left out."""
    parts = (_NUMBERING.sub("", part.strip()) for part in _END.split(text))
    return [part for part in parts if _SHORT <= len(part) <= _LONG]


def may_speak(sentence: str) -> bool:
    """Whether a reviewer's sentence may be a selling point, as far as its words tell."""
    return _UNFIT.search(sentence) is None and says_something(sentence)


def says_something(sentence: str) -> bool:
    """Whether more is said than that it is liked: "Love this vest!" is not, "Soft and warm" is."""
    left = _WORD.findall(_EMPTY.sub(" ", sentence))
    return len(left) >= 2  # what is liked, and something of it; two Han characters make a word


def claim_of(sentence: str) -> str:
    """What a description's sentence says first: "Sweet and soft; good in yogurt." claims "Sweet and soft"."""
    return _SEMICOLON.split(sentence, maxsplit=1)[0].strip()


def parts_of(sentence: str) -> list[str]:
    """The sentence, or, where it is long, those parts of it that can stand alone. Each stands in it."""
    han = bool(_HAN.search(sentence))
    if len(sentence) <= _BRIEF[han]:
        return [sentence]
    parts = (_JOINT.sub("", part.strip()).strip() for part in _PART.split(sentence))
    able = [part for part in parts if len(part) >= _LEAST[han] and says_something(part)]
    return able or [sentence]
