"""How well the bot does on messages that it never learned: sets, scores, tables, pipelines."""
