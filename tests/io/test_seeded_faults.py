"""Every kind of fault, planted at random, is found at its very place; clean data raise nothing."""

import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.testing import FAULT_KINDS, Fault, check_dataset, seed_faults

SEEDS = 1


def names(finding: pd.Series, fault: Fault) -> bool:
    """Say whether a finding names a fault at its place."""
    place = all(
        (getattr(fault, name) is None) == pd.isna(finding[name])
        and (pd.isna(finding[name]) or finding[name] == getattr(fault, name))
        for name in ("table", "row", "column")
    )
    return place and finding["code"] == fault.code


def test_there_are_many_kinds():
    assert len(FAULT_KINDS) == len(set(FAULT_KINDS)) >= 35


@pytest.mark.parametrize("suffix", ["", ".xlsx"])
def test_clean_data_raise_nothing(tmp_path, suffix):
    for name in ("two_valleys", "pinerolese"):
        path = wg.write(getattr(wg.datasets, name)(), tmp_path / f"{name}{suffix}")
        assert wg.validate(path).empty


@pytest.mark.parametrize("suffix", ["", ".xlsx"])
@pytest.mark.parametrize("kind", FAULT_KINDS)
def test_planted_faults_are_found_where_they_are(tmp_path, kind, suffix):
    eco = wg.datasets.two_valleys()
    for seed in range(SEEDS):
        path = tmp_path / f"x{seed}{suffix}"
        fault = seed_faults(eco, path, kind, seed)
        found = wg.validate(path, lang="it")
        hits = found[[names(row, fault) for _, row in found.iterrows()]]
        assert len(hits) >= 1, (fault, found[["table", "row", "column", "code"]].to_dict("records"))
        assert hits["message"].iloc[0]
        assert hits["hint"].iloc[0]
        if fault.value is not None and isinstance(hits["value"].iloc[0], str):
            assert hits["value"].iloc[0] == fault.value


def test_the_same_seed_gives_the_same_fault(tmp_path):
    eco = wg.datasets.two_valleys()
    one = seed_faults(eco, tmp_path / "a", "not_a_number", 5)
    assert one == seed_faults(eco, tmp_path / "b", "not_a_number", 5)
    others = {seed_faults(eco, tmp_path / "b", "not_a_number", seed).row for seed in range(8)}
    assert len(others) > 2


def test_unknown_kind_says_which_was_meant(tmp_path):
    with pytest.raises(wg.errors.UnknownNameError, match="Did you mean 'self_tie'"):
        seed_faults(wg.datasets.two_valleys(), tmp_path / "x", "self_ties")


def test_a_fault_needs_its_table(tmp_path):
    eco = wg.datasets.two_valleys().replace(initiatives=None, memberships=None, commitments=None)
    eco = eco.replace(ties=eco.ties.assign(initiative_id=None))
    with pytest.raises(wg.errors.MissingTableError, match="membership_cycle"):
        seed_faults(eco, tmp_path / "x", "membership_cycle")


def test_the_pinerolese_is_fit_to_be_published(repository):
    found = check_dataset(repository / "datasets" / "pinerolese")
    assert not set(found["check"]) & {"valid", "metadata", "readme", "round trip"}


def test_what_is_not_fit_says_why(tmp_path):
    eco = wg.datasets.two_valleys().replace(title=None)
    path = wg.write(eco, tmp_path / "toy")
    seed_faults(eco, tmp_path / "bad", "not_a_number")
    assert {"metadata", "readme", "source"} <= set(check_dataset(path)["check"])
    assert "valid" in set(check_dataset(tmp_path / "bad")["check"])
