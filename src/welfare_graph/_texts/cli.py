"""Sentences of the command line."""

TEXTS: dict[str, dict[str, str]] = {
    "reading": {"en": "Reading {name} ...", "it": "Lettura di {name} ..."},
    "writing": {"en": "Writing the page ...", "it": "Scrittura della pagina ..."},
    "computing": {"en": "Looking for gaps ...", "it": "Ricerca delle lacune ..."},
    "valid": {"en": "{name}: nothing to correct.", "it": "{name}: niente da correggere."},
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
    "question": {"en": "Question", "it": "Domanda"},
    "no_answers": {
        "en": "No answer differs from what is known: there is nothing to write.",
        "it": "Nessuna risposta è diversa da quello che si sa: non c'è nulla da scrivere.",
    },
    "no_path": {"en": "There is no {path}.", "it": "Non c'è {path}."},
    "like": {"en": "Did you mean {like}?", "it": "Forse volevi dire {like}?"},
    "not_read": {
        "en": "{name} cannot be read: give a folder of CSV files, or a file that ends in {known}.",
        "it": "{name} non si può leggere: indica una cartella di file CSV, o un file che finisce in {known}.",
    },
    "not_xlsx": {
        "en": "{name}: give a name that ends in .xlsx.",
        "it": "{name}: scegli un nome che finisce in .xlsx.",
    },
    "write_them": {
        "en": "Write these changes to {path}? [y/N]",
        "it": "Scrivo queste modifiche in {path}? [s/N]",
    },
    "exists": {
        "en": "{path} is there already: choose another name, or delete it.",
        "it": "{path} esiste già: scegli un altro nome, o eliminalo.",
    },
    "no_permission": {
        "en": "{path} may not be opened or written here: choose another place, or close the program that "
        "holds it open ({said}).",
        "it": "{path} qui non si può aprire o scrivere: scegli un altro posto, o chiudi il programma che lo "
        "tiene aperto ({said}).",
    },
    "is_folder": {
        "en": "{path} is a folder: give the name of a file ({said}).",
        "it": "{path} è una cartella: indica il nome di un file ({said}).",
    },
    "system": {
        "en": "{path} could not be opened or written: {said}.",
        "it": "{path} non si è potuto aprire o scrivere: {said}.",
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
