"""The website side: the widget's files, and the pages that work without it.

`widget.js` is the widget, `ACCEPTANCE.md` what it must do, `templates/` the pages. Nothing here
imports Rasa; `bot.channels.site` serves it.
"""
