"""The pages that read the first gaps of the Pinerolese quote what the library says today."""

from pathlib import Path

import pytest

import welfare_graph as wg
from welfare_graph._texts import number

FOLDER = Path(__file__).parents[3] / "docs" / "gaps"


@pytest.fixture(scope="module")
def ledger():
    return wg.gaps.find(wg.datasets.pinerolese(), lang="it")


@pytest.mark.parametrize(("name", "lang"), [("pinerolese.md", "en"), ("pinerolese.it.md", "it")])
def test_the_page_quotes_the_ledger(ledger, name, lang):
    page = (FOLDER / name).read_text(encoding="utf-8")
    only = ledger[ledger["kind"] == "fragile"].groupby(["actor_id", "need_id"])["people"].agg(["sum", "size"])
    quoted = [number(len(ledger), lang)]
    for provider, need in (("ciss", "social_work"), ("asl_to3", "community_health")):
        quoted += [number(amount, lang) for amount in only.loc[(provider, need)]]
    missing = ledger[ledger["kind"].isin(wg.gaps.TODAY)].head(30)
    quoted += [f"| {size} |" for size in missing.groupby(["kind", "need_id"]).size()]
    asked = ledger[(ledger["kind"] == "unknown") & (ledger["need_id"] == "home_care")]
    quoted += [number(asked["people"].sum(), lang), number(len(asked), lang)]
    assert [words for words in quoted if words not in page] == []
    first = ledger.head(30)
    assert ((first["kind"] == "fragile").sum(), (first["kind"] == "far").sum()) == (26, 4)
