"""Whatever bytes stand in a file, reading it ends in findings or in a territory, never in a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.territory_files import ACTORS, AREAS, frame, territory

import welfare_graph as wg

SUFFIXES = (".zip", ".xlsx", ".graphml", ".gexf", ".geojson")
PIECES = st.binary(max_size=12) | st.sampled_from(
    [b"<!DOCTYPE x>", b"\0", b"'=1", b'"', b"\n\n", b"&#0;", b"<c/>", b"\xff\xfe", b";", b"9" * 40]
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    ring = "POLYGON ((7.3 44.8, 7.4 44.8, 7.4 44.9, 7.3 44.8))"
    eco = territory(
        areas=frame(AREAS),
        actors=frame(ACTORS, area_id=["001191", None, "001168"]),
        outlines=frame({"area_id": ["001191"], "part": [1], "wkt": [ring]}),
    )
    files = {suffix: wg.write(eco, folder / f"x{suffix}").read_bytes() for suffix in SUFFIXES}
    toy = wg.write(eco, folder / "toy")
    return folder, files | {file.name: file.read_bytes() for file in toy.iterdir()}, toy


def spoiled(data, draws):
    for place, length, piece in draws:
        start = int(place * len(data))
        data = data[:start] + piece + data[start + length :]
    return data


@pytest.mark.parametrize("name", [*SUFFIXES, "actors.csv", "datapackage.json"])
@settings(max_examples=25)
@given(draws=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), min_size=1, max_size=4))
def test_a_spoiled_file_is_read_or_named(written, name, draws):
    folder, files, toy = written
    data = spoiled(files[name], draws)
    path = toy if name in files and not name.startswith(".") else folder / f"spoiled{name}"
    (toy / name if path is toy else path).write_bytes(data)
    found = wg.validate(path, lang="it")
    assert found["message"].notna().all()
    if (found["severity"] == "error").any():
        with pytest.raises(wg.errors.ValidationError, match="error"):
            wg.read(path)
    else:
        assert isinstance(wg.read(path), wg.Ecosystem)
