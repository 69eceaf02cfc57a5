"""`signpost reload`: have a running server take `resources.yaml` and the words as they are now.

Asks the server on this machine who it is, sends it SIGHUP, and waits for what came of it. The
signal alone does the same: `kill -HUP`, or `docker compose kill -s HUP bot` for all replicas.
"""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.error
import urllib.request
from typing import Any

WAIT_SECONDS = 30.0


class NotRunning(OSError):
    """No server of ours answers at the address."""


def reload(host: str, port: int) -> tuple[bool, str]:
    """Reload the server at an address of this machine.

    Args:
        host: where it listens.
        port: where it listens.

    Returns:
        Whether it took the files, and a line that says so or lists what is wrong with them.

    Raises:
        NotRunning: when no server of ours answers there.
    """
    before = _health(host, port)
    # Only the same user's process, or any for root, can be told.
    os.kill(int(before["pid"]), signal.SIGHUP)
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        time.sleep(0.1)
        after = _health(host, port)
        if after["directory"]["reloads"] > before["directory"]["reloads"]:
            broken = [reason for reason in after["reasons"] if "on the disk" in reason]
            if broken:
                return False, broken[0]
            there = after["directory"]
            return True, f"{there['resources']} resources, edition {there['edition']}"
    return False, f"no answer to the signal within {WAIT_SECONDS:.0f} s"


def _health(host: str, port: int) -> dict[str, Any]:
    name = f"[{host}]" if ":" in host else host
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else name}:{port}/health"  # noqa: S104
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        text = error.read()
    except OSError as error:
        raise NotRunning(f"no server answers at {address}: {error}") from error
    try:
        health: dict[str, Any] = json.loads(text)
        int(health["pid"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotRunning(f"what answers at {address} is not Signpost") from error
    return health
