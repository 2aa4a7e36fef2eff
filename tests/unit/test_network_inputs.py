"""What every network function says to a bad input, and gives where there is hardly a network."""

import inspect

import numpy as np
import pandas as pd
import pytest
from tests.networks import territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError

MORE = {
    "two_mode": ["degree"],
    "key_players": [1],
    "group_centrality": [["a"]],
    "suggest": [1],
    "intervals": ["degree"],
    "stability": ["degree"],
}
FAST = {"repeats": 2}


def public():
    for room in (wg.centrality, wg.roles, wg.cohesion, wg.links, wg.robustness):
        for name in room.__all__:
            if inspect.isfunction(getattr(room, name)):
                yield getattr(room, name)


def taking(option):
    return [f for f in public() if option in inspect.signature(f).parameters]


def called(function, eco, **options):
    taken = inspect.signature(function).parameters
    fast = {key: value for key, value in FAST.items() if key in taken}
    return function(eco, *MORE.get(function.__name__, []), **fast | options)


@pytest.fixture(scope="module")
def path():
    return territory([("a", "b"), ("b", "c")])


@pytest.mark.parametrize("function", taking("layer"))
def test_a_layer_that_is_none(function, path):
    with pytest.raises(UnknownNameError, match=r"layer 'colaborates'. Did you mean 'collaborates'"):
        called(function, path, layer="colaborates")
    with pytest.raises(UnknownNameError, match=r"layer 'x'. There are: "):
        called(function, path, layer=["collaborates", "x"])


@pytest.mark.parametrize("function", taking("weight"))
def test_a_weight_that_is_none(function, path):
    with pytest.raises(UnknownNameError, match=r"column of ties 'wieght'. Did you mean 'weight'"):
        called(function, path, weight="wieght")
    with pytest.raises(ValueError, match=r"cannot be weighted by 'note': it does not hold numbers. Try"):
        called(function, path, weight="note")


@pytest.mark.parametrize("function", taking("by"))
def test_a_column_that_is_none(function, path):
    with pytest.raises(UnknownNameError, match=r"column of actors 'sectr'. Did you mean 'sector'"):
        called(function, path, by="sectr")


@pytest.mark.parametrize("function", taking("measure"))
def test_a_measure_that_is_none(function):
    with pytest.raises(UnknownNameError, match=r"measure 'closenes'. Did you mean 'closeness'"):
        function(
            wg.datasets.two_valleys(),
            *(["asl"] if function is wg.roles.group_centrality else []),
            measure="closenes",
        )


@pytest.mark.parametrize("actors", [(), ("a",)])
@pytest.mark.parametrize("function", list(public()))
def test_nobody_and_one_alone(function, actors):
    """An empty network and a single actor have a defined value, or an error that names what is missing."""
    eco = territory([], actors)
    name = function.__name__
    if name == "two_mode":
        with pytest.raises(wg.errors.MissingTableError, match="memberships"):
            called(function, eco)
    elif not actors and name == "key_players":
        with pytest.raises(ValueError, match="from 0 to the 0 actors there are, not 1"):
            called(function, eco)
    elif not actors and name == "group_centrality":
        with pytest.raises(UnknownNameError, match=r"There is no actor 'a'\. There are none"):
            called(function, eco)
    else:
        found = called(function, eco)
        if isinstance(found, pd.Series):
            assert found.index.equals(eco.actors.index)
        elif isinstance(found, float):
            assert np.isnan(found)


def test_memberships_tie_nobody_by_themselves():
    eco = wg.datasets.two_valleys()
    alone = eco.replace(ties=eco.ties.iloc[:0])
    assert (wg.centrality.degree(alone) == 0).all()
    assert wg.centrality.degree(wg.project(alone)).sum() > 0


@pytest.mark.parametrize("status", ["planned", "proposed", "ended", "withdrawn"])
def test_ties_that_do_not_count_change_nothing(status, path):
    row = pd.DataFrame({"source": ["a"], "target": ["c"], "type": ["refers"], "status": [status]})
    more = path.replace(ties=pd.concat([path.ties, row.reindex(columns=path.ties.columns)]))
    for function in public():
        if function is not wg.centrality.two_mode:
            one, other = called(function, path), called(function, more)
            assert str(one) == str(other)


def test_a_constant_column_is_one_group(path):
    same = path.replace(actors=path.actors.assign(sector="public"))
    assert wg.roles.brokerage(same, by="sector").loc["b"].tolist() == [2, 0, 0, 0, 0, 2]
    assert wg.cohesion.mixing(same, "sector").to_numpy().tolist() == [[2]]
    assert np.isnan(wg.cohesion.assortativity(same, "sector"))
    found = wg.cohesion.ei_index(same, "sector", repeats=9)
    assert (found.value, found.p_value) == (-1, 1)
    nothing_known = wg.roles.brokerage(path, by="sector")
    assert nothing_known.loc["b", "coordinator"] == 2
