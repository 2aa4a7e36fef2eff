"""Names as people write them: registers shout, and lists capitalise every word."""

from __future__ import annotations

import re

SMALL = re.compile(
    "a|ad|al|alla|alle|con|d|da|dal|dalla|dei|del|dell|della|delle|di|e|ed|gli|i|il|in|la|le|lo|per|su|un"
)
STREET = re.compile("via|viale|vicolo|piazza|corso|borgata|fraz|strada|ang|n")
SHORT = {
    r"\bV\.LE ": "VIALE ",
    r"\bV\. ?(?=\w)": "VIA ",
    r"\bP\.ZZA ": "PIAZZA ",
    r"\bSTR\. ?": "STRADA ",
    r"\.(?=\w)": ". ",
}
UPPER = re.compile("aib|ama|aps|ataai|avis|cri|ets|fand|ic|odv|onlus|pc|scs|srl|ii|iii|iv|xx|xxiii|xxv")
ACCENTS = str.maketrans("aeiou", "àèìòù")
LEVELS = {
    "school_preprimary": "Scuola dell'infanzia",
    "school_primary": "Scuola primaria",
    "school_lower_secondary": "Scuola media",
}
KINDS = {"ist prof": "istituto professionale", "ist tec": "istituto tecnico"}


def _accented(text: str) -> str:
    return re.sub(r"([aeiou])'(?![a-zà-ù]| r)", lambda found: found[1].translate(ACCENTS), text)


def tidy(text: str) -> str:
    """Return a shouted or over-capitalised name as people write it."""

    def word(found: re.Match[str]) -> str:
        one = found[0]
        letter = len(one) == 1 and found.string[found.end() :].startswith(".")
        if letter or UPPER.fullmatch(one):
            return one.upper()
        return one if SMALL.fullmatch(one) and found.start() else one.capitalize()

    return re.sub(r"[a-zà-ù]+", word, _accented(text.lower()))


def street(address: str) -> str:
    """Return the address of a school as people write it."""
    text = re.sub(r"(?<=[A-Za-z'])(?=\d)", " ", address).replace("I MAGGIO", "1 MAGGIO")
    for short, full in SHORT.items():
        text = re.sub(short, full, text, flags=re.IGNORECASE)
    words = re.split(r"\b", tidy(text))
    return "".join(word.lower() if STREET.fullmatch(word.lower()) else word for word in words)


def school(row: dict[str, str]) -> str:
    """Return the name of a school: its level and street, or the name that people call it by."""
    if row["need_category"] in LEVELS:
        return f"{LEVELS[row['need_category']]} di {row['municipality']}, {street(row['address'])}"
    if row["kind"] == "paritaria":
        return f"Scuola superiore {tidy(row['name'])}"
    kind = row["type"].lower()
    for short, full in KINDS.items():
        kind = kind.replace(short, full)
    return tidy(row["name"]) if kind in tidy(row["name"]).lower() else f"{tidy(row['name'])} ({kind})"
