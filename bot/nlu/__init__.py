"""Rasa graph components: what a message says. One job each; the thinking is elsewhere."""
