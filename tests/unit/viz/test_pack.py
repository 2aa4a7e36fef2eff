"""Folded sentences come back whole."""

from __future__ import annotations

import re

import pytest
from tests.hostile import nasty

from welfare_graph.viz._pack import pack, squeeze


def unfold(folded, *known):
    """What the page does, in Python."""
    whole = []
    for row, entry in enumerate(folded["rows"]):
        place, *numbers = entry if isinstance(entry, list) else [entry]
        fill = iter(numbers)
        words = [column[row] for column in known]
        whole.append(
            re.sub(
                "[\ue000-\ue003]",
                lambda mark, fill=fill, words=words: (
                    next(fill) if mark[0] == "\ue003" else words[ord(mark[0]) - 0xE000]
                ),
                folded["texts"][place],
            )
        )
    return whole


def test_sentences_that_differ_in_names_and_numbers_share_a_pattern():
    values = ["Alpetta: 12 people, nido 3.5", "Borgo: 1,200 people, nido 7"]
    folded = pack(values, ["Alpetta", "Borgo"], ["nido", "nido"])
    assert len(folded["texts"]) == 1
    assert unfold(folded, ["Alpetta", "Borgo"], ["nido", "nido"]) == values


@pytest.mark.parametrize("word", ["", "1", "a", "12", "\ue001", "<b>"])
def test_any_sentence_comes_back(word):
    values = [*nasty(), "\ue000\ue003 1", "", "7", word * 3, "a\ue002b"]
    names = [word] * len(values)
    assert unfold(pack(values, names, names[::-1]), names, names[::-1]) == values


def test_a_column_of_one_value_is_sent_once():
    page = {"a": {"same": [None] * 9, "few": [1, 1], "other": [*range(9)]}, "plan": None, "title": "t"}
    squeeze(page)
    assert page["a"] == {"same": {"all": None, "n": 9}, "few": [1, 1], "other": [*range(9)]}
