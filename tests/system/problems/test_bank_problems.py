"""Every problem of the bank: its programs agree with each other and with an independent implementation.

``make test`` runs the programs in C on the smallest tests. ``make test-all`` runs them on two draws of all
tests, and validates each problem in all languages.
"""

import re
import struct
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from perfgym.authoring.check import Check
from perfgym.authoring.validate import validate_problem
from perfgym.bank import Problem, load_problem, problem_entries
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import FakeBackend
from perfgym.records import TestCase
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

NAMES = [one.name for one in problem_entries() if "c" in one.languages]
SMALL = 40_000  # bytes of input; the independent implementations are slow on more
FEW, ENOUGH = 10, 5


def matmul(stdin: bytes) -> bytes:
    """The matrix product by NumPy, in double precision."""
    (n,) = struct.unpack_from("<i", stdin)
    a, b = np.frombuffer(stdin, "<f4", offset=4).astype(np.float64).reshape(2, n, n)
    return (a @ b).astype("<f4").tobytes()


def nbody(stdin: bytes) -> bytes:
    """Gravity between all pairs of bodies at once, in double precision."""
    n, steps, dt = struct.unpack_from("<iif", stdin)
    bodies = np.frombuffer(stdin, "<f4", offset=12).astype(np.float64).reshape(n, 7).copy()
    position, velocity, mass = bodies[:, :3], bodies[:, 3:6], bodies[:, 6]
    for _ in range(steps):
        apart = position[None] - position[:, None]
        squared = (apart**2).sum(axis=2) + 1e-6
        pull = mass[None, :, None] * apart * squared[:, :, None] ** -1.5
        velocity += pull.sum(axis=1) * dt
        position += velocity * dt
    return bodies.astype("<f4").tobytes()


def sort(stdin: bytes) -> bytes:
    """Sort by an order-preserving integer key. NaNs keep their order of arrival."""
    bits = np.frombuffer(stdin, "<u4", offset=4)
    nans = (bits & 0x7FFFFFFF) > 0x7F800000
    numbers = bits[~nans]
    keys = np.where(numbers >> 31, ~numbers, numbers | np.uint32(1 << 31))
    return numbers[np.argsort(keys, kind="stable")].tobytes() + bits[nans].tobytes()


def stencil(stdin: bytes) -> bytes:
    """Update the whole grid at once, in the order of summation that the specification gives."""
    width, height, iterations = struct.unpack_from("<iii", stdin)
    grid = np.frombuffer(stdin, "<f4", offset=12).reshape(height, width).copy()
    for _ in range(iterations if min(width, height) > 2 else 0):
        up, down, left, right = grid[:-2, 1:-1], grid[2:, 1:-1], grid[1:-1, :-2], grid[1:-1, 2:]
        grid[1:-1, 1:-1] = ((((up + down) + left) + right) + grid[1:-1, 1:-1]) / np.float32(5)
    return grid.tobytes()


def hash_table(stdin: bytes) -> bytes:
    """Look keys up in a dictionary."""
    place = 0

    def number() -> int:
        nonlocal place
        place += 4
        return int(struct.unpack_from("<i", stdin, place - 4)[0])

    def text() -> bytes:
        nonlocal place
        length = number()
        place += length
        return stdin[place - length : place]

    table: dict[bytes, bytes] = {}
    for _ in range(number()):
        key = text()
        table[key] = text()
    answers = [table.get(text()) for _ in range(number())]
    assert place == len(stdin)
    return b"".join(
        struct.pack("<ii", 1, len(a)) + a if a is not None else struct.pack("<i", 0) for a in answers
    )


ANSWERS = {f.__name__: f for f in (hash_table, matmul, nbody, sort, stencil)}
"""Independent implementations of problems whose folder holds none."""


def test_the_bank_has_the_five_problems_of_the_first_version() -> None:
    assert set(ANSWERS) <= set(NAMES)


def disagreement(name: str, tests: Iterable[TestCase], sandbox: Sandbox, most_bytes: int) -> tuple[str, int]:
    """Run a problem's programs in C on some tests, and the independent implementation on the small ones.

    Returns:
        Where reference, expert and independent implementation first disagree, and the number of inputs on
        which the last one was tried.
    """
    problem = load_problem(name)
    answer = problem.answer or ANSWERS[name]
    evaluator = Evaluator(problem, LANGUAGES["c"], sandbox, FakeBackend(), Settings())
    reference = evaluator.trusted_program(problem.references["c"])
    expert = evaluator.trusted_program(problem.experts["c"])
    tried = 0
    for test in tests:
        expected = reference.run(test.stdin)
        if not expected.succeeded:
            return f"{test.name}: the reference failed: {expected}", tried
        if wrong := problem.compare(test.stdin, expected.stdout, expert.run(test.stdin).stdout):
            return f"{test.name}: reference and expert: {wrong}", tried
        if len(test.stdin) < most_bytes:
            if wrong := problem.compare(test.stdin, answer(test.stdin), expected.stdout):
                return f"{test.name}: independent implementation and reference: {wrong}", tried
            tried += 1
    return "", tried


@pytest.mark.parametrize("name", NAMES)
def test_programs_in_c_agree_with_an_independent_implementation_on_small_inputs(
    name: str, sandbox: Sandbox
) -> None:
    """The smallest of the tests that all languages share."""
    drawn = load_problem(name).draw_tests(np.random.default_rng(1), language="")
    chosen = sorted(drawn, key=lambda test: len(test.stdin))[:FEW]
    wrong, tried = disagreement(name, chosen, sandbox, SMALL)
    assert (wrong, tried >= ENOUGH) == ("", True)


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_programs_in_c_agree_with_an_independent_implementation(
    name: str, seed: int, sandbox: Sandbox
) -> None:
    """Each seed draws all tests anew. The independent implementation runs on the small inputs."""
    tests = load_problem(name).draw_tests(np.random.default_rng(seed), "c")
    wrong, tried = disagreement(name, tests, sandbox, SMALL)
    assert (wrong, tried >= ENOUGH) == ("", True)


def test_an_independent_implementation_that_differs_is_noticed(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = load_problem("sort").draw_tests(np.random.default_rng(1), language="")
    monkeypatch.setitem(ANSWERS, "sort", lambda stdin: sort(stdin)[::-1])
    wrong, _ = disagreement("sort", drawn[:4], sandbox, SMALL)
    assert "independent implementation and reference" in wrong


def mistakes(problem: Problem, sandbox: Sandbox) -> list[Check]:
    """Checks that fail. Advice may: how long the reference takes depends on the machine."""
    checks = validate_problem(problem, sandbox, Settings())
    return [check for check in checks if not check.holds and not check.advice]


@pytest.mark.full
@pytest.mark.parametrize("name", NAMES)
def test_a_problem_validates(name: str, sandbox: Sandbox) -> None:
    """In all languages that this machine has."""
    assert mistakes(load_problem(name), sandbox) == []


@pytest.mark.full
def test_a_problem_in_one_language_validates(sandbox: Sandbox) -> None:
    """Sorting in C, without its knobs."""
    problem = load_problem("sort")
    only = {
        key: {"c": table["c"]}
        for key, table in (
            ("references", problem.references), ("experts", problem.experts), ("measured", problem.measured)
        )
    }  # fmt: skip
    assert mistakes(replace(problem, **only, tunings={}), sandbox) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_specification_does_not_mention_the_tests(name: str) -> None:
    """An agent reads the rules, but not which inputs are tested or measured."""
    spec = load_problem(name).spec.lower()
    assert re.findall(r"\b(?:tests?|tested|hidden|measured sizes?|seeds?)\b", spec) == []
