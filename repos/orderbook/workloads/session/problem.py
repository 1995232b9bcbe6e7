"""Size and kind -> a session's symbols, accounts and commands, as text."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

__all__ = ["generate"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCOUNTS = 24


@dataclass(frozen=True, slots=True)
class _Mix:
    """How often each command comes, and how orders are spread.

    Attributes:
        weights: Of limit, market, immediate-or-cancel, fill-or-kill, stop and stop-limit orders, of cancellations,
            replacements and depths.
        spread: Standard deviation of prices about the middle, in ticks.
        recent: Cancellations and replacements are of one of the latest so many orders.
        aggressive: Share of limit orders whose price lies on the other side of the middle.
    """

    weights: tuple[float, ...]
    spread: float
    recent: int
    aggressive: float


_COMMANDS = ("limit", "market", "ioc", "fok", "stop", "stoplimit", "cancel", "replace", "depth")
_MIXES = {
    "making": _Mix((48, 2, 2, 1, 1, 1, 27, 15, 3), 40, 400, 0.10),
    "taking": _Mix((56, 8, 10, 6, 2, 2, 8, 4, 4), 25, 300, 0.30),
    "stops": _Mix((52, 6, 3, 1, 12, 10, 9, 5, 2), 30, 300, 0.25),
    "crowded": _Mix((55, 3, 3, 2, 2, 1, 20, 12, 2), 3, 600, 0.10),
    "quiet": _Mix((80, 0, 0, 0, 0, 0, 10, 8, 2), 60, 200, 0.0),
    "hostile": _Mix((40, 6, 6, 6, 6, 6, 14, 10, 6), 10, 60, 0.5),
}
_BAD_LINES = (
    "", "   ", "# nothing", "Q,A,B", "N", "N,AAAA", "C,AAAA", "R,AAAA,x,1", "D,AAAA,-1", "D,AAAA,2000", "D,NONE,3",
    "N,AAAA,z1,acc,X,LIMIT,DAY,5,1.00", "N,AAAA,z2,acc,B,LIMIT,GTC,5,1.00", "N,AAAA,z3,acc,B,PEG,DAY,5,1.00",
    "N,AAAA,z4,acc,B,LIMIT,DAY,1.5,1.00", "N,AAAA,z5,acc,B,LIMIT,DAY,5,1.00001", "N,AAAA,z6,acc,B,LIMIT,DAY,5,1e3",
    "N,AAAA,z7,acc,B,LIMIT,DAY,5,.5", "N,AAAA,z8,acc,B,LIMIT,DAY,5,-1.00", "N,AAAA,,acc,B,LIMIT,DAY,5,1.00",
    "N,AAAA,z9,acc,B,LIMIT,DAY,0,1.00", "N,AAAA,za,acc,B,LIMIT,DAY,99999999999,1.00", "R,AAAA,none,5,1.00",
    "N,AAAA,zb,acc,S,LIMIT,DAY,5,9999999.9999", "N,AAAA,zc,acc,B,STOP,DAY,5,,", "N,AAAA,zd,,b,limit,day,5,0.0007",
    "N,AAAA,ze,acc,B,LIMIT,DAY,5,10000000.00", " n , AAAA , zf , ac c , s , Limit , Ioc , 5 , 01.50 ", "c,AAAA,zf",
    "N,NONE,zg,acc,B,LIMIT,DAY,5,1.00", "d,AAAA,3", "N,AAAA,zh,acc,B,STOPLIMIT,DAY,5,1.00,1.00,", "N,AAAA,\xe9,\xfc,B,MARKET,DAY,5",
)  # fmt: skip


def _text(ticks: int, tick: int) -> str:
    """A price, written with as many decimals as it needs, or more."""
    units = max(ticks, 1) * tick
    text = f"{units // 10000}.{units % 10000:04d}"
    return text[: -2] if text.endswith("00") and units % 3 else text


def _symbols(rng: np.random.Generator, count: int) -> dict[str, int]:
    """Symbols and their ticks; the first is AAAA."""
    names = ["AAAA"]
    while len(names) < count:
        name = "".join(_LETTERS[i] for i in rng.integers(26, size=int(rng.integers(1, 6))))
        if name not in names:
            names.append(name)
    return {name: int(rng.choice([1, 25, 50, 100])) for name in names}


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Two lines of symbols with ticks and accounts with limits, then a command a line.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of commands, and ``symbols``.
        kind: A key of :data:`_MIXES`; ``hostile`` has lines that are no commands.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _MIXES:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_MIXES)}")
    mix, n = _MIXES[kind], size["n"]
    symbols = _symbols(rng, max(size["symbols"], 1))
    accounts = [f"acc{i}" for i in range(_ACCOUNTS)]
    limits = [int(rng.integers(20_000, 90_000)) if rng.random() < 0.5 else 0 for _ in accounts]
    lines = [
        ",".join(f"{name}={tick}" for name, tick in symbols.items()),
        ",".join(f"{name}={limit}" for name, limit in zip(accounts, limits, strict=True)),
    ]
    weights = np.array(mix.weights) / sum(mix.weights)
    commands = [_COMMANDS[i] for i in rng.choice(len(_COMMANDS), n, p=weights)]
    names = list(symbols)
    which = rng.integers(len(names), size=n).tolist()
    owner = rng.integers(_ACCOUNTS, size=n).tolist()
    side = rng.integers(2, size=n).tolist()
    offset = np.abs(rng.normal(0, mix.spread, n)).round().astype(int).tolist()
    crosses = (rng.random(n) < mix.aggressive).tolist()
    quantity = rng.integers(1, 400, n).tolist()
    middle = (2000 + np.cumsum(rng.normal(0, max(mix.spread / 200, 0.02), n)) + rng.integers(500)).round().astype(int).tolist()
    back = rng.random(n).tolist()
    levels = rng.integers(0, 12, n).tolist()
    live: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    salt = int(rng.integers(10, 1000))
    for i, command in enumerate(commands):
        name = names[which[i]]
        tick, orders = symbols[name], live[name]
        direction = 1 if side[i] else -1
        place = middle[i] + direction * (-offset[i] if crosses[i] else offset[i] + 1)
        if command == "depth":
            lines.append(f"D,{name},{levels[i]}")
        elif command in ("cancel", "replace"):
            if not orders:
                lines.append(f"C,{name},none")
                continue
            chosen = max(len(orders) - 1 - int(back[i] * mix.recent), 0)
            other, was = orders[chosen]
            if command == "cancel":
                lines.append(f"C,{name},{other}")
                orders[chosen] = orders[-1]
                orders.pop()
            else:
                now = was if quantity[i] % 3 == 0 else was + direction * (offset[i] % 4)
                lines.append(f"R,{name},{other},{quantity[i]},{_text(now, tick)}")
        else:
            identity = f"{salt}-{i}"
            head = f"N,{name},{identity},{accounts[owner[i]]},{'BS'[side[i]]}"
            if command == "limit":
                lines.append(f"{head},LIMIT,DAY,{quantity[i]},{_text(place, tick)}")
                orders.append((identity, place))
            elif command == "market":
                lines.append(f"{head},MARKET,{'DAY' if crosses[i] else 'IOC'},{quantity[i] * 3}")
            elif command in ("ioc", "fok"):
                reach = middle[i] - direction * (offset[i] // 2 + 2)
                lines.append(f"{head},LIMIT,{command.upper()},{quantity[i] * 2},{_text(reach, tick)}")
            else:
                trigger = middle[i] - direction * (offset[i] // 4 + 1)
                limit = "" if command == "stop" else _text(trigger - direction * 3, tick)
                when = "FOK" if quantity[i] % 7 == 0 else "DAY"
                lines.append(f"{head},{command.upper()},{when},{quantity[i]},{limit},{_text(trigger, tick)}")
                orders.append((identity, place))
        if kind == "hostile" and quantity[i] % 3 == 0:
            lines.append(_BAD_LINES[int(back[i] * len(_BAD_LINES))])
    return "".join(line + "\n" for line in lines).encode("latin-1")
