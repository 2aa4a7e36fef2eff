"""Sentences of findings about files: how they are written, and what is refused."""

from welfare_graph._texts.validation._sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "encoding_cp1252": Sentence(
        "The file is not UTF-8; it was read as Windows-1252.",
        "Il file non è in UTF-8; è stato letto come Windows-1252.",
        "Check accents; save as CSV UTF-8.",
        "Controlla gli accenti; salva come CSV UTF-8.",
    ),
    "mixed_encoding": Sentence(
        "The file mixes encodings or holds bytes that are no text.",
        "Il file mescola codifiche o contiene byte che non sono testo.",
        "Save the whole file again as CSV UTF-8.",
        "Salva di nuovo tutto il file come CSV UTF-8.",
    ),
    "empty_file": Sentence(
        "The file is empty.",
        "Il file è vuoto.",
        "Write the header, or delete the file.",
        "Scrivi l'intestazione, o elimina il file.",
    ),
    "unknown_delimiter": Sentence(
        "The header could not be split into known columns: {value!r}.",
        "L'intestazione non si divide in colonne note: {value!r}.",
        "Separate columns with a comma or a semicolon; this table has: {columns}.",
        "Separa le colonne con virgola o punto e virgola; questa tabella ha: {columns}.",
    ),
    "ragged_row": Sentence(
        "The row has {found} cells, the header {expected}.",
        "La riga ha {found} celle, l'intestazione {expected}.",
        "Put text that holds the delimiter between double quotes; complete the missing cells.",
        "Metti tra virgolette i testi che contengono il separatore; completa le celle mancanti.",
    ),
    "not_geojson": Sentence(
        "This is not a GeoJSON of polygons with an area code: {value}.",
        "Non è un GeoJSON di poligoni con il codice dell'area: {value}.",
        "Each feature needs a Polygon or MultiPolygon and a property area_id.",
        "Ogni elemento deve avere un Polygon o MultiPolygon e una proprietà area_id.",
    ),
    "not_json": Sentence(
        "The file is not JSON: {value}.",
        "Il file non è JSON: {value}.",
        "Correct it, or delete it: the folder can be read without.",
        "Correggilo, o eliminalo: la cartella si legge anche senza.",
    ),
    "too_large": Sentence(
        "The file is too large: {size}; at most {most} are read.",
        "Il file è troppo grande: {size}; se ne leggono al massimo {most}.",
        "Split it, or keep only the tables of this territory.",
        "Dividilo, o tieni solo le tabelle di questo territorio.",
    ),
    "zip_bomb": Sentence(
        "The file unpacks to {size} bytes in {files} parts: it was not opened.",
        "Il file, una volta aperto, occuperebbe {size} byte in {files} parti: non è stato aperto.",
        "At most {most} bytes and {ratio} times its size are read. Save it again from a spreadsheet program.",
        "Si leggono al massimo {most} byte e {ratio} volte il suo peso. Risalvalo con un foglio di calcolo.",
    ),
    "not_a_zip": Sentence(
        "The file is damaged and cannot be opened: {value}.",
        "Il file è danneggiato e non si apre: {value}.",
        "Ask for it again, or save it again from the program that made it.",
        "Fattelo mandare di nuovo, o salvalo di nuovo dal programma che l'ha creato.",
    ),
    "old_office": Sentence(
        "The file is an old .xls workbook, or is locked by a password.",
        "Il file è una vecchia cartella .xls, oppure è protetto da una password.",
        "Open it, take the password off, and save it as .xlsx.",
        "Aprilo, togli la password e salvalo come .xlsx.",
    ),
    "encrypted": Sentence(
        "The file is locked by a password.",
        "Il file è protetto da una password.",
        "Save it without a password.",
        "Salvalo senza password.",
    ),
    "unsafe_entry": Sentence(
        "The file holds a part that points outside of it: {value}. It was not opened.",
        "Il file contiene una parte che porta fuori da esso: {value}. Non è stato aperto.",
        "Do not trust this file: ask who sent it.",
        "Non fidarti di questo file: chiedi a chi l'ha mandato.",
    ),
    "too_many_cells": Sentence(
        "The file holds more than {most} elements, or more than {depth} of them one inside another.",
        "Il file contiene più di {most} elementi, o più di {depth} uno dentro l'altro.",
        "Delete empty formatted rows and columns; save long tables as CSV files in a folder.",
        "Elimina righe e colonne vuote formattate; salva le tabelle lunghe come CSV in una cartella.",
    ),
    "too_wide": Sentence(
        "The header has {found} columns; at most {most} are read.",
        "L'intestazione ha {found} colonne; se ne leggono al massimo {most}.",
        "Delete the columns that are not used.",
        "Elimina le colonne che non servono.",
    ),
    "not_a_workbook": Sentence(
        "The file is not an Excel workbook that can be read (at: {value}).",
        "Il file non è una cartella Excel leggibile (a: {value}).",
        "Open it in a spreadsheet program and save it as .xlsx.",
        "Aprilo con un foglio di calcolo e salvalo come .xlsx.",
    ),
    "doctype": Sentence(
        "The file declares a DOCTYPE, which can hide other files or grow without end: it was not read.",
        "Il file dichiara un DOCTYPE, che può nascondere altri file o crescere senza fine: non è stato letto.",
        "Export it again from the program that made it; these formats need no DOCTYPE.",
        "Esportalo di nuovo dal programma che l'ha creato; questi formati non usano DOCTYPE.",
    ),
    "not_xml": Sentence(
        "The file is not well-formed XML: {value}.",
        "Il file non è XML ben formato: {value}.",
        "Export it again from the program that made it.",
        "Esportalo di nuovo dal programma che l'ha creato.",
    ),
    "not_a_graph": Sentence(
        "This part of the file cannot be read as actors and ties: {value}.",
        "Questa parte del file non si può leggere come attori e legami: {value}.",
        "A file needs one graph with nodes that have an id, and edges that have a source and a target.",
        "Serve un solo grafo, con nodi che hanno un id e archi che hanno source e target.",
    ),
    "left_out": Sentence(
        "This file does not hold the whole territory; when it was written these were left out: {value}.",
        "Questo file non contiene tutto il territorio; quando è stato scritto sono rimasti fuori: {value}.",
        "Keep the territory as a folder, a .zip or an .xlsx too.",
        "Conserva il territorio anche come cartella, .zip o .xlsx.",
    ),
    "outline_key": Sentence(
        "The property {value} was taken as the code of the area.",
        "La proprietà {value} è stata presa come codice dell'area.",
        "Nothing to do, if it is; else name the right one area_id.",
        "Non serve fare nulla, se lo è; altrimenti chiama area_id quella giusta.",
    ),
}
