"""What the two bots are asked: conversations that each understands, as long as the other's.

The messages come in pairs, ours and the starter's, of nearly the same length, because the time
of an answer grows with it. The starter's are put together from its own training examples.
"""

from __future__ import annotations

Pair = tuple[str, str]

CONVERSATIONS: tuple[tuple[Pair, ...], ...] = (
    (
        ("hello", "hello"),
        (
            "my boss keeps my passport and does not pay me",
            "I don't feel very well, my day was horrible",
        ),
        ("yes please", "yes indeed"),
        ("I am in Preston", "are you a bot?"),
        ("thank you, bye", "see you later"),
    ),
    (
        ("good evening", "good evening"),
        (
            "I got out of a house two weeks ago. A man made me work there every day and he took "
            "all of my money. I have nowhere to sleep tonight. Who can help me?",
            "hey dude, I am feeling very good, I am amazing, extremely good, so so perfect. I am "
            "going to save the world, feeling like a king. I am great, super stoked",
        ),
        ("in Leeds", "I am sad"),
        ("what was the number again?", "am I talking to a human?"),
        ("thanks", "bye bye"),
    ),
    (
        ("bună ziua", "hey there"),
        (
            "patronul mi-a luat actele și nu mă plătește de trei luni",
            "I don't feel very well, I am disappointed, I'm so sad",
        ),
        ("sunt în Blackburn", "that sounds good"),
        ("pot să vorbesc cu cineva fără poliție?", "are you a human? am I talking to a bot?"),
        ("mulțumesc", "good night"),
    ),
    (
        (
            "I think the women in the house next door are not allowed to leave, men come and go "
            "all night and one of them was crying in the garden",
            "hello there, good morning! I am feeling very good, so good, I am amazing, wonderful, "
            "feeling like a king, extremely good, so so perfect",
        ),
        ("Manchester", "not good"),
        ("I do not want to give my name to anyone", "no way, I don't think so, not very good"),
        ("is it free?", "are you a bot?"),
        ("he has locked me in and is coming back", "have a nice day, see you around, bye bye"),
    ),
)


def conversations(ours: bool) -> list[list[str]]:
    """The conversations of one of the bots.

    Args:
        ours: this bot's, else the starter's.
    """
    side = 0 if ours else 1
    return [[pair[side] for pair in talk] for talk in CONVERSATIONS]
