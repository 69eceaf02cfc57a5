"""The code stays easy to read and to move: thinking apart from machinery, and small parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from serving import ROOT

BOT = ROOT / "bot"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
# Where the thinking is: these can be read, tested and kept without Rasa or the web.
THINKING = (
    "bot.directory",
    "bot.directory_load",
    "bot.hours",
    "bot.routing",
    "bot.situation",
    "bot.dialogue",
    "bot.hearing",
    "bot.replies",
    "bot.leads",
    "bot.floor",
    "bot.words",
    "bot.regions",
)
MACHINERY = {"rasa", "telegram", "sanic", "http", "httpx", "requests", "aiohttp", "urllib3"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=1)
def modules() -> dict[str, Path]:
    """Every module of the bot by name."""
    found = {}
    for path in sorted(BOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    """A module, parsed."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def is_for_types(node: ast.stmt) -> bool:
    """Whether a statement is `if TYPE_CHECKING:`, which never runs."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when a module is imported, within `if` and `try` too."""
    for node in body:
        if is_for_types(node):
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from top(getattr(node, part, []))


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The modules that import statements name, a name of a package's module included."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the layer"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names
            if not all(name in modules() for name in names):
                yield node.module or ""


def needs(module: str) -> set[str]:
    """The bot's modules that are imported when this one is."""
    return {name for name in imported(top(tree(module).body)) if name in modules()} - {module}


def reached(module: str) -> set[str]:
    """A module and all of the bot that comes with it."""
    seen, todo = set(), [module]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += needs(name)
    return seen


def thinking() -> list[str]:
    """The modules of the layers that think."""
    return [
        name
        for name in modules()
        if any(name == layer or name.startswith(f"{layer}.") for layer in THINKING)
    ]


@pytest.mark.parametrize("module", thinking())
def test_thinking_knows_nothing_of_the_machinery(module: str) -> None:
    """What decides who is named imports nothing of Rasa, Telegram or the web, even at a remove."""
    used = {
        f"{name} imports {other}"
        for name in reached(module)
        for other in imported(ast.walk(tree(name)))
        if other.split(".")[0] in MACHINERY
    }
    assert used == set()


def test_the_layers_are_all_there() -> None:
    """The list of layers names modules that exist, so that a renamed one is not forgotten."""
    assert [layer for layer in THINKING if layer not in modules()] == []


def test_no_two_modules_need_each_other() -> None:
    """Modules can be read in an order: none is needed by what it needs itself."""
    cycles = {
        " and ".join(sorted((name, other)))
        for name in modules()
        for other in needs(name)
        if name in reached(other)
    }
    assert cycles == set()


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_says_what_it_is_for(module: str) -> None:
    """Every module opens with what it is for, and so does every public function and class."""
    assert ast.get_docstring(tree(module)), "the module says nothing"
    silent = [name for name, node in public(tree(module).body) if not ast.get_docstring(node)]
    assert silent == []


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Public classes, functions and methods; what is inside of a function is its own matter."""
    for node in top(body):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.name.startswith("_"):
                continue
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{inside}{node.name}.")


@pytest.mark.parametrize("module", sorted(modules()))
def test_files_and_functions_are_short(module: str) -> None:
    """No file is longer than 400 lines and no function than 60: each can be read in one go."""
    lines = len(modules()[module].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE
    found = [node for node in ast.walk(tree(module)) if isinstance(node, Function)]
    assert {node.name: size(node) for node in found if size(node) > LONGEST_FUNCTION} == {}


def size(node: Function) -> int:
    """The lines of a function's body, its docstring apart."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
