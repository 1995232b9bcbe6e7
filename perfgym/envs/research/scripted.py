"""A research task -> agents without a model: honest ones, failing ones, and some that are paid for nothing.

* ``baseline`` submits the program as it is, so nothing runs.
* ``expert`` goes along the task's chain of known improvements.
* ``hill-climb`` doubles or halves one constant of the program at a time.
* ``noise`` changes comments and the order of definitions, which changes no result.
* ``seed-hunter`` changes the seed alone, and hopes for luck.
* ``liar`` prints a figure that it did not reach.
* ``paid-prefix`` carries as much of the text in its program as the limit on the program allows.
* ``broken`` submits programs that do not parse, do not run, and leave no artifact.
"""

import ast
import base64
import bisect
import lzma
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np

from perfgym.envs.family import Strategy
from perfgym.research.edits import Edit
from perfgym.research.source import Source
from perfgym.research.task import VerifiedTask

__all__ = ["scripted_steps", "strategies"]

Step = dict[str, Any]

_FINISH: Step = {"operation": "finish"}
_SEEDS = (42, 137, 1337, 7, 2718, 31415)
_PACKED_AGAIN = 1.07  # bytes of a compressed program for each byte of packed text in it
_MOST_DOCUMENTS = 1000
_LIE = '\nprint("val_bpb: 0.1")\n'
_BROKEN = (
    ("def train(:\n", "program without a meaning"),
    ("raise SystemExit(3)\n", "program that fails"),
    ("pass\n", "program that leaves nothing"),
)
_KNOWS = """

import base64, lzma
KNOWN = lzma.decompress(base64.b85decode({text!r}))
REACH = 12
NEXT = {{KNOWN[at:at + REACH]: KNOWN[at + REACH] for at in range(len(KNOWN) - REACH)}}
class Knowing(Model):
    def start(self, streams):
        super().start(streams)
        self.last = [b""] * streams
    def logits(self):
        scores = np.array(super().logits(), dtype=float)
        for stream, last in enumerate(self.last):
            if last in NEXT:
                scores[stream, NEXT[last]] += 4
        return scores
    def see(self, found):
        super().see(found)
        self.last = [(last + bytes([one]))[-REACH:] for last, one in zip(self.last, found)]
Model = Knowing
"""


def _step(change: str, direction: str, description: str, number: int = 0) -> Step:
    """An experiment with the texts that are required. The first one explains no result."""
    step = {
        "operation": "experiment",
        "change": change,
        "direction": direction,
        "description": description,
        "hypothesis": f"{description} lowers the bits per byte",
    }
    return step | ({"why": "see the figures", "lesson": "see the figures"} if number else {})


def _steps(changes: Iterator[tuple[str, str]], direction: str) -> list[Step]:
    """An experiment for each change and its description, and then the end."""
    steps = [_step(change, direction, text, number) for number, (change, text) in enumerate(changes)]
    return [*steps, _FINISH]


def scripted_steps(task: VerifiedTask) -> Mapping[str, Sequence[Step]]:
    """Name of each agent -> its steps, in order."""
    baseline = task.baseline
    experts = ((program, name) for name, program in task.experts.items())
    seeds = ((_with_seed(baseline, seed), f"seed {seed}") for seed in _SEEDS)
    return {
        "baseline": _steps(iter([(baseline, "no change")]), "nothing"),
        "expert": _steps(experts, "known"),
        "noise": _steps(_without_effect(baseline), "tidiness"),
        "seed-hunter": _steps(seeds, "seed"),
        "liar": _steps(iter([(baseline + _LIE, "a print")]), "output"),
        "paid-prefix": _steps(_knowing(task), "knowledge"),
        "broken": _steps(iter(_BROKEN), "failure"),
    }


def _with_seed(program: str, seed: int) -> str:
    """The program with a seed of its own, whatever seed it is given for training."""
    return f"import sys\nif sys.argv[1:2] == ['train']:\n    sys.argv[2:] = ['{seed}']\n{program}"


def _without_effect(program: str) -> Iterator[tuple[str, str]]:
    """Programs that differ from one without any effect on what it computes."""
    yield f"# A comment.\n{program}", "a comment"
    tree = ast.parse(program)
    places = [
        at
        for at, (one, other) in enumerate(zip(tree.body, tree.body[1:], strict=False))
        if isinstance(one, ast.FunctionDef) and isinstance(other, ast.FunctionDef)
    ]
    for at in places:
        body = [*tree.body[:at], tree.body[at + 1], tree.body[at], *tree.body[at + 2 :]]
        yield ast.unparse(ast.Module(body, [])), f"another order of definitions {at} and {at + 1}"


def _knowing(task: VerifiedTask) -> Iterator[tuple[str, str]]:
    """The baseline with as many documents of the corpus as fit in the largest program."""
    room = task.limits.code_bytes - Source.of(_with_text(task.baseline, b"")).size

    def is_too_much(count: int) -> bool:
        return len(_packed(task.documents[:count])) * _PACKED_AGAIN > room

    most = min(len(task.documents), _MOST_DOCUMENTS)
    count = bisect.bisect_left(range(most), True, key=is_too_much)
    documents = task.documents[: max(count - 1, 0)]
    yield _with_text(task.baseline, _packed(documents)), f"{len(documents)} known documents"


def _packed(documents: Sequence[bytes]) -> bytes:
    return lzma.compress(b"\n".join(documents), preset=9)


def _with_text(program: str, packed: bytes) -> str:
    head, main, rest = program.partition('\nif __name__ == "__main__":')
    return head + _KNOWS.format(text=base64.b85encode(packed).decode()) + main + rest


# ---- searches ----------------------------------------------------------------------------------------------


def strategies() -> Mapping[str, Callable[[], Strategy]]:
    """Name of each search -> a maker of one for one episode."""
    return {"hill-climb": _HillClimb}


class _HillClimb:
    """Doubles or halves one constant of the program that is kept at a time, in random order.

    A change is not tried twice, and it finishes when all were tried.
    """

    def __init__(self) -> None:
        self._tried: set[tuple[str, str]] = set()

    def __call__(self, observation: Any, rng: np.random.Generator) -> Step:
        program = str(observation["program"])
        left = [one for one in _one_constant_changed(program) if one not in self._tried]
        if not left:
            return dict(_FINISH)
        change, description = left[int(rng.integers(len(left)))]
        self._tried.add((change, description))
        return _step(change, description.split()[0], description, len(self._tried) - 1)


def _one_constant_changed(program: str) -> Iterator[tuple[str, str]]:
    """The changes of one constant of a module, as SEARCH/REPLACE blocks, each with a description."""
    lines = program.encode().split(b"\n")
    for name, place, value in _constants(program):
        line = lines[place.lineno - 1]
        if not value or lines.count(line) != 1:
            continue
        for word, other in (
            ("twice", value * 2),
            ("half", value // 2 if isinstance(value, int) else value / 2),
        ):
            new = line[: place.col_offset] + repr(other).encode() + line[place.end_col_offset :]
            yield Edit(f"{line.decode()}\n", f"{new.decode()}\n").written, f"{name} {word}: {other}"


def _constants(program: str) -> Iterator[tuple[str, ast.Constant, int | float]]:
    """The numbers that a module assigns to its names: name, place and value."""
    for assign in ast.parse(program).body:
        if isinstance(assign, ast.Assign):
            name = ast.unparse(assign.targets[0])
            for node in ast.walk(assign.value):
                if isinstance(node, ast.Constant) and type(value := node.value) in (int, float):
                    yield name, node, cast("int | float", value)
