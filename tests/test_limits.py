"""How fast one may write: what the limiter promises to every channel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.limits import MAX_KEYS, Limiter, address


class Clock:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_a_bucket_empties_and_fills() -> None:
    """So many at once, then one at a time as the minutes go, and each key for itself."""
    clock = Clock()
    limiter = Limiter(per_minute=30, burst=3, clock=clock)
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 0]
    assert limiter.wait("a") == pytest.approx(2)
    assert limiter.wait("b") == 0
    clock.now = 2
    assert limiter.wait("a") == 0
    assert limiter.wait("a") > 0


@given(st.lists(st.floats(0, 30), max_size=60))
def test_nobody_gets_more_than_the_rate(pauses: list[float]) -> None:
    """Whatever the pauses, no more get through than the burst and what the time allows."""
    clock = Clock()
    limiter = Limiter(per_minute=60, burst=5, clock=clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += limiter.wait("a") == 0
    assert passed <= 5 + clock.now + 1e-6


def test_quiet_keys_are_let_go() -> None:
    """Memory holds only those who wrote of late, and never more than the most."""
    clock = Clock()
    limiter = Limiter(per_minute=60, burst=2, clock=clock)
    for number in range(MAX_KEYS + 10):
        limiter.wait(str(number))
    assert len(limiter._buckets) == MAX_KEYS
    clock.now = 10
    limiter.wait("new")
    assert list(limiter._buckets) == ["new"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "2001:db8::1", "2001:db8::1"),
        ("9.9.9.9", "203.0.113.9", "9.9.9.9"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_address_is_what_the_proxy_saw(peer: str, forwarded: str, found: str) -> None:
    """Behind a proxy nearby its last note counts; what a client claims does not."""
    assert address(peer, forwarded) == found
