"""Charts: what is drawn, in which order, in which language, and on whose axes."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from tests.networks import territory

import welfare_graph as wg
from welfare_graph.errors import MissingDependencyError

charts = wg.viz.charts


def labels(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def test_ranks_are_drawn_from_the_largest_down_on_the_given_axes():
    eco = territory([("hub", x) for x in "abc"])
    found = wg.robustness.intervals(eco, "degree", kind="ties", missing=0.4, repeats=10)
    ax = Figure().subplots()
    assert charts.ranks(found, top=2, lang="it", ax=ax) is ax
    assert labels(ax) == ["hub", "a"]
    assert ax.lines[0].get_xdata().tolist() == [3, 1]
    assert ax.yaxis_inverted()
    assert ax.get_legend().get_texts()[1].get_text() == "valore misurato"


def test_long_names_are_cut_and_actors_without_a_value_left_out():
    eco = territory([("a", "b")], actors=("z",))
    found = wg.robustness.intervals(eco, "constraint", repeats=3)
    names = pd.Series({"a": "Consorzio intercomunale dei servizi sociali del territorio", "b": "B"})
    assert labels(charts.ranks(found, names=names)) == ["Consorzio intercomunale dei servi…", "B"]


def test_mixing_shows_numbers_where_there_are_ties():
    eco = territory([("a", "b"), ("b", "c")])
    eco = eco.replace(actors=eco.actors.assign(sector=["public", "private", None]))
    axes = charts.mixing(wg.cohesion.mixing(eco, "sector"), lang="it")
    assert [part.get_text() for part in axes.texts] == ["1", "1", "1", "1"]
    assert labels(axes)[-1] == "non noto"
    assert charts.mixing(wg.cohesion.mixing(territory([], ("a",)))).texts[:] == []


def test_roles_stack_to_the_total():
    eco = wg.datasets.two_valleys()
    found = wg.roles.brokerage(eco, by="sector")
    axes = charts.roles(found, top=3, lang="it")
    width = np.sum([[bar.get_width() for bar in group] for group in axes.containers], axis=0)
    assert width.tolist() == found["total"].nlargest(3).tolist()
    assert axes.get_xlabel() == "coppie ordinate messe in contatto"
    assert labels(charts.roles(wg.roles.brokerage(territory([("a", "b")])))) == []


@pytest.mark.parametrize("draw", [charts.ranks, charts.mixing, charts.roles])
def test_pictures_without_matplotlib_say_what_to_install(monkeypatch, draw):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    eco = wg.datasets.two_valleys()
    given = {
        charts.ranks: wg.robustness.intervals(eco, "degree", repeats=2),
        charts.mixing: wg.cohesion.mixing(eco),
        charts.roles: wg.roles.brokerage(eco),
    }
    with pytest.raises(MissingDependencyError, match=r"pip install 'welfare_graph\[charts\]'"):
        draw(given[draw])
