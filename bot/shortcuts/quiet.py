"""What Rasa prepares and then throws away is not prepared.

At each step of an answer Rasa makes deep copies of events, states and slots, for debug lines that
nobody reads.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.policies import rule_policy
from rasa.core.processor import MessageProcessor

# In these modules nothing is copied but for debug lines; a test makes sure of it.
MODULES = (processor, rule_policy, forms)


class _Uncopied:
    """In the place of the module `copy`."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        """The value itself, which nobody will read."""
        return value


def hush(running: MessageProcessor) -> None:
    """Prepare no debug lines, unless they are wanted.

    Args:
        running: the processor that answers.
    """
    if logging.getLogger("rasa").isEnabledFor(logging.DEBUG):
        return
    for module in MODULES:
        module.copy = _Uncopied
    running._log_slots = lambda tracker: None


def settle(running: MessageProcessor) -> None:
    """Rasa builds an empty domain at each message, to see whether its own is empty.

    Args:
        running: the processor that answers; its domain stays as it is.
    """
    empty = running.domain.is_empty()
    running.domain.is_empty = lambda: empty
