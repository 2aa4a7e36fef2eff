"""Sentences of errors that a planner may meet: English in Python, the language asked on the command line."""

TEXTS: dict[str, dict[str, str]] = {
    "budget": {
        "en": "budget must be 0 EUR or more, not {given!r}.",
        "it": "Il budget dev'essere di 0 euro o più, non {given!r}.",
    },
    "nobody": {
        "en": "Nobody has any need: add rows to the table demand.",
        "it": "Nessuno ha bisogni: aggiungi righe alla tabella demand.",
    },
    "no_cost": {
        "en": "No action has a cost. Add lines like these to the table costs:\n{lines}",
        "it": "Nessuna azione ha un costo. Aggiungi alla tabella costs righe come queste:\n{lines}",
    },
    "cost": {
        "en": "The cost of {key} must be 0 EUR or more, with fixed_eur stated; got {cost}.",
        "it": "Il costo di {key} dev'essere di 0 euro o più, con fixed_eur compilato; c'è {cost}.",
    },
    "promise": {
        "en": "The {status} commitment {commitment!r} to {action} does not state {missing_en}: fill it in the "
        "table commitments, or exclude the commitment.",
        "it": "L'impegno {commitment!r} ({action}, {status}) non dice {missing_it}: compila la tabella "
        "commitments, oppure escludi l'impegno.",
    },
    "not_a_date": {
        "en": "{given!r} is not a date: type 2020-06-30, 30/06/2020, 2020-06 or 2020.",
        "it": "{given!r} non è una data: scrivi 30/06/2020, 2020-06-30, 2020-06 oppure 2020.",
    },
    "between": {
        "en": "{name} must be a number from {low:g} to {high:g}, not {given!r}.",
        "it": "{name} dev'essere un numero da {low:g} a {high:g}, non {given!r}.",
    },
    "at_least": {
        "en": "{name} must be a number {low:g} or more, not {given!r}.",
        "it": "{name} dev'essere un numero pari a {low:g} o più, non {given!r}.",
    },
    "whole_steps": {
        "en": "max_steps must be a whole number of ties, not {given!r}.",
        "it": "max_steps dev'essere un numero intero di legami, non {given!r}.",
    },
    "needs_table": {
        "en": "{function} needs the table {table} ({columns}).",
        "it": "Per {function} serve la tabella {table} ({columns}).",
    },
    "needs_minutes": {
        "en": "travel.minutes needs the table travel (origin, destination, minutes), or adjacency (area_a, "
        "area_b, road), or areas with lat and lon.",
        "it": "Per travel.minutes serve la tabella travel (origin, destination, minutes), oppure adjacency "
        "(area_a, area_b, road), oppure aree con lat e lon.",
    },
    "long_text": {
        "en": "The text in sheet {sheet}, cell {cell} has {found:,} characters; a cell of a spreadsheet holds "
        "{most:,}. Write a folder or a .zip, or shorten it.",
        "it": "Il testo nel foglio {sheet}, cella {cell}, ha {found} caratteri; una cella di un foglio di "
        "calcolo ne tiene {most}. Scrivi una cartella o uno .zip, oppure accorcialo.",
    },
    "large_table": {
        "en": "The table {table} has {rows:,} rows and {columns:,} columns; a sheet holds {most_rows:,} and "
        "{most_columns:,}. Write a folder or a .zip.",
        "it": "La tabella {table} ha {rows} righe e {columns} colonne; un foglio ne tiene {most_rows} e "
        "{most_columns}. Scrivi una cartella o uno .zip.",
    },
    "not_written": {
        "en": "Cannot write {suffix!r}: give a folder, or a name that ends in {known}.",
        "it": "Non si può scrivere {suffix!r}: indica una cartella, o un nome che finisce in {known}.",
    },
    "norm": {
        "en": "A norm counts capacity:NEED, count:NEED or column:COLUMN, not {given!r}.",
        "it": "Una norma conta capacity:BISOGNO, count:BISOGNO o column:COLONNA, non {given!r}.",
    },
}
