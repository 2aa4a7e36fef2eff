"""The territory as a user holds it: its tables, its words, its looks, what it refuses."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest
from tests.territory_files import ACTORS, AREAS, TIES, frame, territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError, ValidationError


@pytest.fixture
def toy():
    return wg.datasets.two_valleys()


def test_a_territory_never_changes(toy):
    with pytest.raises(AttributeError, match=r"eco\.replace\(ties=\.\.\.\)"):
        toy.ties = toy.ties
    with pytest.raises(AttributeError, match="cannot be deleted"):
        del toy.actors
    with pytest.raises(TypeError, match="unhashable"):
        hash(toy)


def test_an_unknown_table_is_named(toy):
    with pytest.raises(AttributeError, match="Did you mean 'services'"):
        _ = toy.servicess
    with pytest.raises(UnknownNameError, match="Did you mean 'ties'"):
        toy.active("tie")
    with pytest.raises(UnknownNameError, match="Did you mean 'ties'"):
        toy.replace(tiess=toy.ties)
    with pytest.raises(UnknownNameError, match="There is no table"):
        wg.Ecosystem.from_tables(actors=frame(ACTORS), ties=frame(TIES), servizi=frame(TIES))
    assert "services" in dir(toy)


def test_what_is_no_frame_is_refused():
    with pytest.raises(TypeError, match="actors must be a pandas DataFrame, not list"):
        wg.Ecosystem.from_tables(actors=[1], ties=frame(TIES))


def test_all_findings_come_with_the_error():
    actors = frame(ACTORS, type=["firm", "frim", "shool"], lat=[95, None, None])
    with pytest.raises(ValidationError, match="3 error") as caught:
        territory(actors=actors)
    assert len(caught.value.findings) == 3
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)


def test_many_errors_are_counted():
    ties = frame({"source": ["z"] * 8, "target": ["a"] * 8, "type": ["refers"] * 8})
    with pytest.raises(ValidationError, match=r"and \d+ more"):
        territory(ties=ties)


def test_where_layer_and_within_name_what_they_do_not_know(toy):
    with pytest.raises(UnknownNameError, match="Did you mean 'type'"):
        toy.where(tipe="firm")
    with pytest.raises(UnknownNameError, match="Did you mean 'refers'"):
        toy.layer("refer")
    with pytest.raises(UnknownNameError, match="There is no area"):
        toy.within(["999"])
    with pytest.raises(ValueError, match="is not a date"):
        toy.at("yesterday")


def test_where_takes_values_lists_and_ids(toy):
    assert toy.where(type=["firm", "municipality"]).actors.index.tolist() == [
        "borgo",
        "costa",
        "officina",
        "ponte",
    ]
    some = toy.where(actor_id=["mutua", "coop"])
    assert some.ties[["source", "target"]].to_numpy().tolist() == [["mutua", "coop"]]
    assert toy.where() == toy


def test_layers(toy):
    assert set(toy.layer("refers").ties["type"]) == {"refers"}
    assert len(toy.layer(["refers", "funds"]).ties) == 2


def test_within_keeps_who_is_seated_or_serves_there(toy):
    inside = toy.within("001002")
    assert inside.actors.index.tolist() == ["coop", "ponte"]
    assert inside.areas.index.tolist() == ["001002"]
    assert set(inside.demand["area_id"]) == {"001002"}
    assert inside.people_groups["unit_id"].tolist() == ["coop", "coop"]


def test_words_that_a_caller_changes_stay_what_they_are(toy):
    words = toy.words("actor_type")
    words.loc[:, "label_it"] = "x"
    words["color"].array[:] = "x"
    again = toy.words("actor_type")
    assert again.loc["firm", "label_it"] == "Impresa"
    assert not (again["color"] == "x").any()


def test_own_words_come_after_the_default_ones(toy):
    words = toy.words("actor_type")
    assert words.loc["village_shop", "label_it"] == "Bottega di paese"
    assert words.loc["firm", "label_it"] == "Impresa"
    assert bool(toy.words("tie_type").loc["refers", "directed"])
    with pytest.raises(UnknownNameError, match="kind of word"):
        toy.words("colour")
    mine = frame(
        {"kind": ["tie_type"], "code": ["refers"], "label_en": ["R"], "label_it": ["R"], "directed": [False]}
    )
    assert not territory(vocabulary=mine).words("tie_type").loc["refers", "directed"]


def test_looks(toy):
    assert repr(toy).startswith("<Ecosystem Two valleys on 2024-06-30: ")
    assert repr(territory()) == "<Ecosystem: 3 actors, 2 ties>"
    html = toy.replace(title="<script>alert(1)</script>")._repr_html_()
    assert "<script>" not in html
    assert "2024-06-30" in html
    summary = toy.summary()
    assert summary.loc["services", ["rows", "counting"]].tolist() == [6, 4]
    assert summary.loc["demand", "estimate"] == 8


def test_equality_looks_at_everything(toy):
    assert toy != 1
    assert toy != toy.replace(title="Other")
    assert toy != toy.replace(ties=toy.ties.head(3))
    assert toy != toy.replace(ties=toy.ties.assign(mine="x"))
    assert toy != toy.replace(ties=toy.ties.assign(weight=5.0))
    one = toy.replace(areas=toy.areas.assign(mine=["1", "2", "3", "4"]))
    other = toy.replace(areas=toy.areas.assign(mine=[1, 2, 3, 4]))
    assert one != other
    assert one.fingerprint != other.fingerprint
    assert toy == toy.replace(areas=toy.areas.assign(nothing=None))
    assert pickle.loads(pickle.dumps(toy)) == toy


def test_metadata():
    eco = territory(title="T", language="it", licence="CC0-1.0", reference_date="30/06/2020")
    assert eco.metadata == {
        "title": "T",
        "language": "it",
        "licence": "CC0-1.0",
        "reference_date": "2020-06-30",
    }
    assert eco.replace(title=None).title is None
    with pytest.raises(ValidationError, match="reference_date"):
        territory(reference_date="soon")


def test_a_table_can_be_taken_away(toy):
    assert len(toy.replace(standards=None).standards) == 0


def test_planned_rows_count_when_asked():
    ties = frame(TIES, status=["planned", "withdrawn"], start=["2030", None])
    eco = territory(ties=ties, reference_date="2024-06-30")
    assert len(eco.active("ties")) == 0
    assert len(eco.at("2031").active("ties")) == 1
    assert eco.include_planned().active("ties")["target"].tolist() == ["b"]
    ended = territory(ties=frame(TIES, status="ended", end=["2020", None]))
    assert len(ended.active("ties")) == 0
    assert len(ended.at("2019").active("ties")) == 1


def test_optional_references_that_go_become_missing_and_broken_ones_stay():
    actors = frame(ACTORS, area_id=["001191", "001168", "nowhere"])
    eco = territory(actors=actors, areas=frame(AREAS))
    kept = eco.within(["001191"])
    assert kept.actors.index.tolist() == ["a"]
    part = eco.replace(areas=eco.areas)._keep({"areas": eco.areas.index == "001191"})
    assert part.actors["area_id"].tolist()[0] == "001191"
    assert pd.isna(part.actors["area_id"].iloc[1])
    assert part.actors["area_id"].iloc[2] == "nowhere"


def test_an_initiative_that_goes_is_no_longer_part_of():
    initiatives = frame(
        {
            "initiative_id": ["p", "q"],
            "name": ["P", "Q"],
            "type": "pact",
            "part_of": [None, "p"],
            "end": ["2019", None],
        }
    )
    eco = territory(initiatives=initiatives).at("2020")
    assert eco.initiatives.index.tolist() == ["q"]
    assert eco.initiatives["part_of"].isna().all()


def test_a_frame_without_rows_and_columns_is_an_empty_table():
    eco = territory(ties=pd.DataFrame(), needs=pd.DataFrame())
    assert eco == territory(ties=frame(TIES).head(0))
    assert wg.validate({"actors": frame(ACTORS), "ties": pd.DataFrame()}).empty
    assert eco.needs.index.name == "need_id"


def test_what_cannot_be_planned_stays_as_it_is():
    eco = territory(areas=frame(AREAS))
    assert eco.include_planned() == eco
