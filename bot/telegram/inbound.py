"""Updates as the rest of the bot reads them: what kind, from which chat, which words.

Reduces a position to a police area here, so that it goes no further. Nothing here is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType, MessageEntityType

from bot.conversation import PRESS
from bot.nlu.heads import plain
from bot.plain_danger import says_danger
from bot.regions import from_coordinates

# What the bot asks Telegram for; everything else is never sent to it.
ALLOWED_UPDATES: Final = ["message", "edited_message", "callback_query", "my_chat_member"]
# Telegram's own account, in whose name anonymous admins of a group write.
_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "chat_background_set",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


@dataclass(frozen=True)
class Inbound:
    """One update.

    Attributes:
        kind: `text`, `press`, `place`, `no_place` (a position we know nothing of), `unreadable`,
            `group`, `left` (the person blocked the bot), `lost` (taken before a restart, and its
            words are gone), or `nothing` (no answer is due).
        text: what was written, or what a button or a place stands for; never logged or kept.
        unseen: whether there was a picture or a file with the text.
        language: what Telegram says of the person's app, two letters; or empty.
        callback: id of a button's press, which wants an answer of its own.
    """

    update_id: int
    chat_id: int
    kind: str
    text: str = ""
    message_id: int | None = None
    thread_id: int | None = None
    unseen: bool = False
    language: str = ""
    callback: str = ""

    @property
    def says_danger(self) -> bool:
        """Whether it says danger so plainly that no model is needed to see it."""
        return self.text == f"{PRESS}danger" or says_danger(plain(self.text))


def parse(data: dict[str, Any], bot_name: str) -> Inbound:
    """Read an update as it came over the wire.

    Args:
        data: one object of the Bot API.
        bot_name: the bot's user name, for mentions in groups.

    Returns:
        What it is. One that python-telegram-bot cannot read counts as unreadable where it tells
        its chat.

    Raises:
        KeyError, TypeError, ValueError: when it has no number, and so is no update.
    """
    int(data["update_id"])
    try:
        return read(Update.de_json(data, None), bot_name)
    except Exception:
        return _unparsed(data)


def _unparsed(data: dict[str, Any]) -> Inbound:
    """What can be told of an update that python-telegram-bot does not know how to read."""
    update_id = int(data["update_id"])
    message = _dict(data.get("message"))
    chat, user = _dict(message.get("chat")), _dict(message.get("from"))
    chat_id = chat.get("id")
    if chat.get("type") != "private" or not isinstance(chat_id, int) or user.get("is_bot"):
        return Inbound(update_id, 0, "nothing")
    language = user.get("language_code")
    known = _language(language) if isinstance(language, str) else ""
    return Inbound(update_id, chat_id, "unreadable", language=known)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def read(update: Update, bot_name: str) -> Inbound:
    """Read an update.

    Args:
        update: of python-telegram-bot.
        bot_name: the bot's user name.
    """
    number = update.update_id
    if update.callback_query:
        return _press(number, update.callback_query)
    if update.my_chat_member:
        return _membership(number, update.my_chat_member)
    if update.message:
        return _message(number, update.message, bot_name)
    if update.edited_message and update.edited_message.text:
        # Who mends what they wrote wants an answer to the mended words.
        return _message(number, update.edited_message, bot_name)
    return Inbound(number, 0, "nothing")


def _press(number: int, query: CallbackQuery) -> Inbound:
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE or query.from_user.is_bot:
        return Inbound(number, 0, "nothing", callback=query.id)
    thread = getattr(message, "message_thread_id", None)
    return Inbound(
        number,
        message.chat.id,
        "press",
        query.data or "",
        thread_id=thread if getattr(message, "is_topic_message", None) else None,
        language=_language(query.from_user.language_code),
        callback=query.id,
    )


def _membership(number: int, change: ChatMemberUpdated) -> Inbound:
    status = change.new_chat_member.status
    language = _language(change.from_user.language_code)
    if change.chat.type == ChatType.PRIVATE:
        kind = "left" if status == ChatMemberStatus.BANNED else "nothing"
        return Inbound(number, change.chat.id, kind)
    came = status in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
    was = change.old_chat_member.status
    new = was in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
    if came and new and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        return Inbound(number, change.chat.id, "group", language=language)
    return Inbound(number, change.chat.id, "nothing")


def _message(number: int, message: Message, bot_name: str) -> Inbound:
    user = message.from_user
    thread = message.message_thread_id if message.is_topic_message else None
    language = _language(user.language_code if user else None)
    chat = message.chat
    if chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        # An anonymous admin writes as a bot or as the group itself: answered like anybody.
        asks = _is_addressed(message, bot_name)
        kind = "group" if asks else "nothing"
        return Inbound(number, chat.id, kind, thread_id=thread, language=language)
    if chat.type != ChatType.PRIVATE or (user and user.is_bot) or _is_service(message):
        return Inbound(number, chat.id, "nothing")
    kind, text = _content(message)
    return Inbound(
        number,
        chat.id,
        kind,
        text,
        message_id=message.message_id,
        thread_id=thread,
        unseen=kind == "text" and message.text is None,
        language=language,
    )


def _content(message: Message) -> tuple[str, str]:
    if message.text is not None:
        return "text", message.text
    if message.location:
        return _place(message.location.latitude, message.location.longitude)
    if message.caption:
        return "text", message.caption
    return "unreadable", ""


def _place(latitude: float, longitude: float) -> tuple[str, str]:
    found = from_coordinates(latitude, longitude)
    name = found.police_area or found.nation
    return ("place", f"{PRESS}at_{name}") if name else ("no_place", "")


def _is_service(message: Message) -> bool:
    return any(getattr(message, name, None) for name in _SERVICE)


def _is_addressed(message: Message, bot_name: str) -> bool:
    """Whether a message in a group is meant for the bot: a command, a mention, a reply to it."""
    own = f"@{bot_name}".casefold()
    kinds: list[str | None] = [MessageEntityType.BOT_COMMAND, MessageEntityType.MENTION]
    said = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    for entity, text in said.items():
        _, at, name = text.casefold().partition("@")
        if f"@{name}" == own or (entity.type == MessageEntityType.BOT_COMMAND and not at):
            return True
    answered = message.reply_to_message
    author = answered.from_user if answered else None
    return bool(author and author.username and f"@{author.username}".casefold() == own)


def _language(code: str | None) -> str:
    return (code or "")[:2].lower()
