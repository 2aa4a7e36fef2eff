"""The first screen in words: who is here, what is missing, what would help, what we do not know.

A sentence is a list of texts and links; a link is ``[text, state]``, the state in the page's own
address words, so that the same link can be pressed, copied and shared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from welfare_graph._texts import number, text

__all__ = ["short_name", "tell"]

Part = str | list[Any]
_FIELD = re.compile(r"\{(\w+)\}")
_EXPLAINED = re.compile(r"(.{2,}?\S)\s+(?:[-–—]\s|\()", re.DOTALL)


def short_name(name: str) -> str:
    """A name without what explains it: "CISS del Pinerolese - Consorzio ..." is "CISS del Pinerolese"."""
    found = _EXPLAINED.match(name)
    return found[1] if found else name


def _weave(template: str, parts: dict[str, Part | list[Part]]) -> list[Part]:
    """Put parts into the fields of a template; fields without a part stay out."""
    out: list[Part] = []
    for place, piece in enumerate(_FIELD.split(template)):
        if place % 2 == 0:
            out.append(piece)
        else:
            part = parts.get(piece, "")
            out.extend(part if isinstance(part, list) and part and isinstance(part[0], list) else [part])
    return [part for part in out if part]


def _count(key: str, n: float, lang: str) -> str:
    return text(f"story.{key}.{'one' if n == 1 else 'many'}", lang, n=number(n, lang))


def _kind(page: dict[str, Any], row: int) -> str:
    return str(page["kinds"][page["gaps"]["kind"][row]])


def _rows(page: dict[str, Any], group: str) -> list[int]:
    """Gaps of a group, in rank order."""
    kinds = page["groups"][group]
    return [row for row, kind in enumerate(page["gaps"]["kind"]) if kind in kinds]


def _who(page: dict[str, Any], lang: str) -> list[Part]:
    actors, ties = page["actors"], page["ties"]
    total = [_count("actors", len(actors["id"]), lang), {"to": "actors"}]
    if not ties["s"]:
        return _weave(text("story.who_plain", lang), {"actors": total})
    order = sorted(
        range(len(actors["id"])),
        key=lambda i: (-(actors["hold"][i] or 0), -actors["ties"][i], actors["id"][i]),
    )
    names: list[Part] = []
    for place, i in enumerate(order[:3]):
        if place:
            names.append([f" {text('story.and', lang)} " if place == min(3, len(order)) - 1 else ", "])
        names.append([short_name(actors["name"][i]), {"sel": f"actor:{actors['id'][i]}", "to": "network"}])
    holders = [name if len(name) > 1 else name[0] for name in names]
    cut = sum(actors["cut"])
    parts = _weave(
        text("story.who", lang),
        {"actors": total, "ties": [_count("ties", len(ties["s"]), lang), {"to": "network"}], "holders": "\0"},
    )
    spread: list[Part] = []
    for part in parts:
        if part == "\0":
            spread.extend(holders)
        else:
            spread.append(part)
    tail = text("story.who_cut" if cut else "story.who_end", lang)
    return spread + _weave(tail, {"cut": [_count("cut", cut, lang), {"to": "network"}]})


def _largest(page: dict[str, Any]) -> tuple[str, int, list[int]] | None:
    """The kind and need with most people among the gaps that can be counted, and its rows in rank order."""
    gaps = page["gaps"]
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in _rows(page, "today"):
        if gaps["need"][row] >= 0 and gaps["people"][row] is not None:
            rows[_kind(page, row), gaps["need"][row]].append(row)
    if not rows:
        return None
    best = max(rows, key=lambda key: (sum(gaps["people"][r] for r in rows[key]), -key[1], key[0]))
    return best[0], best[1], rows[best]


def _missing(page: dict[str, Any], lang: str) -> list[Part]:
    largest = _largest(page)
    if largest is None:
        return [text("story.missing_none", lang), *_at_risk(page, lang)]
    kind, need, rows = largest
    gaps, needs, areas = page["gaps"], page["needs"], page["areas"]
    top = max(rows, key=lambda r: (gaps["people"][r], -r))
    here = gaps["area"][top]
    asked = {"need": needs["id"][need], "to": "map"}
    people = _count("people", round(sum(gaps["people"][row] for row in rows)), lang)
    why = _weave(
        text(f"story.why.{kind}", lang),
        {
            "people": [
                text("story.at_least", lang, what=people) if page["public"] else people,
                {**asked, "to": "gaps"},
            ],
            "places": [_count("places", len(rows), lang), {**asked, "to": "matrix"}],
        },
    )
    place = areas["name"][here] if here >= 0 else text("page.ui.everywhere", lang)
    sentence = _weave(
        text("story.missing", lang),
        {
            "need": [needs[lang][need], asked],
            "why": "\0",
            "grade": _grade(page, max(gaps["grade"][row] for row in rows), lang),
            "top": [place, {**asked, "sel": f"gap:{gaps['id'][top]}"}],
        },
    )
    spread = [part for one in sentence for part in (why if one == "\0" else [one])]
    return [*spread, " ", *_all_of_it(page, lang)]


def _all_of_it(page: dict[str, Any], lang: str) -> list[Part]:
    """How many gaps there are today, and how many more things hang by one thread."""
    counted: Part = [_count("gaps", len(_rows(page, "today")), lang), {"to": "gaps"}]
    return [*_weave(text("story.missing_all", lang), {"gaps": counted}), *_at_risk(page, lang)]


def _at_risk(page: dict[str, Any], lang: str) -> list[Part]:
    risks = len(_rows(page, "risk"))
    if not risks:
        return []
    link: Part = [_count("risk", risks, lang), {"gaps": "risk", "to": "gaps"}]
    return [" ", *_weave(text("story.missing_risk", lang), {"risk": link})]


def _grade(page: dict[str, Any], grade: int, lang: str) -> str:
    """How a number is known: its mark and its word."""
    if grade < 0:
        return text("page.ui.grade.none", lang)
    return f"{page['gradeMarks'][grade]} {text('page.ui.grade.' + page['grades'][grade], lang)}"


def _unknown(page: dict[str, Any]) -> int:
    return len(_rows(page, "unknown"))


def _help(page: dict[str, Any], lang: str) -> list[Part]:
    plan = page["plan"]
    if plan:
        cost = " " + text("story.help_cost", lang, euro=number(plan["cost"], lang)) if plan["cost"] else ""
        return _weave(
            text("story.help_plan", lang),
            {
                "actions": [plan["short"][lang], {"after": "1", "to": "plan"}],
                "people": [_count("people", round(plan["gain"]), lang), {"after": "1", "to": "map"}],
                "cost": cost,
                "grade": _grade(page, plan["grade"], lang),
            },
        )
    largest = _largest(page)
    if largest is not None:
        gaps, needs = page["gaps"], page["needs"]
        _, need, rows = largest
        top = max(rows, key=lambda r: (gaps["people"][r], -r))
        remedy = gaps[f"remedy_{lang}"][top].rstrip(".")
        if remedy:
            words = remedy[0].lower() + remedy[1:]
            here = gaps["area"][top]
            link = [
                page["areas"]["name"][here] if here >= 0 else text("page.ui.everywhere", lang),
                {"need": needs["id"][need], "sel": f"gap:{gaps['id'][top]}", "to": "gaps"},
            ]
            return _weave(text("story.help_remedy", lang), {"gap": link, "remedy": words})
    unknown = _unknown(page)
    if unknown:
        return _weave(
            text("story.help_ask", lang),
            {"unknown": [_count("unknown", unknown, lang), {"gaps": "unknown", "to": "gaps"}]},
        )
    return [text("story.help_none", lang)]


def _cover(page: dict[str, Any], lang: str) -> list[Part]:
    needs, services, areas = page["needs"], page["services"], page["areas"]
    complete = sum(1 for word in needs["known"] if word in ("yes", ""))
    served = {area for area in services["area"] if area >= 0}
    blank = len(areas["id"]) - len(served)
    return _weave(
        text("story.cover", lang),
        {
            "complete": number(complete, lang),
            "needs": number(len(needs["id"]), lang),
            "unknown": [_count("unknown", _unknown(page), lang), {"gaps": "unknown", "to": "gaps"}],
            "blank": [_count("places", blank, lang), {"to": "cover"}],
            "more": [text("story.cover_more", lang), {"to": "cover"}],
        },
    )


def _figures(page: dict[str, Any], lang: str) -> list[dict[str, str]]:
    actors, ties, services, areas = page["actors"], page["ties"], page["services"], page["areas"]
    people = sum(p for p in areas["pop"] if p is not None)
    live = [place for place, yes in enumerate(services["live"]) if yes]
    known = sum(1 for place in live if services["capacity"][place] is not None)
    alone = sum(1 for degree in actors["ties"] if degree == 0)
    sure = sum(1 for grade in ties["grade"] if grade == 0)
    counted, risks = len(_rows(page, "today")), len(_rows(page, "risk"))
    rows = [
        (
            "areas",
            len(areas["id"]),
            text("story.figure.zones", lang, n=number(len(page["zones"]), lang)) if page["zones"] else "",
        ),
        ("people", people, text("story.figure.as_of", lang)),
        ("actors", len(actors["id"]), text("story.figure.alone", lang, n=number(alone, lang))),
        ("ties", len(ties["s"]), text("story.figure.documented", lang, n=number(sure, lang))),
        ("services", len(live), text("story.figure.capacity", lang, n=number(known, lang))),
        (
            "gaps",
            counted,
            text(
                "story.figure.unknown",
                lang,
                risk=number(risks, lang),
                n=number(_unknown(page), lang),
            ),
        ),
    ]
    return [
        {"label": text(f"story.figure.{key}", lang), "value": number(value, lang), "note": note}
        for key, value, note in rows
        if not (key == "people" and not people)
    ]


def tell(page: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Sentences, what is not covered and key figures, in both languages."""
    return {
        lang: {
            "sentences": [_who(page, lang), _missing(page, lang), _help(page, lang)],
            "cover": _cover(page, lang),
            "figures": _figures(page, lang),
        }
        for lang in ("it", "en")
    }
