"""What the running bot speaks from: the directory and the words, loaded once, and the floor.

Both loads report every fault at once; a bot with a broken directory does not start.
"""

from __future__ import annotations

from functools import lru_cache

from bot.directory import load
from bot.replies import Speaker
from bot.settings import ROOT
from bot.words import load_words


@lru_cache(maxsize=1)
def speaker() -> Speaker:
    """The directory and words of this project.

    Returns:
        The speaker, the same object at every call.

    Raises:
        bot.check.Invalid: when `resources.yaml` is broken.
        ValueError: when a words file is broken.
    """
    return Speaker(load(ROOT / "resources.yaml"), load_words(ROOT))
