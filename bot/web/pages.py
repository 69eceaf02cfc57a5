"""The pages as HTML, made on the server, complete without scripts, with nothing inline.

Their title is bland and their address says nothing of what was searched. Everything that is put
into a page is escaped by the templates.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import lru_cache
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot import brain
from bot.web import listing
from bot.web.assets import FOLDER, emergency_number, numbers
from bot.words import Words

# A site that nobody minds being seen on, and that needs no consent to be shown.
NEUTRAL = "https://www.bbc.co.uk/weather"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), browsing-topics=()",
    "Cache-Control": "no-store",
}
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def words_of(language: str | None) -> Words:
    """The words of a language, or English.

    Args:
        language: what a visitor sent.
    """
    return brain.speaker().language(language or "en")


def base_address(host: str, scheme: str) -> str:
    """The server's own address as visitors see it.

    Args:
        host: the `Host` header.
        scheme: `http` or `https`.

    Returns:
        The address without a last slash; of a host that cannot be one, the machine's own.
    """
    safe = host if _HOST.fullmatch(host) else "localhost"
    return f"{'https' if scheme == 'https' else 'http'}://{safe}"


def snippet(words: Words) -> Markup:
    """What stands on a page in the widget's place until it runs: numbers, and a way out."""
    template = _templates().get_template("snippet.html")
    text = template.render(
        words=words, emergency=emergency_number(), numbers=numbers(words), neutral=NEUTRAL
    )
    return Markup(text)  # noqa: S704 - made by the template above, which escapes


def _page(name: str, words: Words, **values: Any) -> str:
    return (
        _templates()
        .get_template(name)
        .render(
            words=words,
            languages=list(brain.speaker().words.values()),
            emergency=emergency_number(),
            snippet=snippet(words),
            **values,
        )
    )


def sample() -> str:
    """The sample page of a charity, with the widget."""
    return _page("sample.html", words_of("en"))


def directory(words: Words, need: str = "any", found: listing.Found | None = None) -> str:
    """The directory, or what a search found.

    Args:
        words: of the language to write it in.
        need: the choice that stays selected.
        found: the answer to a search.
    """
    groups = {} if found else listing.everything(words, _now())
    return _page(
        "directory.html", words, groups=groups, needs=list(listing.NEEDS), need=need, found=found
    )


def searched(words: Words, need: str, place: str, area: str) -> str:
    """The directory's page with what fits a need and a place.

    Args:
        words: of the language to write it in.
        need: a key of the search's choices.
        place: what was typed; it is not shown again.
        area: a police area or nation that was chosen.
    """
    return directory(words, need, listing.search(need, place, area, words, _now()))


def areas(words: Words) -> str:
    """Every police area with its contacts."""
    return _page("areas.html", words, nations=listing.areas(words, _now()))


def poster(words: Words, address: str) -> str:
    """A poster to print, with a code that leads to the directory in its language.

    Args:
        words: of the language to write it in.
        address: of this server, as phones reach it.
    """
    target = f"{address}/directory?lang={words.language}"
    image = io.BytesIO()
    segno.make(target, error="m", micro=False).save(
        image,
        kind="svg",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        title=words.get("page.poster_scan"),
    )
    code = Markup(image.getvalue().decode())  # noqa: S704 - made by segno
    return _page("poster.html", words, code=code, address=target, numbers=numbers(words))


def embed(address: str) -> str:
    """The page with the lines to copy, in each language.

    Args:
        address: of this server, as visitors reach it.
    """
    snippets = [
        {"language": item.language, "name": item.name, "text": str(snippet(item))}
        for item in brain.speaker().words.values()
    ]
    return _page("embed.html", words_of("en"), address=address, snippets=snippets)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)
