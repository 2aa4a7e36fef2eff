"""Sentences of the page that lists findings by sheet or file."""

TEXTS: dict[str, dict[str, str]] = {
    "title": {"en": "What to correct in {name}", "it": "Che cosa correggere in {name}"},
    "none": {"en": "Nothing to correct.", "it": "Niente da correggere."},
    "row": {"en": "Row", "it": "Riga"},
    "column": {"en": "Column", "it": "Colonna"},
    "cell": {"en": "The cell says", "it": "La cella dice"},
    "finding": {"en": "What is wrong", "it": "Che cosa non va"},
    "hint": {"en": "What to do", "it": "Che cosa fare"},
    "error": {"en": "To correct", "it": "Da correggere"},
    "warning": {"en": "To look at", "it": "Da guardare"},
    "info": {"en": "Good to know", "it": "Da sapere"},
    "whole": {"en": "whole table", "it": "tutta la tabella"},
    "empty": {
        "en": "Without rows, which is fine where there is nothing to say: {names}.",
        "it": "Senza righe, e va bene se non c'è nulla da scrivere: {names}.",
    },
    "counts": {
        "en": "{errors} to correct, {warnings} to look at, {infos} good to know.",
        "it": "{errors} da correggere, {warnings} da guardare, {infos} da sapere.",
    },
}
