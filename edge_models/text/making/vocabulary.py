"""Prune the model's 250,002 pieces to those of English and Chinese shop texts, and write tokenizer.json.

Kept: single characters of Latin script, punctuation and GB2312 Han; all pieces of GB2312 Han; numbers; the
pieces that frequent English words are cut into. A pruned tokenizer cuts such texts as the full one does.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from edge_models.errors import ExportError
from edge_models.text.making.weights import E5

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # the first four pieces; <mask>, the last, is not needed
_MARK = "▁"  # stands for a space
_NUMBER = re.compile(r"[\d,.]{1,5}[年月日元万个克次%]?|[!-/:-@\[-`{-~\d]{1,4}")
_HAN = re.compile("[\u4e00-\u9fff]+")
_SINGLE_RANGES = ((0x21, 0x24F), (0x2000, 0x2BFF), (0x3000, 0x303F), (0xFF00, 0xFF5F))
_WORDS, _SHOUTED = 60_000, 12_000  # most frequent English words kept, and kept in capitals


def prune(model: E5, texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Ids of the pieces to keep, ascending; the four special ones stay first. `texts` are cut as before."""
    if model.pieces[: len(_SPECIAL)] != _SPECIAL:
        raise ExportError(f"the vocabulary begins with {model.pieces[:4]}, not with {_SPECIAL}.")
    keep = set(range(len(_SPECIAL)))
    keep.update(i for i, piece in enumerate(model.pieces) if _is_common(piece.removeprefix(_MARK)))
    keep.update(_used(model, [*_english(), *texts]))
    return np.array(sorted(keep), dtype=np.int64)


def kept(model: E5, path: Path) -> npt.NDArray[np.int64]:
    """Ids of the pieces that a pruned tokenizer.json has kept, in its order. Raises `ExportError` where it is
    not one of this model."""
    place = {piece: i for i, piece in enumerate(model.pieces)}
    try:
        vocabulary = json.loads(path.read_bytes())["model"]["vocab"]
        return np.array([place[piece] for piece, _ in vocabulary], dtype=np.int64)
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise ExportError(f"{path}: not a tokenizer of these weights ({type(err).__name__}: {err}).") from err


def tokenizer(model: E5, keep: npt.NDArray[np.int64] | None = None) -> Tokenizer:
    """The tokenizer over the kept pieces (all where None); ids are places in `keep`.

    The published normalization is sentencepiece's nmt_nfkc: NFKC, controls dropped, odd spaces made plain.
    """
    chosen = range(len(model.pieces)) if keep is None else keep.tolist()
    made = Tokenizer(Unigram([(model.pieces[i], float(model.scores[i])) for i in chosen], unk_id=3))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.Replace(Regex(r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement=_MARK, prepend_scheme="always"),
        ]
    )
    made.decoder = decoders.Metaspace(replacement=_MARK, prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    made.add_special_tokens(list(_SPECIAL))
    return made


def write(made: Tokenizer, path: Path) -> None:
    """tokenizer.json without indentation."""
    path.write_text(json.dumps(json.loads(made.to_str()), ensure_ascii=False, separators=(",", ":")))


def _is_common(text: str) -> bool:
    if len(text) <= 1:
        return not text or any(a <= ord(text) <= b for a, b in _SINGLE_RANGES) or _in_gb2312(text)
    return bool(_NUMBER.fullmatch(text)) or (bool(_HAN.fullmatch(text)) and _in_gb2312(text))


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _english() -> list[str]:
    try:
        import wordfreq
    except ImportError as err:
        raise ExportError("the list of English words is missing: pip install 'endcap[text]'.") from err
    words = [w for w in wordfreq.top_n_list("en", _WORDS) if all(ord(c) < 0x250 for c in w)]
    forms: list[Callable[[str], str]] = [str, str.title, lambda w: f"({w}", lambda w: f"({w.title()}"]
    return [form(w) for form in forms for w in words] + [w.upper() for w in words[:_SHOUTED]]


def _used(model: E5, texts: Iterable[str]) -> set[int]:
    return {i for encoding in tokenizer(model).encode_batch_fast(list(texts)) for i in encoding.ids}
