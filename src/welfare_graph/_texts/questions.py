"""Sentences of the workbook of questions for the field."""

TEXTS: dict[str, dict[str, str]] = {
    "how": {
        "en": "Type what you know in the orange column; leave it empty where nobody knows. Send the file back.",
        "it": "Scrivi quello che sai nella colonna arancione; lascia vuoto se non si sa. Poi rimanda il file.",
    },
    "question": {"en": "Question", "it": "Domanda"},
    "known": {"en": "Known today", "it": "Noto oggi"},
    "answer": {"en": "Answer", "it": "Risposta"},
    "elsewhere": {"en": "elsewhere", "it": "altrove"},
    "capacity": {
        "en": "{name}: how much can it serve ({unit}) for: {need}?",
        "it": "{name}: quanto può servire ({unit}) per: {need}?",
    },
    "quantity": {
        "en": "How much is needed here ({unit}) of: {need}?",
        "it": "Quanto serve qui ({unit}) di: {need}?",
    },
    "trust": {
        "en": "{source} and {target} ({type}): how much trust is there, from 0 (none) to 1 (full)?",
        "it": "{source} e {target} ({type}): quanta fiducia c'è, da 0 (nessuna) a 1 (piena)?",
    },
}
