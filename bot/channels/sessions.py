"""Sessions of the widget: names that only this server can make, bound to a page's origin.

A session is a random name and a signature over the name and the origin of the page that it was
given to. Nothing is kept of it: the signature is checked, and what was remembered under the
name is found, or not. Replicas that share a Redis share the key. Without one, old sessions are
no longer good after a restart, and a page gets a new one with its next message.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import blake2b

from bot.salt import salt

MAX_SESSION = 128


def new(origin: str) -> str:
    """A new session for a page.

    Args:
        origin: of the page, as the browser names it.
    """
    name = secrets.token_urlsafe(24)
    return f"{name}.{_signature(name, origin)}"


def name_of(session: object, origin: str) -> str | None:
    """The name that a conversation is kept under.

    Args:
        session: what the page sent; anything.
        origin: of that page.

    Returns:
        The name, or None when this server did not give the session to a page of that origin.
    """
    if not isinstance(session, str) or len(session) > MAX_SESSION or not session.isascii():
        return None
    name, _, signature = session.partition(".")
    return name if hmac.compare_digest(signature, _signature(name, origin)) else None


def _signature(name: str, origin: str) -> str:
    return blake2b(f"{name}|{origin}".encode(), key=salt(), digest_size=16).hexdigest()
