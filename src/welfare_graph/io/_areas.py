"""A GeoJSON file of its own: areas with their outlines out, and outlines in by any property."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from welfare_graph import schema
from welfare_graph._names import check
from welfare_graph.ecosystem import METADATA, Ecosystem
from welfare_graph.errors import MissingTableError, ValidationError
from welfare_graph.io._excel import Loaded
from welfare_graph.io._geojson import read_outlines, write_outlines
from welfare_graph.io._graphs import LEFT_OUT
from welfare_graph.io._safe import Refused, read_bytes
from welfare_graph.validation import Finding, Raw, has_errors, to_frame

_TOLD = "territory"
_SHAPE = ("part", "wkt")


def geojson_bytes(eco: Ecosystem) -> bytes:
    """Return the areas of a territory with their outlines, and what else it holds by name."""
    if not len(eco.outlines):
        raise MissingTableError("Writing GeoJSON needs the table outlines (area_id, part, wkt).")
    areas = eco.areas.reset_index()
    areas = areas[[c for c in areas.columns if c == "area_id" or c not in eco.outlines.columns]]
    features = write_outlines(eco.outlines.merge(areas, on="area_id", how="left"))
    left = [n for n in schema.TABLES if n not in ("areas", "outlines") and len(getattr(eco, n))]
    told = {name: eco.metadata[name] for name in METADATA if name in eco.metadata}
    told |= {"schema_version": schema.VERSION, LEFT_OUT: ", ".join(left)}
    head = f'{{"type":"FeatureCollection",{json.dumps(_TOLD)}:{json.dumps(told, ensure_ascii=False)},'
    return features.replace(b'{"type":"FeatureCollection",', head.encode(), 1)


def read_geojson(path: Path) -> Loaded:
    """Return the areas and outlines of a GeoJSON file, as a territory without actors."""
    data = read_bytes(path)
    outlines, findings = read_outlines(data, path.name)
    if outlines is None:
        return {}, {}, findings
    told = json.loads(data.decode("utf-8-sig")).get(_TOLD)
    about = told if isinstance(told, dict) else {}
    if about.get(LEFT_OUT):
        findings.append(Finding(code="left_out", file=path.name, value=str(about[LEFT_OUT])))
    frame = outlines.frame.drop_duplicates("area_id")
    areas = frame.drop(columns=[name for name in _SHAPE if name in frame]).reset_index(drop=True)
    if "name" not in areas:
        areas["name"] = areas["area_id"]
    shapes = Raw(outlines.frame[["area_id", *_SHAPE]], path.name)
    none = {
        n: Raw(pd.DataFrame(columns=list(schema.TABLES[n].required), dtype="str")) for n in ("actors", "ties")
    }
    metadata = {name: about[name] for name in METADATA if name in about}
    return {**none, "areas": Raw(areas, path.name), "outlines": shapes}, metadata, findings


def with_outlines(eco: Ecosystem, path: Path, key: str | None) -> Ecosystem:
    """Return a territory with the outlines of a file; those of areas it does not have are left out."""
    codes = [str(code) for code in eco.areas.index]
    try:
        data = read_bytes(path)
        if key is not None:
            check(key, _properties(data), "property")
        outlines, findings = read_outlines(data, path.name, codes, key)
    except Refused as refusal:
        outlines, findings = None, [refusal.finding(path.name, "outlines")]
    if outlines is None or has_errors(findings):
        raise ValidationError(to_frame(findings))
    frame = outlines.frame[outlines.frame["area_id"].isin(codes)]
    return eco.replace(outlines=frame[["area_id", *_SHAPE]].reset_index(drop=True))


def _properties(data: bytes) -> list[str]:
    """Return the names of the properties of a file; none where it is no GeoJSON."""
    try:
        features = json.loads(data.decode("utf-8-sig"))["features"]
        return list(dict.fromkeys(str(name) for feature in features for name in feature["properties"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
