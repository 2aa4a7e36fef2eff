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
    "shown": {
        "en": "{total} gaps in all; --top shows more rows a section, --csv writes all of them.",
        "it": "{total} lacune in tutto; --top mostra più righe per sezione, --csv le scrive tutte.",
    },
    "planning": {"en": "Looking for a plan ...", "it": "Ricerca di un piano ..."},
    "no_gaps": {"en": "The data show no gap.", "it": "I dati non mostrano lacune."},
    "sheet": {"en": "Sheet", "it": "Foglio"},
    "cell": {"en": "Cell", "it": "Cella"},
    "before": {"en": "Before", "it": "Prima"},
    "after": {"en": "After", "it": "Dopo"},
    "write_them": {"en": "Write these changes to {path}?", "it": "Scrivo queste modifiche in {path}?"},
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
