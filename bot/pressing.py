"""Which button was tapped. Free of Rasa."""

from __future__ import annotations

from bot.conversation import PRESS, PRESSES, Heard
from bot.regions import Located, police_areas
from bot.vocabulary import NATIONS

_PLACE = "at_"


def press(text: str) -> Heard | None:
    """What a tapped button says; None where the text is not one of our tokens.

    Args:
        text: the message.
    """
    if not text.startswith(PRESS):
        return None
    token = text[len(PRESS) :]
    if token in PRESSES:
        return Heard(need="followup", press=token)
    place = _pressed_place(token.removeprefix(_PLACE)) if token.startswith(_PLACE) else None
    return Heard(need="followup", press=token, located=place) if place else None


def _pressed_place(name: str) -> Located | None:
    area = police_areas().get(name)
    if area:
        return Located(area.nation, area.slug, "GB", (area.name,), False, (), ("button",))
    if name in NATIONS:
        return Located(name, None, "GB", (name,), False, (), ("button",))
    return None
