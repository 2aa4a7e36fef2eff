# ruff: noqa: RUF005
"""A toy of eight actors in four areas of two valleys; every name in it is made up."""

from __future__ import annotations

import pandas as pd

from welfare_graph.ecosystem import Ecosystem


def two_valleys() -> Ecosystem:
    """Return a toy territory: 8 actors, 4 areas in two valleys, 2 needs, a pact, costs.

    Its names and numbers are made up. Every function of the package has something to show on it: a
    broker between the valleys, an area nobody serves in time, a full service, an unknown capacity, a
    planned service, a home that closed, a signed pact.

    Returns
    -------
    Ecosystem
        With the reference date 2024-06-30.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.datasets.two_valleys()
    <Ecosystem Two valleys on 2024-06-30: ...
    """
    return Ecosystem.from_tables(
        title="Two valleys",
        language="it",
        licence="CC0-1.0",
        reference_date="2024-06-30",
        sources=pd.DataFrame(
            {"source_id": ["toy"], "title": ["A made-up territory for examples"], "licence": ["CC0-1.0"]}
        ),
        **_tables(),
    )


def _tables() -> dict[str, pd.DataFrame]:
    return {
        "areas": _areas(),
        "actors": _frame(
            ("actor_id", "name", "type", "area_id", "sector", "size"),
            ("asl", "Azienda sanitaria", "health_authority", "001003", "public", "large"),
            ("borgo", "Comune di Borgo", "municipality", "001003", "public", "small"),
            ("coop", "Cooperativa del Ponte", "social_cooperative", "001002", "third_sector", "small"),
            ("costa", "Comune di Costa", "municipality", "001004", "public", "micro"),
            ("mutua", "Mutua delle Valli", "mutual_aid_society", "001003", "third_sector", "small"),
            ("officina", "Officina Rossi", "firm", "001003", "private", "micro"),
            ("ponte", "Comune di Ponte Alto", "municipality", "001002", "public", "micro"),
            ("vicini", "Vicini di Alpetta", "micro_community", "001001", "third_sector", "micro"),
        ),
        "ties": _frame(
            ("source", "target", "type", "weight", "trust", "initiative_id", "start", "status"),
            ("mutua", "coop", "collaborates", 3.0, 0.9, "patto", "2018", None),
            ("mutua", "borgo", "collaborates", 2.0, 0.8, "patto", "2018", None),
            ("mutua", "officina", "collaborates", 1.0, 0.6, "patto", "2021-03", None),
            ("borgo", "asl", "collaborates", 1.0, 0.7, None, None, None),
            ("borgo", "asl", "refers", 2.0, 0.5, None, None, None),
            ("coop", "ponte", "delivers_for", 2.0, 0.8, None, None, None),
            ("ponte", "vicini", "shares_space", 1.0, None, None, None, None),
            ("vicini", "coop", "refers", 1.0, 0.7, None, None, None),
            ("mutua", "ponte", "collaborates", 1.0, 0.5, "patto", None, None),
            ("costa", "borgo", "collaborates", 1.0, None, None, None, "planned"),
        ),
        "initiatives": _frame(
            ("initiative_id", "name", "type", "part_of", "start", "budget_eur"),
            ("patto", "Patto delle due valli", "pact", None, "2018", None),
            ("sportello", "Sportello di vicinato", "project", "patto", "2021", 20000.0),
        ),
        "memberships": _frame(
            ("actor_id", "initiative_id", "role", "start"),
            ("mutua", "patto", "lead", "2018"),
            ("coop", "patto", "partner", "2018"),
            ("borgo", "patto", "partner", "2018"),
            ("officina", "patto", "supporter", "2021"),
            ("asl", "sportello", "collaborator", "2021"),
            ("mutua", "sportello", "lead", "2021"),
            ("vicini", "sportello", "partner", "2021"),
        ),
        "needs": _frame(
            ("need_id", "name", "name_it", "unit", "max_minutes", "target_group"),
            ("childcare", "Places in a nursery", "Posti al nido", "places", 20.0, "0-2"),
            ("home_care", "Care at home", "Assistenza a domicilio", "persons", 30.0, "65+"),
        ),
        "demand": _demand(),
        "services": _services(),
        **_ground(),
        **_promises(),
    }


def _areas() -> pd.DataFrame:
    return _frame(
        ("area_id", "name", "zone", "lat", "lon", "population", "area_km2", "age_0_2", "age_65_plus"),
        ("001001", "Alpetta", "Valle Alta", 44.95, 7.05, 300, 60.0, 6, 90),
        ("001002", "Ponte Alto", "Valle Alta", 44.92, 7.15, 900, 40.0, 20, 240),
        ("001003", "Borgo", "Valle Bassa", 44.88, 7.32, 4000, 20.0, 90, 950),
        ("001004", "Costa", "Valle Bassa", 44.80, 7.25, 700, 30.0, 12, 200),
    )


def _demand() -> pd.DataFrame:
    return _frame(
        ("area_id", "need_id", "quantity", "low", "high", "method", "grade", "source_id"),
        ("001001", "childcare", 2.0, 1.0, 3.0, "a third of age_0_2", "estimate", "toy"),
        ("001002", "childcare", 7.0, 5.0, 9.0, "a third of age_0_2", "estimate", "toy"),
        ("001003", "childcare", 30.0, 20.0, 40.0, "a third of age_0_2", "estimate", "toy"),
        ("001004", "childcare", 4.0, 3.0, 5.0, "a third of age_0_2", "estimate", "toy"),
        ("001001", "home_care", 9.0, 5.0, 13.0, "a tenth of age_65_plus", "estimate", "toy"),
        ("001002", "home_care", 24.0, 12.0, 34.0, "a tenth of age_65_plus", "estimate", "toy"),
        ("001003", "home_care", 95.0, 50.0, 133.0, "a tenth of age_65_plus", "estimate", "toy"),
        ("001004", "home_care", 20.0, 10.0, 28.0, "a tenth of age_65_plus", "estimate", "toy"),
    )


def _services() -> pd.DataFrame:
    return _frame(
        (
            "service_id",
            "actor_id",
            "need_id",
            "name",
            "area_id",
            "capacity",
            "mode",
            "approach",
            "start",
            "end",
            "status",
            "grade",
            "source_id",
        ),
        ("nido", "borgo", "childcare", "Nido di Borgo", "001003", 25.0, "on_site", None, None, None, None)
        + ("documented", "toy"),
        ("micronido", "coop", "childcare", "Micronido", "001002", 6.0, "on_site", None, "2021", None, None)
        + ("documented", "toy"),
        ("domiciliare", "coop", "home_care", "Cure a casa", "001002", 60.0, "home", "integration", None)
        + (None, None, "documented", "toy"),
        ("infermieri", "asl", "home_care", "Infermieri di comunità", "001003", None, "home", "protection")
        + ("2020-01-01", None, None, "documented", "toy"),
        ("casa_costa", "costa", "home_care", "Casa di Costa", "001004", 12.0, "on_site", "protection", None)
        + ("2022-12-31", None, "documented", "toy"),
        ("nido_costa", "costa", "childcare", "Nido di Costa", "001004", 8.0, "on_site", None, None)
        + (None, "planned", "documented", "toy"),
    )


def _ground() -> dict[str, pd.DataFrame]:
    return {
        "inventory": _frame(
            ("need_id", "zone", "complete"),
            ("childcare", None, "yes"),
            ("home_care", "Valle Alta", "partial"),
        ),
        "catchments": _frame(
            ("actor_id", "area_id"), ("asl", "001003"), ("asl", "001002"), ("asl", "001001")
        ),
        "gateways": _frame(
            ("area_id", "actor_id", "trust"), ("001001", "vicini", 0.9), ("001004", "costa", None)
        ),
        "adjacency": _frame(
            ("area_a", "area_b", "road", "minutes", "grade"),
            ("001001", "001002", "yes", 15.0, "documented"),
            ("001002", "001003", "yes", 18.0, "documented"),
            ("001003", "001004", "yes", 25.0, "documented"),
            ("001002", "001004", "no", None, "documented"),
        ),
        "people_groups": _frame(
            ("unit", "unit_id", "dimension", "group", "count"),
            ("area", "001003", "origin", "born abroad", 310.0),
            ("area", "001003", "origin", "born in Italy", 3690.0),
            ("actor", "coop", "origin", "born abroad", 9.0),
            ("actor", "coop", "origin", "born in Italy", 21.0),
        ),
    }


def _promises() -> dict[str, pd.DataFrame]:
    return {
        "commitments": _frame(
            ("initiative_id", "commitment_id", "actor_id", "action", "need_id", "area_id", "service_id")
            + ("partner_id", "quantity", "cost_eur", "due", "status"),
            ("patto", "c1", "coop", "expand", "childcare", None, "micronido", None, 4.0, 30000.0)
            + ("2025-09", "signed"),
            ("patto", "c2", "mutua", "tie", None, None, None, "costa", None, 2000.0, "2024-12", "proposed"),
        ),
        "costs": _frame(
            ("action", "need_id", "fixed_eur", "unit_eur", "max_quantity", "grade"),
            ("open", "childcare", 20000.0, 6000.0, 20.0, "assumption"),
            ("open", "home_care", 10000.0, 1500.0, 50.0, "assumption"),
            ("expand", "childcare", 0.0, 7000.0, 10.0, "assumption"),
            ("expand", "home_care", 0.0, 1500.0, 40.0, "assumption"),
            ("tie", None, 2000.0, None, None, "assumption"),
        ),
        "standards": _frame(
            ("standard_id", "name_it", "name_en", "numerator", "denominator", "threshold", "direction")
            + ("level", "verified", "source_id"),
            ("nidi_33", "Nidi: un posto ogni tre bambini", "Nurseries: a place for every third child")
            + ("capacity:childcare", "column:age_0_2", 0.33, "min", "zone", False, "toy"),
        ),
        "responses": _frame(
            ("actor_id", "wave", "answered", "date"),
            ("coop", "2024", True, "2024-03-01"),
            ("mutua", "2024", True, "2024-03-02"),
            ("officina", "2024", False, None),
        ),
        "vocabulary": _frame(
            ("kind", "code", "label_en", "label_it", "parent"),
            ("actor_type", "village_shop", "Village shop", "Bottega di paese", "firm"),
        ),
    }


def _frame(columns: tuple[str, ...], *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))
