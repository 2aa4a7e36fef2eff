"""What is written is read back equal, whatever stands in the cells."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from tests.io.territories import territories

import welfare_graph as wg

SLOW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("suffix", ["", ".zip", ".xlsx"])
@SLOW
@given(eco=territories())
def test_any_territory_survives(tmp_path_factory, suffix, eco):
    path = tmp_path_factory.mktemp("out") / f"territory{suffix}"
    wg.write(eco, path)
    again = wg.read(path)
    for name in wg.schema.TABLES:
        one, two = (getattr(e, name).dropna(axis="columns", how="all") for e in (again, eco))
        pd.testing.assert_frame_equal(one[two.columns], two, check_dtype=False)
    assert again == eco


@pytest.mark.parametrize("suffix", ["", ".zip", ".xlsx"])
@pytest.mark.parametrize("name", ["two_valleys", "pinerolese"])
def test_shipped_territories_survive(tmp_path, suffix, name):
    eco = getattr(wg.datasets, name)()
    path = wg.write(eco, tmp_path / f"territory{suffix}")
    again = wg.read(path)
    assert again == eco
    assert again.metadata == eco.metadata
    assert again.findings["severity"].isin(["info", "warning"]).all()


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
def test_the_same_territory_gives_the_same_bytes(tmp_path, suffix):
    eco = wg.datasets.two_valleys()
    one = wg.write(eco, tmp_path / f"one{suffix}").read_bytes()
    assert wg.write(eco, tmp_path / f"two{suffix}").read_bytes() == one


def test_text_too_long_for_a_cell_is_refused_not_cut(tmp_path):
    eco = wg.datasets.two_valleys()
    long = eco.replace(actors=eco.actors.assign(note="é" * 40_000))
    with pytest.raises(wg.errors.WelfareGraphError, match=r"sheet actors, cell .* 40,000 characters"):
        wg.write(long, tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
    assert wg.read(wg.write(long, tmp_path / "x.zip")) == long
