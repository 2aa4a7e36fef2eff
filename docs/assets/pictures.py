"""Draw how a question goes through the house, in both languages: python docs/assets/pictures.py."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
WORDS = {
    "en": {
        "title": "Tables in, three questions to one territory, one page out; a plan gives a new territory",
        "in": ("Your tables", "folder, Excel, zip"),
        "eco": ("Ecosystem", "cannot be changed"),
        "asks": (
            ("Who works with whom?", "centrality, roles, cohesion"),
            ("What is missing, and why?", "reach, places, causes"),
            ("What would help most?", "open, expand, bring together"),
        ),
        "out": ("One page", "offline, two languages"),
        "back": "the territory as it would be: ask it the same questions",
    },
    "it": {
        "title": "Entrano tabelle, tre domande, esce una pagina; un piano dà un nuovo territorio",
        "in": ("Le vostre tabelle", "cartella, Excel, zip"),
        "eco": ("Ecosystem", "non si modifica"),
        "asks": (
            ("Chi lavora con chi?", "centralità, ruoli, coesione"),
            ("Che cosa manca, e perché?", "strada, posti, cause"),
            ("Che cosa aiuterebbe di più?", "aprire, ampliare, far incontrare"),
        ),
        "out": ("Una pagina", "senza rete, due lingue"),
        "back": "il territorio come sarebbe: gli si fanno le stesse domande",
    },
}
STYLE = "font-family:system-ui,sans-serif;fill:#14242b"
ARROW = (
    '<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#1f4e5f"/></marker>'
)


def box(left: int, top: int, width: int, words: tuple[str, str], fill: str = "#eef3f5") -> str:
    """Return a box with a line in bold and one below."""
    at = f'x="{left + width // 2}" text-anchor="middle"'
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="56" rx="8" fill="{fill}" stroke="#1f4e5f"/>'
        f'<text {at} y="{top + 25}" font-size="14" font-weight="600">{words[0]}</text>'
        f'<text {at} y="{top + 43}" font-size="11.5" fill="#44565e">{words[1]}</text>'
    )


def line(path: str, dashes: str = "") -> str:
    """Return an arrow along a path."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="#1f4e5f" stroke-width="1.5"{dashed} marker-end="url(#a)"/>'


def picture(lang: str) -> str:
    """Return the picture as SVG."""
    words = WORDS[lang]
    tops = (16, 92, 168)
    parts = [box(12, 92, 146, words["in"]), box(206, 92, 134, words["eco"], "#d5e4e9")]
    parts += [box(396, top, 244, ask) for top, ask in zip(tops, words["asks"], strict=True)]
    parts += [box(696, 92, 152, words["out"]), line("M158 120H204")]
    parts += [line(f"M340 120C372 120 362 {top + 28} 394 {top + 28}") for top in tops]
    parts += [line(f"M640 {top + 28}C672 {top + 28} 662 120 694 120") for top in tops]
    parts.append(line("M518 224C518 268 273 268 273 150", "5 4"))
    parts.append(f'<text x="393" y="278" text-anchor="middle" font-size="11.5">{words["back"]}</text>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 290" role="img" '
    return (
        f'{head}style="{STYLE}"><title>{words["title"]}</title><defs>{ARROW}</defs>{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    for lang in WORDS:
        (FOLDER / f"how.{lang}.svg").write_text(picture(lang), encoding="utf-8")
