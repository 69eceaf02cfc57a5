"""The documents keep step with the program: what exists is told, and what is told exists."""

from __future__ import annotations

import argparse
import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import ROOT

from bot import cli

if TYPE_CHECKING:
    from serving import Server

PATHS = ("/", "/webhooks/rest/webhook", "/health", "/metrics", "/widget.js", "/directory")
# Code blocks, and code within a line.
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def pages() -> list[Path]:
    """README.md and every page of the documents' top folder."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def told() -> str:
    """All that they say."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages())


def code(page: Path) -> str:
    """The code of a page, block by block."""
    return "\n".join(CODE.findall(page.read_text(encoding="utf-8")))


def commands() -> list[str]:
    """The subcommands of `signpost`."""
    actions = cli._parser()._actions
    choices = [item.choices for item in actions if isinstance(item, argparse._SubParsersAction)]
    return sorted(choices[0])


def variables() -> list[str]:
    """The environment variables that the settings read."""
    found = ast.parse((ROOT / "bot" / "settings.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(found) if isinstance(node, ast.Constant)}
    return sorted(t for t in texts if isinstance(t, str) and re.fullmatch(r"[A-Z][A-Z_]+", t))


def targets() -> set[str]:
    """The targets of the Makefile."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][\w-]*):(?!=)", text, re.MULTILINE))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    """Each thing that `signpost` can do is told in the README or the documents."""
    assert re.search(rf"\bsignpost {command}\b", told())


@pytest.mark.parametrize("variable", variables())
def test_every_setting_is_documented(variable: str) -> None:
    """Each environment variable that the bot reads is told on one page of the documents."""
    assert f"`{variable}`" in told()


@pytest.mark.parametrize("path", PATHS)
def test_every_address_that_answers_is_documented(server: Server, path: str) -> None:
    """Each address that the bot answers at is told, with its whole path."""
    exists = server.get(path).status != 404
    assert not exists or re.search(rf"[`\s5]{re.escape(path)}[`\s?]", told())


def test_every_make_target_that_is_named_exists() -> None:
    """A newcomer who copies `make …` from a page finds that it works."""
    named = {
        (page.name, target)
        for page in pages()
        for target in re.findall(r"\bmake ([a-z][\w-]*)", code(page))
    }
    assert ("README.md", "run") in named
    assert {item for item in named if item[1] not in targets()} == set()


def test_every_command_that_is_named_exists() -> None:
    """No page tells of a `signpost` command that is not there."""
    named = {
        (page.name, command)
        for page in pages()
        for command in re.findall(r"(?:^|[/`\s])signpost ([a-z]+)\b", code(page))
        # "signpost  starter" are the columns of a table of figures.
        if command not in ("starter",)
    }
    assert {item for item in named if item[1] not in commands()} == set()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link to another file of the project finds it."""
    links = LINK.findall(page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (page.parent / link).exists()] == []
