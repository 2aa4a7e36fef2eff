"""Photograph sheets of the workbooks (needs LibreOffice and poppler): python docs/spreadsheet/pictures.py."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from PIL import Image, ImageChops

import welfare_graph as wg

FOLDER = Path(__file__).parent
ACTORS = [
    ("mutua", "Mutua di Pinerolo", "mutual_aid_society", "001191"),
    ("ponte", "Cooperativa Il Ponte", "social_cooperative", "001191"),
    ("comune", "Comune di Pinerolo", "municipality", "001191"),
]
TOWN = "001003 Borgo"


def command(*words: str | Path) -> None:
    """Run the command line of the package, as a reader of the page does."""
    subprocess.run(["welfare-graph", *map(str, words)], check=True, capture_output=True)


def picture(book: Workbook, sheet: str, area: str, name: str, folder: Path) -> None:
    """Print a part of one sheet, with its letters and row numbers, and keep what has ink."""
    book.active = book.sheetnames.index(sheet)
    for other in book.sheetnames:
        if other != sheet:
            book[other].sheet_state = "hidden"
    page = book[sheet]
    page.print_area = area
    page.print_options.headings = page.print_options.gridLines = True
    page.page_setup.orientation = "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    page.oddHeader.center.text = page.oddFooter.center.text = None
    path = folder / f"{name}.xlsx"
    book.save(path)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        check=True,
        capture_output=True,
    )
    pdf = ["pdftoppm", "-r", "110", "-png", "-singlefile", folder / f"{name}.pdf"]
    shot = Image.open(io.BytesIO(subprocess.run(pdf, check=True, capture_output=True).stdout)).convert("RGB")
    left, top, right, bottom = ImageChops.invert(shot).getbbox() or (0, 0, *shot.size)
    shot = shot.crop((left - 6, top - 6, right + 6, bottom + 6))
    shot.quantize(64).save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    """Write the picture of the actors, and of the questions in both languages."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        command("template", folder / "template.xlsx")
        book = load_workbook(folder / "template.xlsx")
        for row, actor in enumerate(ACTORS, start=2):
            for column, value in enumerate(actor, start=1):
                book["actors"].cell(row, column, value)
        picture(book, "actors", "A1:I7", "actors", folder)
        wg.write(wg.datasets.two_valleys(), folder / "valleys.xlsx")
        for lang in ("it", "en"):
            path = folder / f"ask-{lang}.xlsx"
            command("template", path, "--ask", folder / "valleys.xlsx", "--lang", lang)
            picture(load_workbook(path), TOWN, "D1:F13", f"questions-{lang}", folder)


if __name__ == "__main__":
    main()
