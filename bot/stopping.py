"""How a server that is told to stop ends: it answers what has arrived, within five seconds.

Sanic hangs up on every connection that it has not read from, and reads nothing while answers are
computed. So nothing is taken apart before all that has arrived is answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import Any

from sanic import Sanic

from bot import logs

# These add up to less than the five seconds that were promised.
DRAIN_SECONDS = 2.5
CLOSE_SECONDS = 1.2
# So often, one after the other, nothing may be in work: then all that has arrived was read.
QUIET_LOOKS, LOOK_SECONDS = 3, 0.1


async def stop(app: Sanic) -> None:
    """Answer what has arrived, on every channel, and have the server end.

    Args:
        app: its context holds `guard`, and `telegram` where that is switched on.
    """
    logs.event("stopping")
    telegram = getattr(app.ctx, "telegram", None)
    with contextlib.suppress(asyncio.TimeoutError):
        ends = asyncio.gather(_drain(app.ctx.guard), *([telegram.stop()] if telegram else []))
        await asyncio.wait_for(ends, DRAIN_SECONDS)
    app.stop()


async def _drain(guard: Any) -> None:
    """Wait until no message is being answered and none can have arrived unread."""
    quiet = 0
    while quiet < QUIET_LOOKS:
        # Each look lets the loop go round, which reads what has arrived meanwhile.
        await asyncio.sleep(LOOK_SECONDS)
        quiet = 0 if guard.busy else quiet + 1


def leave() -> None:
    """End this process now. To take TensorFlow and Rasa apart would last two seconds more."""
    # Nothing is left to be done: files are closed, and what is logged is written at once.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
