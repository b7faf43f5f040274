"""From the published weights to the device's files, and what stops a bad one."""

import dataclasses
import json
from pathlib import Path

import click.testing
import numpy as np
import onnx
import pytest

from edge_models.errors import ExportError
from edge_models.text import TextEncoder
from edge_models.text.cli import text_command
from edge_models.text.making import graph, vocabulary, weights
from edge_models.text.making.make import make_encoder
from edge_models.text.making.parity import Parity, compare

UNSEEN = [  # neither in the glossary nor in a word list
    "Lightweight goose-down parka with removable hood; machine-washable.",
    "Gluten-free oat granola (honey & almond), 350 g resealable pouch",
    "这款轻薄羽绒服采用白鸭绒填充，保暖又不臃肿，适合通勤和旅行。",
    "进口婴幼儿配方奶粉，适合一到三岁宝宝，含益生菌。",
    "耐磨防滑的登山靴，透气网布鞋面，搭配厚底缓震。",
    "满300减50，会员再享9.5折优惠，今晚截止！",
]


@pytest.fixture(scope="module")
def model() -> weights.E5:
    return weights.read(weights.installed_weights())


def test_the_encoder_is_the_published_model(encoder: TextEncoder) -> None:
    parity = compare(encoder, UNSEEN * 4)
    assert parity.least_cosine > 0.99
    parity.check()


def test_a_graph_with_one_wrong_layer_is_refused(made: Path, model: weights.E5, tmp_path: Path) -> None:
    wrong = dict(model.matrices)
    layer = wrong["l3.fo.w"]
    wrong["l3.fo.w"] = dataclasses.replace(layer, packed=layer.packed[:, ::-1])
    keep = vocabulary.kept(model, made / "tokenizer.json")
    for name in ("tokenizer.json", "text.json"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
    onnx.save(graph.build(dataclasses.replace(model, matrices=wrong), keep, 256), tmp_path / "text.onnx")
    with pytest.raises(ExportError, match="strays from the published one"):
        compare(TextEncoder.load(tmp_path), UNSEEN * 4).check()


def test_each_tolerance_is_kept() -> None:
    good = Parity(40, 0.99, "x", 0.999, 0.95)
    good.check()
    for worse in ({"least_cosine": 0.9}, {"mean_cosine": 0.99}, {"overlap": 0.5}, {"mean_cosine": np.nan}):
        with pytest.raises(ExportError):
            dataclasses.replace(good, **worse).check()


def test_the_pruned_vocabulary_cuts_shop_texts_as_the_full_one(made: Path, model: weights.E5) -> None:
    from tokenizers import Tokenizer

    pruned = Tokenizer.from_file(str(made / "tokenizer.json"))
    full = vocabulary.tokenizer(model)
    for text in UNSEEN:
        assert pruned.encode(text).tokens == full.encode(text).tokens
        assert "<unk>" not in pruned.encode(text).tokens


def test_the_files_stay_small(made: Path) -> None:
    assert (made / "text.onnx").stat().st_size < 24e6
    assert (made / "tokenizer.json").stat().st_size < 3e6


def test_weights_of_another_format_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "e5.bin"
    with pytest.raises(ExportError, match="cannot be read"):
        weights.read(path)
    path.write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ExportError, match="not a file of the format"):
        weights.read(path)
    path.write_bytes(b"E5S1" + bytes(64))
    with pytest.raises(ExportError, match="damaged"):
        weights.read(path)


def test_cut_off_weights_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    whole = weights.installed_weights().read_bytes()
    (tmp_path / "cut.bin").write_bytes(whole[: len(whole) // 2])
    result = click.testing.CliRunner().invoke(
        text_command, ["--out", str(tmp_path / "out"), "--weights", str(tmp_path / "cut.bin"), "--json"]
    )
    assert result.exit_code == 1
    assert "damaged" in result.output
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cut.bin"]


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ExportError, match="not a text encoder"):
        make_encoder(tmp_path, quiet=True)
    assert (tmp_path / "letter.txt").exists()


def test_settings_say_where_the_model_comes_from(made: Path) -> None:
    assert "multilingual-e5-small (MIT)" in json.loads((made / "text.json").read_text())["model"]
