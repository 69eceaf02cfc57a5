"""Signpost: a chatbot that signposts people to the right modern slavery helpline.

Import rule: `directory`, `hours`, `regions`, `routing`, `situation`, `dialogue` and `replies`
know nothing of Rasa, Telegram or HTTP. Rasa is met only in `nlu/`, `nlg`, `state` and
`channels/`. A test holds this.
"""

__version__ = "0.1.0"
