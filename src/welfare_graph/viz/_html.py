"""A page as a string that shows itself and saves itself whole."""

from __future__ import annotations

import html
import os
from pathlib import Path

from welfare_graph._atomic import atomic_write

__all__ = ["Html"]


class Html(str):
    """A complete HTML page: text that a notebook shows in a sandboxed frame and that saves itself.

    Examples
    --------
    >>> page = Html("<!doctype html><p>Ciao</p>")
    >>> page.startswith("<!doctype html>")
    True
    """

    __slots__ = ()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, whole or not at all.

        Parameters
        ----------
        path
            Where to write; folders that are missing are made.

        Returns
        -------
        Path
            The file written.
        """
        return atomic_write(Path(path), self.encode("utf-8"))

    def _repr_html_(self) -> str:
        """The very same page in a frame that may run its own script and offer files, and nothing else."""
        return (
            '<iframe title="welfare_graph" sandbox="allow-scripts allow-downloads" '
            'style="width:100%;height:760px;border:1px solid #80868c;border-radius:8px" '
            f'srcdoc="{html.escape(self, quote=True)}"></iframe>'
        )
