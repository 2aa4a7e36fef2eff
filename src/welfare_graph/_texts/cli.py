"""Sentences of the command line."""

TEXTS: dict[str, dict[str, str]] = {
    "reading": {"en": "Reading {name} ...", "it": "Lettura di {name} ..."},
    "writing": {"en": "Writing the page ...", "it": "Scrittura della pagina ..."},
    "computing": {"en": "Looking for gaps ...", "it": "Ricerca delle lacune ..."},
    "valid": {"en": "{name}: nothing to correct.", "it": "{name}: niente da correggere."},
    "counts": {
        "en": "{errors} to correct, {warnings} to look at, {infos} good to know.",
        "it": "{errors} da correggere, {warnings} da guardare, {infos} da sapere.",
    },
    "whole_table": {"en": "whole table", "it": "tutta la tabella"},
    "row": {"en": "Row", "it": "Riga"},
    "column": {"en": "Column", "it": "Colonna"},
    "finding": {"en": "What is wrong", "it": "Che cosa non va"},
    "hint": {"en": "What to do", "it": "Che cosa fare"},
    "error": {"en": "error", "it": "errore"},
    "warning": {"en": "warning", "it": "avviso"},
    "info": {"en": "note", "it": "nota"},
    "rank": {"en": "#", "it": "n."},
    "kind": {"en": "Kind", "it": "Tipo"},
    "area": {"en": "Area", "it": "Area"},
    "need": {"en": "Need", "it": "Bisogno"},
    "people": {"en": "People", "it": "Persone"},
    "grade": {"en": "Grade", "it": "Fondamento"},
    "evidence": {"en": "Evidence", "it": "In base a che cosa"},
    "shown": {
        "en": "{shown} of {total} gaps shown; --top shows more, --csv writes all of them.",
        "it": "{shown} lacune su {total}; --top ne mostra di più, --csv le scrive tutte.",
    },
    "no_gaps": {"en": "The data show no gap.", "it": "I dati non mostrano lacune."},
    "exists": {
        "en": "{path} is there already: choose another name, or delete it.",
        "it": "{path} esiste già: scegli un altro nome, o eliminalo.",
    },
    "written": {"en": "Written: {path}", "it": "Scritto: {path}"},
    "name": {"en": "Name", "it": "Nome"},
    "title": {"en": "Title", "it": "Titolo"},
    "size": {"en": "What it holds", "it": "Che cosa contiene"},
    "holds": {
        "en": "{areas} areas, {actors} actors, {ties} ties, {services} services",
        "it": "{areas} aree, {actors} attori, {ties} legami, {services} servizi",
    },
}
