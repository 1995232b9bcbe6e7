"""Size and kind -> a session's symbols, accounts and commands, as text."""

import functools
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
        weights: Of the commands in the order of :data:`_COMMANDS`.
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
_BAD_TEXT = """

\x20\x20
# nothing
Q,A,B
N
N,AAAA
C,AAAA
R,AAAA,x,1
D,AAAA,-1
D,AAAA,2000
D,NONE,3
N,AAAA,z1,acc,X,LIMIT,DAY,5,1.00
N,AAAA,z2,acc,B,LIMIT,GTC,5,1.00
N,AAAA,z3,acc,B,PEG,DAY,5,1.00
N,AAAA,z4,acc,B,LIMIT,DAY,1.5,1.00
N,AAAA,z5,acc,B,LIMIT,DAY,5,1.00001
N,AAAA,z6,acc,B,LIMIT,DAY,5,1e3
N,AAAA,z7,acc,B,LIMIT,DAY,5,.5
N,AAAA,z8,acc,B,LIMIT,DAY,5,-1.00
N,AAAA,,acc,B,LIMIT,DAY,5,1.00
N,AAAA,z9,acc,B,LIMIT,DAY,0,1.00
N,AAAA,za,acc,B,LIMIT,DAY,99999999999,1.00
R,AAAA,none,5,1.00
N,AAAA,zb,acc,S,LIMIT,DAY,5,9999999.9999
N,AAAA,zc,acc,B,STOP,DAY,5,,
N,AAAA,zd,,b,limit,day,5,0.0007
N,AAAA,ze,acc,B,LIMIT,DAY,5,10000000.00
 n , AAAA , zf , ac c , s , Limit , Ioc , 5 , 01.50\x20
c,AAAA,zf
N,NONE,zg,acc,B,LIMIT,DAY,5,1.00
d,AAAA,3
N,AAAA,zh,acc,B,STOPLIMIT,DAY,5,1.00,1.00,
N,AAAA,\xe9,\xfc,B,MARKET,DAY,5
"""
_BAD_LINES = _BAD_TEXT.split("\n")


@functools.lru_cache(maxsize=1 << 14)
def _text(ticks: int, tick: int) -> str:
    """A price, written with as many decimals as it needs, or more."""
    units = max(ticks, 1) * tick
    text = f"{units // 10000}.{units % 10000:04d}"
    return text[:-2] if text.endswith("00") and units % 3 else text


def _symbols(rng: np.random.Generator, count: int) -> dict[str, int]:
    """Symbols and their ticks; the first is AAAA."""
    names = ["AAAA"]
    while len(names) < count:
        name = "".join(_LETTERS[i] for i in rng.integers(26, size=int(rng.integers(1, 6))))
        if name not in names:
            names.append(name)
    return {name: int(rng.choice([1, 25, 50, 100])) for name in names}


class _Session:
    """Draws the commands of a session, and remembers which orders may still be there."""

    def __init__(self, rng: np.random.Generator, mix: _Mix, n: int, symbols: Mapping[str, int]) -> None:
        weights = np.array(mix.weights) / sum(mix.weights)
        self._mix, self._symbols, self._names = mix, symbols, list(symbols)
        self._command = rng.choice(len(_COMMANDS), n, p=weights).tolist()
        self._which = rng.integers(len(symbols), size=n).tolist()
        self._owner = rng.integers(_ACCOUNTS, size=n).tolist()
        self._side = rng.integers(2, size=n).tolist()
        self._offset = np.abs(rng.normal(0, mix.spread, n)).round().astype(int).tolist()
        self._crosses = (rng.random(n) < mix.aggressive).tolist()
        self._levels = rng.integers(0, 12, n).tolist()
        self.quantity = rng.integers(1, 400, n).tolist()
        self.back = rng.random(n).tolist()
        steps = rng.normal(0, max(mix.spread / 200, 0.02), n)
        self._middle = (2000 + np.cumsum(steps) + rng.integers(500)).round().astype(int).tolist()
        self._live: dict[str, list[tuple[str, int]]] = {name: [] for name in symbols}
        self._salt = int(rng.integers(10, 1000))

    def line(self, i: int) -> str:
        """The command with this number."""
        command = _COMMANDS[self._command[i]]
        name = self._names[self._which[i]]
        if command == "depth":
            return f"D,{name},{self._levels[i]}"
        if command in ("cancel", "replace"):
            return self._change(i, command, name)
        return self._new(i, command, name)

    def _change(self, i: int, command: str, name: str) -> str:
        orders = self._live[name]
        if not orders:
            return f"C,{name},none"
        chosen = max(len(orders) - 1 - int(self.back[i] * self._mix.recent), 0)
        other, place = orders[chosen]
        if command == "cancel":
            orders[chosen] = orders[-1]
            orders.pop()
            return f"C,{name},{other}"
        if self.quantity[i] % 3:
            place += (1 if self._side[i] else -1) * (self._offset[i] % 4)
        return f"R,{name},{other},{self.quantity[i]},{_text(place, self._symbols[name])}"

    def _new(self, i: int, command: str, name: str) -> str:
        tick, quantity, offset, middle = (
            self._symbols[name],
            self.quantity[i],
            self._offset[i],
            self._middle[i],
        )
        direction = 1 if self._side[i] else -1
        place = middle + direction * (-offset if self._crosses[i] else offset + 1)
        identity = f"{self._salt}-{i}"
        head = f"N,{name},{identity},acc{self._owner[i]},{'BS'[self._side[i]]}"
        if command == "market":
            return f"{head},MARKET,{'DAY' if self._crosses[i] else 'IOC'},{quantity * 3}"
        if command in ("ioc", "fok"):
            reach = middle - direction * (offset // 2 + 2)
            return f"{head},LIMIT,{command.upper()},{quantity * 2},{_text(reach, tick)}"
        self._live[name].append((identity, place))
        if command == "limit":
            return f"{head},LIMIT,DAY,{quantity},{_text(place, tick)}"
        trigger = middle - direction * (offset // 4 + 1)
        limit = "" if command == "stop" else _text(trigger - direction * 3, tick)
        when = "FOK" if quantity % 7 == 0 else "DAY"
        return f"{head},{command.upper()},{when},{quantity},{limit},{_text(trigger, tick)}"


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
    symbols = _symbols(rng, max(size["symbols"], 1))
    limits = [int(rng.integers(20_000, 90_000)) if rng.random() < 0.5 else 0 for _ in range(_ACCOUNTS)]
    lines = [
        ",".join(f"{name}={tick}" for name, tick in symbols.items()),
        ",".join(f"acc{i}={limit}" for i, limit in enumerate(limits)),
    ]
    session = _Session(rng, _MIXES[kind], size["n"], symbols)
    for i in range(size["n"]):
        lines.append(session.line(i))
        if kind == "hostile" and session.quantity[i] % 3 == 0:
            lines.append(_BAD_LINES[int(session.back[i] * len(_BAD_LINES))])
    return "".join(line + "\n" for line in lines).encode("latin-1")
