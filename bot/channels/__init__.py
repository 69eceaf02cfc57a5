"""Rasa input channels. All of them answer through `guard`, so that none can fall silent."""
