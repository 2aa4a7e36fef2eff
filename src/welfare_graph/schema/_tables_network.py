"""The tables of who acts, where and with whom."""

from __future__ import annotations

from welfare_graph.schema._columns import (
    END,
    GRADE,
    LAT,
    LON,
    NAME,
    ORIGIN,
    SOURCE,
    START,
    STATUS,
    TIME,
    count_column,
    id_column,
    reference,
)
from welfare_graph.schema._model import Column, Table

ACTORS = Table(
    name="actors",
    index="actor_id",
    key=("actor_id",),
    en="An organisation or a group of people that acts",
    it="Un'organizzazione o un gruppo di persone che agisce",
    columns=(
        id_column("actor_id", "Code of the actor", "Codice dell'attore"),
        NAME,
        Column(name="type", required=True, words="actor_type", en="Kind of actor", it="Tipo di attore"),
        reference("area_id", "areas", "Area of the seat", "Area della sede"),
        LAT,
        LON,
        Column(
            name="sector",
            words="sector",
            en="Public, private, third sector",
            it="Pubblico, privato, terzo settore",
        ),
        Column(name="legal_form", en="National code of the legal form", it="Codice della forma giuridica"),
        Column(
            name="size", words="size", en="Micro, small, medium, large", it="Micro, piccola, media, grande"
        ),
        count_column("employees", "People employed", "Addetti", kind="integer"),
        *TIME,
        *ORIGIN,
    ),
)

TIES = Table(
    name="ties",
    key=("source", "target", "type"),
    en="A collaboration between two actors",
    it="Una collaborazione tra due attori",
    columns=(
        reference("source", "actors", "Actor from whom the tie goes", "Attore da cui parte", required=True),
        reference("target", "actors", "Actor to whom the tie goes", "Attore a cui arriva", required=True),
        Column(name="type", required=True, words="tie_type", en="Layer: kind of tie", it="Tipo di legame"),
        Column(
            name="weight",
            kind="float",
            minimum=0,
            above=True,
            en="Strength; empty counts as 1",
            it="Intensità; vuoto vale 1",
        ),
        Column(
            name="trust",
            kind="float",
            minimum=0,
            maximum=1,
            unit="0 to 1",
            en="Trust; empty is unknown",
            it="Fiducia; vuoto è sconosciuta",
        ),
        Column(
            name="directed",
            kind="boolean",
            en="One way only; empty: what the tie type says",
            it="A senso unico; vuoto: come dice il tipo",
        ),
        reference("initiative_id", "initiatives", "Initiative it comes from", "Iniziativa da cui nasce"),
        *TIME,
        *ORIGIN,
    ),
)

INITIATIVES = Table(
    name="initiatives",
    index="initiative_id",
    key=("initiative_id",),
    en="A pact, project, programme, protocol, agreement, call or network",
    it="Un patto, progetto, programma, protocollo, accordo, bando o rete",
    columns=(
        id_column("initiative_id", "Code of the initiative", "Codice dell'iniziativa"),
        NAME,
        Column(
            name="type",
            required=True,
            words="initiative_type",
            en="Kind of initiative",
            it="Tipo di iniziativa",
        ),
        reference("part_of", "initiatives", "Initiative it belongs to", "Iniziativa di cui fa parte"),
        START,
        END,
        count_column("budget_eur", "Budget", "Importo", unit="EUR"),
        STATUS,
        *ORIGIN,
    ),
)

MEMBERSHIPS = Table(
    name="memberships",
    key=("actor_id", "initiative_id", "role"),
    en="An actor's part in an initiative",
    it="La parte di un attore in un'iniziativa",
    columns=(
        reference("actor_id", "actors", "Who takes part", "Chi partecipa", required=True),
        reference("initiative_id", "initiatives", "In what", "A che cosa", required=True),
        Column(name="role", required=True, words="role", en="Part played", it="Ruolo"),
        *TIME,
        SOURCE,
        GRADE,
    ),
)

AREAS = Table(
    name="areas",
    index="area_id",
    key=("area_id",),
    en="A micro-area: a municipality, a hamlet, a census section",
    it="Una micro-area: un comune, una frazione, una sezione di censimento",
    columns=(
        id_column("area_id", "Code of the area (ISTAT: six digits)", "Codice dell'area (ISTAT: sei cifre)"),
        NAME,
        Column(name="zone", en="Valley or district it belongs to", it="Valle o zona di appartenenza"),
        LAT,
        LON,
        count_column("population", "Residents", "Residenti", kind="integer"),
        Column(
            name="area_km2", kind="float", minimum=0, above=True, unit="km²", en="Surface", it="Superficie"
        ),
    ),
)

OUTLINES = Table(
    name="outlines",
    key=("area_id", "part"),
    en="One part of an area's outline",
    it="Una parte del confine di un'area",
    columns=(
        reference("area_id", "areas", "Area", "Area", required=True),
        Column(name="part", kind="integer", required=True, minimum=0, en="Number of the part", it="Parte"),
        Column(
            name="wkt",
            required=True,
            en="Polygon in longitude, latitude, under 32,000 characters",
            it="Poligono in longitudine, latitudine, sotto i 32.000 caratteri",
        ),
    ),
)
