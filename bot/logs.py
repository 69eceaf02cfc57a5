"""Logs without content: set before Rasa's own logging is.

Rasa, Sanic, httpx and python-telegram-bot all write what was typed, or whole requests, at one
level or another. So only this project's own events are written out; of everybody else's lines
nothing but the logger, the level, the place in the code and the type of an exception is kept.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from typing import Any

import structlog

OWN = "signpost"


class ContentFree(logging.Formatter):
    """One JSON object a line. The message of a foreign record is never formatted."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without its words, unless it is our own."""
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.split(".")[0] == OWN:
            line["event"] = record.getMessage()
            line.update(getattr(record, "facts", {}))
        else:
            line["at"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0] is not None:
            # A traceback may hold the values of variables; the type alone tells enough.
            line["exception"] = record.exc_info[0].__name__
        return json.dumps(line)


def configure(level: int = logging.WARNING) -> None:
    """Send every logger and every warning through the content-free formatter.

    Args:
        level: for foreign loggers; our own always log from INFO on.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Rasa draws a progress bar for every rule unless its own level is this high.
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ContentFree())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    # A warning's words may hold a message, and without them it says nothing.
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    logging.getLogger(OWN).setLevel(min(level, logging.INFO))
    _silence_structlog()


def _silence_structlog() -> None:
    structlog.configure(
        processors=[_only_event_name],
        wrapper_class=_Cheap,
        logger_factory=structlog.stdlib.LoggerFactory(),
        # Else Rasa's modules look for their logger, frame by frame, at each line they write.
        cache_logger_on_first_use=True,
    )


class _Cheap(structlog.stdlib.BoundLogger):
    """Does nothing for a line that nobody reads."""

    def debug(self, event: str | None = None, *args: Any, **facts: Any) -> Any:
        """Write a line for debugging, where these are wanted."""
        if self._logger.isEnabledFor(logging.DEBUG):
            return super().debug(event, *args, **facts)
        return None


def _only_event_name(_logger: Any, _method: str, event: Any) -> str:
    """Structlog events of Rasa carry texts, entities and slots; the name alone goes on."""
    return str(event.get("event", ""))[:80] if isinstance(event, dict) else ""


def adopt(prefixes: tuple[str, ...] = ("sanic", "rasa", "telegram", "httpx", "asyncio")) -> None:
    """Take away handlers that libraries gave themselves, so that all goes through ours.

    Call after a library has configured its own logging.
    """
    names = [name for name in logging.root.manager.loggerDict if name.startswith(prefixes)]
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def event(name: str, **facts: str | int | float | bool) -> None:
    """Log one of our own events.

    Args:
        name: what happened, as a fixed phrase.
        facts: numbers and words of closed vocabularies; never anything that was typed.
    """
    logging.getLogger(OWN).info("%s", name, extra={"facts": facts})
