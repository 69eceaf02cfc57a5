"""The encoder as a graph for onnxruntime: twelve layers of about ten fused operators.

Used at set-up only, as it imports onnx. The graph takes the sum of word, position and type
vectors of one text and gives the mean of the last layer. Its matrices have 8-bit weights, a
scale for each output; the numbers that meet them are brought to 8 bits as they come, with one
scale for a whole text, so a text must go through alone for its answer not to depend on its
neighbours.

A few of those numbers are far larger than the rest and would leave the rest few of the 256
steps. They are made smaller before a matrix and its weights larger by the same factor
(SmoothQuant, Xiao and others 2022); how much is found by running sample sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from bot.nlu.encoder_source import (
    DIM,
    FEED_FORWARD,
    GRAPH_INPUT,
    GRAPH_OUTPUT,
    HEADS,
    LAYERS,
    Floats,
    Source,
)

# Between 0.6 and 0.85 the answers hardly differ; at 0.5 the large numbers still do harm.
_SMOOTHING = 0.75
_LEAST = 1e-5
_EPSILON = 1e-12
_MICROSOFT = "com.microsoft"
# Weights are bytes around 128, not signed bytes: processors without VNNI instructions can
# overflow when they multiply bytes by signed bytes.
_ZERO = 128
_LARGEST = 127

Peaks = Mapping[str, Floats]
"""The largest size seen of each number that meets a matrix, by the name of the product."""


class GraphBuilder:
    """Writes the graph operator by operator.

    Args:
        source: The weights.
        peaks: What `peak_names` gave for sample sentences; None for the graph in full
            precision that they are found with.
    """

    def __init__(self, source: Source, peaks: Peaks | None = None) -> None:
        self._source = source
        self._peaks = peaks
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self.peak_names: dict[str, str] = {}

    def build(self) -> ModelProto:
        """Build the model, once.

        Returns:
            The model. Its input is `GRAPH_INPUT`, of the shape (1, tokens, 384), its output
            `GRAPH_OUTPUT`, (1, 384); in full precision, those in `peak_names` too.

        Raises:
            SourceError: if a tensor is missing from the weights.
        """
        state = self._norm("LayerNormalization", "emb", "emb.ln", GRAPH_INPUT, domain="")
        for layer in range(LAYERS):
            state = self._layer(f"l{layer}", state)
        axes = self._constant("axes", np.array([1], np.int64))
        self._add("ReduceMean", [state, axes], [GRAPH_OUTPUT], domain="", keepdims=0)
        return self._model()

    def _model(self) -> ModelProto:
        outputs = [_floats(GRAPH_OUTPUT, [1, DIM])]
        if self._peaks is None:
            outputs += [_floats(name, None) for name in sorted(set(self.peak_names.values()))]
        inputs = [_floats(GRAPH_INPUT, [1, "tokens", DIM])]
        graph = helper.make_graph(self._nodes, "e5", inputs, outputs, self._constants)
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=9)

    def _layer(self, name: str, state: str) -> str:
        """Attention, then the feed-forward part, each added to what came in and normed."""
        mixed = self._attention(name, state)
        state = self._norm("SkipLayerNormalization", f"{name}.a", f"{name}.aln", state, mixed)
        inner = self._product(f"{name}.fi", state, [f"{name}.fi"], DIM, smooth=True)
        bent = self._add("Gelu", [inner], [f"{name}.gelu"])
        outer = self._product(f"{name}.fo", bent, [f"{name}.fo"], FEED_FORWARD, smooth=True)
        return self._norm("SkipLayerNormalization", f"{name}.o", f"{name}.oln", state, outer)

    def _attention(self, name: str, state: str) -> str:
        parts = [f"{name}.q", f"{name}.k", f"{name}.v"]
        joined = self._product(f"{name}.qkv", state, parts, DIM, smooth=True)
        sizes = self._constant(f"{name}.sizes", np.full(3, DIM, np.int64))
        self._add("Split", [joined, sizes], parts, domain="", axis=-1)
        mixed = self._add("MultiHeadAttention", parts, [f"{name}.mix"], num_heads=HEADS)
        # What comes out of attention has no outliers: no smoothing.
        return self._product(f"{name}.ao", mixed, [f"{name}.ao"], DIM, smooth=False)

    def _norm(
        self, operator: str, name: str, tensor: str, *states: str, domain: str = _MICROSOFT
    ) -> str:
        weight, bias = (
            self._constant(f"{name}.{end}", self._source.vector(f"{tensor}.{end}")) for end in "wb"
        )
        return self._add(operator, [*states, weight, bias], [name], domain, epsilon=_EPSILON)

    def _product(
        self, name: str, state: str, tensors: Sequence[str], columns: int, *, smooth: bool
    ) -> str:
        """Multiply by one or more matrices side by side, and add the bias."""
        weights = np.concatenate([self._source.matrix(f"{t}.w", columns) for t in tensors])
        bias = np.concatenate([self._source.vector(f"{t}.b") for t in tensors])
        constant = self._constant(f"{name}.bias", bias)
        if smooth:
            self.peak_names[name] = state
        if self._peaks is None:
            return self._full_product(name, state, weights, constant)
        if smooth:
            state, weights = self._smoothed(name, state, weights, self._peaks[name])
        return self._small_product(name, state, weights, constant)

    def _smoothed(
        self, name: str, state: str, weights: Floats, peaks: Floats
    ) -> tuple[str, Floats]:
        sizes = np.maximum(np.abs(weights).max(axis=0), _LEAST)
        factors = np.maximum(peaks, _LEAST) ** _SMOOTHING / sizes ** (1 - _SMOOTHING)
        factors /= np.exp(np.log(factors).mean())
        divisor = self._constant(f"{name}.smooth", (1 / factors).astype(np.float32))
        state = self._add("Mul", [state, divisor], [f"{name}.smoothed"], domain="")
        return state, (weights * factors).astype(np.float32)

    def _full_product(self, name: str, state: str, weights: Floats, bias: str) -> str:
        matrix = self._constant(f"{name}.weights", weights.T)
        product = self._add("MatMul", [state, matrix], [f"{name}.product"], domain="")
        return self._add("Add", [product, bias], [name], domain="")

    def _small_product(self, name: str, state: str, weights: Floats, bias: str) -> str:
        scales = np.abs(weights).max(axis=1) / _LARGEST
        steps = np.rint(weights / scales[:, None]).astype(np.int32) + _ZERO
        matrix = self._constant(f"{name}.weights", steps.astype(np.uint8).T)
        scale = self._constant(f"{name}.scales", scales.astype(np.float32))
        zero = self._constant(f"{name}.zeros", np.full(len(scales), _ZERO, np.uint8))
        return self._add("DynamicQuantizeMatMul", [state, matrix, scale, zero, bias], [name])

    def _add(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        domain: str = _MICROSOFT,
        **options: Any,  # as onnx has it
    ) -> str:
        self._nodes.append(
            helper.make_node(operator, inputs, outputs, outputs[0], domain=domain, **options)
        )
        return outputs[0]

    def _constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _floats(name: str, shape: Sequence[str | int] | None) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
