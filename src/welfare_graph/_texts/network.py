"""What the report says of who bridges and who would be missed."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "pairs.one": {
        "en": "{name} stands between one pair of actors that do not work together",
        "it": "{name} fa da tramite tra due enti che non lavorano insieme",
    },
    "pairs.many": {
        "en": "{name} stands between {pairs} pairs of actors that do not work together",
        "it": "{name} fa da tramite tra {pairs} coppie di enti che non lavorano insieme",
    },
    "alone.none": {
        "en": "each of them also has another go-between.",
        "it": "ognuna ha anche un altro tramite.",
    },
    "alone.only": {
        "en": "it is their only go-between.",
        "it": "è il loro unico tramite.",
    },
    "alone.some": {
        "en": "it is the only go-between of {alone} of them.",
        "it": "per {alone} di queste è l'unico tramite.",
    },
    "zones.one": {
        "en": "One pair joins two zones.",
        "it": "Una coppia unisce due zone diverse.",
    },
    "zones.many": {
        "en": "{across} pairs join two zones.",
        "it": "{across} coppie uniscono zone diverse.",
    },
    "lost.one": {
        "en": "Without it one actor would lose its way to the others.",
        "it": "Senza, un ente perderebbe il collegamento con gli altri.",
    },
    "lost.many": {
        "en": "Without it {lost} actors would lose their way to the others.",
        "it": "Senza, {lost} enti perderebbero il collegamento con gli altri.",
    },
    "rests": {
        "en": "This rests on the {ties} known ties between actors; membership of a body (member_of) is left out, "
        "because it says who belongs, not who works together.",
        "it": "Si basa sui {ties} legami noti tra enti; l'appartenenza a un ente (member_of) è esclusa, perché dice "
        "chi ne fa parte, non chi lavora insieme.",
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
