"""Workbooks as programs other than Excel write them: parts that are odd, but allowed."""

from __future__ import annotations

import pytest
from tests.io.hostile import HEAD, MAIN, OFFICE, PACKAGE, book, people, row, sheet

import welfare_graph as wg


def strings(*items):
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(items)}</sst>'


def styles(*formats):
    codes = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(formats))
    used = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(formats)))
    inside = f'<numFmts>{codes}</numFmts><cellXfs>{used}<xf numFmtId="14"/></cellXfs>'
    return f'{HEAD}<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'


def test_shared_strings_are_read_without_what_is_said_above_them(tmp_path):
    shared = strings(
        "<si><t>c</t></si>",
        "<si><r><t>Cooperativa </t></r><r><t>Il Ponte</t></r><rPh><t>sounds</t></rPh></si>",
        "<si><t>firm</t></si>",
    )
    cells = "".join(f'<c r="{letter}4" t="s"><v>{i}</v></c>' for i, letter in enumerate("ABC"))
    path = book(
        tmp_path / "x.xlsx", people(f'<row r="4">{cells}</row>'), parts={"xl/sharedStrings.xml": shared}
    )
    assert wg.read(path).actors.loc["c", "name"] == "Cooperativa Il Ponte"


@pytest.mark.parametrize(
    ("written", "read"),
    [("a_x0009_b", "a\tb"), ("_xD800_", "_xD800_"), ("_xD83D__xDE00_", "😀"), ("a_xb", "a_xb")],
)
def test_characters_written_as_numbers(tmp_path, written, read):
    eco = wg.read(book(tmp_path / "x.xlsx", people(row(4, "c", written, "firm"))))
    assert eco.actors.loc["c", "name"] == read


def test_cells_without_places_follow_one_another(tmp_path):
    bare = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("c", "C", "firm"))
    eco = wg.read(book(tmp_path / "x.xlsx", people(f"<row>{bare}</row>")))
    assert eco.actors.loc["c"].tolist()[:2] == ["C", "firm"]


def test_text_above_text_is_left_out(tmp_path):
    cell = '<c r="B4" t="inlineStr"><is><t>C</t><rPh><t>sounds</t></rPh></is></c>'
    line = row(4, "c", "-", "firm").replace('<c r="B4" t="inlineStr"><is><t>-</t></is></c>', cell)
    assert wg.read(book(tmp_path / "x.xlsx", people(line))).actors.loc["c", "name"] == "C"


def test_formats_say_what_a_number_is(tmp_path):
    head = row(1, "actor_id", "name", "type", "start", "end", "employees", "area_id")
    cells = (
        '<c r="D2" s="0"><v>44012</v></c><c r="E2" s="3"><v>44013</v></c><c r="F2" s="1"><v>7</v></c>'
        '<c r="G2" s="2"><v>1191</v></c>'
    )
    line = row(2, "a", "A", "firm").replace("</row>", f"{cells}</row>")
    parts = {"xl/styles.xml": styles("dd/mm/yyyy", "0.00&quot;h&quot;", "000000")}
    actors = wg.read(
        book(tmp_path / "x.xlsx", sheet(head, line, row(3, "b", "B", "firm")), parts=parts)
    ).actors
    assert actors.loc["a", ["start", "end", "area_id"]].tolist() == ["2020-06-30", "2020-07-01", "001191"]
    assert actors.loc["a", "employees"] == 7


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="D4" t="b"><v>1</v></c>', "true"),
        ('<c r="D4" t="str"><f>1+1</f><v>two</v></c>', "two"),
        ('<c r="D4"><v>1e3</v></c>', "1000"),
        ('<c r="D4"><v>0.5</v></c>', "0.5"),
        ('<c r="D4" t="d"><v>2020-06-30</v></c>', "2020-06-30"),
        ('<c r="D4" s="9"><v>2</v></c>', "2"),
    ],
)
def test_values_of_every_kind_are_text_where_text_is_asked(tmp_path, cell, read):
    named = row(1, "actor_id", "name", "type", "note")
    line = row(4, "c", "C", "firm").replace("</row>", f"{cell}</row>")
    content = sheet(named, row(2, "a", "A", "firm"), row(3, "b", "B", "firm"), line)
    assert wg.read(book(tmp_path / "x.xlsx", content)).actors.loc["c", "note"] == read


def test_a_merge_and_a_hidden_column_that_say_nothing_are_nothing(tmp_path):
    odd = '<mergeCells><mergeCell ref="A1"/><mergeCell ref="x"/></mergeCells>'
    content = people(after=odd).replace(
        "<sheetData>", '<cols><col min="x" max="2" hidden="1"/></cols><sheetData>'
    )
    assert wg.validate(book(tmp_path / "x.xlsx", content)).empty


def test_a_workbook_whose_main_part_has_another_name(tmp_path):
    main = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="0"/><sheets>'
        '<sheet name="actors" sheetId="1" r:id="r1"/><sheet name="ties" sheetId="2" r:id="r2"/>'
        '<sheet name="chart" sheetId="3" r:id="r3"/></sheets></workbook>'
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/worksheet" Target="../xl/worksheets/sheet2.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/chartsheet" Target="x.xml"/></Relationships>'
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        '<Relationship Id="p" Type="x/thumbnail" Target="t"/>'
        f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="/main/book.xml"/></Relationships>',
        "main/book.xml": main,
        "main/_rels/book.xml.rels": relations,
    }
    assert len(wg.read(book(tmp_path / "x.xlsx", parts=parts)).actors) == 2


def test_a_sheet_too_wide_for_its_table_is_refused_where_it_is(tmp_path):
    names = "".join(f'<c t="inlineStr"><is><t>x{i}</t></is></c>' for i in range(1_001))
    content = sheet(row(1, "actor_id", "name", "type").replace("</row>", f"{names}</row>"))
    found = wg.validate(book(tmp_path / "x.xlsx", content))
    assert found[["code", "row"]].to_numpy().tolist()[0] == ["too_wide", 1]


def test_own_columns_and_metadata_keep_what_the_sheet_about_says(tmp_path):
    eco = wg.datasets.two_valleys()
    eco = eco.replace(actors=eco.actors.assign(mine="007", **{" spaced ": 1.0}), title="=Titolo")
    path = wg.write(eco, tmp_path / "x.xlsx")
    assert wg.read(path) == eco


def test_a_table_longer_or_wider_than_a_sheet_is_refused(tmp_path, monkeypatch):
    from welfare_graph.io import _sheets

    monkeypatch.setattr(_sheets, "_COLUMNS", 3)
    with pytest.raises(wg.errors.WelfareGraphError, match="a sheet holds"):
        wg.write(wg.datasets.two_valleys(), tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []
