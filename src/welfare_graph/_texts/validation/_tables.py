"""Sentences of findings about tables and what they say together."""

from welfare_graph._texts.validation._sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "missing_table": Sentence(
        "The table {table} is missing.",
        "Manca la tabella {table}.",
        "Add {table}.csv, or a sheet {table} (a table like it: {like}).",
        "Aggiungi {table}.csv, o un foglio {table} (una tabella simile: {like}).",
        "Add {table}.csv, or a sheet {table}.",
        "Aggiungi {table}.csv, o un foglio {table}.",
    ),
    "unknown_table": Sentence(
        "There is no table {value} in the data model; it was not read.",
        "Nel modello dei dati non c'è una tabella {value}; non è stata letta.",
        "Did you mean: {like}?",
        "Forse volevi dire: {like}?",
    ),
    "missing_column": Sentence(
        "The required column {column} is missing.",
        "Manca la colonna obbligatoria {column}.",
        "Add a column {column} (a column like it: {like}). The header reads: {columns}.",
        "Aggiungi una colonna {column} (una colonna simile: {like}). L'intestazione è: {columns}.",
        "Add a column {column}. The header reads: {columns}.",
        "Aggiungi una colonna {column}. L'intestazione è: {columns}.",
    ),
    "unknown_column": Sentence(
        "The column {column} is not one of this table; it was kept as your own.",
        "La colonna {column} non è di questa tabella; è stata tenuta come colonna tua.",
        "Did you mean {like}?",
        "Forse volevi dire {like}?",
    ),
    "extra_column": Sentence(
        "The column {column} is your own; it is kept untouched.",
        "La colonna {column} è tua; resta com'è.",
        "Nothing to do.",
        "Non serve fare nulla.",
    ),
    "duplicate_column": Sentence(
        "The column {column} stands more than once in the header.",
        "La colonna {column} compare più volte nell'intestazione.",
        "Keep one of them, or rename the other.",
        "Tienine una sola, o cambia nome all'altra.",
    ),
    "empty_table": Sentence(
        "The table has a header and no rows.",
        "La tabella ha solo l'intestazione, senza righe.",
        "Nothing to do, if there is nothing to say: it may stay empty.",
        "Se non serve, può restare vuota.",
    ),
    "unchecked_reference": Sentence(
        "{column} could not be checked: the table {refers} is empty.",
        "{column} non si può controllare: la tabella {refers} è vuota.",
        "Add the table {refers}.",
        "Aggiungi la tabella {refers}.",
    ),
    "swapped_coordinates": Sentence(
        "Latitude and longitude seem swapped.",
        "Latitudine e longitudine sembrano scambiate.",
        "Swap lat and lon: lat {lat}, lon {lon}?",
        "Scambia lat e lon: lat {lat}, lon {lon}?",
    ),
    "foreign_coordinates": Sentence(
        "The point is far from the territory (about {km} km).",
        "Il punto è lontano dal territorio (circa {km} km).",
        "Check lat and lon.",
        "Controlla lat e lon.",
    ),
    "self_tie": Sentence(
        "{value!r} is tied to itself; measures leave this row out.",
        "{value!r} è collegato a sé stesso; le misure non contano questa riga.",
        "Check the other end, or delete the row.",
        "Controlla l'altro capo, o elimina la riga.",
    ),
    "duplicate_tie": Sentence(
        "This tie was already given ({value}).",
        "Questo legame c'era già ({value}).",
        "Keep one row; if both are meant, tell them apart by type, initiative or dates.",
        "Tieni una sola riga; se servono entrambe, distinguile per tipo, iniziativa o date.",
    ),
    "duplicate_row": Sentence(
        "This row was already given ({value}).",
        "Questa riga c'era già ({value}).",
        "Keep one row for the same {key}.",
        "Tieni una sola riga per gli stessi {key}.",
    ),
    "ended_actor": Sentence(
        "The tie goes on after {value!r} ended ({end}).",
        "Il legame continua dopo la fine di {value!r} ({end}).",
        "Give the tie an end, or correct the actor's.",
        "Dai una fine al legame, o correggi quella dell'attore.",
    ),
    "membership_cycle": Sentence(
        "The initiative is part of itself: {cycle}.",
        "L'iniziativa fa parte di sé stessa: {cycle}.",
        "Empty part_of in one of them.",
        "Svuota part_of in una di esse.",
    ),
    "demand_without_service": Sentence(
        "There is demand for {value!r}, but no service for it is known and inventory does not speak of it.",
        "C'è domanda per {value!r}, ma non si conosce alcun servizio e inventory non ne parla.",
        "Add its services, or say in inventory how complete they are.",
        "Aggiungi i servizi, o scrivi in inventory quanto è completo il loro elenco.",
    ),
    "travel_gap": Sentence(
        "Minutes are missing for {value!r}: those pairs are out of reach.",
        "Mancano i minuti per {value!r}: quelle coppie sono irraggiungibili.",
        "Add the missing pairs, both ways.",
        "Aggiungi le coppie mancanti, nei due sensi.",
    ),
    "travel_asymmetric": Sentence(
        "{value} minutes one way is more than three times the way back.",
        "{value} minuti all'andata è più del triplo del ritorno.",
        "Check both directions.",
        "Controlla i due sensi.",
    ),
    "bad_metadata": Sentence(
        "{column} cannot be {value!r}.",
        "{column} non può essere {value!r}.",
        "Write it as {expected}.",
        "Scrivilo così: {expected}.",
    ),
}
