"""Telegram: updates in, messages out, in order, confirmed only once they are answered.

`inbound` reads updates, `answers` makes the reply, `render` writes it for Telegram, `lanes` keeps
the order of each chat, `courier` sends, `ledger` remembers numbers (never words), `desk` joins
these, and `poller` and `bot.channels.telegram` bring the updates. Rasa is met only through the
two callables of `answers.Brain`.
"""
