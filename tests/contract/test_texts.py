"""Every sentence a reader sees exists in both languages, with the same fields."""

from __future__ import annotations

import importlib
import pkgutil
import string

import pytest

from welfare_graph import _texts

ROOMS = sorted(module.name for module in pkgutil.iter_modules(_texts.__path__))
SENTENCES = [
    pytest.param(sentence, id=f"{room}.{key}")
    for room in ROOMS
    for key, sentence in importlib.import_module(f"welfare_graph._texts.{room}").TEXTS.items()
]


def fields(sentence: str) -> set[str]:
    """Names of the fields of a `str.format` sentence, without their format and language."""
    named = (name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)
    return {name.removesuffix("_en").removesuffix("_it") for name in named}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_whole_in_both_languages(sentence):
    assert set(sentence) == {"en", "it"}
    for words in sentence.values():
        assert words.removeprefix(" ").strip() == words.removeprefix(" ")
        assert "  " not in words
    assert bool(sentence["en"]) == bool(sentence["it"])
    assert sentence["en"].startswith(" ") == sentence["it"].startswith(" ")
    assert fields(sentence["en"]) == fields(sentence["it"])


def test_fields_are_read_as_str_format_does():
    assert fields("{people} in {area!r}, {share:.1%}; {{literal}}") == {"people", "area", "share"}
