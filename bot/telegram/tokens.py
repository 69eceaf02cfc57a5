"""The data of inline buttons: a payload of ours and a mark that holds for one chat.

Nothing is remembered: a button works after a restart, and one from another chat, or made up by
someone, does not. Telegram allows 64 bytes.
"""

from __future__ import annotations

from bot.telegram.keys import Keys

LONGEST = 64
_BETWEEN = "~"


def issue(keys: Keys, chat_id: int, payload: str) -> str:
    """The data of a button.

    Args:
        keys: of this bot.
        chat_id: the chat that the button is shown in.
        payload: what a press stands for, as `go:danger`.

    Raises:
        ValueError: when it does not fit; payloads are made by this program, so this is a fault.
    """
    data = f"{payload}{_BETWEEN}{keys.sign(chat_id, payload)}"
    if len(data.encode()) > LONGEST:
        raise ValueError("a button's payload is too long for Telegram")
    return data


def redeem(keys: Keys, chat_id: int, data: str) -> str | None:
    """The payload of a pressed button.

    Args:
        keys: of this bot.
        chat_id: the chat in which it was pressed.
        data: anything.

    Returns:
        The payload, or None when this bot did not give the button to this chat.
    """
    payload, between, mark = data.rpartition(_BETWEEN)
    if not between or not keys.is_signed(chat_id, payload, mark):
        return None
    return payload
