"""Texts of plans."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "title_sites": {"en": "Where to open", "it": "Dove aprire"},
    "title_ties": {"en": "Which ties to make", "it": "Quali legami creare"},
    "title_joint": {"en": "One budget, every lever", "it": "Un solo budget, tutte le leve"},
    "gain": {
        "en": "{gained} more people served: from {before} to {after} of {demand}.",
        "it": "Persone servite in più: {gained} (da {before} a {after}, su {demand}).",
    },
    "optimal": {
        "en": "Proven best: no plan does better.",
        "it": "Ottimo dimostrato: nessun piano fa meglio.",
    },
    "gap_reached": {
        "en": "Proven: at most {gap} % from the best possible.",
        "it": "Dimostrato: al più {gap} % sotto il massimo possibile.",
    },
    "time_limit": {
        "en": "Time is over: the best plan found, at most {gap} % from the best possible.",
        "it": "Tempo scaduto: il piano migliore trovato, al più a {gap} % dal massimo possibile.",
    },
    "unbounded": {
        "en": "Time is over: the best plan found; how far from the best is not known.",
        "it": "Tempo scaduto: il piano migliore trovato; la distanza dal massimo non è nota.",
    },
    "cost": {"en": "Cost: {cost} EUR.", "it": "Costo: {cost} euro."},
    "worst": {
        "en": "Worst-served area after: {area}, {share} % of its people.",
        "it": "Dopo il piano la zona meno servita è {area}: {share} persone servite su 100.",
    },
    "empty": {"en": "No action.", "it": "Nessuna azione."},
    "open": {"en": "{area}: open {need}", "it": "{area}: aprire {need}"},
    "hosted": {"en": "hosted by {host}", "it": "presso {host}"},
    "no_host": {"en": "host to be found", "it": "ente da trovare"},
    "expand": {
        "en": "{service}: places to add: {quantity}",
        "it": "{service}: posti da aggiungere: {quantity}",
    },
    "promised": {"en": "already promised", "it": "già promesso"},
    "places": {"en": "places: {quantity}", "it": "posti: {quantity}"},
    "tie": {"en": "tie {source} with {target}", "it": "legare {source} con {target}"},
    "column_action": {"en": "Action", "it": "Azione"},
    "column_people": {"en": "People", "it": "Persone"},
    "column_cost": {"en": "EUR", "it": "Euro"},
    "axis_budget": {"en": "Budget (EUR)", "it": "Budget (euro)"},
    "axis_people": {"en": "People served", "it": "Persone servite"},
    "today": {"en": "today", "it": "oggi"},
    "after_plan": {"en": "after the plan", "it": "dopo il piano"},
    "bound_line": {"en": "no plan can exceed", "it": "nessun piano può superare"},
}
