"""Sentences of findings: what is wrong, and a hint that says what to type instead."""

from welfare_graph._texts.validation._cells import SENTENCES as CELLS
from welfare_graph._texts.validation._files import SENTENCES as FILES
from welfare_graph._texts.validation._sheets import SENTENCES as SHEETS
from welfare_graph._texts.validation._tables import SENTENCES as TABLES

TEXTS: dict[str, dict[str, str]] = {"cell": {"en": "Cell {cell}.", "it": "Cella {cell}."}}

for _code, _said in {**TABLES, **CELLS, **SHEETS, **FILES}.items():
    TEXTS[_code] = {"en": _said.en, "it": _said.it}
    TEXTS[f"{_code}_hint"] = {"en": _said.hint_en, "it": _said.hint_it}
    if _said.alone_en:
        TEXTS[f"{_code}_hint_alone"] = {"en": _said.alone_en, "it": _said.alone_it}
