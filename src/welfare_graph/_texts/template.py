"""Sentences of the spreadsheet template and of its instructions."""

TEXTS: dict[str, dict[str, str]] = {
    "sheet": {"en": "instructions", "it": "istruzioni"},
    "example": {"en": "example", "it": "esempio"},
    "title": {"en": "The welfare of a territory, in tables", "it": "Il welfare di un territorio, in tabelle"},
    "step_1": {
        "en": "1. Fill in the sheets in the order below. Only actors and ties are required; leave out the rest.",
        "it": "1. Compila i fogli nell'ordine qui sotto. Servono solo actors e ties; il resto è facoltativo.",
    },
    "step_2": {
        "en": "2. One row is one thing. Begin below the coloured row; do not change the names in it.",
        "it": "2. Una riga è una cosa sola. Comincia sotto la riga colorata; non cambiare i nomi che contiene.",
    },
    "step_3": {
        "en": "3. An orange heading marks what must be filled in. An empty cell means: not known.",
        "it": "3. L'intestazione arancione indica ciò che è obbligatorio. Cella vuota: non si sa.",
    },
    "step_4": {
        "en": "4. Codes are yours: short, one for each thing, never used twice. Other sheets refer to them.",
        "it": "4. I codici li scegli tu: brevi, uno per cosa, mai ripetuti. Gli altri fogli li richiamano.",
    },
    "step_5": {
        "en": "5. Where a cell offers a list, choose from it. Rest on a heading to read what the column means.",
        "it": "5. Se la cella propone un elenco, scegli da lì. Fermati con il mouse sull'intestazione per leggere che cosa vuol dire.",
    },
    "step_6": {
        "en": "6. No sums, no formulas, no merged cells, no colours that mean something: use the column note.",
        "it": "6. Niente somme, formule, celle unite o colori che significano qualcosa: usa la colonna note.",
    },
    "step_7": {
        "en": "7. Then: welfare-graph validate FILE.xlsx --lang en, and welfare-graph report FILE.xlsx --lang en",
        "it": "7. Poi: welfare-graph validate FILE.xlsx, e welfare-graph report FILE.xlsx",
    },
    "order": {"en": "Sheet", "it": "Foglio"},
    "row_is": {"en": "One row is", "it": "Una riga è"},
    "required": {"en": "required", "it": "obbligatorio"},
    "optional": {"en": "optional", "it": "facoltativo"},
    "needed": {"en": "Needed", "it": "Serve"},
    "unit": {"en": "Unit: {unit}", "it": "Unità: {unit}"},
    "must": {"en": "It must be filled in.", "it": "Va compilata."},
    "refers": {
        "en": "A code from the sheet {table}.",
        "it": "Un codice del foglio {table}.",
    },
    "several": {"en": "Several codes apart by ;", "it": "Più codici separati da ;"},
    "words": {"en": "One of: {words}", "it": "Una di queste parole: {words}"},
    "date": {
        "en": "A date: 30/06/2020, 2020-06-30, 2020-06 or 2020.",
        "it": "Una data: 30/06/2020, 2020-06-30, 2020-06 oppure 2020.",
    },
    "truth": {"en": "true or false.", "it": "true (sì) oppure false (no)."},
    "lists": {"en": "The words one can choose", "it": "Le parole che si possono scegliere"},
    "from_toy": {
        "en": "Made up, to show how the sheets go together; this sheet is not read.",
        "it": "Dati inventati, per mostrare come si legano i fogli; questo foglio non viene letto.",
    },
}
