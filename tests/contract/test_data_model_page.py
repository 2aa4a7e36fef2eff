"""The documentation's page on the data model says what `schema` says, in both languages."""

from __future__ import annotations

import pytest
from tools.data_model_page import KINDS, PAGES, UNITS, main, page

from welfare_graph.schema import TABLES


@pytest.mark.parametrize("lang", PAGES)
def test_the_committed_page_is_what_schema_says(lang):
    assert PAGES[lang].read_text(encoding="utf-8") == page(lang)


def test_a_difference_is_named(monkeypatch, tmp_path, capsys):
    stale = tmp_path / "data-model.md"
    stale.write_text("old", encoding="utf-8")
    monkeypatch.setitem(PAGES, "en", stale)
    assert main(check=True) == 1
    assert "data-model.md is not what schema says" in capsys.readouterr().out
    assert stale.read_text(encoding="utf-8") == "old"
    assert main(check=False) == 0
    assert main(check=True) == 0


def test_every_unit_and_kind_has_its_italian_word():
    columns = [column for table in TABLES.values() for column in table.columns]
    assert {column.unit for column in columns if column.unit} <= UNITS.keys()
    assert {column.kind for column in columns} <= KINDS.keys()


@pytest.mark.parametrize("lang", PAGES)
def test_every_table_and_column_has_words(lang):
    for table in TABLES.values():
        assert getattr(table, lang)
        assert [column.name for column in table.columns if not getattr(column, lang)] == []
