"""What a finding says, and what it says to do, in both languages."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """A message and its hint; the hint `alone` is for where there is nothing like it to suggest."""

    en: str
    it: str
    hint_en: str
    hint_it: str
    alone_en: str = ""
    alone_it: str = ""
