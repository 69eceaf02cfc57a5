"""The benchmark of `make bench`: this bot beside the starter project of `rasa init`.

`scripts/bench.py` is the entry; `docs/benchmark.md` says how to run and read it. Uses the standard
library and Linux's or macOS's own process figures; speaks to nobody but 127.0.0.1.
"""
