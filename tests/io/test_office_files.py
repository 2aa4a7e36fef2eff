"""Files as an Italian office, a spreadsheet program or a hurried hand saves them."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.territory_files import folder

import welfare_graph as wg
from welfare_graph import _optional
from welfare_graph.errors import ValidationError

AREAS = (
    "area_id;name;zone;lat;lon;population;area_km2\r\n"
    "001191;Città di Pinerolo;Pinerolo;44,886;7,331;35.778;50,28\r\n"
    "001168;None;Pianura;44,933;7,540;7.980;24,9\r\n"
    "063049;Napoli;NA;40,85;14,27;1.020.120;117,27\r\n"
)
DEMAND = "area_id;need_id;quantity\r\n001191;nido;1.200,5\r\n001168;nido;7\r\n"
NEEDS = "need_id;name;unit\r\nnido;Posti al nido;posti\r\n"


@pytest.fixture(params=["pyarrow", "core"])
def parser(request, monkeypatch):
    """Both ways to parse: with pyarrow, and with core dependencies only."""
    if request.param == "core":
        monkeypatch.setattr(_optional, "available", lambda package: False)
        with pd.option_context("mode.string_storage", "python"):
            yield request.param
    else:
        yield request.param


@pytest.fixture
def office(tmp_path):
    files = {"areas": AREAS.encode("cp1252"), "demand": DEMAND, "needs": NEEDS}
    return folder(tmp_path / "ufficio", **files)


@pytest.mark.usefixtures("parser")
def test_an_office_file_is_read_right(office):
    eco = wg.read(office)
    assert eco.areas.index.tolist() == ["001191", "001168", "063049"]
    assert eco.areas["name"].tolist() == ["Città di Pinerolo", "None", "Napoli"]
    assert eco.areas["zone"].tolist() == ["Pinerolo", "Pianura", "NA"]
    assert eco.areas["population"].tolist() == [35778, 7980, 1020120]
    assert eco.areas["lat"].tolist() == [44.886, 44.933, 40.85]
    assert eco.areas["area_km2"].tolist() == [50.28, 24.9, 117.27]
    assert eco.demand["quantity"].tolist() == [1200.5, 7.0]
    codes = eco.findings["code"].tolist()
    assert codes.count("encoding_cp1252") == 1


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", ["A", '"A"'])
def test_rows_of_delimiters_only_are_no_records_and_the_others_keep_their_number(name, tmp_path):
    actors = f"actor_id,name,type\n,,\na,{name},firm\n,,\nb,B,scool\n,,\n"
    found = wg.validate(folder(tmp_path / "t", actors=actors))
    assert found[["row", "column", "code"]].to_numpy().tolist() == [[5, "type", "unknown_word"]]
    eco = wg.read(folder(tmp_path / "t", actors=actors.replace("scool", "school")))
    assert eco.actors["name"].tolist() == ["A", "B"]


@pytest.mark.usefixtures("parser")
def test_a_column_that_reads_both_ways_is_an_error_that_quotes_two_cells(tmp_path):
    path = folder(
        tmp_path / "t",
        areas=AREAS,
        needs=NEEDS,
        demand="area_id;need_id;quantity\n001191;nido;1.200\n001168;nido;35.778\n",
    )
    found = wg.validate(path)
    wrong = found[found["code"] == "ambiguous_decimal"]
    assert wrong["row"].tolist() == [2, 3]
    assert "'1.200'" in wrong["message"].iloc[0]
    assert "'35.778'" in wrong["message"].iloc[0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,200.5", "7"], [1200.5, 7.0]),
        (["1.5", "2.25"], [1.5, 2.25]),
        (['"1,5"', '"2,25"'], [1.5, 2.25]),
        (["1.200", "0.5"], [1.2, 0.5]),
    ],
)
def test_comma_files_keep_the_point_as_decimal_sign(tmp_path, cells, expected):
    quoted = [cell if cell.startswith('"') else f'"{cell}"' for cell in cells]
    rows = "".join(f"a{place},A,firm,{cell}\n" for place, cell in enumerate(quoted))
    path = folder(
        tmp_path / "t",
        actors="actor_id,name,type,lat\n" + rows,
        ties="source,target,type\na0,a1,collaborates\n",
    )
    found = wg.validate(path)
    if max(expected) > 90:
        assert found["code"].tolist() == ["out_of_range"]
    else:
        assert wg.read(path).actors["lat"].tolist() == expected


def test_two_decimal_signs_in_one_column_are_an_error(tmp_path):
    actors = 'actor_id,name,type,lat\na,A,firm,"44,5"\nb,B,school,44.5\n'
    found = wg.validate(folder(tmp_path / "t", actors=actors))
    assert found["code"].tolist() == ["ambiguous_decimal", "ambiguous_decimal"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
@pytest.mark.usefixtures("parser")
def test_a_byte_order_mark_says_how_a_file_is_written(tmp_path, codec):
    actors = "actor_id,name,type\na,Società,firm\nb,B,school\n"
    eco = wg.read(folder(tmp_path / "t", actors=actors.encode(codec)))
    assert eco.actors.loc["a", "name"] == "Società"
    assert len(eco.findings) == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"actor_id,name,type\na,Citt\xe0,firm\nb,Citt\xc3\xa0,school\n", "mixed_encoding"),
        (b"\xff\xfea", "mixed_encoding"),
        (b"actor_id,name,type\na,\x81\xe0,firm\n", "mixed_encoding"),
        (b"", "empty_file"),
        (b" \n\n", "empty_file"),
        (b"codice,nome\na,A\n", "unknown_delimiter"),
    ],
)
def test_a_file_that_is_no_table_is_named(tmp_path, data, code):
    found = wg.validate(folder(tmp_path / "t", actors=data))
    assert found.loc[found["file"] == "actors.csv", "code"].iloc[0] == code
    with pytest.raises(ValidationError, match=r"actors\.csv"):
        wg.read(tmp_path / "t")


@pytest.mark.usefixtures("parser")
def test_misfit_rows_keep_the_numbers_a_person_sees(tmp_path):
    actors = 'actor_id,name,type\n\na,A,firm\nb,"B\nB",school,,\n\nc,C\nd,D,firm,x\n,,\ne,E,fimr\n\n'
    found = wg.validate(folder(tmp_path / "t", actors=actors))
    ragged = found[found["code"] == "ragged_row"]
    assert ragged["row"].tolist() == [6, 7]
    assert found.loc[found["code"] == "unknown_word", "row"].tolist() == [9]


@pytest.mark.usefixtures("parser")
def test_a_short_row_and_a_long_one_do_not_hide_each_other(tmp_path):
    found = wg.validate(folder(tmp_path / "t", actors="actor_id,name,type\na,A\nb,B,school,x\n"))
    assert found.loc[found["code"] == "ragged_row", "row"].tolist() == [2, 3]


@pytest.mark.usefixtures("parser")
def test_old_mac_line_ends_tabs_and_nameless_columns(tmp_path):
    path = folder(
        tmp_path / "t",
        actors="actor_id\tname\ttype\t\t\ra\tA\tfirm\t\t5\rb\tB\tschool\t\t\r",
        ties='source|target|type\na|b|"collaborates"\n',
    )
    eco = wg.read(path)
    assert eco.actors["unnamed_5"].tolist()[0] == 5
    assert "unnamed_4" not in eco.actors
    assert len(eco.ties) == 1


def test_an_unclosed_quote_is_a_finding(tmp_path):
    found = wg.validate(folder(tmp_path / "t", actors='actor_id,name,type\na,"A,firm\nb,B,school\n'))
    assert "ragged_row" in found["code"].tolist()


def test_a_nul_byte_is_named_in_its_cell(tmp_path):
    found = wg.validate(folder(tmp_path / "t", actors="actor_id,name,type\na,A\x00B,firm\nb,B,school\n"))
    fault = found[found["code"] == "nul_byte"].iloc[0]
    assert (fault["row"], fault["column"]) == (2, "name")


def test_a_code_that_lost_its_zeros_is_repaired_and_said(tmp_path):
    actors = "actor_id,name,type,area_id\na,A,firm,1191\nb,B,school,001191\nc,C,firm,999\n"
    eco = wg.read(folder(tmp_path / "t", actors=actors, areas="area_id,name\n001191,Pinerolo\n"))
    assert eco.actors["area_id"].tolist() == ["001191", "001191", "999"]
    said = eco.findings
    assert said.loc[said["code"] == "repaired_code", "row"].tolist() == [2]
    assert said.loc[said["code"] == "dangling_option", "row"].tolist() == [4]


def test_a_file_under_a_misspelt_name_is_named(tmp_path):
    found = wg.validate(folder(tmp_path / "t", service="service_id,actor_id,need_id\n"))
    assert found["hint"].tolist() == ["Did you mean: services?"]


def test_a_missing_file_makes_a_suggestion(tmp_path):
    folder(tmp_path / "territorio")
    with pytest.raises(FileNotFoundError, match="Did you mean 'territorio'"):
        wg.read(tmp_path / "teritorio")
    with pytest.raises(FileNotFoundError, match="There is no"):
        wg.read(tmp_path / "nowhere" / "at_all")


def test_without_a_known_suffix_nothing_is_read_or_written(tmp_path):
    (tmp_path / "a.odt").write_bytes(b"x")
    with pytest.raises(ValueError, match=r"a\.odt"):
        wg.read(tmp_path / "a.odt")
    with pytest.raises(ValueError, match=r"\.odt"):
        wg.write(wg.datasets.two_valleys(), tmp_path / "b.odt")


@pytest.mark.parametrize("content", ["{", "[]", "\xff"])
def test_a_broken_datapackage_is_a_finding(tmp_path, content):
    found = wg.validate(folder(tmp_path / "t", **{"datapackage.json": content.encode("latin-1")}))
    assert found["code"].tolist() == ["not_json"]


def test_a_datapackage_of_another_version_or_day_is_a_finding(tmp_path):
    package = '{"schema_version": "99", "reference_date": "31/02/2020", "resources": [{"name": "x"}, 3]}'
    found = wg.validate(folder(tmp_path / "t", **{"datapackage.json": package}))
    assert found["code"].tolist() == ["bad_metadata", "bad_metadata"]


def test_other_files_of_the_folder_stay(tmp_path):
    path = wg.write(wg.datasets.two_valleys(), tmp_path / "t")
    (path / "notes.txt").write_text("mine", encoding="utf-8")
    (path / "photos").mkdir()
    (path / "photos" / "a.txt").write_text("mine too", encoding="utf-8")
    wg.write(wg.datasets.two_valleys().replace(title="New"), path)
    assert (path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (path / "photos" / "a.txt").exists()
    assert wg.read(path).title == "New"
