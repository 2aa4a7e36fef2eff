"""Sentences that know their key: told in any language, plain text everywhere else."""

from __future__ import annotations

import pickle

import pytest

from welfare_graph._texts import Said
from welfare_graph._texts.errors import TEXTS


def test_a_sentence_of_an_error_is_english_text_that_can_be_told_in_italian():
    said = Said("errors.budget", given=-5)
    assert said == "budget must be 0 EUR or more, not -5."
    assert said.told("it") == "Il budget dev'essere di 0 euro o più, non -5."
    assert said.told("en") == str(said)
    again = pickle.loads(pickle.dumps(said))
    assert again == said
    assert type(again) is str


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_italian_is_not_english(name):
    assert TEXTS[name]["it"] != TEXTS[name]["en"]
