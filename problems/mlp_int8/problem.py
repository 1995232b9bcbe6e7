"""Size and kind -> the layers of a network and samples, as bytes."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Integers = NDArray[np.int64]

_KINDS = (
    "random",
    "smooth",
    "ternary",
    "saturated",
    "zeros",
    "largest",
    "sparse",
    "biased",
    "shifted",
    "borders",
)
_MOST = 127
_LARGEST_BIAS = 1_000_000_000
_LARGEST_SHIFT = 24
_USUAL = 45.0  # what a layer makes is about so far from 0
_BLOCK = 512  # samples that `answer` takes at a time


def _weights(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> Integers:
    match kind:
        case "smooth":
            weights = rng.normal(0, 40, shape).clip(-_MOST, _MOST).astype(np.int64)
        case "ternary":
            weights = rng.choice([-100, 0, 100], shape)
        case "largest":
            weights = rng.choice([-_MOST, _MOST], (shape[0], 1)).repeat(shape[1], 1)
        case "sparse":
            weights = rng.integers(-_MOST, _MOST + 1, shape) * (rng.random(shape) < 0.1)
        case "borders":
            weights = np.zeros(shape, np.int64)
        case _:
            weights = rng.integers(-_MOST, _MOST + 1, shape)
    return weights


def _layer(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> bytes:
    """A layer with a shift such that what it makes is neither mostly 0 nor mostly 127."""
    weights = _weights(rng, shape, kind)
    spread = 60.0 * np.sqrt(shape[1]) * max(1.0, float(weights.std()))
    shift = int(np.clip(round(np.log2(spread / _USUAL)), 0, _LARGEST_SHIFT))
    biases = rng.integers(-1, 2, shape[0]) * 5 + (rng.uniform(-0.5, 1.0, shape[0]) * spread).astype(np.int64)
    match kind:
        case "saturated":
            shift = 0
        case "biased":
            biases = rng.integers(-_LARGEST_BIAS, _LARGEST_BIAS + 1, shape[0])
            shift = 23
        case "shifted":
            shift = int(rng.choice([0, 1, _LARGEST_SHIFT]))
            biases //= 50
        case "borders":
            shift = int(rng.integers(20, _LARGEST_SHIFT + 1))
            most = min(_MOST, _LARGEST_BIAS >> shift)
            biases = (rng.integers(-1, most + 1, shape[0]) << shift) - rng.integers(0, 2, shape[0])
    return (
        np.array(shift, "<i4").tobytes() + weights.astype(np.int8).tobytes() + biases.astype("<i4").tobytes()
    )


def _samples(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> NDArray[np.int8]:
    match kind:
        case "smooth":
            phases = rng.random((shape[0], 1), dtype=np.float32) * 500 + rng.random(dtype=np.float32)
            waves = np.sin(phases + np.arange(shape[1], dtype=np.float32) * np.float32(0.11))
            return (waves * np.float32(60) + np.float32(64)).astype(np.int8)
        case "ternary":
            return rng.integers(0, 2, shape, dtype=np.int8) * np.int8(rng.integers(90, 111))
        case "zeros":
            return np.zeros(shape, np.int8)
        case "largest":
            return np.full(shape, _MOST, np.int8) - rng.integers(0, 2, (shape[0], 1), dtype=np.int8)
        case "sparse":
            return rng.integers(0, _MOST + 1, shape, dtype=np.int8) * (rng.random(shape) < 0.1).astype(
                np.int8
            )
        case _:
            return rng.integers(0, _MOST + 1, shape, dtype=np.int8)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Four lengths and the number of samples as int32, three layers, and the samples as int8.

    Args:
        rng: All randomness comes from it.
        size: ``d0`` to ``d3``, how many numbers there are before and after each layer, and ``b`` samples.
        kind: ``random`` weights and samples; ``smooth`` samples and weights that are mostly small;
            ``ternary`` weights of three values and samples of two; ``saturated`` (no shift), ``zeros`` (only
            biases count), ``largest`` (weights and samples), ``sparse``, ``biased`` (large biases),
            ``shifted`` (extreme shifts) or ``borders`` (weights are 0, and biases are the least that makes a
            number, or one less).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    lengths = [size[f"d{i}"] for i in range(4)]
    header = np.array([*lengths, size["b"]], "<i4").tobytes()
    layers = [_layer(rng, (lengths[i + 1], lengths[i]), kind) for i in range(3)]
    return b"".join([header, *layers, _samples(rng, (size["b"], lengths[0]), kind).tobytes()])


def answer(stdin: bytes) -> bytes:
    """The results, by products of whole matrices."""
    *lengths, count = (int(number) for number in np.frombuffer(stdin, "<i4", 5))
    layers, at = [], 20
    for given, made in pairwise(lengths):
        shift = int(np.frombuffer(stdin, "<i4", 1, at)[0])
        weights = np.frombuffer(stdin, np.int8, given * made, at + 4).reshape(made, given)
        at += 4 + given * made
        layers.append(
            (weights.astype(np.float64), np.frombuffer(stdin, "<i4", made, at).astype(np.int64), shift)
        )
        at += 4 * made
    samples = np.frombuffer(stdin, np.int8, count * lengths[0], at).reshape(count, lengths[0])
    results = []
    for start in range(0, count, _BLOCK):
        now = samples[start : start + _BLOCK]
        for weights, biases, shift in layers:
            sums = np.rint(now.astype(np.float64) @ weights.T).astype(np.int64) + biases
            now = np.clip(sums >> shift, 0, _MOST)
        results.append(now.astype(np.int8).tobytes())
    return b"".join(results)
