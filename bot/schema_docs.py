"""The tables of `docs/directory.md`, written from `bot.schema` so that they cannot go stale.

Run `python -m bot.schema_docs docs/directory.md` after a change of the schema.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bot import schema

START, END = "<!-- tables: written by bot.schema_docs -->", "<!-- end of tables -->"

_HEADINGS = {
    "file": "The file",
    "resource": "A resource",
    "ages": "`ages`",
    "coverage": "`coverage`",
    "contact": "A contact",
    "route": "A route",
    "evidence": "A piece of evidence",
    "conflict": "A conflict",
    "retired": "A retired number",
}


def tables() -> str:
    """Write the tables of fields and of words.

    Returns:
        Markdown: a table for each section, then one for each vocabulary.
    """
    parts = [line for name in schema.SECTIONS for line in _section(name)]
    parts += [line for name in schema.VOCABULARIES for line in _vocabulary(name)]
    return "\n".join(parts)


def _section(name: str) -> Iterator[str]:
    yield f"### {_HEADINGS[name]}\n"
    yield "| field | must be there | holds | meaning |"
    yield "|---|---|---|---|"
    for key, field in schema.SECTIONS[name].items():
        must = "yes" if field.required else ""
        yield f"| `{key}` | {must} | {_holds(field)} | {field.description} |"
    yield ""


def _holds(field: schema.Field) -> str:
    text = schema.HOLDS[field.holds]
    if field.holds in {"word", "words"}:
        return f"{text}: see *{field.of}*"
    return text.replace("|", "\\|")


def _vocabulary(name: str) -> Iterator[str]:
    """Questions are many and mean what they say, so they are listed without a table."""
    yield f"### Words: *{name}*\n"
    if name == "question":
        yield ", ".join(f"`{word}`" for word in schema.VOCABULARIES[name]) + "\n"
        return
    yield "| word | meaning |"
    yield "|---|---|"
    for word, term in schema.VOCABULARIES[name].items():
        yield f"| `{word}` | {term.sentence} |"
    yield ""


def renewed(page: str) -> str:
    """Put the tables of today into a page.

    Args:
        page: The page, with the two marks that the tables stand between.

    Returns:
        The page with fresh tables.

    Raises:
        ValueError: if a mark is missing.
    """
    before, found, rest = page.partition(START)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        raise ValueError(f"the page needs the marks {START} and {END}")
    return f"{before}{START}\n\n{tables()}\n{END}{after}"


def main(paths: list[str]) -> None:
    """Renew the tables of each page.

    Args:
        paths: The pages.
    """
    for path in map(Path, paths):
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
