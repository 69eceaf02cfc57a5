"""What a running server does beside answering: load the model, probe itself, reload, watch.

The server listens from its first second: while the model loads, the floor answers and `/health`
says `starting`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import signal
import threading
import time
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot import agent, brain, logs, regions, stopping
from bot.channels.guard import Ask, Guard, new_sender
from bot.health import NO_MODEL, PROBE, Health, is_right
from bot.model import newest_model
from bot.settings import Settings
from bot.state import forget

PROBE_SECONDS = 60.0
PROBE_TIMEOUT = 30.0
# A server whose loop stands still for so long is ended, so that whatever started it starts it anew.
STALLED_SECONDS = 30.0
STALLED_CODE = 70

logger = logging.getLogger("signpost.duty")


def begin(app: Sanic, settings: Settings) -> None:
    """Arrange for all of it when the server starts.

    Args:
        app: its context gets `agent`, `health` and `trouble`.
        settings: for the store.
    """
    app.ctx.agent = Agent()
    app.ctx.health = Health()
    app.ctx.trouble = lambda: agent.trouble(app.ctx.agent)
    _many_files()
    in_terminal = _has_terminal()

    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.duties = [
            loop.create_task(_load_and_probe(app, settings)),
            loop.create_task(_keep_alive(app)),
        ]
        loop.add_signal_handler(signal.SIGHUP, hang_up, app, loop)
        for told in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(told, lambda: loop.create_task(stopping.stop(app)))

    def hang_up(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        # The signal also comes when the terminal that it runs in is closed.
        if in_terminal and not _has_terminal():
            app.stop()
        else:
            loop.create_task(_reload(app))

    async def stop(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        for duty in app.ctx.duties:
            duty.cancel()

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


async def _load_and_probe(app: Sanic, settings: Settings) -> None:
    health: Health = app.ctx.health
    try:
        await asyncio.to_thread(regions.warm_up)
        app.ctx.agent = await asyncio.to_thread(agent.load, newest_model(), settings.redis_url)
    except Exception:
        logger.exception("the model could not be loaded")
        _found(health, False)
    logs.adopt()
    # The floor answered while the model was loading: that was no failure.
    app.ctx.guard.failed_in_a_row = 0
    while app.ctx.agent.is_ready():
        _found(health, await _probe(app.ctx.agent))
        await asyncio.sleep(PROBE_SECONDS)


def _found(health: Health, right: bool) -> None:
    if health.status == ("ok" if right else "degraded"):
        return
    health.status = "ok" if right else "degraded"
    health.reasons[:] = [] if right else [NO_MODEL]
    logs.event("ready" if right else "not ready")


async def _probe(answering: Agent) -> bool:
    """Ask for what matters most; right only when the emergency number comes first."""

    async def handler(message: UserMessage) -> Any:
        return await answering.handle_message(message)

    guard, sender = Guard(timeout=PROBE_TIMEOUT), new_sender()
    messages = await guard.answer(Ask(sender, PROBE, "probe"), handler)
    await forget(answering.tracker_store, sender)
    return is_right(messages) and not guard.failed_in_a_row


async def _reload(app: Sanic) -> None:
    """Take `resources.yaml` and the words as they are now, if they are sound."""
    faults = await asyncio.to_thread(brain.reload)
    app.ctx.health.reloads += 1
    logs.event("reload refused" if faults else "reloaded", faults=len(faults))


async def _keep_alive(app: Sanic) -> None:
    """Show the watchdog that the loop turns."""
    beat = [time.monotonic()]
    stopped = threading.Event()
    threading.Thread(target=_watch, args=(beat, stopped), daemon=True).start()
    try:
        while True:
            beat[0] = time.monotonic()
            await asyncio.sleep(1)
    finally:
        stopped.set()


def _watch(beat: list[float], stopped: threading.Event) -> None:
    """End a process whose event loop stands still: a new one answers sooner than this one."""
    last = time.monotonic()
    while not stopped.wait(1):
        now = time.monotonic()
        # A machine that slept, or a process that was stopped, also stops this thread.
        slept, last = now - last > STALLED_SECONDS / 3, now
        if slept:
            beat[0] = now
        if now - beat[0] > STALLED_SECONDS:
            logs.event("stalled, ending", seconds=round(now - beat[0]))
            os._exit(STALLED_CODE)


def _has_terminal() -> bool:
    """Whether the process still has the terminal that it was started in."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _many_files() -> None:
    """Allow as many connections as the system lets us have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    # A dump of memory would hold conversations, and what was being typed.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
