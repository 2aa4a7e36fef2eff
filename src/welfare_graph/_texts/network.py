"""What the report says of who bridges and who would be missed."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "pairs.one": {
        "en": "{name} stands between two actors that have no known tie to each other",
        "it": "{name} fa da tramite tra due enti che non risultano legati tra loro",
    },
    "pairs.many": {
        "en": "{name} stands between {pairs} pairs of actors that have no known tie to each other",
        "it": "{name} fa da tramite tra {pairs} coppie di enti che non risultano legati tra loro",
    },
    "alone.none": {
        "en": "each pair also has another go-between.",
        "it": "ogni coppia ha anche un altro tramite.",
    },
    "alone.only": {
        "en": "it is their only go-between.",
        "it": "è il loro unico tramite.",
    },
    "alone.some": {
        "en": "for {alone} of them it is the only one.",
        "it": "per {alone} di queste è l’unico.",
    },
    "zones.one": {
        "en": "One pair joins two zones.",
        "it": "Una coppia unisce due zone diverse.",
    },
    "zones.many": {
        "en": "{across} pairs join different zones.",
        "it": "{across} coppie uniscono zone diverse.",
    },
    "lost.one": {
        "en": "Without it one actor would lose its way to the others.",
        "it": "Se mancasse, un ente resterebbe scollegato dagli altri.",
    },
    "lost.many": {
        "en": "Without it {lost} actors would lose their way to the others.",
        "it": "Se mancasse, {lost} enti resterebbero scollegati dagli altri.",
    },
    "rests.one": {"en": "This rests on one known tie.", "it": "Ci si basa su un solo legame noto."},
    "rests.many": {
        "en": "This rests on {ties} known ties between actors.",
        "it": "Ci si basa su {ties} legami noti tra enti.",
    },
    "left_out": {
        "en": "Membership of a body is left out: it says who belongs, not who works together.",
        "it": "L’adesione a un organismo non è contata: dice chi ne fa parte, non chi lavora insieme.",
    },
    "chart.estimate": {"en": "as measured", "it": "valore misurato"},
    "chart.interval": {
        "en": "95 % of the draws with data missing",
        "it": "95 % delle prove con dati mancanti",
    },
    "chart.missing": {"en": "not known", "it": "non noto"},
    "chart.pairs": {"en": "ordered pairs joined", "it": "coppie ordinate messe in contatto"},
    "chart.coordinator": {
        "en": "coordinator: inside its own group",
        "it": "coordinatore: dentro il proprio gruppo",
    },
    "chart.itinerant": {"en": "itinerant: inside another group", "it": "itinerante: dentro un altro gruppo"},
    "chart.gatekeeper": {"en": "gatekeeper: into its own group", "it": "guardiano: verso il proprio gruppo"},
    "chart.representative": {
        "en": "representative: from its own group",
        "it": "rappresentante: dal proprio gruppo",
    },
    "chart.liaison": {"en": "liaison: between two other groups", "it": "raccordo: tra altri due gruppi"},
}
