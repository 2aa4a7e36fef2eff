"""Charts of gaps: what they draw, in both languages, on given axes, with nothing to draw."""

import pandas as pd
import pytest

import welfare_graph as wg


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


def test_the_matrix_writes_the_people_that_nobody_serves(eco):
    ax = wg.viz.charts.gap_matrix(wg.gaps.allocate(eco).areas, lang="it")
    assert sorted(cell.get_text() for cell in ax.texts) == ["0,4", "1", "20", "4", "6"]
    assert ax.get_title() == "Persone senza servizio, per quanto mostrano i dati"


def test_bars_add_to_one_for_each_need(eco):
    ax = wg.viz.charts.cause_bars(wg.gaps.explain(eco).causes)
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(2.0)
    assert {label.get_text() for label in ax.get_legend().get_texts()} == {
        "far",
        "full",
        "serves other areas",
    }


def test_equal_access_has_no_gini():
    index = pd.MultiIndex.from_tuples([("a", "care"), ("b", "care")], names=["area_id", "need_id"])
    access = pd.DataFrame({"access": [0.5, 0.5]}, index=index)
    assert "0.00" in wg.viz.charts.lorenz(access).get_title()
    people = pd.Series([1.0, 3.0], index=index)
    uneven = access.assign(access=[0.0, 1.0])
    assert "0.25" in wg.viz.charts.lorenz(uneven, people).get_title()
    assert "–" in wg.viz.charts.lorenz(access * 0).get_title()


def test_charts_draw_on_the_axes_given_and_on_nothing(eco):
    ax = wg.viz.charts.lorenz(wg.gaps.access(eco, need="childcare"))
    ax.clear()
    served = wg.gaps.allocate(eco).areas.assign(unmet=0.0)
    assert wg.viz.charts.gap_matrix(served, ax=ax) is ax
    assert wg.viz.charts.cause_bars(wg.gaps.explain(eco).causes.head(0)).get_legend() is None
