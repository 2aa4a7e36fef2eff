"""What the ledger of gaps says."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "to_be_verified": {"en": "to be verified", "it": "da verificare"},
    "unknown": {
        "en": "{area}: our data do not show a service for {need} within reach, and they are not complete "
        "here; {people} {who} perhaps without one.",
        "it": "{area}: i nostri dati non mostrano un servizio raggiungibile per {need} e qui non sono completi; "
        "{people} {who} forse senza.",
    },
    "absent": {
        "en": "{area}: nobody in the territory offers {need}; {people} {who} without one.",
        "it": "{area}: nessuno nel territorio offre {need}; {people} {who} senza.",
    },
    "far": {
        "en": "{area}: the nearest service for {need} is {nearest} minutes away and people can go {limit}; "
        "{people} {who} without one.",
        "it": "{area}: il servizio più vicino per {need} è a {nearest} minuti e le persone possono farne {limit}; "
        "{people} {who} senza.",
    },
    "unreachable": {
        "en": "{area}: no road or time in our data leads to a service for {need}; {people} {who} without one.",
        "it": "{area}: nei nostri dati nessuna strada porta a un servizio per {need}; {people} {who} senza.",
    },
    "full": {
        "en": "{area}: everything within reach for {need} fills up: the {areas} areas that share it ask for "
        "room for {demand} and it has room for {capacity}; {people} {who} here without one.",
        "it": "{area}: quel che si raggiunge per {need} è pieno: le {areas} zone che lo dividono chiedono posto "
        "per {demand} e ce n'è per {capacity}; qui {people} {who} senza.",
    },
    "unknown_capacity": {
        "en": "{area}: a place for {need} for {people} {who} depends on services whose capacity nobody "
        "states.",
        "it": "{area}: un posto per {need} per {people} {who} dipende da servizi di cui nessuno dichiara "
        "la capienza.",
    },
    "eligibility": {
        "en": "{area}: the services for {need} that are near enough serve other areas by statute; {people} {who} "
        "without one.",
        "it": "{area}: i servizi per {need} abbastanza vicini servono per statuto altre zone; {people} {who} "
        "senza.",
    },
    "relational": {
        "en": "{area}: a place for {need} is near enough for {people} {who}, but no relation that the rules "
        "accept leads to it.",
        "it": "{area}: un posto per {need} è abbastanza vicino per {people} {who}, ma nessuna relazione ammessa "
        "dalle regole vi conduce.",
    },
    "fragile": {
        "en": "{area}: only {provider} reaches it for {need}; if it stopped: {people} {who} with nobody.",
        "it": "{area}: per {need} arriva solo {provider}; se si fermasse: {people} {who} senza nessuno.",
    },
    "missing_type": {
        "en": "{area}: our data show no actor of the kind {kind} seated here; {present} of {units} zones show one.",
        "it": "{area}: i nostri dati non mostrano enti del tipo {kind} con sede qui; li mostrano per {present} "
        "ambiti su {units}.",
    },
    "standard": {
        "en": "{area}: the norm «{norm}» asks for {missing} more ({unit}).",
        "it": "{area}: la norma «{norm}» chiede ancora {missing} ({unit}).",
    },
    "standard_unverified": {
        "en": "{area}: the norm «{norm}» (to be verified) would ask for {missing} more ({unit}).",
        "it": "{area}: la norma «{norm}» (da verificare) chiederebbe ancora {missing} ({unit}).",
    },
    "standard_over": {
        "en": "{area}: the norm «{norm}» allows {missing} fewer ({unit}).",
        "it": "{area}: la norma «{norm}» ne ammette {missing} in meno ({unit}).",
    },
    "standard_over_unverified": {
        "en": "{area}: the norm «{norm}» (to be verified) would allow {missing} fewer ({unit}).",
        "it": "{area}: la norma «{norm}» (da verificare) ne ammetterebbe {missing} in meno ({unit}).",
    },
    "standard_unknown": {
        "en": "{area}: our data cannot tell whether the norm «{norm}» is met: {services} services do not state "
        "their capacity; without them {missing} ({unit}) would be missing.",
        "it": "{area}: i nostri dati non bastano a dire se la norma «{norm}» è rispettata: {services} servizi non "
        "dichiarano la capienza; senza di essi mancherebbero {missing} ({unit}).",
    },
    "taken_as_complete": {
        "en": " (The data are taken as complete.)",
        "it": " (I dati si danno per completi.)",
    },
    "not_complete": {
        "en": " (Our data may not show every service here.)",
        "it": " (I nostri dati potrebbero non mostrare tutti i servizi.)",
    },
    "holds_minutes": {
        "en": " Holds from {low} to {high} minutes.",
        "it": " Vale da {low} a {high} minuti.",
    },
    "holds_any_minutes": {
        "en": " Holds from {low} minutes on, however far people go.",
        "it": " Vale da {low} minuti in su, per quanto lontano si vada.",
    },
    "holds_rate": {
        "en": " It would vanish if demand were {rate} % of what is assumed.",
        "it": " Sparirebbe se il bisogno fosse il {rate} % di quello stimato.",
    },
    "holds_trust": {
        "en": " It would vanish if trust of {trust} were enough.",
        "it": " Sparirebbe se bastasse una fiducia di {trust}.",
    },
    "remedy_unknown": {
        "en": "Ask the municipality and the providers which services exist here.",
        "it": "Chiedere al comune e agli enti quali servizi esistono qui.",
    },
    "remedy_absent": {
        "en": "Open a service for {people} {who}, or one that comes home or works remotely.",
        "it": "Aprire un servizio per {people} {who}, oppure uno a domicilio o a distanza.",
    },
    "remedy_far": {
        "en": "Open a service for {people} {who} within {limit} minutes, or bring one here (home, mobile, transport).",
        "it": "Aprire un servizio per {people} {who} entro {limit} minuti, oppure portarne uno qui (a domicilio, "
        "itinerante, con il trasporto).",
    },
    "remedy_standard_unknown": {
        "en": "Ask the services how many they have ({unit}).",
        "it": "Chiedere ai servizi quanti ne hanno ({unit}).",
    },
    "remedy_full": {
        "en": "Make room for {people} {who} in a service that this area reaches.",
        "it": "Fare posto a {people} {who} in un servizio che questa zona raggiunge.",
    },
    "remedy_unknown_capacity": {
        "en": "Ask the services how many places they have.",
        "it": "Chiedere ai servizi quanti posti hanno.",
    },
    "remedy_eligibility": {
        "en": "Agree with {provider} that it also serves this area.",
        "it": "Accordarsi con {provider} perché serva anche questa zona.",
    },
    "remedy_relational": {
        "en": "Tie a gateway of this area to {provider}.",
        "it": "Legare un punto di accesso di questa zona a {provider}.",
    },
    "remedy_fragile": {
        "en": "Prepare a second provider, or an agreement of mutual help with {provider}.",
        "it": "Preparare un secondo ente, o un accordo di mutuo aiuto con {provider}.",
    },
    "remedy_missing_type": {
        "en": "Ask whether there is one, or who works here from elsewhere.",
        "it": "Chiedere se ce n'è uno, o chi lavora qui da altrove.",
    },
    "remedy_standard_over": {
        "en": "Bring it down by {missing} ({unit}).",
        "it": "Scendere di {missing} ({unit}).",
    },
    "remedy_standard": {
        "en": "Add {missing} ({unit}).",
        "it": "Aggiungere {missing} ({unit}).",
    },
    "chart_matrix": {
        "en": "People without a service, by what the data show",
        "it": "Persone senza servizio, per quanto mostrano i dati",
    },
    "chart_causes": {"en": "Why people go without", "it": "Perché mancano i servizi"},
    "chart_share": {"en": "share of the people without one", "it": "quota delle persone senza servizio"},
    "chart_people": {"en": "people, worst-off first", "it": "persone, dalle meno servite"},
    "chart_access": {"en": "share of access", "it": "quota di accesso"},
    "chart_lorenz": {
        "en": "Inequality of access (Gini {gini})",
        "it": "Disuguaglianza di accesso (Gini {gini})",
    },
    "cause_absent": {"en": "absent", "it": "assente"},
    "cause_far": {"en": "far", "it": "lontano"},
    "cause_eligibility": {"en": "serves other areas", "it": "serve altre zone"},
    "cause_relational": {"en": "no relation", "it": "senza relazione"},
    "cause_full": {"en": "full", "it": "pieno"},
    "cause_unknown_capacity": {"en": "capacity unknown", "it": "capienza ignota"},
    "told_today": {"en": "What is missing today", "it": "Che cosa manca oggi"},
    "told_today_how": {
        "en": "Most people first. People of different kinds are not to be added: look at the share as well, so "
        "that a large town does not hide a small valley.",
        "it": "Prima dove le persone sono di più. Le persone di tipi diversi non si sommano: guardare anche la "
        "quota, perché un grande comune non nasconda una piccola valle.",
    },
    "told_none_today": {
        "en": "The data show no gap that exists today.",
        "it": "I dati non mostrano lacune che esistano oggi.",
    },
    "told_fragile": {"en": "What could be lost", "it": "Che cosa si può perdere"},
    "told_fragile_how": {
        "en": "These people are served today, by one provider only. Where the law gives a task to one body it is "
        "no shortage, but an agreement for the day it cannot cope is worth having.",
        "it": "Queste persone oggi sono servite, ma da un solo ente. Dove la legge affida il compito a un ente solo "
        "non è una carenza, ma conviene un accordo per il giorno in cui non ce la facesse.",
    },
    "told_proof": {"en": "The proof", "it": "La prova"},
    "told_proof_how": {
        "en": "However places are shared, these people go without: their areas ask for more than all that they "
        "reach can hold, by what the data show.",
        "it": "Comunque si dividano i posti, queste persone restano senza: le loro zone chiedono più di quanto "
        "tenga tutto ciò che raggiungono, per quanto mostrano i dati.",
    },
    "told_group": {"en": "{about}: {areas}, {people} people", "it": "{about}: {areas}, {people} persone"},
    "told_areas.one": {"en": "{n} area", "it": "{n} zona"},
    "told_areas.many": {"en": "{n} areas", "it": "{n} zone"},
    "told_of_the_need": {"en": "{share} of the need", "it": "{share} del bisogno"},
    "told_certificate": {
        "en": "{need}: asked {demand} in {areas}, places that they reach {capacity}, without {unmet}.",
        "it": "{need}: chiesti {demand} in {areas}, posti raggiungibili {capacity}, senza {unmet}.",
    },
    "told_part": {
        "en": "{areas}: asked {demand}, places {capacity}, without {unmet}.",
        "it": "{areas}: chiesti {demand}, posti {capacity}, senza {unmet}.",
    },
    "told_part_empty": {
        "en": "No service that they may use, by what our data show, for {unmet}: {areas}.",
        "it": "Nessun servizio a cui rivolgersi, per quanto mostrano i nostri dati, per {unmet}: {areas}.",
    },
    "told_others": {"en": " and {n} more", "it": " e altre {n}"},
    "told_causes": {"en": "Why people go without", "it": "Perché mancano i servizi"},
    "told_causes_how": {
        "en": "People without a service, by the first thing that leaves their area without one.",
        "it": "Persone senza servizio, secondo la prima ragione che ne priva la loro zona.",
    },
    "told_changes": {"en": "What would change", "it": "Che cosa cambierebbe"},
    "told_changes_how": {
        "en": "People served more in the whole territory if one rule were relaxed. They do not add up.",
        "it": "Persone servite in più in tutto il territorio se si allentasse una regola. Non si sommano.",
    },
    "told_relaxed_10_more_minutes": {"en": "10 more minutes", "it": "10 minuti in più"},
    "told_relaxed_20_more_minutes": {"en": "20 more minutes", "it": "20 minuti in più"},
    "told_relaxed_no_time_limit": {"en": "no time limit", "it": "senza limiti di tempo"},
    "told_relaxed_no_relational_rule": {"en": "no relational rule", "it": "senza regole sui legami"},
    "told_relaxed_no_catchments": {"en": "no catchments", "it": "senza bacini"},
    "told_relaxed_10_percent_more_capacity": {"en": "10 % more places", "it": "10 % di posti in più"},
    "told_relaxed_all": {"en": "all of these but the minutes", "it": "tutto questo insieme"},
    "told_unknown": {"en": "What our data do not show", "it": "Che cosa i nostri dati non mostrano"},
    "told_unknown_how": {
        "en": "No service known here, and our list is not complete: ask before calling it a gap.",
        "it": "Qui non conosciamo servizi, ma il nostro elenco non è completo: chiedere, prima di dire che mancano.",
    },
    "told_inventory": {"en": "What the inventory does not cover", "it": "Che cosa l'inventario non copre"},
    "told_inventory_how": {
        "en": "Needs whose list of services is not known to be complete.",
        "it": "Bisogni per cui l'elenco dei servizi non risulta completo.",
    },
    "told_no_demand": {
        "en": "Nobody has counted who needs: {needs}. Of these the ledger says nothing.",
        "it": "Nessuno ha contato chi ha bisogno di: {needs}. Di questi il registro non dice nulla.",
    },
    "told_shown": {"en": "{shown} of {total} shown.", "it": "Se ne vedono {shown} su {total}."},
    "told_people": {"en": "People", "it": "Persone"},
    "told_perhaps": {"en": "People perhaps without", "it": "Persone forse senza"},
    "told_provider": {"en": "Provider", "it": "Ente"},
    "told_need": {"en": "Need", "it": "Bisogno"},
    "told_areas": {"en": "Areas", "it": "Zone"},
    "told_complete": {"en": "Our list", "it": "Il nostro elenco"},
    "told_services": {"en": "Services known", "it": "Servizi noti"},
    "told_silent": {"en": "of unknown capacity", "it": "di capienza ignota"},
    "inventory_yes": {"en": "complete", "it": "completo"},
    "inventory_partial": {"en": "partial", "it": "parziale"},
    "inventory_no": {"en": "not complete", "it": "incompleto"},
    "inventory_assumed": {"en": "taken as complete", "it": "dato per completo"},
    "unit_desks": {"en": "desks", "it": "sportelli"},
    "unit_flats": {"en": "flats", "it": "alloggi"},
    "unit_users/day": {"en": "users a day", "it": "utenti al giorno"},
    "unit_run_pairs_per_day": {"en": "return runs a day", "it": "corse di andata e ritorno al giorno"},
    "unit_population": {"en": "residents", "it": "abitanti"},
    "persons": {"en": "people", "it": "persone"},
    "person": {"en": "person", "it": "persona"},
    "territory": {"en": "The whole territory", "it": "Tutto il territorio"},
}
