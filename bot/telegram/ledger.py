"""The numbers that must outlive a restart, in one small SQLite file. Never a word.

Which updates were answered, so that none is answered twice; which were taken from Telegram and
not answered yet, with the chat sealed, so that a restart can tell their senders; and the ids of
the messages of two days under a hash of their chat, so that `/forget` can delete them.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

# Telegram repeats an update for a day, and lets a bot delete what is younger than two.
UPDATE_SECONDS = 24 * 3600
MESSAGE_SECONDS = 48 * 3600
PRUNE_EVERY_SECONDS = 600

_SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, chat BLOB, language TEXT, urgent INTEGER
);
CREATE TABLE IF NOT EXISTS messages (
    chat TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (chat, id)
) WITHOUT ROWID;
"""

logger = logging.getLogger("signpost.telegram")


@dataclass(frozen=True)
class Open:
    """An update that was taken and not answered."""

    update_id: int
    chat: bytes
    language: str
    urgent: bool


class Ledger:
    """The numbers of one bot.

    What is written survives the end of the process however it comes; a power cut may lose the
    last seconds, for which waiting for the disk at every message would be too dear.
    """

    def __init__(self, file: Path | None, clock: Callable[[], float] = time.time) -> None:
        """Open the file, or keep the numbers in memory where that cannot be.

        Args:
            file: where; None for memory alone.
            clock: seconds since 1970.
        """
        self._clock = clock
        self._pruned = 0.0
        self.durable = file is not None
        try:
            self._db = _open(file)
        except (OSError, sqlite3.Error) as error:
            logger.error("telegram numbers are kept in memory only: %s", type(error).__name__)
            self.durable = False
            self._db = _open(None)

    def is_answered(self, update_id: int) -> bool:
        """Whether an update was answered before."""
        found = self._db.execute(
            "SELECT 1 FROM updates WHERE id = ? AND chat IS NULL", (update_id,)
        )
        return found.fetchone() is not None

    def is_open(self, update_id: int) -> bool:
        """Whether an update is noted as taken and not answered."""
        found = self._db.execute(
            "SELECT 1 FROM updates WHERE id = ? AND chat IS NOT NULL", (update_id,)
        )
        return found.fetchone() is not None

    def take(self, updates: Iterable[Open]) -> None:
        """Note updates that Telegram will not send again, before it is told so."""
        now = int(self._clock())
        rows = [(u.update_id, now, u.chat, u.language, int(u.urgent)) for u in updates]
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO updates VALUES (?, ?, ?, ?, ?)", rows)

    def answered(self, update_id: int, chat: str, messages: Iterable[int]) -> None:
        """Note that an update was answered, and the messages that it left in its chat.

        Args:
            update_id: of the update.
            chat: the hash of the chat.
            messages: ids of both sides' messages.
        """
        now = int(self._clock())
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO updates VALUES (?, ?, NULL, NULL, NULL)", (update_id, now)
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO messages VALUES (?, ?, ?)",
                [(chat, message, now) for message in messages],
            )
        if now - self._pruned > PRUNE_EVERY_SECONDS:
            self.prune()

    def open(self) -> list[Open]:
        """The updates that were taken and not answered, danger first, then by age."""
        found = self._db.execute(
            "SELECT id, chat, language, urgent FROM updates WHERE chat IS NOT NULL "
            "ORDER BY urgent DESC, id"
        )
        return [Open(id_, chat, language, bool(urgent)) for id_, chat, language, urgent in found]

    def messages(self, chat: str) -> list[int]:
        """The messages of a chat that can still be deleted, newest first."""
        since = int(self._clock()) - MESSAGE_SECONDS
        found = self._db.execute(
            "SELECT id FROM messages WHERE chat = ? AND at > ? ORDER BY id DESC", (chat, since)
        )
        return [row[0] for row in found]

    def forget(self, chat: str) -> None:
        """Forget the messages of a chat."""
        with self._db:
            self._db.execute("DELETE FROM messages WHERE chat = ?", (chat,))

    def prune(self) -> None:
        """Drop what is too old to be of use."""
        now = self._pruned = int(self._clock())
        with self._db:
            self._db.execute("DELETE FROM updates WHERE at < ?", (now - UPDATE_SECONDS,))
            self._db.execute("DELETE FROM messages WHERE at < ?", (now - MESSAGE_SECONDS,))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _open(file: Path | None) -> sqlite3.Connection:
    if file is not None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
    db = sqlite3.connect(str(file) if file else ":memory:", timeout=1.0)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")
    # What is deleted is overwritten, not only unlinked.
    db.execute("PRAGMA secure_delete = ON")
    db.executescript(_SCHEMA)
    return db
