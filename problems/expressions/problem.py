"""Size and kind -> an expression and a table, as bytes; and the right answer for small inputs."""

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

_COLUMNS, _DEEPEST = 8, 200
_OPERATORS = {"+": 20, "-": 18, "*": 16, "^": 16, "&": 10, "|": 10, "<": 10}  # and how often of a hundred
_ROOT = "+-^"  # else few different values may be left at the end
# Operators of kinds that do not have all. In deep nests the others would leave nothing of the innermost part.
_ONLY = {
    "products": {"*": 1},
    "comparisons": {"<": 1},
    "left": dict.fromkeys(_ROOT, 1),
    "right": dict.fromkeys(_ROOT, 1),
}
_VARIABLES = 0.75  # share of the leaves
_EXTREMES = np.array([-(2**31), 2**31 - 1, -1, 0, 1], np.int64)
_SHARES = {
    "even": (0.4, 0.6),
    "skewed": (0.1, 0.25),
}  # of a part's leaves that its left side or its right side has
_KINDS = (
    "random",
    "even",
    "skewed",
    "left",
    "right",
    "small",
    "extremes",
    "products",
    "comparisons",
    "constants",
)


def _choices(rng: np.random.Generator, count: int, shares: Mapping[str, int]) -> list[str]:
    """Each choice as often as its share says, in random order, so that inputs of one size cost the same."""
    bounds = np.cumsum(list(shares.values())) * count / sum(shares.values())
    which = np.searchsorted(np.round(bounds), np.arange(count), side="right")
    return [list(shares)[i] for i in rng.permutation(which)]


def _leaves(rng: np.random.Generator, count: int, kind: str) -> list[str]:
    variables = 0 if kind == "constants" else round(count * _VARIABLES)
    constants = rng.integers(2**31, size=count) >> rng.integers(31, size=count)
    if kind == "extremes":
        constants = rng.choice(_EXTREMES[1:2], size=count) - rng.integers(2, size=count)
    if kind == "products":  # Of many even factors nothing would be left.
        constants |= 1
    names = [f"x{column}" for column in rng.permutation(variables) % _COLUMNS]
    texts = names + [str(constant) for constant in constants[variables:]]
    return [texts[i] for i in rng.permutation(count)]


def _expression(rng: np.random.Generator, count: int, kind: str) -> str:
    leaves = iter(_leaves(rng, count, kind))
    names = _choices(rng, count, _ONLY.get(kind, _OPERATORS))
    if kind not in _ONLY:
        names[0] = _ROOT[rng.integers(len(_ROOT))]
    operators, draws, sides = (
        iter(names),
        iter(rng.random(count).tolist()),
        iter((rng.random(count) < 0.5).tolist()),
    )

    def left_side(count: int, levels: int) -> int:
        """How many leaves the left side gets, such that no side is too large for the levels below."""
        draw, side = next(draws), next(sides)
        if kind in ("left", "right"):
            left = count - 1 if kind == "left" else 1
        elif kind in _SHARES:
            low, high = _SHARES[kind]
            left = round(count * (low + (high - low) * draw))
            left = count - left if side else left
        else:
            left = 1 + int(draw * (count - 1))
        most = min(count - 1, 2 ** (levels - 1))
        return max(count - most, min(most, left))

    def part(count: int, levels: int) -> str:
        if count == 1:
            return next(leaves)
        left, operator = left_side(count, levels), next(operators)
        return f"({part(left, levels - 1)}{operator}{part(count - left, levels - 1)})"

    return part(count, _DEEPEST)


def _table(rng: np.random.Generator, rows: int, kind: str) -> NDArray[np.int64]:
    shape = (rows, _COLUMNS)
    match kind:
        case "small" | "comparisons":
            return rng.integers(-2, 3, shape)
        case "extremes":
            return rng.choice(_EXTREMES, shape)
        case "products":
            return rng.integers(-(2**31), 2**31, shape) | 1
        case _:
            return rng.integers(-(2**31), 2**31, shape)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Length and text of the expression, number of rows, and the rows, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``leaves``, the number of variables and constants together, and ``rows``.
        kind: Where parts are divided: anywhere (``random``), in the middle (``even``), near an end
            (``skewed``), or ``left`` or ``right`` of all but one leaf. The others divide anywhere: ``small``
            and ``extremes`` say what numbers there are, ``products`` (these are odd) and ``comparisons`` what
            operators, ``constants`` that there are no variables.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    rows = size["rows"]
    text = _expression(rng, size["leaves"], kind).encode()
    table = _table(rng, rows, kind).astype("<i4").tobytes()
    return np.array([len(text)], "<i4").tobytes() + text + np.array([rows], "<i4").tobytes() + table


def answer(stdin: bytes) -> bytes:
    """The right output: a stack of whole columns, an operation at each closing parenthesis."""
    length = int.from_bytes(stdin[:4], "little")
    text, rest = stdin[4 : 4 + length].decode(), stdin[8 + length :]
    table = np.frombuffer(rest, "<u4").reshape(-1, _COLUMNS)
    values: list[NDArray[np.uint32]] = []
    operators: list[str] = []
    for token in re.findall(r"x\d|\d+|.", text):
        if token in _OPERATORS:
            operators.append(token)
        elif token == ")":
            right, left = values.pop(), values.pop()
            values.append(_operation(operators.pop(), left, right))
        elif token[0] == "x":
            values.append(table[:, int(token[1])])
        elif token != "(":
            values.append(np.full(len(table), int(token), np.uint32))
    return values[0].astype("<u4").tobytes()


def _operation(name: str, left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.uint32]:
    match name:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "&":
            return left & right
        case "|":
            return left | right
        case "^":
            return left ^ right
        case _:
            return (left.view(np.int32) < right.view(np.int32)).astype(np.uint32)
