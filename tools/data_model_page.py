"""Write the documentation's page on the data model, in both languages, from `welfare_graph.schema`.

The page is committed; with --check nothing is written and a difference is an error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from welfare_graph.schema import OPEN_KINDS, TABLES, VERSION, WORDS, Column, Table, Word

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": DOCS / "data-model.md", "it": DOCS / "data-model.it.md"}
KINDS = {
    "text": ("text", "testo"),
    "float": ("number", "numero"),
    "integer": ("whole number", "numero intero"),
    "boolean": ("yes or no", "sì o no"),
    "date": ("date", "data"),
}
UNITS = {
    "persons": "persone",
    "minutes": "minuti",
    "degrees": "gradi",
    "0 to 1": "da 0 a 1",
    "EUR": "euro",
    "EUR per unit": "euro per unità",
    "km²": "km²",
    "ISO date": "data ISO",
    "the need's unit": "unità del bisogno",
}
TITLES = {
    "en": (("Column", "Holds", "Meaning"), ("Word", "English", "Italian")),
    "it": (("Colonna", "Contiene", "Significato"), ("Parola", "Inglese", "Italiano")),
}
LABELS = {
    "en": {
        "refers": "id in [{0}](#{0})",
        "word": "word of [{0}](#{0})",
        "several": "several apart by `;`",
        "above": "above {0}",
        "from": "{0} or more",
        "within": "{0} to {1}",
        "index": "Indexed by `{}`.",
        "key": "One row for each {}.",
        "vocabulary": "Vocabulary",
        "open": "Your own words may be added, in the table `vocabulary`.",
        "closed": "A closed list.",
    },
    "it": {
        "refers": "codice in [{0}](#{0})",
        "word": "parola di [{0}](#{0})",
        "several": "anche più d'uno, separati da `;`",
        "above": "sopra {0}",
        "from": "da {0} in su",
        "within": "da {0} a {1}",
        "index": "Indicizzata da `{}`.",
        "key": "Una riga per ogni {}.",
        "vocabulary": "Vocabolario",
        "open": "Si possono aggiungere parole proprie, nella tabella `vocabulary`.",
        "closed": "Un elenco chiuso.",
    },
}
INTRODUCTIONS = {
    "en": """---
search:
  boost: 2
---

# Data model

A territory is a set of flat tables, version {version} of the model. Only `actors` and `ties` are required;
in each table the columns marked \\* must be there and filled in. Any other column you add is kept,
untouched, through every operation and every file.

- **Empty is unknown.** The empty cell, and only it, is missing; *None* and *NA* are values. Ids and codes
  are text: `001191` keeps its zeros. A column that is missing throughout equals an absent one.
- **Dates** are ISO, full or reduced: `2020`, `2020-06`, `2020-06-30`. `start` is the first day a row
  exists, `end` the last; a missing bound is open.
- **Status**: planned, proposed, ended and withdrawn rows are data, but do not count in measures; where
  there are dates, dates decide.
- **On disk** a territory is a folder of CSV files named after the tables, with or without
  `datapackage.json`, a zip of it, or one Excel workbook with a sheet a table. In a folder, `outlines` are
  `areas.geojson`.
""",
    "it": """---
search:
  boost: 2
---

# Modello dei dati

Un territorio è un insieme di tabelle semplici, versione {version} del modello. Solo `actors` e `ties` sono
obbligatorie; in ogni tabella le colonne segnate con \\* devono esserci ed essere compilate. Ogni altra
colonna che aggiungete resta com'è, in ogni operazione e in ogni file.

- **Vuoto vuol dire sconosciuto.** Manca solo la cella vuota; *None* e *NA* sono valori. I codici sono
  testo: `001191` conserva gli zeri. Una colonna tutta vuota equivale a una colonna assente.
- **Le date** sono ISO, intere o ridotte: `2020`, `2020-06`, `2020-06-30`. `start` è il primo giorno in cui
  la riga esiste, `end` l'ultimo; un limite mancante è aperto.
- **Stato**: le righe previste, proposte, concluse e ritirate sono dati, ma non contano nelle misure; dove
  ci sono date, decidono le date.
- **Su disco** un territorio è una cartella di file CSV con i nomi delle tabelle, con o senza
  `datapackage.json`, un suo zip, o una cartella di lavoro Excel con un foglio per tabella. Nella cartella,
  `outlines` è `areas.geojson`.
""",
}


def page(lang: str) -> str:
    """Text of the page in a language, the same at every call."""
    parts = [INTRODUCTIONS[lang].format(version=VERSION)]
    parts += [_table(table, lang) for table in sorted(TABLES.values(), key=lambda table: table.name)]
    parts.append(f"## {LABELS[lang]['vocabulary']}\n")
    parts += [_vocabulary(kind, WORDS[kind], lang) for kind in sorted(WORDS)]
    return "\n".join(parts).rstrip() + "\n"


def _table(table: Table, lang: str) -> str:
    meaning = table.en if lang == "en" else table.it
    note = LABELS[lang]["index"].format(table.index) if table.index else _key(table, lang)
    rows = ((_name(column), _holds(column, lang), _meaning(column, lang)) for column in table.columns)
    return "\n".join(
        [f"## {table.name}\n", f"{meaning}. {note}".strip() + "\n", *_grid(TITLES[lang][0], rows), ""]
    )


def _key(table: Table, lang: str) -> str:
    return LABELS[lang]["key"].format(", ".join(f"`{name}`" for name in table.key)) if table.key else ""


def _name(column: Column) -> str:
    return f"`{column.name}`" + (r" \*" if column.required else "")


def _holds(column: Column, lang: str) -> str:
    label = LABELS[lang]
    if column.refers:
        parts = [label["refers"].format(column.refers)]
    elif column.words:
        parts = [label["word"].format(column.words)]
    else:
        parts = [KINDS[column.kind][lang == "it"]]
    if column.several:
        parts.append(label["several"])
    if column.unit and column.kind != "date" and column.unit != "0 to 1":
        parts.append(column.unit if lang == "en" else UNITS[column.unit])
    return ", ".join([*parts, *_range(column, lang)])


def _range(column: Column, lang: str) -> Iterator[str]:
    label = LABELS[lang]
    if column.minimum is not None and column.maximum is not None:
        yield label["within"].format(f"{column.minimum:g}", f"{column.maximum:g}")
    elif column.minimum is not None:
        yield label["above" if column.above else "from"].format(f"{column.minimum:g}")


def _meaning(column: Column, lang: str) -> str:
    return (column.en if lang == "en" else column.it).replace("|", "\\|")


def _vocabulary(kind: str, words: Iterable[Word], lang: str) -> str:
    label = LABELS[lang]
    rows = ((f"`{word.code}`", word.en, word.it) for word in words)
    note = label["open" if kind in OPEN_KINDS else "closed"]
    return "\n".join([f"### {kind}\n", f"{note}\n", *_grid(TITLES[lang][1], rows), ""])


def _grid(titles: Iterable[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    head = list(titles)
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def main(check: bool) -> int:
    """Write the pages, or with `check` only say which one differs from what would be written."""
    different = {
        path: page(lang)
        for lang, path in PAGES.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != page(lang)
    }
    for path, text in different.items():
        if check:
            print(f"{path.name} is not what schema says: run python tools/data_model_page.py")
        else:
            path.write_text(text, encoding="utf-8")
    return int(check and bool(different))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
