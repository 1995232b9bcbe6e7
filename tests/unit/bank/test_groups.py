"""Sizes and kinds of the hidden tests and of the measured inputs."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from perfgym.bank import AnySizeTests, LargeTests, Problem, TestGroup, load_problem, load_problem_folder
from perfgym.errors import ProblemError

ANY_SIZE = AnySizeTests(
    count=4, size={"n": (1, 10_000_000), "steps": (0, 30)}, kinds=("random", "sorted"), up_to=2.0
)
MEASURED = {"n": (99_000, 100_000), "steps": (20, 20)}


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def drawn_sizes(episodes: int) -> np.ndarray:
    """Return ``n`` of the tests of any size, a row an episode."""
    rows = [ANY_SIZE.draw(rng(seed), MEASURED, ("n",)) for seed in range(episodes)]
    return np.array([[size["n"] for _, size, _ in row] for row in rows])


def test_tests_of_any_size_leave_out_no_order_of_magnitude() -> None:
    """Each episode has one test in each quarter of the logarithmic range, in random order."""
    drawn = drawn_sizes(400)
    logs = np.log(drawn + 1.5)
    edges = np.linspace(np.log(2), np.log(200_002), 5)
    assert all(sorted(np.searchsorted(edges, row)) == [1, 2, 3, 4] for row in logs)
    assert len({tuple(np.argsort(row)) for row in drawn}) == 24
    assert drawn.min() == 1
    assert 150_000 < drawn.max() <= 200_000


def test_sizes_between_small_tests_and_measured_ones_are_met_in_most_episodes() -> None:
    """A program that is wrong from a hundredth to nine tenths of the measured size is caught."""
    wrong = (drawn_sizes(400) > 1_000) & (drawn_sizes(400) < 90_000)
    assert wrong.any(axis=1).mean() > 0.95


def test_only_scaled_dimensions_are_bounded_by_the_measured_size() -> None:
    bounded = ANY_SIZE.bounded(MEASURED, ("n",))
    assert bounded == {"n": (1, 200_000), "steps": (0, 30)}
    assert ANY_SIZE.bounded({"n": (9, 9_000_000), "steps": (1, 1)}, ("n",))["n"] == (1, 10_000_000)


def test_large_tests_have_the_measured_size_and_different_kinds() -> None:
    large = LargeTests(count=2, kinds=("zeros", "equal", "sorted"))
    seen: set[str] = set()
    for seed in range(30):
        tests = list(large.draw(rng(seed), MEASURED))
        assert [name for name, _, _ in tests] == [f"measured-size-{kind}" for _, _, kind in tests]
        assert len({kind for _, _, kind in tests}) == 2
        assert all(99_000 <= size["n"] <= 100_000 for _, size, _ in tests)
        seen |= {kind for _, _, kind in tests}
    assert seen == {"zeros", "equal", "sorted"}


def test_a_measured_input_has_one_of_its_kinds() -> None:
    group = TestGroup(name="m", size={"n": (5, 5)}, kinds=("a", "b"))
    kinds = [kind for seed in range(60) for _, _, kind in group.draw(rng(seed))]
    assert 15 < kinds.count("a") < 45
    assert set(kinds) == {"a", "b"}


def made_up(folder: Path) -> Problem:
    """The folder's problem with inputs that tell their size and kind."""

    def tell(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
        del rng
        return f"{size['n']} {kind}".encode()

    return replace(load_problem_folder(folder), generate=tell)


def with_tests(folder: Path, more: str) -> None:
    """Write a toml for products whose tests and measured sizes are known."""
    file = folder / "problem.toml"
    text = file.read_text().split("[[tests.edge]]")[0]
    file.write_text(f"""{text}
[[tests.edge]]
name = "one"
size = {{ n = 1 }}

{more}
[scaling]
parameters = ["n"]

[measured.c]
cpu_time = {{ kinds = ["random", "zeros"], size = {{ n = [90, 100] }} }}
""")


GOOD = """[tests.any_size]
count = 3
kinds = ["random"]
size = { n = [1, 2048] }
up_to = 1.5

[tests.large]
count = 1
kinds = ["zeros", "huge"]
"""


def test_an_episode_has_tests_of_every_sort(folder: Path) -> None:
    """A language without measured sizes has the shared tests alone. A factor applies to measured sizes."""
    with_tests(folder, GOOD)
    problem = made_up(folder)
    names = [test.name for test in problem.draw_tests(rng(3), "c")]
    large = next(name for name in names if name.startswith("measured-size-"))
    assert large in ("measured-size-zeros", "measured-size-huge")
    assert names == [
        "one", "any-size-1", "any-size-2", "any-size-3", large,
        "as-measured-cpu_time-1", "as-measured-cpu_time-2",
    ]  # fmt: skip
    assert [test.name for test in problem.draw_tests(rng(3), "rust")] == ["one"]
    small = {test.name: int(test.stdin.split()[0]) for test in problem.draw_tests(rng(3), "c", 0.1)}
    assert 9 <= small[large] <= 10
    assert max(small[f"any-size-{i}"] for i in (1, 2, 3)) <= 15


def test_measured_inputs_of_an_episode_mix_kinds(folder: Path) -> None:
    with_tests(folder, GOOD)
    problem = made_up(folder)
    drawn = {problem.draw_measured(rng(seed), "c", "cpu_time").split()[1] for seed in range(20)}
    assert drawn == {b"random", b"zeros"}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("count = 3", "count = 1", "tests.any_size: count must be from 2"),
        ("count = 1\n", "count = 3\n", "tests.large: count must be from 1 to 2"),
        ("up_to = 1.5", "up_to = 0.5", "up_to must be a number of at least 1.0"),
        ("up_to = 1.5", "", "tests.any_size: up_to is missing"),
        ("up_to = 1.5", "up_to = 2", "up_to must be a number with a decimal point"),
        ("n = [1, 2048]", "m = [1, 2048]", "size has the dimensions m, the measured sizes have n"),
        ('kinds = ["random"]', "kinds = []", "kinds must be different names"),
        ('kinds = ["random"]', 'kinds = ["a", "a"]', "kinds must be different names"),
        ('kinds = ["random", "zeros"]', 'kind = "zeros", kinds = ["zeros"]', "either kind or kinds"),
        ('name = "one"', 'name = "measured-size-one"', "cannot be called measured-size-one"),
        ("[tests.large]", "[tests.largest]", "unknown key(s) largest"),
        ("[measured.c]", "[simulated]\n[measured.c]", "simulated: absent is missing"),
        ("[measured.c]", '[simulated]\nabsent = " "\n[measured.c]', "absent must say why"),
    ],
)
def test_malformed_tables_are_refused(folder: Path, old: str, new: str, named: str) -> None:
    with_tests(folder, GOOD)
    load_problem_folder(folder)
    file = folder / "problem.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(ProblemError) as caught:
        load_problem_folder(folder)
    assert named in str(caught.value)


def test_a_problem_may_say_why_it_is_not_simulated(folder: Path) -> None:
    """A reason beside simulated sizes is a contradiction."""
    with_tests(folder, '[simulated]\nabsent = "it divides"\n')
    assert load_problem_folder(folder).unsimulated == "it divides"
    file = folder / "problem.toml"
    file.write_text(file.read_text() + "simulated = { size = { n = 50 } }\n")
    with pytest.raises(ProblemError, match=r"but measured\.c has simulated sizes"):
        load_problem_folder(folder)
    assert load_problem("matmul").unsimulated == ""
