"""What stands for a chat outside of memory: a hash, or a sealed id that only this bot can open.

All keys come from the bot's token, which is secret and not stored here: without it, nothing that
is kept leads back to a chat. Every replica with the same token makes the same ones.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


class Keys:
    """The keys of one bot."""

    def __init__(self, token: str) -> None:
        self._root = hashlib.blake2b(token.encode(), person=b"signpost-tg").digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._key(b"seal")))

    def _key(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(purpose, key=self._root, digest_size=32).digest()

    def _digest(self, purpose: bytes, content: str, size: int) -> bytes:
        key = self._key(purpose)
        return hashlib.blake2b(_bytes(content), key=key, digest_size=size).digest()

    @property
    def bot(self) -> str:
        """A name for this bot's file, so that two bots never share one."""
        return self._digest(b"file", "", 8).hex()

    def chat(self, chat_id: int) -> str:
        """A chat as it is named in everything that is kept."""
        return self._digest(b"chat", str(chat_id), 18).hex()

    def sign(self, chat_id: int, payload: str) -> str:
        """A short mark that this bot gave this payload to this chat."""
        mark = self._digest(b"button", f"{chat_id}:{payload}", 9)
        return base64.urlsafe_b64encode(mark).decode()

    def is_signed(self, chat_id: int, payload: str, mark: str) -> bool:
        """Whether a mark is the right one; takes the same time for every wrong one."""
        return hmac.compare_digest(_bytes(self.sign(chat_id, payload)), _bytes(mark))

    def seal(self, chat_id: int) -> bytes:
        """A chat id that can be opened again, to write to a chat after a restart."""
        return self._fernet.encrypt(str(chat_id).encode())

    def unseal(self, sealed: bytes) -> int | None:
        """The chat id of a sealed one; None when this bot did not seal it."""
        try:
            return int(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError):
            return None


def _bytes(text: str) -> bytes:
    """Any text, also one with halves of characters in it, as a person may send."""
    return text.encode("utf-8", "surrogatepass")
