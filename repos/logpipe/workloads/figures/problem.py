"""Size and kind -> tables of numbers and texts and what is to be computed of them, as bytes."""

import random
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_KINDS = (
    "random",
    "many-groups",
    "one-group",
    "few-values",
    "whole-numbers",
    "spellings",
    "unlike-keys",
    "absent",
    "any-bytes",
    "wrong-orders",
)
_COLUMNS = (
    "count",
    "sum(x)",
    "mean(x)",
    "min(y)",
    "max(y)",
    "p50(x)",
    "p90(x)",
    "p99(x)",
    "p25(y)",
    "p75(y)",
    "p0(y)",
    "distinct(user)",
    "distinct(x)",
    "top3(user)",
    "top10(city)",
    "sum(y)",
    "mean(y)",
    "p100(x)",
    "distinct(city)",
)
_SPELLINGS = (
    "",
    "-",
    "0",
    "-0",
    "+5",
    "0x10",
    "0x1p-2",
    "1_000",
    "1e3",
    "1E-3",
    ".5",
    "5.",
    "NaN",
    "inf",
    "-Infinity",
    "1e400",
    " 7",
    "٣",
    "1e-400",
    "000012",
    "9007199254740993",
    "0.1",
    "1,5",
    "1e",
    "e1",
    "--1",
)
_NAMES = ("host", "city", "user", "x", "y")


def _table(rng: np.random.Generator, draw: random.Random, kind: str, rows: int) -> bytes:
    """Draw a table; its columns and orders too."""
    words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randrange(2, 10))) for _ in range(150)]
    if kind == "unlike-keys":
        words += ['"', '""', "a b", "\\", "日本", "\x00", " ", "%q", "a,b", "'", "é", "\u2028"]
    if kind == "any-bytes":
        words += [rng.bytes(4).decode("latin-1") for _ in range(100)]
    hosts = draw.randrange(*{"many-groups": (300, 600), "one-group": (1, 2)}.get(kind, (5, 40)))
    names = {"host": [f"{draw.choice(words)}-{i}" for i in range(hosts)], "city": words[:25], "user": words}
    if kind == "unlike-keys":
        names["host"] = words[-12:]
    columns = {name: draw.choices(values, k=rows) for name, values in names.items()}
    x = np.round(np.exp(rng.normal(0, 2, rows)), 3)
    y = rng.integers(-1000, 1000, rows)
    columns["x"] = [repr(value) for value in x.tolist()]
    columns["y"] = [str(value) for value in y.tolist()]
    if kind == "whole-numbers":
        columns["x"] = columns["y"]
    if kind == "few-values":
        columns["x"] = draw.choices(columns["x"][:5], k=rows)
    if kind == "spellings":
        columns["y"] = draw.choices(_SPELLINGS, k=rows)
    if kind == "absent":
        columns = {
            name: [value if draw.randrange(3) else "" for value in values] for name, values in columns.items()
        }
    keys = draw.sample(("host", "city", "none"), 0 if kind == "one-group" else 1 + (draw.randrange(4) == 0))
    if kind == "many-groups":
        keys = ["host"]
    figures = draw.sample(_COLUMNS, 5 + draw.randrange(6))
    sign = ("", "-")
    orders = [draw.choice(sign) + draw.choice([*figures, *keys]) for _ in range(draw.randrange(2, 5))]
    if kind == "wrong-orders":
        orders += ["nothing", "-x", "--count"]
    head = [",".join(keys), ",".join(figures), ",".join(orders), ",".join(_NAMES)]
    head.append(f"{draw.choice(('text', 'json', 'tsv'))} {rows}")
    lines = head + ["\t".join(row) for row in zip(*(columns[name] for name in _NAMES), strict=True)]
    coding = "latin-1" if kind == "any-bytes" else "utf-8"
    return "".join(f"{line}\n" for line in (text.replace("\n", " ") for text in lines)).encode(coding)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Tables: keys, columns, orders, names, format and number of rows, and the rows.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of rows in all tables.
        kind: Determines the values and what is unusual; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    draw = random.Random(rng.bytes(16))  # faster for single numbers
    tables: list[bytes] = []
    left = size["n"]
    while left > 0:
        rows = min(left, 100 + draw.randrange(1400))
        tables.append(_table(rng, draw, kind, rows))
        left -= rows
    return b"".join(tables)
