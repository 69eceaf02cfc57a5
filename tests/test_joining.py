"""Joining two judgements: what the product does that the mean does not."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu import joining

HALF = np.array([0.5], np.float32)


def logits(*chances: float) -> np.ndarray:
    """The log-odds of one message's labels."""
    row = np.array([chances])
    return np.log(row / (1 - row))


def test_the_mean_weighs_by_share() -> None:
    """A share of nothing leaves the network's word as it is."""
    heads, network = np.array([[0.9, 0.1]]), np.array([[0.2, 0.8]])
    shares = np.array([0.0, 0.25], np.float32)
    joined = joining.mean(np.repeat(heads, 2, 0), np.repeat(network, 2, 0), shares)
    assert joined[0] == pytest.approx([0.2, 0.8])
    assert joined[1] == pytest.approx([0.375, 0.625])


def test_a_product_adds_up_to_one() -> None:
    """However sure the two are, and of whatever."""
    joined = joining.product(logits(0.001, 0.999, 0.3), np.array([[1.0, 0.0, 0.0]]), HALF)
    assert joined.sum() == pytest.approx(1.0)
    assert (joined > 0).all()


def test_near_certainty_of_no_speaks_against_a_doubtful_yes() -> None:
    """The mean of 0.6 and 0.001 is 0.3; two who are both in doubt have that as well."""
    sure = joining.product(logits(0.6, 0.4), np.array([[0.001, 0.999]]), HALF)
    doubt = joining.product(logits(0.3, 0.7), np.array([[0.3, 0.7]]), HALF)
    assert sure[0, 0] < 0.1
    assert doubt[0, 0] > 0.2


def test_whom_both_believe_stays_believed() -> None:
    """Danger that both are sure of is no less sure when joined."""
    joined = joining.product(logits(0.95, 0.05), np.array([[0.97, 0.03]]), HALF)
    assert joined[0, 0] > 0.95
