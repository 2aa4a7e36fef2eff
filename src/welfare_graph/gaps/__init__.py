"""What is missing, where, and why: gaps with a certificate."""

from __future__ import annotations

__all__: list[str] = []
