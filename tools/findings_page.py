"""Write the documentation's page on findings, in both languages, from their codes and sentences.

The pages are committed; with --check nothing is written and a difference is an error.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from welfare_graph._texts import text
from welfare_graph.validation import SEVERITY

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": DOCS / "findings.md", "it": DOCS / "findings.it.md"}
HEADS = {
    "en": ("Code", "What is said", "What to do"),
    "it": ("Codice", "Che cosa dice", "Che cosa fare"),
}
SECTIONS = {
    "en": {
        "error": "Errors: to correct before the territory can be read",
        "warning": "Warnings: read, but look at them",
        "info": "Good to know",
    },
    "it": {
        "error": "Errori: da correggere, altrimenti il territorio non si legge",
        "warning": "Avvisi: letti lo stesso, ma da guardare",
        "info": "Da sapere",
    },
}
INTRODUCTIONS = {
    "en": """# Findings

`wg.validate(path)` and `welfare-graph validate FILE` report everything at once: the table, the file or
sheet, the row as a spreadsheet shows it, the column, the cell, a code that never changes, and what to type
instead. Words in capitals below stand for what is found in your file.
""",
    "it": """# Che cosa può non andare

`wg.validate(path, lang="it")` e `welfare-graph validate FILE` dicono tutto in una volta: la tabella, il file
o il foglio, la riga come la mostra il foglio di calcolo, la colonna, la cella, un codice che non cambia mai e
che cosa scrivere. Le parole in maiuscolo qui sotto stanno per ciò che si trova nel vostro file.
""",
}
FIELD = re.compile(r"\{(\w+)(?:![rsa])?(?::[^}]*)?\}")


def shown(sentence: str) -> str:
    """Return a sentence with its fields in capitals, safe in a table."""
    return FIELD.sub(lambda found: found[1].upper(), sentence).replace("|", "\\|").replace("<", "&lt;")


def page(lang: str) -> str:
    """Return the page in a language."""
    lines = [INTRODUCTIONS[lang]]
    for severity, title in SECTIONS[lang].items():
        lines += [f"## {title}\n", "| " + " | ".join(HEADS[lang]) + " |", "|---|---|---|"]
        for code in sorted(code for code, level in SEVERITY.items() if level == severity):
            said, hint = (text(f"validation.{key}", lang) for key in (code, f"{code}_hint"))
            lines.append(f"| `{code}` | {shown(said)} | {shown(hint)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main(*, check: bool) -> int:
    """Write the pages, or compare them."""
    stale = [
        lang for lang in PAGES if not PAGES[lang].exists() or PAGES[lang].read_text("utf-8") != page(lang)
    ]
    for lang in stale:
        if check:
            print(f"{PAGES[lang].name} is not what the codes say: run python tools/findings_page.py")
        else:
            PAGES[lang].write_text(page(lang), encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
