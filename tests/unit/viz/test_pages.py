"""Pages as text: what is in them, what is not, and that the same territory gives the same bytes."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import subprocess
import sys

import numpy as np
import pytest
from tests.hostile import nasty, territory
from tests.pages import data_of

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError
from welfare_graph.viz._page import SCRIPTS, assets, lean, to_json


@pytest.fixture(scope="module")
def toy():
    return wg.datasets.two_valleys()


def test_json_cannot_end_its_element():
    for text in nasty():
        written = to_json({"text": text})
        assert not set("<>&\u2028\u2029") & set(written), text
        assert json.loads(written) == {"text": text}


def test_json_is_strict_and_readable():
    assert to_json({"è": "à\ud800"}) == '{"è":"à?"}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(float("nan"))


@pytest.mark.parametrize("draw", [wg.viz.atlas, wg.viz.map, wg.viz.matrix, wg.viz.network])
def test_a_page_is_whole_and_asks_for_nothing(toy, draw):
    page = draw(toy, lang="it")
    assert isinstance(page, wg.viz.Html)
    assert page.startswith("<!doctype html>")
    assert '<html lang="it"' in page
    outside = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:|//)", outside)
    assert "\\u003c" not in outside
    assert draw(toy, lang="it") == page


@pytest.mark.parametrize("draw", [wg.viz.atlas, wg.viz.network])
def test_the_policy_names_every_script_and_style_and_no_other(toy, draw):
    page = draw(toy)
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        hashes = {
            "'sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() + "'"
            for body in bodies
        }
        named = set(re.search(rf"{tag}-src ([^;]*)", policy).group(1).split())
        assert hashes == named


def test_text_from_the_data_is_never_markup():
    for name in SCRIPTS:
        script = assets(f"js/{name}.js")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|DOMParser",
            script,
        )
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", assets("pyvis.js"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_text_of_a_script_spans_lines(name):
    """The page drops indentation: only texts within one line stay as they are."""
    for line in assets(f"js/{name}.js").splitlines():
        assert line.count("`") % 2 == 0


def test_a_script_goes_without_comments_and_indentation():
    text = "/* A\n * b */\n  /** c */\nx = 1; /* d */\n/* e */ y();\n\n    z(); // f\n"
    assert lean(text) == "x = 1; /* d */\n/* e */ y();\nz(); // f"


def test_the_language_must_be_known(toy):
    with pytest.raises(UnknownNameError, match="language"):
        wg.viz.atlas(toy, lang="fr")


def test_the_frame_of_a_notebook_is_sandboxed_and_holds_the_very_page(toy):
    page = wg.viz.atlas(toy)
    frame = page._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert html.unescape(re.search(r'srcdoc="([^"]*)"', frame).group(1)) == page


def test_saving_replaces_whole_and_returns_the_path(toy, tmp_path):
    target = tmp_path / "new" / "page.html"
    page = wg.viz.matrix(toy)
    assert page.save(target) == target
    assert target.read_text(encoding="utf-8") == page
    assert [file.name for file in target.parent.iterdir()] == ["page.html"]


def test_the_report_is_the_atlas_of_the_day(toy, tmp_path):
    path = wg.report(toy, tmp_path / "r.html", at="2019-06-30", lang="it")
    assert path.read_text(encoding="utf-8") == wg.viz.atlas(toy.at("2019-06-30"), lang="it")
    assert data_of(path.read_text(encoding="utf-8"))["date"] == "2019-06-30"


def test_the_hash_seed_does_not_matter(tmp_path):
    code = (
        "import hashlib, welfare_graph as wg; eco = wg.datasets.two_valleys();"
        "print(hashlib.sha256((wg.viz.atlas(eco) + wg.viz.network(eco)).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(seen) == 1


def test_a_hostile_territory_is_told_apart_from_its_page():
    page = wg.viz.atlas(territory())
    outside = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    assert "__ran" not in outside.replace(
        "&lt;/script&gt;&lt;script&gt;window.__ran=(window.__ran||0)+1&lt;/script&gt;", ""
    )
    links = data_of(page)["sources"]["url"]
    assert all(link == "" or link.startswith(("http://", "https://")) for link in links)


def test_the_page_says_what_the_tables_say(toy):
    page = data_of(wg.viz.atlas(toy))
    assert page["actors"]["id"] == list(toy.current().actors.index)
    assert len(page["ties"]["s"]) == len(toy.active("ties"))
    assert sum(page["services"]["live"]) == len(toy.active("services"))
    assert np.isclose(sum(page["cells"]["q"]), toy.current().demand["quantity"].sum())


def test_a_frontier_alone_shows_its_largest_plan(toy):
    budgets = wg.plan.frontier(toy, [0, 20_000])
    told = data_of(wg.viz.atlas(toy, plan=budgets))["plan"]
    assert told["frontier"]["budget"] == [0, 20_000]
    assert told["gain"] == told["frontier"]["people"][-1]
    assert data_of(wg.viz.atlas(toy, plan=[]))["plan"] is None


@pytest.mark.parametrize(
    ("rules", "what", "shown"),
    [
        ({"min_trust": 0.8, "max_steps": 1, "tie_trust": 1.0}, {"tie"}, "mettere in contatto"),
        ({"min_trust": 0.5, "max_steps": 2}, {"open", "expand"}, "ampliare “Posti al nido” presso Micronido"),
    ],
    ids=["ties", "places"],
)
def test_a_plan_of_any_lever_is_told(toy, rules, what, shown):
    asked = wg.Rules(**rules)
    plan = wg.plan.ties(toy, 2, rules=asked) if what == {"tie"} else wg.plan.joint(toy, 500_000, rules=asked)
    told = data_of(wg.viz.atlas(toy, plan=plan))["plan"]
    assert set(told["actions"]["action"]) == what
    assert shown in told["short"]["it"]
    assert ("altra azione" in told["short"]["it"]) == (len(plan.actions) > 3)
    names = set(toy.actors["name"]) | set(toy.services["name"].dropna())
    assert {name for who in told["actions"]["who"] for name in who.split(" – ")} <= names | {""}
    assert len(told["ties"]) == (len(plan.actions) if what == {"tie"} else 0)
    assert told["served"] == round(plan.effect["after"].sum())


def test_a_plan_without_costs_says_none(toy):
    plan = wg.plan.sites(toy.replace(costs=toy.costs.iloc[:0]), 1, need="childcare")
    told = data_of(wg.viz.atlas(toy, plan=plan))["plan"]
    assert told["cost"] is None
    assert [row["label"]["en"] for row in told["summary"]].count("Cost") == 0


def test_an_empty_territory_still_makes_a_page():
    import pandas as pd

    eco = wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": [], "name": [], "type": []}, dtype=str),
        ties=pd.DataFrame({"source": [], "target": [], "type": []}, dtype=str),
    )
    assert data_of(wg.viz.atlas(eco))["actors"]["id"] == []
    assert wg.viz.network(eco).startswith("<!doctype html>")
