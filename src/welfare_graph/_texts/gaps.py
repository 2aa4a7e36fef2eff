"""What the ledger of gaps says."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "to_be_verified": {"en": "to be verified", "it": "da verificare"},
}
