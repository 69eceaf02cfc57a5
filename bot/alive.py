"""Whether the server on this machine answers at all: the container's health check.

`python -m bot.alive` exits with 0 when `/health` answers, whatever it says: a bot that answers
from its floor still helps, and to stop it would be silence. Imports nothing that takes time.
"""

from __future__ import annotations

import http.client
import os
import sys

SECONDS = 4


def alive(port: int) -> bool:
    """Whether something answers HTTP on a port of this machine."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        line.request("GET", "/health")
        return line.getresponse().status in (200, 503)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(0 if alive(int(os.environ.get("PORT") or "5005")) else 1)
