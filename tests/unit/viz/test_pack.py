"""Folded sentences come back whole."""

from __future__ import annotations

import re

import pytest
from tests.hostile import nasty
from tests.pages import rebuilt, whole

from welfare_graph.viz._pack import changes, echo, pack, squeeze


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


def test_values_that_repeat_are_sent_once_with_their_number():
    page = {"a": {"same": [None] * 9, "few": [1, 1], "other": [*range(9)]}, "plan": None, "title": "t"}
    squeeze(page)
    assert page["a"] == {"same": {"run": [None, 9]}, "few": [1, 1], "other": [*range(9)]}


@pytest.mark.parametrize("values", [[0] * 5 + [None] * 5, ["a"] * 4 + ["b"] + ["a"] * 4, [*range(5)] * 2])
def test_a_squeezed_column_comes_back(values):
    page = {"a": {"column": list(values)}, "plan": None}
    squeeze(page)
    assert whole(page["a"]["column"]) == values


def test_italian_numbers_are_taken_from_the_english_sentence():
    english = pack(["Alpetta: 1,234.5 people"], ["Alpetta"])
    italian = pack(["Alpetta: 1.234,5 persone"], ["Alpetta"])
    echo(italian, english)
    assert italian["rows"] == [0]
    other = pack(["Alpetta: 1.234,5 persone, 2"], ["Alpetta"])
    echo(other, english)
    assert other["rows"] == [[0, "1.234,5", "2"]]


def test_codes_are_folded_and_small_numbers_are_not():
    folded = pack(["far/001097/care", "far/001098/care"], ["001097", "001098"], ["care", "care"])
    assert folded == {"texts": ["far/\ue000/\ue001"], "rows": [0, 0]}
    assert pack(["12 of 12"], ["12"])["rows"] == [[0, "12", "12"]]


@pytest.mark.parametrize(
    ("after", "shifts"),
    [
        ({"id": ["b", "a"], "n": [2.0, 1]}, [1, -1]),
        ({"id": ["a", "x", "a", "b"], "n": [1, None, 2, 2]}, [0, None, None, -2]),
        ({"id": [], "n": []}, []),
    ],
)
def test_a_table_is_sent_as_what_differs_and_comes_back(after, shifts):
    before = {"id": ["a", "b", "a"], "n": [1, 2, 1]}
    told = changes(after, before)
    assert told["from"] == shifts
    assert len(told["id"]) == shifts.count(None)
    assert rebuilt(told, before) == after
