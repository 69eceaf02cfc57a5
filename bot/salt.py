"""The key under which sender ids are hashed, so that what is kept leads back to nobody.

Alone, a process makes one up at its start. Replicas that share a Redis must come to the same id
for the same person: theirs comes from the address of that Redis, its password included.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from hashlib import blake2b

from bot.settings import Settings


@lru_cache(maxsize=1)
def salt() -> bytes:
    """The key of this process, or of all replicas that share a Redis."""
    url = Settings.read().redis_url
    if not url:
        return secrets.token_bytes(32)
    return blake2b(url.encode(), digest_size=32, person=b"signpost salt").digest()
