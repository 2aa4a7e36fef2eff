"""Find a Chromium for the browser tests; with --install, get one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
REMEDY = (
    "The browser tests need a Chromium. Install one (Debian: apt-get install chromium; "
    "elsewhere: python -m playwright install --with-deps chromium), or set CHROMIUM to its path."
)


def find() -> str | None:
    """Path of a Chromium that starts: $CHROMIUM, one on PATH, or Playwright's own."""
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES))
    for path in (*named, _playwrights_own()):
        if path and _starts(path):
            return path
    return None


def install() -> str | None:
    """Install Debian's package where root may, else Playwright's own; return the path of what then starts."""
    for commands in (_debian(), [[sys.executable, "-m", "playwright", "install", "chromium"]]):
        for command in commands:
            print("$", " ".join(command), flush=True)
            if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
                break
        if path := find():
            return path
    return None


def _debian() -> list[list[str]]:
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid():
        return []
    packages = ["chromium", "fonts-dejavu-core", "fonts-liberation"]
    return [
        ["apt-get", "update", "-qq"],
        [
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "install",
            "-o=DPkg::Lock::Timeout=600",
            "-qq",
            "-y",
            "--no-install-recommends",
            *packages,
        ],
    ]


def _playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _starts(path: str) -> bool:
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    chromium = find() or (install() if "--install" in sys.argv else None)
    sys.exit(f"No Chromium was found. {REMEDY}") if chromium is None else print(f"Chromium: {chromium}")
