"""Sentences of findings about the sheets of a workbook."""

from welfare_graph._texts.validation._sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "no_known_sheet": Sentence(
        "No sheet bears the name of a table; the sheets are: {value}.",
        "Nessun foglio ha il nome di una tabella; i fogli sono: {value}.",
        "Name the sheets actors, ties, areas ...: welfare-graph template FILE.xlsx makes them all.",
        "Chiama i fogli actors, ties, areas ...: welfare-graph template FILE.xlsx li crea tutti.",
    ),
    "no_header": Sentence(
        "No row of the sheet names the columns of the table; it begins: {value}.",
        "Nessuna riga del foglio contiene i nomi delle colonne della tabella; comincia così: {value}.",
        "Type the names of the columns above the data: {columns}.",
        "Scrivi i nomi delle colonne sopra i dati: {columns}.",
    ),
    "notes_above": Sentence(
        "Text above the header was not read: {value}. The header was found in row {header}.",
        "Il testo sopra l'intestazione non è stato letto: {value}. L'intestazione è nella riga {header}.",
        "Nothing to do, if row {header} names the columns.",
        "Non serve fare nulla, se la riga {header} contiene i nomi delle colonne.",
    ),
    "repeated_header": Sentence(
        "This row repeats the names of the columns.",
        "Questa riga ripete i nomi delle colonne.",
        "Delete the row: the header stands above the data, once.",
        "Elimina la riga: l'intestazione sta sopra i dati, una volta sola.",
    ),
    "totals_row": Sentence(
        "This row looks like a sum ({value}), not like a record.",
        "Questa riga sembra una somma ({value}), non un dato.",
        "Delete the row: sums are computed from the data.",
        "Elimina la riga: le somme si calcolano dai dati.",
    ),
    "note_row": Sentence(
        "This row looks like a note below the table ({value}), not like a record.",
        "Questa riga sembra una nota sotto la tabella ({value}), non un dato.",
        "Delete the row, or move the note above the header.",
        "Elimina la riga, o sposta la nota sopra l'intestazione.",
    ),
    "merged_cells": Sentence(
        "The cells {value} are merged: only the first holds a value.",
        "Le celle {value} sono unite: solo la prima contiene un valore.",
        "Unmerge them and type the value in each row it holds for.",
        "Separale e scrivi il valore in ogni riga per cui vale.",
    ),
    "stray_cell": Sentence(
        "{value!r} stands outside of the table, in a column without a name: it was not read.",
        "{value!r} sta fuori dalla tabella, in una colonna senza nome: non è stato letto.",
        "Move it to the column note, or give its column a name.",
        "Spostalo nella colonna note, o dai un nome alla sua colonna.",
    ),
    "hidden_rows": Sentence(
        "Hidden rows were read too: {count}, beginning with this one.",
        "Sono state lette anche le righe nascoste: {count}, a cominciare da questa.",
        "Show them (clear the filter), and delete them if they are not meant.",
        "Mostrale (togli il filtro) ed eliminale se non servono.",
    ),
    "hidden_columns": Sentence(
        "Hidden columns were read too: {value}.",
        "Sono state lette anche le colonne nascoste: {value}.",
        "Show them, and delete them if they are not meant.",
        "Mostrale, ed eliminale se non servono.",
    ),
    "hidden_sheet": Sentence(
        "The sheet is hidden; it was read too.",
        "Il foglio è nascosto; è stato letto anch'esso.",
        "Show it, and delete it if it is not meant.",
        "Mostralo, ed eliminalo se non serve.",
    ),
    "formula_without_value": Sentence(
        "The formula {value} was never computed: the cell has no value.",
        "La formula {value} non è mai stata calcolata: la cella non ha un valore.",
        "Open the file in a spreadsheet program and save it, or type the value.",
        "Apri il file con un foglio di calcolo e salvalo, oppure scrivi il valore.",
    ),
    "error_cell": Sentence(
        "The cell shows the error {value}.",
        "La cella mostra l'errore {value}.",
        "Type the value, or leave the cell empty if it is unknown.",
        "Scrivi il valore, o lascia vuota la cella se non si sa.",
    ),
    "formula_cell": Sentence(
        "The cell holds a formula ({formula}); its last value was read: {value}.",
        "La cella contiene una formula ({formula}); è stato letto l'ultimo valore: {value}.",
        "Type the value instead of the formula: a formula may change without anyone noticing.",
        "Scrivi il valore al posto della formula: una formula può cambiare senza che nessuno se ne accorga.",
    ),
    "formula_text": Sentence(
        "The cell begins with = as a formula does; it was kept as text: {value}.",
        "La cella comincia con = come una formula; è stata tenuta come testo: {value}.",
        "Type the value instead of the formula.",
        "Scrivi il valore al posto della formula.",
    ),
    "serial_date": Sentence(
        "{value} was read as the day {day}: the cell shows a date as a plain number.",
        "{value} è stato letto come il giorno {day}: la cella mostra una data come numero.",
        "Format the column as text and type {day}.",
        "Imposta la colonna come testo e scrivi {day}.",
    ),
    "macros_ignored": Sentence(
        "The workbook holds programs (macros); they were not run.",
        "La cartella di lavoro contiene programmi (macro); non sono stati eseguiti.",
        "Save it as .xlsx, which holds none.",
        "Salvala come .xlsx, che non ne contiene.",
    ),
    "links_ignored": Sentence(
        "The workbook refers to other files; they were not opened.",
        "La cartella di lavoro rimanda ad altri file; non sono stati aperti.",
        "Replace the references by their values.",
        "Sostituisci i collegamenti con i valori.",
    ),
    "too_many_sheets": Sentence(
        "The workbook holds more than {most} sheets.",
        "La cartella di lavoro ha più di {most} fogli.",
        "Keep the sheets that bear the name of a table.",
        "Tieni i fogli che hanno il nome di una tabella.",
    ),
}
