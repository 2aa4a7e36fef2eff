"""Columns that several tables share."""

from __future__ import annotations

from welfare_graph.schema._model import Column, Kind


def id_column(name: str, en: str, it: str) -> Column:
    return Column(name=name, required=True, en=en, it=it)


def reference(name: str, refers: str, en: str, it: str, *, required: bool = False) -> Column:
    return Column(name=name, refers=refers, required=required, en=en, it=it)


def count_column(name: str, en: str, it: str, unit: str = "persons", kind: Kind = "float") -> Column:
    return Column(name=name, kind=kind, minimum=0, unit=unit, en=en, it=it)


NAME = Column(name="name", required=True, en="Name as people know it", it="Nome con cui è conosciuto")
START = Column(
    name="start", kind="date", unit="ISO date", en="First day it exists", it="Primo giorno di esistenza"
)
END = Column(
    name="end", kind="date", unit="ISO date", en="Last day it exists", it="Ultimo giorno di esistenza"
)
STATUS = Column(
    name="status",
    words="status",
    en="Active (or empty), planned, proposed, ended, withdrawn",
    it="Attivo (o vuoto), previsto, proposto, concluso, ritirato",
)
SOURCE = Column(
    name="source_id",
    refers="sources",
    several=True,
    en="Where the fact comes from (several apart by ;)",
    it="Da dove viene il dato (più fonti separate da ;)",
)
GRADE = Column(name="grade", words="grade", en="How the fact is known", it="Come è noto il dato")
NOTE = Column(name="note", en="Free text", it="Testo libero")
TIME = (START, END, STATUS)
ORIGIN = (SOURCE, GRADE, NOTE)
LAT = Column(
    name="lat", kind="float", minimum=-90, maximum=90, unit="degrees", en="Latitude (WGS 84)", it="Latitudine"
)
LON = Column(
    name="lon",
    kind="float",
    minimum=-180,
    maximum=180,
    unit="degrees",
    en="Longitude (WGS 84)",
    it="Longitudine",
)
MINUTES = "minutes"
