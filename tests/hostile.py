"""Strings that have broken pages and spreadsheets, generated; and a territory made of nothing else."""

from __future__ import annotations

from itertools import cycle, product

import pandas as pd

import welfare_graph as wg

RUN = "window.__ran=(window.__ran||0)+1"
ACTS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<body onpageshow={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<details open ontoggle={RUN}>",
    f"<style onload={RUN}></style>",
    f"<input autofocus onfocus={RUN}>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//https://",
    f"data:text/html,<script>{RUN}</script>",
    f"${{{RUN}}}",
    f"`+{RUN}+`",
    f"{{{{ {RUN} }}}}",
    f"{{% if {RUN} %}}",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"<!--<script>{RUN}",
    f"]]><script>{RUN}</script>",
    "__proto__",
    "constructor",
    "toString",
)
SPREADSHEET = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "'=1", "''=1", "\t=1", "-")
WORDS = (
    "\u202egnirts desrever\u202c",
    "\u2066isolated\u2069",
    "\u200e\u200f\u061c",
    "famiglia 👨‍👩‍👧‍👦 e 🏳️‍🌈",
    "e\u0301 = é",
    "line\u2028separator",
    "paragraph\u2029separator",
    "NaN",
    "null",
    "None",
    "NA",
    "Infinity",
    "0",
    'a;b,c"d"',
    "href",
    "title=\"x\" href='y'",
    "\ufeffmark",
    "e" + "\u0336\u0335\u0334" * 20,
    "m" * 400,
    "due\nrighe",
    "..\\..\\file",
    "../../etc/passwd",
    "%3Cscript%3E",
)
WRAPS = ("{}", "' {} '", '" {} "', "> {}", "/*{}*/", "Ente {}", "{} 1", "-->{}<!--", "\n{}", "{};")


def nasty(count=500):
    """Distinct hostile strings, the same every time."""
    base = (*ACTS, *SPREADSHEET, *WORDS)
    strings = list(
        dict.fromkeys(wrap.format("\0").replace("\0", text) for wrap, text in product(WRAPS, base))
    )
    assert len(strings) >= count
    return strings[:count]


def territory(count=500):
    """Every string is somewhere: names, notes, sources, ids, types, zones, needs, units."""
    strings = nasty(count)
    draw = cycle(strings)
    several = min(count, 120)
    ids = [f"{i}{text}".strip() for i, text in enumerate(strings)]
    areas = pd.DataFrame(
        {
            "area_id": [f"a{i}{next(draw)}".strip() for i in range(40)],
            "name": [next(draw) for _ in range(40)],
            "zone": [strings[i % 7] for i in range(40)],
            "lat": [44.8 + i / 100 for i in range(40)],
            "lon": [7.1 + (i * 7 % 40) / 50 for i in range(40)],
            "population": [100 + i for i in range(40)],
        }
    )
    needs = pd.DataFrame(
        {
            "need_id": [f"n{i}{next(draw)}".strip() for i in range(6)],
            "name": [next(draw) for _ in range(6)],
            "name_it": [next(draw) for _ in range(6)],
            "unit": [next(draw) for _ in range(6)],
            "max_minutes": 10.0,
        }
    )
    sources = pd.DataFrame(
        {
            "source_id": [f"s{i}{text}".strip() for i, text in enumerate(strings[:several])],
            "title": strings[:several],
            "url": [next(draw) for _ in range(several)],
            "date": [next(draw) for _ in range(several)],
            "licence": [next(draw) for _ in range(several)],
        }
    )
    actors = pd.DataFrame(
        {
            "actor_id": ids,
            "name": strings,
            "type": [strings[i % 30] for i in range(count)],
            "area_id": [areas["area_id"][i % 40] for i in range(count)],
            "source_id": [sources["source_id"][i % several] for i in range(count)],
            "note": strings,
        }
    )
    ties = pd.DataFrame(
        {
            "source": [ids[i] for i in range(count - 1)],
            "target": [
                ids[(i * i + 7) % count] if (i * i + 7) % count != i else ids[i + 1] for i in range(count - 1)
            ],
            "type": [strings[i % 9] for i in range(count - 1)],
            "note": strings[: count - 1],
        }
    ).drop_duplicates(["source", "target", "type"])
    services = pd.DataFrame(
        {
            "service_id": [f"v{i}{next(draw)}".strip() for i in range(30)],
            "name": [next(draw) for _ in range(30)],
            "actor_id": ids[:30],
            "need_id": [needs["need_id"][i % 6] for i in range(30)],
            "area_id": [areas["area_id"][i % 11] for i in range(30)],
            "note": [next(draw) for _ in range(30)],
        }
    )
    demand = pd.DataFrame(
        [
            {
                "area_id": area,
                "need_id": need,
                "quantity": 10.0 + i,
                "method": next(draw),
                "source_id": sources["source_id"][i % several],
            }
            for i, (area, need) in enumerate(product(areas["area_id"], needs["need_id"]))
        ]
    )
    return wg.Ecosystem.from_tables(
        actors=actors,
        ties=ties,
        areas=areas,
        needs=needs,
        services=services,
        demand=demand,
        sources=sources,
        title=strings[1],
    )
