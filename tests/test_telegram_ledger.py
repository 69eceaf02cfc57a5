"""What is kept of Telegram: numbers for a day or two, in a file that only its owner can read."""

from __future__ import annotations

from pathlib import Path

from bot.telegram.ledger import MESSAGE_SECONDS, UPDATE_SECONDS, Ledger, Open


class Clock:
    """A clock that is set by hand."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        """What it shows."""
        return self.now


def test_an_answered_update_is_known_after_a_restart(tmp_path: Path) -> None:
    """What was answered is not answered again, not even by a new process."""
    file = tmp_path / "state" / "ledger.sqlite3"
    first = Ledger(file)
    assert first.durable
    first.answered(5, "chat", [1, 2])
    # Not closed: the process was killed.
    second = Ledger(file)
    assert second.is_answered(5)
    assert not second.is_answered(6)
    assert second.messages("chat") == [2, 1]


def test_what_was_taken_and_not_answered_is_found(tmp_path: Path) -> None:
    """A restart finds what was taken and never answered, danger first."""
    file = tmp_path / "ledger.sqlite3"
    first = Ledger(file)
    first.take([Open(1, b"a", "en", False), Open(2, b"b", "ro", True), Open(3, b"c", "en", False)])
    first.answered(1, "chat", [])
    second = Ledger(file)
    assert second.open() == [Open(2, b"b", "ro", True), Open(3, b"c", "en", False)]
    assert second.is_open(2)
    assert not second.is_answered(2)
    second.take([Open(1, b"a", "en", False)])
    assert second.is_answered(1), "a repeat must not open what was answered"


def test_numbers_are_dropped_in_time(tmp_path: Path) -> None:
    """The numbers of updates go after a day, those of messages after two."""
    clock = Clock()
    ledger = Ledger(tmp_path / "ledger.sqlite3", clock)
    ledger.answered(1, "the-hash-of-a-chat", [10])
    ledger.take([Open(2, b"sealed", "en", False)])
    clock.now += UPDATE_SECONDS + 1
    ledger.prune()
    assert not ledger.is_answered(1)
    assert ledger.open() == []
    assert ledger.messages("the-hash-of-a-chat") == [10]
    clock.now += MESSAGE_SECONDS - UPDATE_SECONDS
    assert ledger.messages("the-hash-of-a-chat") == []
    ledger.answered(3, "other", [])
    ledger.close()
    assert b"the-hash" not in (tmp_path / "ledger.sqlite3").read_bytes()


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    """After `/forget` no number of the chat is left, in the file either."""
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    ledger.answered(1, "the-hash-of-a-chat", [10, 11])
    ledger.forget("the-hash-of-a-chat")
    assert ledger.messages("the-hash-of-a-chat") == []
    ledger.close()
    assert b"the-hash" not in (tmp_path / "ledger.sqlite3").read_bytes()


def test_the_file_is_for_its_owner(tmp_path: Path) -> None:
    """Nobody else on the machine can read the file or its folder."""
    file = tmp_path / "state" / "ledger.sqlite3"
    Ledger(file)
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_without_a_place_to_write_it_works_in_memory(tmp_path: Path) -> None:
    """Where nothing can be written the bot answers all the same, and says that it cannot keep."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    ledger = Ledger(blocked / "ledger.sqlite3")
    assert not ledger.durable
    ledger.answered(1, "chat", [1])
    assert ledger.is_answered(1)
