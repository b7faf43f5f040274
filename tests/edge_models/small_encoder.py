"""A text encoder in the format of the real one, with a dozen words: a table of word vectors as a graph.

Words of one meaning share a vector in both languages, so what it finds alike is known beforehand. It takes
milliseconds and needs no weights from elsewhere.
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from edge_models.text.encoder import DIMENSION, GRAPH, SCHEMA, SETTINGS, TOKENIZER, Role
from edge_models.text.language import Language

MEANINGS = (
    ("tea", "茶"),
    ("green", "绿"),
    ("milk", "奶"),
    ("pasta", "面"),
    ("sauce", "酱"),
    ("bread", "包"),
    ("butter", "油"),
    ("rice", "米"),
    ("biscuits", "饼"),
    ("shoes", "鞋"),
    ("cheese", "芝"),
    ("filler", "填"),
    ("banana", "蕉"),
    ("chocolate", "巧"),
)
_SPECIAL = ["[UNK]", "<pad>"]  # the second is the padding's number 1; both mean nothing


def write_small_encoder(folder: Path, seed: int = 0) -> Path:
    """text.onnx, tokenizer.json and text.json; another seed is another encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = _SPECIAL + [word for meaning in MEANINGS for word in meaning]
    rng = np.random.default_rng(seed)
    table = np.zeros((len(words), DIMENSION), dtype=np.float32)
    for number in range(len(MEANINGS)):
        vector = rng.normal(size=DIMENSION)
        table[2 + 2 * number : 4 + 2 * number] = vector / np.linalg.norm(vector)
    whole = ["texts", "tokens"]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["words", "input_ids"], ["states"])],
        "small",
        [helper.make_tensor_value_info(n, TensorProto.INT64, whole) for n in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*whole, DIMENSION])],
        [numpy_helper.from_array(table, "words")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, folder / GRAPH)
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[a-z]+|[\u4e00-\u9fff]"), "removed", invert=True)
    tokenizer.save(str(folder / TOKENIZER))
    means = {role: {language: [0.0] * DIMENSION for language in Language} for role in Role}
    settings = {"schema": SCHEMA, "model": "small", "max_tokens": 32, "means": means}
    (folder / SETTINGS).write_text(json.dumps(settings))
    return folder
