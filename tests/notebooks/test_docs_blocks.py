"""Every Python block of the README and the docs runs, page by page, beside a folder `my_territory/`."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FENCE = re.compile(
    r"^(?P<indent> *)```(?:python|py|pycon)\b[^\n]*\n(?P<code>.*?)^(?P=indent)```", re.DOTALL | re.MULTILINE
)
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def blocks(text: str) -> list[tuple[int, str]]:
    """Line number and code of each Python block."""
    found = []
    for match in FENCE.finditer(text):
        lines = match["code"].splitlines()
        code = "\n".join(line.removeprefix(match["indent"]) for line in lines)
        found.append((text[: match.start()].count("\n") + 2, code))
    return found


def run(code: str, name: str, line: int, namespace: dict) -> None:
    """Run one block; a block with prompts must also print what it shows."""
    if ">>>" not in code:
        exec(compile("\n" * (line - 1) + code, name, "exec"), namespace)
        return
    test = doctest.DocTestParser().get_doctest(code + "\n", namespace, name, name, line)
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    said: list[str] = []
    runner.run(test, out=said.append, clear_globs=False)
    namespace.update(test.globs)
    assert runner.failures == 0, "".join(said)


PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
WITH_CODE = [page for page in PAGES if blocks(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", WITH_CODE, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_the_blocks_of_a_page_run(page, tmp_path, monkeypatch, capsys):
    import welfare_graph as wg

    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    if "my_territory" in text:
        wg.write(wg.datasets.two_valleys(), tmp_path / "my_territory")
    namespace: dict = {"__name__": "page"}
    for line, code in blocks(text):
        run(code, str(page), line, namespace)


def test_blocks_are_found_with_their_line():
    text = "a\n\n```python\nx = 1\n```\n\n- b\n\n    ```pycon\n    >>> x\n    1\n    ```\n\n```sh\nls\n```\n"
    assert blocks(text) == [(4, "x = 1"), (10, ">>> x\n1")]


def test_a_block_with_prompts_must_print_what_it_shows():
    with pytest.raises(AssertionError, match="Expected"):
        run(">>> 1 + 1\n3", "page", 1, {})
    namespace: dict = {}
    run(">>> x = 2\n>>> x\n2", "page", 1, namespace)
    run("assert x == 2", "page", 1, namespace)
