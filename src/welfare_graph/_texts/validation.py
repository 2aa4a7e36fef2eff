"""Sentences of findings: what is wrong, and a hint that says what to type instead."""

TEXTS: dict[str, dict[str, str]] = {}


def _add(code: str, en: str, it: str, hint_en: str, hint_it: str) -> None:
    TEXTS[code] = {"en": en, "it": it}
    TEXTS[f"{code}_hint"] = {"en": hint_en, "it": hint_it}


_add(
    "missing_table",
    "The table {table} is missing.",
    "Manca la tabella {table}.",
    "Add {table}.csv (a table like it: {like}).",
    "Aggiungi {table}.csv (una tabella simile: {like}).",
)
_add(
    "unknown_table",
    "There is no table {value} in the data model; it was not read.",
    "Nel modello dei dati non c'è una tabella {value}; non è stata letta.",
    "Did you mean: {like}?",
    "Forse volevi dire: {like}?",
)
_add(
    "missing_column",
    "The required column {column} is missing.",
    "Manca la colonna obbligatoria {column}.",
    "Add a column {column} (a column like it: {like}). The header reads: {columns}.",
    "Aggiungi una colonna {column} (una colonna simile: {like}). L'intestazione è: {columns}.",
)
_add(
    "unknown_column",
    "The column {column} is not one of this table; it was kept as your own.",
    "La colonna {column} non è di questa tabella; è stata tenuta come colonna tua.",
    "Did you mean {like}?",
    "Forse volevi dire {like}?",
)
_add(
    "extra_column",
    "The column {column} is your own; it is kept untouched.",
    "La colonna {column} è tua; resta com'è.",
    "Nothing to do.",
    "Non serve fare nulla.",
)
_add(
    "duplicate_column",
    "The column {column} stands more than once in the header.",
    "La colonna {column} compare più volte nell'intestazione.",
    "Keep one of them, or rename the other.",
    "Tienine una sola, o cambia nome all'altra.",
)
_add(
    "empty_table",
    "The table has a header and no rows.",
    "La tabella ha solo l'intestazione, senza righe.",
    "Fill it in, or leave the file out.",
    "Compilala, oppure togli il file.",
)
_add(
    "empty_id",
    "The code {column} is empty.",
    "Il codice {column} è vuoto.",
    "Type a code that no other row has.",
    "Scrivi un codice che nessun'altra riga usa.",
)
_add(
    "duplicate_id",
    "The code {value} was already used in row {first}.",
    "Il codice {value} è già usato nella riga {first}.",
    "Give one of the two rows another code, or delete the copy.",
    "Dai un altro codice a una delle due righe, o elimina la copia.",
)
_add(
    "duplicate_key",
    "This row says again what an earlier one says ({value}).",
    "Questa riga ripete una riga precedente ({value}).",
    "Only one row may have the same {key}: keep the right one.",
    "Può esserci una sola riga con gli stessi {key}: tieni quella giusta.",
)
_add(
    "missing_value",
    "{column} is empty and must be filled in.",
    "{column} è vuoto e va compilato.",
    "It means: {meaning_en}.",
    "Significa: {meaning_it}.",
)
_add(
    "spaces_around",
    "{value!r} has spaces before or after it.",
    "{value!r} ha spazi prima o dopo.",
    "Delete the spaces: with them it is another code.",
    "Togli gli spazi: con gli spazi è un altro codice.",
)
_add(
    "not_a_scalar",
    "The cell holds a list or an object: {value}.",
    "La cella contiene un elenco o un oggetto: {value}.",
    "Use one row for each value.",
    "Usa una riga per ogni valore.",
)
_add(
    "not_text",
    "The cell holds characters that are not text.",
    "La cella contiene caratteri che non sono testo.",
    "Type the text again.",
    "Riscrivi il testo.",
)
_add(
    "not_a_number",
    "{value!r} is not a number.",
    "{value!r} non è un numero.",
    "Type digits only, such as 12 or 3.5; leave the cell empty if it is unknown.",
    "Scrivi solo cifre, come 12 o 3,5; lascia vuota la cella se non si sa.",
)
_add(
    "not_finite",
    "{value!r} is not a number one can use.",
    "{value!r} non è un numero utilizzabile.",
    "Leave the cell empty if the value is unknown.",
    "Lascia vuota la cella se il valore non si sa.",
)
_add(
    "not_an_integer",
    "{value!r} is not a whole number.",
    "{value!r} non è un numero intero.",
    "Type a whole number.",
    "Scrivi un numero intero.",
)
_add(
    "not_a_boolean",
    "{value!r} is neither yes nor no.",
    "{value!r} non è né sì né no.",
    "Type true or false.",
    "Scrivi sì o no.",
)
_add(
    "not_a_date",
    "{value!r} is not a date.",
    "{value!r} non è una data.",
    "Type 2020-06-30, 30/06/2020, 2020-06 or 2020.",
    "Scrivi 30/06/2020, 2020-06-30, 2020-06 oppure 2020.",
)
_add(
    "ambiguous_decimal",
    "{value!r} can be read in two ways: the column holds {first!r} and {second!r}.",
    "{value!r} si può leggere in due modi: nella colonna ci sono {first!r} e {second!r}.",
    "Use one decimal sign in the whole column and no sign for thousands.",
    "Usa un solo segno decimale in tutta la colonna e nessun segno per le migliaia.",
)
_add(
    "out_of_range",
    "{value} is outside what {column} can be ({allowed}).",
    "{value} è fuori dai valori possibili di {column} ({allowed}).",
    "Type a value {allowed}.",
    "Scrivi un valore {allowed}.",
)
_add(
    "weight_not_positive",
    "The weight {value} is not above zero.",
    "Il peso {value} non è maggiore di zero.",
    "Type a number above zero, or delete the row if there is no tie.",
    "Scrivi un numero maggiore di zero, o elimina la riga se il legame non c'è.",
)
_add(
    "disordered_range",
    "low {low}, quantity {quantity} and high {high} are not in order.",
    "low {low}, quantity {quantity} e high {high} non sono in ordine.",
    "Put low at or below quantity, and high at or above it.",
    "low non deve superare quantity, e quantity non deve superare high.",
)
_add(
    "reversed_dates",
    "It ends ({end}) before it starts ({start}).",
    "Finisce ({end}) prima di cominciare ({start}).",
    "Check the two dates; both days are included.",
    "Controlla le due date; entrambi i giorni sono compresi.",
)
_add(
    "bad_pattern",
    "{value!r} is not written as {column} must be.",
    "{value!r} non è scritto come richiede {column}.",
    "It must look like this: {pattern}",
    "Deve avere questa forma: {pattern}",
)
_add(
    "bad_outline",
    "This is not a polygon in longitude and latitude.",
    "Non è un poligono in longitudine e latitudine.",
    "Type POLYGON ((7.3 44.8, 7.4 44.8, 7.4 44.9, 7.3 44.8)), under 32,000 characters.",
    "Scrivi POLYGON ((7.3 44.8, 7.4 44.8, 7.4 44.9, 7.3 44.8)), sotto i 32.000 caratteri.",
)
_add(
    "unknown_word",
    "{value!r} is not one of the words for {column}.",
    "{value!r} non è una delle parole previste per {column}.",
    "Did you mean: {like}?",
    "Forse volevi dire: {like}?",
)
_add(
    "new_word",
    "{value!r} is a new word for {column}.",
    "{value!r} è una parola nuova per {column}.",
    "Add it to the table vocabulary (kind {kind}) with its labels; known words: {like}.",
    "Aggiungila alla tabella vocabulary (kind {kind}) con le etichette; parole note: {like}.",
)
_add(
    "dangling_reference",
    "{value!r} is not in the table {refers}.",
    "{value!r} non è nella tabella {refers}.",
    "Did you mean {like!r}? Otherwise add it to {refers}.",
    "Forse volevi dire {like!r}? Altrimenti aggiungilo a {refers}.",
)
_add(
    "dangling_option",
    "{value!r} is not in the table {refers}.",
    "{value!r} non è nella tabella {refers}.",
    "Did you mean {like!r}? Otherwise add it to {refers}, or leave the cell empty.",
    "Forse volevi dire {like!r}? Altrimenti aggiungilo a {refers}, o lascia vuota la cella.",
)
_add(
    "unchecked_reference",
    "{column} could not be checked: the table {refers} is empty.",
    "{column} non si può controllare: la tabella {refers} è vuota.",
    "Add the table {refers}.",
    "Aggiungi la tabella {refers}.",
)
_add(
    "repaired_code",
    "{value!r} was read as {repaired!r}: the zeros in front were lost.",
    "{value!r} è stato letto come {repaired!r}: mancavano gli zeri iniziali.",
    "Format the column as text and type {repaired}.",
    "Imposta la colonna come testo e scrivi {repaired}.",
)
_add(
    "swapped_coordinates",
    "Latitude and longitude seem swapped.",
    "Latitudine e longitudine sembrano scambiate.",
    "Swap lat and lon: lat {lat}, lon {lon}?",
    "Scambia lat e lon: lat {lat}, lon {lon}?",
)
_add(
    "foreign_coordinates",
    "The point is far from the territory (about {km} km).",
    "Il punto è lontano dal territorio (circa {km} km).",
    "Check lat and lon.",
    "Controlla lat e lon.",
)
_add(
    "self_tie",
    "{value!r} is tied to itself; measures leave this row out.",
    "{value!r} è collegato a sé stesso; le misure non contano questa riga.",
    "Check the other end, or delete the row.",
    "Controlla l'altro capo, o elimina la riga.",
)
_add(
    "duplicate_tie",
    "This tie was already given ({value}).",
    "Questo legame c'era già ({value}).",
    "Keep one row; if both are meant, tell them apart by type, initiative or dates.",
    "Tieni una sola riga; se servono entrambe, distinguile per tipo, iniziativa o date.",
)
_add(
    "duplicate_row",
    "This row was already given ({value}).",
    "Questa riga c'era già ({value}).",
    "Keep one row for the same {key}.",
    "Tieni una sola riga per gli stessi {key}.",
)
_add(
    "ended_actor",
    "The tie goes on after {value!r} ended ({end}).",
    "Il legame continua dopo la fine di {value!r} ({end}).",
    "Give the tie an end, or correct the actor's.",
    "Dai una fine al legame, o correggi quella dell'attore.",
)
_add(
    "membership_cycle",
    "The initiative is part of itself: {cycle}.",
    "L'iniziativa fa parte di sé stessa: {cycle}.",
    "Empty part_of in one of them.",
    "Svuota part_of in una di esse.",
)
_add(
    "demand_without_service",
    "There is demand for {value!r}, but no service for it is known and inventory does not speak of it.",
    "C'è domanda per {value!r}, ma non si conosce alcun servizio e inventory non ne parla.",
    "Add its services, or say in inventory how complete they are.",
    "Aggiungi i servizi, o di' in inventory quanto sono completi.",
)
_add(
    "travel_gap",
    "Minutes are missing for {value!r}: those pairs are out of reach.",
    "Mancano i minuti per {value!r}: quelle coppie sono irraggiungibili.",
    "Add the missing pairs, both ways.",
    "Aggiungi le coppie mancanti, nei due sensi.",
)
_add(
    "travel_asymmetric",
    "{value} minutes one way is more than three times the way back.",
    "{value} minuti all'andata è più del triplo del ritorno.",
    "Check both directions.",
    "Controlla i due sensi.",
)
_add(
    "encoding_cp1252",
    "The file is not UTF-8; it was read as Windows-1252.",
    "Il file non è in UTF-8; è stato letto come Windows-1252.",
    "Check accents; save as CSV UTF-8.",
    "Controlla gli accenti; salva come CSV UTF-8.",
)
_add(
    "mixed_encoding",
    "The file mixes encodings or holds bytes that are no text.",
    "Il file mescola codifiche o contiene byte che non sono testo.",
    "Save the whole file again as CSV UTF-8.",
    "Salva di nuovo tutto il file come CSV UTF-8.",
)
_add(
    "empty_file",
    "The file is empty.",
    "Il file è vuoto.",
    "Write the header, or delete the file.",
    "Scrivi l'intestazione, o elimina il file.",
)
_add(
    "unknown_delimiter",
    "The header could not be split into known columns: {value!r}.",
    "L'intestazione non si divide in colonne note: {value!r}.",
    "Separate columns with a comma or a semicolon; this table has: {columns}.",
    "Separa le colonne con virgola o punto e virgola; questa tabella ha: {columns}.",
)
_add(
    "ragged_row",
    "The row has {found} cells, the header {expected}.",
    "La riga ha {found} celle, l'intestazione {expected}.",
    "Put text that holds the delimiter between double quotes; complete the missing cells.",
    "Metti tra virgolette i testi che contengono il separatore; completa le celle mancanti.",
)
_add(
    "nul_byte",
    "The cell holds a NUL byte.",
    "La cella contiene un byte nullo.",
    "Type the text again.",
    "Riscrivi il testo.",
)
_add(
    "not_geojson",
    "This is not a GeoJSON of polygons with an area code: {value}.",
    "Non è un GeoJSON di poligoni con il codice dell'area: {value}.",
    "Each feature needs a Polygon or MultiPolygon and a property area_id.",
    "Ogni elemento deve avere un Polygon o MultiPolygon e una proprietà area_id.",
)
_add(
    "not_json",
    "The file is not JSON: {value}.",
    "Il file non è JSON: {value}.",
    "Correct it, or delete it: the folder can be read without.",
    "Correggilo, o eliminalo: la cartella si legge anche senza.",
)
_add(
    "bad_metadata",
    "{column} cannot be {value!r}.",
    "{column} non può essere {value!r}.",
    "Write it as {expected}.",
    "Scrivilo così: {expected}.",
)
TEXTS["cell"] = {"en": "Cell {cell}.", "it": "Cella {cell}."}
_add(
    "too_large",
    "The file is too large: {size}; at most {most} are read.",
    "Il file è troppo grande: {size}; se ne leggono al massimo {most}.",
    "Split it, or keep only the tables of this territory.",
    "Dividilo, o tieni solo le tabelle di questo territorio.",
)
_add(
    "zip_bomb",
    "The file unpacks to {size} bytes in {files} parts: it was not opened.",
    "Il file, una volta aperto, occuperebbe {size} byte in {files} parti: non è stato aperto.",
    "At most {most} bytes and {ratio} times its size are read. Save it again from a spreadsheet program.",
    "Si leggono al massimo {most} byte e {ratio} volte il suo peso. Risalvalo con un foglio di calcolo.",
)
_add(
    "not_a_zip",
    "The file is damaged and cannot be opened: {value}.",
    "Il file è danneggiato e non si apre: {value}.",
    "Ask for it again, or save it again from the program that made it.",
    "Fattelo mandare di nuovo, o salvalo di nuovo dal programma che l'ha creato.",
)
_add(
    "old_office",
    "The file is an old .xls workbook, or is locked by a password.",
    "Il file è una vecchia cartella .xls, oppure è protetto da una password.",
    "Open it, take the password off, and save it as .xlsx.",
    "Aprilo, togli la password e salvalo come .xlsx.",
)
_add(
    "encrypted",
    "The file is locked by a password.",
    "Il file è protetto da una password.",
    "Save it without a password.",
    "Salvalo senza password.",
)
_add(
    "unsafe_entry",
    "The file holds a part that points outside of it: {value}. It was not opened.",
    "Il file contiene una parte che porta fuori da esso: {value}. Non è stato aperto.",
    "Do not trust this file: ask who sent it.",
    "Non fidarti di questo file: chiedi a chi l'ha mandato.",
)
_add(
    "too_many_cells",
    "The file holds more than {most} elements, or more than {depth} of them one inside another.",
    "Il file contiene più di {most} elementi, o più di {depth} uno dentro l'altro.",
    "Delete empty formatted rows and columns; save long tables as CSV files in a folder.",
    "Elimina righe e colonne vuote formattate; salva le tabelle lunghe come CSV in una cartella.",
)
_add(
    "too_many_sheets",
    "The workbook holds more than {most} sheets.",
    "La cartella di lavoro ha più di {most} fogli.",
    "Keep the sheets that bear the name of a table.",
    "Tieni i fogli che hanno il nome di una tabella.",
)
_add(
    "too_wide",
    "The header has {found} columns; at most {most} are read.",
    "L'intestazione ha {found} colonne; se ne leggono al massimo {most}.",
    "Delete the columns that are not used.",
    "Elimina le colonne che non servono.",
)
_add(
    "not_a_workbook",
    "The file is not an Excel workbook that can be read (at: {value}).",
    "Il file non è una cartella Excel leggibile (a: {value}).",
    "Open it in a spreadsheet program and save it as .xlsx.",
    "Aprilo con un foglio di calcolo e salvalo come .xlsx.",
)
_add(
    "doctype",
    "The file declares a DOCTYPE, which can hide other files or grow without end: it was not read.",
    "Il file dichiara un DOCTYPE, che può nascondere altri file o crescere senza fine: non è stato letto.",
    "Export it again from the program that made it; these formats need no DOCTYPE.",
    "Esportalo di nuovo dal programma che l'ha creato; questi formati non usano DOCTYPE.",
)
_add(
    "not_xml",
    "The file is not well-formed XML: {value}.",
    "Il file non è XML ben formato: {value}.",
    "Export it again from the program that made it.",
    "Esportalo di nuovo dal programma che l'ha creato.",
)
_add(
    "not_a_graph",
    "This part of the file cannot be read as actors and ties: {value}.",
    "Questa parte del file non si può leggere come attori e legami: {value}.",
    "A file needs one graph with nodes that have an id, and edges that have a source and a target.",
    "Serve un solo grafo, con nodi che hanno un id e archi che hanno source e target.",
)
_add(
    "no_known_sheet",
    "No sheet bears the name of a table; the sheets are: {value}.",
    "Nessun foglio ha il nome di una tabella; i fogli sono: {value}.",
    "Name the sheets actors, ties, areas ...: welfare-graph template FILE.xlsx makes them all.",
    "Chiama i fogli actors, ties, areas ...: welfare-graph template FILE.xlsx li crea tutti.",
)
_add(
    "no_header",
    "No row of the sheet names the columns of the table; it begins: {value}.",
    "Nessuna riga del foglio contiene i nomi delle colonne della tabella; comincia così: {value}.",
    "Type the names of the columns above the data: {columns}.",
    "Scrivi i nomi delle colonne sopra i dati: {columns}.",
)
_add(
    "repeated_header",
    "This row repeats the names of the columns.",
    "Questa riga ripete i nomi delle colonne.",
    "Delete the row: the header stands above the data, once.",
    "Elimina la riga: l'intestazione sta sopra i dati, una volta sola.",
)
_add(
    "totals_row",
    "This row looks like a sum ({value}), not like a record.",
    "Questa riga sembra una somma ({value}), non un dato.",
    "Delete the row: sums are computed from the data.",
    "Elimina la riga: le somme si calcolano dai dati.",
)
_add(
    "merged_cells",
    "The cells {value} are merged: only the first holds a value.",
    "Le celle {value} sono unite: solo la prima contiene un valore.",
    "Unmerge them and type the value in each row it holds for.",
    "Separale e scrivi il valore in ogni riga per cui vale.",
)
_add(
    "formula_without_value",
    "The formula {value} was never computed: the cell has no value.",
    "La formula {value} non è mai stata calcolata: la cella non ha un valore.",
    "Open the file in a spreadsheet program and save it, or type the value.",
    "Apri il file con un foglio di calcolo e salvalo, oppure scrivi il valore.",
)
_add(
    "error_cell",
    "The cell shows the error {value}.",
    "La cella mostra l'errore {value}.",
    "Type the value, or leave the cell empty if it is unknown.",
    "Scrivi il valore, o lascia vuota la cella se non si sa.",
)
_add(
    "formula_cell",
    "The cell holds a formula ({formula}); its last value was read: {value}.",
    "La cella contiene una formula ({formula}); è stato letto l'ultimo valore: {value}.",
    "Type the value instead of the formula: a formula may change without anyone noticing.",
    "Scrivi il valore al posto della formula: una formula può cambiare senza che nessuno se ne accorga.",
)
_add(
    "serial_date",
    "{value} was read as the day {day}: the cell shows a date as a plain number.",
    "{value} è stato letto come il giorno {day}: la cella mostra una data come numero.",
    "Format the column as text and type {day}.",
    "Imposta la colonna come testo e scrivi {day}.",
)
_add(
    "stray_cell",
    "{value!r} stands outside of the table, in a column without a name: it was not read.",
    "{value!r} sta fuori dalla tabella, in una colonna senza nome: non è stato letto.",
    "Move it to the column note, or give its column a name.",
    "Spostalo nella colonna note, o dai un nome alla sua colonna.",
)
_add(
    "hidden_rows",
    "Hidden rows were read too: {count}, beginning with this one.",
    "Sono state lette anche le righe nascoste: {count}, a cominciare da questa.",
    "Show them (clear the filter), and delete them if they are not meant.",
    "Mostrale (togli il filtro) ed eliminale se non servono.",
)
_add(
    "hidden_sheet",
    "The sheet is hidden; it was read too.",
    "Il foglio è nascosto; è stato letto anch'esso.",
    "Show it, and delete it if it is not meant.",
    "Mostralo, ed eliminalo se non serve.",
)
_add(
    "macros_ignored",
    "The workbook holds programs (macros); they were not run.",
    "La cartella di lavoro contiene programmi (macro); non sono stati eseguiti.",
    "Save it as .xlsx, which holds none.",
    "Salvala come .xlsx, che non ne contiene.",
)
_add(
    "links_ignored",
    "The workbook refers to other files; they were not opened.",
    "La cartella di lavoro rimanda ad altri file; non sono stati aperti.",
    "Replace the references by their values.",
    "Sostituisci i collegamenti con i valori.",
)
_add(
    "notes_above",
    "Text above the header was not read: {value}. The header was found in row {header}.",
    "Il testo sopra l'intestazione non è stato letto: {value}. L'intestazione è nella riga {header}.",
    "Nothing to do, if row {header} names the columns.",
    "Non serve fare nulla, se la riga {header} contiene i nomi delle colonne.",
)
_add(
    "left_out",
    "This file holds actors and ties only; when it was written these were left out: {value}.",
    "Questo file contiene solo attori e legami; quando è stato scritto sono rimasti fuori: {value}.",
    "Keep the territory as a folder, a .zip or an .xlsx too.",
    "Conserva il territorio anche come cartella, .zip o .xlsx.",
)
_add(
    "outline_key",
    "The property {value} was taken as the code of the area.",
    "La proprietà {value} è stata presa come codice dell'area.",
    "Nothing to do, if it is; else name the right one area_id.",
    "Non serve fare nulla, se lo è; altrimenti chiama area_id quella giusta.",
)
_add(
    "formula_text",
    "The cell begins with = as a formula does; it was kept as text: {value}.",
    "La cella comincia con = come una formula; è stata tenuta come testo: {value}.",
    "Type the value instead of the formula.",
    "Scrivi il valore al posto della formula.",
)
_add(
    "unknown_question",
    "The answer {value!r} belongs to no question about this territory.",
    "La risposta {value!r} non corrisponde a nessuna domanda su questo territorio.",
    "Make the questions again from this territory, and copy the answer there.",
    "Rifai le domande da questo territorio e ricopia lì la risposta.",
)
