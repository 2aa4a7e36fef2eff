"""The tables of needs, services, distance, promises and norms."""

from __future__ import annotations

from welfare_graph.schema._columns import (
    END,
    GRADE,
    LAT,
    LON,
    MINUTES,
    NAME,
    NOTE,
    ORIGIN,
    SOURCE,
    START,
    TIME,
    count_column,
    id_column,
    reference,
)
from welfare_graph.schema._model import Column, Table

NEEDS = Table(
    name="needs",
    index="need_id",
    key=("need_id",),
    en="A kind of need",
    it="Un tipo di bisogno",
    columns=(
        id_column("need_id", "Code of the need", "Codice del bisogno"),
        NAME,
        Column(name="name_it", en="Name in Italian", it="Nome in italiano"),
        Column(name="unit", required=True, en="What is counted", it="Che cosa si conta"),
        Column(
            name="people_per_unit",
            kind="float",
            minimum=0,
            above=True,
            unit="persons",
            en="People behind one unit; empty counts as 1",
            it="Persone dietro un'unità; vuoto vale 1",
        ),
        Column(
            name="max_minutes",
            kind="float",
            minimum=0,
            unit=MINUTES,
            en="How far people can go; empty: no limit",
            it="Quanto lontano si può andare; vuoto: senza limite",
        ),
        Column(name="target_group", en="Whose need it is", it="Di chi è il bisogno"),
        Column(name="category", en="Category of your own", it="Categoria"),
    ),
)

DEMAND = Table(
    name="demand",
    key=("area_id", "need_id"),
    en="How much of a need an area has",
    it="Quanto di un bisogno c'è in un'area",
    columns=(
        reference("area_id", "areas", "Area", "Area", required=True),
        reference("need_id", "needs", "Need", "Bisogno", required=True),
        Column(
            name="quantity",
            kind="float",
            required=True,
            minimum=0,
            unit="the need's unit",
            en="How much",
            it="Quanto",
        ),
        Column(name="low", kind="float", minimum=0, unit="the need's unit", en="At least", it="Almeno"),
        Column(name="high", kind="float", minimum=0, unit="the need's unit", en="At most", it="Al massimo"),
        Column(name="method", en="How it was computed", it="Come è stato calcolato"),
        GRADE,
        SOURCE,
    ),
)

SERVICES = Table(
    name="services",
    index="service_id",
    key=("service_id",),
    en="A node: an actor meeting a need from somewhere",
    it="Un nodo: un attore che risponde a un bisogno da un luogo",
    columns=(
        id_column("service_id", "Code of the service", "Codice del servizio"),
        reference("actor_id", "actors", "Who runs it", "Chi lo gestisce", required=True),
        reference("need_id", "needs", "Need it meets", "Bisogno a cui risponde", required=True),
        Column(name="name", en="Name as people know it", it="Nome con cui è conosciuto"),
        reference("area_id", "areas", "Where it is", "Dove si trova"),
        LAT,
        LON,
        Column(
            name="capacity",
            kind="float",
            minimum=0,
            unit="the need's unit",
            en="How much it can serve; empty is unknown",
            it="Quanto può servire; vuoto è sconosciuto",
        ),
        Column(
            name="max_minutes",
            kind="float",
            minimum=0,
            unit=MINUTES,
            en="How far it reaches; overrides the need's",
            it="Fin dove arriva; prevale su quello del bisogno",
        ),
        Column(
            name="mode",
            words="mode",
            en="On site, home, mobile, remote",
            it="In sede, a casa, mobile, a distanza",
        ),
        Column(
            name="approach",
            words="approach",
            en="Protection, integration, mixed",
            it="Tutela, integrazione, misto",
        ),
        reference("initiative_id", "initiatives", "Initiative it comes from", "Iniziativa da cui nasce"),
        *TIME,
        *ORIGIN,
    ),
)

INVENTORY = Table(
    name="inventory",
    key=("need_id", "zone", "area_id"),
    en="How complete our knowledge of a need's services is",
    it="Quanto è completa la conoscenza dei servizi per un bisogno",
    columns=(
        reference("need_id", "needs", "Need", "Bisogno", required=True),
        Column(
            name="zone", en="Zone it speaks of; empty with area_id: everywhere", it="Zona; vuota: ovunque"
        ),
        reference("area_id", "areas", "Area it speaks of", "Area"),
        Column(
            name="complete", required=True, words="complete", en="Yes, partial, no", it="Sì, in parte, no"
        ),
        SOURCE,
        NOTE,
    ),
)

CATCHMENTS = Table(
    name="catchments",
    key=("actor_id", "area_id", "start"),
    en="An area that an actor serves by statute; its services then serve only those areas",
    it="Un'area che un attore serve per statuto; i suoi servizi valgono solo lì",
    columns=(
        reference("actor_id", "actors", "Who serves", "Chi serve", required=True),
        reference("area_id", "areas", "Area served", "Area servita", required=True),
        START,
        END,
        SOURCE,
    ),
)

GATEWAYS = Table(
    name="gateways",
    key=("area_id", "actor_id"),
    en="An actor through whom an area's people reach the network",
    it="Un attore tramite cui le persone di un'area entrano nella rete",
    columns=(
        reference("area_id", "areas", "Area", "Area", required=True),
        reference("actor_id", "actors", "Who opens the door", "Chi apre la porta", required=True),
        Column(
            name="trust",
            kind="float",
            minimum=0,
            maximum=1,
            unit="0 to 1",
            en="Trust people have",
            it="Fiducia",
        ),
    ),
)

TRAVEL = Table(
    name="travel",
    key=("origin", "destination", "mode"),
    en="Minutes from one area to another",
    it="Minuti da un'area a un'altra",
    columns=(
        reference("origin", "areas", "From", "Da", required=True),
        reference("destination", "areas", "To", "A", required=True),
        Column(
            name="minutes", kind="float", required=True, minimum=0, unit=MINUTES, en="Minutes", it="Minuti"
        ),
        Column(name="mode", en="Means of travel", it="Mezzo"),
        GRADE,
    ),
)

ADJACENCY = Table(
    name="adjacency",
    key=("area_a", "area_b"),
    en="Two areas that border each other",
    it="Due aree confinanti",
    columns=(
        reference("area_a", "areas", "One area", "Un'area", required=True),
        reference("area_b", "areas", "The other area", "L'altra area", required=True),
        Column(name="road", words="road", en="Whether a road joins them", it="Se una strada le unisce"),
        Column(name="minutes", kind="float", minimum=0, unit=MINUTES, en="Minutes by it", it="Minuti"),
        GRADE,
    ),
)

PEOPLE_GROUPS = Table(
    name="people_groups",
    key=("unit", "unit_id", "dimension", "group"),
    en="People counted by group in an area, an actor or an initiative",
    it="Persone contate per gruppo in un'area, un attore o un'iniziativa",
    columns=(
        Column(name="unit", required=True, words="people_unit", en="Area, actor or initiative", it="Unità"),
        Column(name="unit_id", required=True, en="Its code", it="Il suo codice"),
        Column(name="dimension", required=True, en="Age, gender, origin, ability ...", it="Dimensione"),
        Column(name="group", required=True, en="Group", it="Gruppo"),
        Column(
            name="count",
            kind="float",
            required=True,
            minimum=0,
            unit="persons",
            en="How many",
            it="Quante persone",
        ),
    ),
)

COMMITMENTS = Table(
    name="commitments",
    key=("initiative_id", "commitment_id"),
    en="What a pact's signatory promised",
    it="Che cosa ha promesso chi ha firmato un patto",
    columns=(
        reference("initiative_id", "initiatives", "Pact", "Patto", required=True),
        id_column("commitment_id", "Code of the commitment", "Codice dell'impegno"),
        reference("actor_id", "actors", "Who promised", "Chi ha promesso", required=True),
        Column(name="action", required=True, words="action", en="Open, expand, tie", it="Azione"),
        reference("need_id", "needs", "Need", "Bisogno"),
        reference("area_id", "areas", "Area", "Area"),
        reference("partner_id", "actors", "Other end of a tie", "L'altro capo del legame"),
        reference("service_id", "services", "Service to expand", "Servizio da ampliare"),
        Column(name="quantity", kind="float", minimum=0, unit="the need's unit", en="How much", it="Quanto"),
        count_column("cost_eur", "Cost", "Costo", unit="EUR"),
        Column(name="due", kind="date", unit="ISO date", en="By when", it="Entro quando"),
        Column(
            name="status",
            words="commitment_status",
            en="Proposed, signed, active, done, withdrawn",
            it="Proposto, firmato, attivo, fatto, ritirato",
        ),
        SOURCE,
    ),
)

COSTS = Table(
    name="costs",
    key=("action", "need_id", "area_id"),
    en="What an action costs; the most specific row wins",
    it="Quanto costa un'azione; vince la riga più specifica",
    columns=(
        Column(name="action", required=True, words="action", en="Open, expand, tie", it="Azione"),
        reference("need_id", "needs", "Need; empty: any", "Bisogno; vuoto: qualsiasi"),
        reference("area_id", "areas", "Area; empty: any", "Area; vuota: qualsiasi"),
        Column(
            name="fixed_eur", kind="float", required=True, minimum=0, unit="EUR", en="Once", it="Una volta"
        ),
        Column(
            name="unit_eur",
            kind="float",
            minimum=0,
            unit="EUR per unit",
            en="Per unit; empty counts as 0",
            it="Per unità; vuoto vale 0",
        ),
        Column(
            name="max_quantity",
            kind="float",
            minimum=0,
            unit="the need's unit",
            en="At most; empty: no limit",
            it="Al massimo; vuoto: senza limite",
        ),
        GRADE,
        SOURCE,
    ),
)

STANDARDS = Table(
    name="standards",
    index="standard_id",
    key=("standard_id",),
    en="A norm to audit against",
    it="Una norma con cui confrontarsi",
    columns=(
        id_column("standard_id", "Code of the norm", "Codice della norma"),
        Column(name="name_it", required=True, en="Name in Italian", it="Nome in italiano"),
        Column(name="name_en", required=True, en="Name in English", it="Nome in inglese"),
        Column(name="law", en="Where it is written", it="Dove è scritta"),
        Column(
            name="numerator",
            required=True,
            pattern=r"(capacity|count):\S.*|column:\S.*",
            en="What is counted",
            it="Che cosa si conta",
        ),
        Column(
            name="denominator",
            required=True,
            pattern=r"one|column:\S.*",
            en="Per what",
            it="Rispetto a che cosa",
        ),
        Column(name="threshold", kind="float", required=True, en="The value asked", it="Il valore chiesto"),
        Column(name="direction", required=True, words="direction", en="min or max", it="min o max"),
        Column(name="level", required=True, words="level", en="Where it is asked", it="A che livello"),
        Column(name="valid_from", kind="date", unit="ISO date", en="From", it="Da"),
        Column(name="valid_to", kind="date", unit="ISO date", en="To", it="A"),
        Column(name="verified", kind="boolean", en="Checked against the law", it="Verificata sulla legge"),
        SOURCE,
    ),
)

RESPONSES = Table(
    name="responses",
    key=("actor_id", "wave"),
    en="Which actors answered a survey",
    it="Quali attori hanno risposto a un'indagine",
    columns=(
        reference("actor_id", "actors", "Actor", "Attore", required=True),
        Column(name="wave", required=True, en="Round of the survey", it="Tornata dell'indagine"),
        Column(name="answered", kind="boolean", required=True, en="Whether they did", it="Se ha risposto"),
        Column(name="date", kind="date", unit="ISO date", en="When", it="Quando"),
    ),
)

SOURCES = Table(
    name="sources",
    index="source_id",
    key=("source_id",),
    en="Where a fact comes from",
    it="Da dove viene un dato",
    columns=(
        id_column("source_id", "Code of the source", "Codice della fonte"),
        Column(name="title", required=True, en="Title", it="Titolo"),
        Column(name="url", en="Address", it="Indirizzo"),
        Column(name="date", en="Date as the source gives it", it="Data indicata dalla fonte"),
        Column(name="licence", en="Licence", it="Licenza"),
    ),
)

VOCABULARY = Table(
    name="vocabulary",
    key=("kind", "code"),
    en="A word that the other tables may use",
    it="Una parola che le altre tabelle possono usare",
    columns=(
        Column(name="kind", required=True, words="word_kind", en="Kind of word", it="Tipo di parola"),
        Column(name="code", required=True, en="The word", it="La parola"),
        Column(name="label_en", required=True, en="Label in English", it="Etichetta in inglese"),
        Column(name="label_it", required=True, en="Label in Italian", it="Etichetta in italiano"),
        Column(name="parent", en="Broader word", it="Parola più ampia"),
        Column(
            name="directed", kind="boolean", en="A tie of this type is one way", it="Legame a senso unico"
        ),
        Column(name="color", pattern="#[0-9a-fA-F]{6}", en="Colour (#rrggbb)", it="Colore (#rrggbb)"),
        Column(name="symbol", en="Shape", it="Forma"),
    ),
)
