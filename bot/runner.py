"""The model's graph, run straight through.

Rasa hands its graph to dask at every call, which plans it anew: for each message once to
understand it and once for every action. The plan is always the same, so it is made once here.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class StraightRunner:
    """Runs the nodes of a loaded graph in an order in which each finds what it needs."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._nodes = loaded._instantiated_nodes
        self.schema = loaded._graph_schema
        self._orders: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Run what the targets need.

        Args:
            inputs: values of the graph's placeholders, by name.
            targets: names of nodes; all of the graph's targets by default.

        Returns:
            The output of each target.
        """
        wanted = tuple(targets or self.schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._ordered(wanted)
        # Nodes take and give pairs of name and value, as dask had them.
        results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._orders[wanted]:
            results[name] = self._nodes[name](*[results.get(need, need) for need in needs])
        return dict(results[name] for name in wanted)

    def components(self) -> list[Any]:
        """What the graph runs: each node's component."""
        return [node._component for node in self._nodes.values()]

    def _ordered(self, wanted: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        nodes = self.schema.minimal_graph_schema(list(wanted)).nodes
        order: list[tuple[str, tuple[str, ...]]] = []
        done: set[str] = set()

        def visit(name: str) -> None:
            if name in done or name not in nodes:
                return
            done.add(name)
            needs = tuple(nodes[name].needs.values())
            for need in needs:
                visit(need)
            order.append((name, needs))

        for name in wanted:
            visit(name)
        return order
