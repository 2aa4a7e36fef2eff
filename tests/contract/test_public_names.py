"""What is public is named once, sorted, told in the documentation, and called the same way everywhere."""

from __future__ import annotations

import importlib
import inspect
import re

import pytest
from tests.contract.surface import INTERNAL, on_a_territory, public_functions, public_modules, public_names
from tools import docstrings

import welfare_graph as wg

FUNCTIONS = public_functions()
ON_A_TERRITORY = on_a_territory()
DEFAULTS = {
    "layer": None,
    "weight": None,
    "directed": False,
    "rules": None,
    "seed": 0,
    "n_jobs": 1,
    "lang": "en",
}


@pytest.mark.parametrize("module", public_modules())
def test_all_is_there_sorted_and_true(module):
    names = importlib.import_module(module).__all__
    assert list(names) == sorted(set(names))
    assert [name for name in names if not hasattr(importlib.import_module(module), name)] == []


def test_the_package_names_its_rooms():
    assert set(wg.__all__) <= set(dir(wg))
    with pytest.raises(AttributeError, match="has no attribute 'centralty'"):
        wg.centralty  # noqa: B018


@pytest.mark.parametrize("name", sorted(ON_A_TERRITORY))
def test_the_territory_comes_first_and_options_are_keywords(name):
    parameters = list(inspect.signature(ON_A_TERRITORY[name]).parameters.values())
    positional = [parameter.name for parameter in parameters if parameter.kind is not parameter.KEYWORD_ONLY]
    assert positional[0] == "eco"
    assert len(positional) <= (4 if name == "testing.seed_faults" else 2)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_same_idea_has_the_same_default(name):
    parameters = inspect.signature(FUNCTIONS[name]).parameters
    shared = {key: parameters[key].default for key in DEFAULTS if key in parameters}
    given = {key: value for key, value in shared.items() if value is not inspect.Parameter.empty}
    assert given == {key: DEFAULTS[key] for key in given}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_everything_is_annotated(name):
    signature = inspect.signature(FUNCTIONS[name])
    assert signature.return_annotation is not inspect.Signature.empty
    assert [key for key, one in signature.parameters.items() if one.annotation is one.empty] == []


def test_every_public_module_has_its_page_in_the_reference(repository):
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (repository / "docs" / "api").glob("*.md"))
    told = set(re.findall(r"^::: (welfare_graph[\w.]*)", pages, re.MULTILINE))
    homes = {".".join(["welfare_graph", *name.split(".")[:-1]]) for name in public_names()}
    assert sorted(homes - told) == []


def test_the_checker_of_docstrings_leaves_out_the_same_modules():
    assert set(docstrings.INTERNAL) == INTERNAL
