"""What every test stands on: hypothesis draws the same examples each time; where the repository is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    suppress_health_check=SLOW_MACHINE,
)
settings.register_profile(
    "search", deadline=None, max_examples=300, print_blob=True, suppress_health_check=SLOW_MACHINE
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's top folder."""
    return Path(__file__).resolve().parents[1]
