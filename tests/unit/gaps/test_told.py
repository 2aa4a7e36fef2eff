"""The gaps as a planner reads them: sections, words, and what the data do not cover."""

import re

import pandas as pd
import pytest
from tests.gaps_territories import territory
from tests.unit.gaps.test_rules_of_reach import DEMAND, MINUTES, relations, service

import welfare_graph as wg


def told(eco, *, lang="it", top=10, rules=None):
    ledger = wg.gaps.find(eco, lang=lang, rules=rules)
    return {part.title: part for part in wg.gaps.told(eco, ledger, lang=lang, top=top, rules=rules)}


def lines(part):
    return "\n".join(part.lines)


@pytest.fixture(scope="module")
def scarce():
    inventory = pd.DataFrame({"need_id": ["care", "play"], "complete": ["yes", "partial"]})
    demand = DEMAND | {("a", "play"): 2.0}
    return territory(demand, [service(capacity=6.0)], MINUTES, inventory=inventory)


def test_what_is_missing_today_stands_before_what_could_be_lost(scarce):
    titles = list(told(scarce))
    assert titles == [
        "Che cosa manca oggi",
        "Che cosa si può perdere",
        "La prova",
        "Perché mancano i servizi",
        "Che cosa cambierebbe",
        "Che cosa i nostri dati non mostrano",
        "Che cosa l'inventario non copre",
    ]


def test_today_is_told_by_kind_and_need_in_rank_order(scarce):
    today = lines(told(scarce)["Che cosa manca oggi"])
    assert "Al completo: care: 3 zone, 9 persone" in today
    ranks = [int(rank) for rank in re.findall(r"^(\d+)\. ", today, flags=re.MULTILINE)]
    assert ranks == [1, 2, 3]
    assert "[60 % del bisogno; documentato]" in today
    assert "play" not in today


def test_the_proof_says_demand_places_and_who_goes_without(scarce):
    proof = lines(told(scarce)["La prova"])
    assert "care: chiesti 15 in 3 zone, posti raggiungibili 6, senza 9." in proof
    assert "- a, b, c: chiesti 15, posti 6, senza 9." in proof
    assert "Nessun servizio a cui rivolgersi, per quanto mostrano i nostri dati, per 2: a." in proof


def test_causes_and_changes_are_tables_in_words(scarce):
    parts = told(scarce)
    assert parts["Perché mancano i servizi"].table.to_numpy().tolist() == [
        ["care", "", "9"],
        ["play", "2", ""],
    ]
    changes = parts["Che cosa cambierebbe"].table
    assert changes.columns.tolist() == ["Bisogno", "10 % di posti in più", "tutto questo insieme"]
    assert changes.to_numpy().tolist() == [["care", "+0,6", "+0,6"]]


def test_what_the_data_do_not_show_is_a_question_and_no_gap(scarce):
    parts = told(scarce)
    unknown = parts["Che cosa i nostri dati non mostrano"]
    assert unknown.table.to_numpy().tolist() == [["play", "1", "2"]]
    assert "chiedere, prima di dire che mancano" in lines(unknown)
    assert parts["Che cosa l'inventario non copre"].table.to_numpy().tolist() == [
        ["play", "parziale", "0", "0"]
    ]


def test_one_provider_is_told_once_for_each_need(scarce):
    table = told(scarce, lang="en")["What could be lost"].table
    assert table.to_numpy().tolist() == [["s_actor", "care", "3", "6"]]


def test_needs_that_nobody_counted_are_named():
    eco = territory(DEMAND, [service(capacity=20.0), service("t") | {"need_id": "play"}], MINUTES)
    parts = told(eco, lang="en")
    assert parts["What is missing today"].lines == ["The data show no gap that exists today."]
    assert "Nobody has counted who needs: play." in lines(parts["What the inventory does not cover"])
    assert parts["What the inventory does not cover"].table.to_numpy().tolist() == [
        ["care", "taken as complete", "1", "0"]
    ]


def test_long_lists_are_cut_and_say_so():
    demand = {(f"a{k:02}", need): 1.0 for k in range(12) for need in ("care", "play")}
    services = [service(f"s{k}", f"a{k:02}", 0.5) for k in range(4)]
    eco = territory(demand, services, {("a00", "a11"): 99})
    parts = told(eco, lang="en", top=1)
    assert "1 of 3 shown." in lines(parts["What is missing today"])
    proof = lines(parts["The proof"])
    assert "3 of 4 shown." in proof
    assert "a00, a01, a02, a03, a04, a05, a06, a07 and 4 more" in proof
    assert parts["What could be lost"].lines[-1] == "1 of 4 shown."


def test_norms_and_kinds_of_actor_have_their_place():
    parts = told(wg.datasets.two_valleys(), top=1)
    assert "Sotto una norma" in lines(told(wg.datasets.two_valleys())["Che cosa manca oggi"])
    assert "Se ne vedono 1 su" in lines(parts["Che cosa i nostri dati non mostrano"])


def test_a_relational_gap_names_whom_to_tie_to():
    rules = wg.Rules(min_trust=0.9)
    row = wg.gaps.find(relations(), rules=rules).set_index("gap_id").loc["relational/a/care"]
    assert row["actor_id"] == "s_actor"
    assert "Manca un legame di fiducia: care" in lines(told(relations(), rules=rules)["Che cosa manca oggi"])
