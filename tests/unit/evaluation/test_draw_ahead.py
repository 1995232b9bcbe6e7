"""Inputs drawn in a thread while a program is built and tested."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from perfgym.errors import ProblemError
from perfgym.evaluation.draw_ahead import drawing_ahead

MODE = "cpu_time"
WAIT_S = 10.0


class Draws:
    """Draws numbered inputs, and keeps the mode and the thread of each."""

    def __init__(self) -> None:
        self.modes: list[str] = []
        self.threads: list[threading.Thread] = []

    def __call__(self, rng: np.random.Generator, mode: str) -> bytes:
        self.modes.append(mode)
        self.threads.append(threading.current_thread())
        return f"{mode} {len(self.modes)} {rng.random()}".encode()


def await_true(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.001)


def test_inputs_are_drawn_before_they_are_asked_for_and_none_is_given_twice() -> None:
    """What is in stock is used first. Then inputs are drawn on demand, by the caller's generator."""
    draws, rng = Draws(), np.random.default_rng(1)
    with drawing_ahead(lambda: None, draws, rng, MODE) as drawn:
        await_true(lambda: len(draws.modes) == 16)
        inputs = [drawn.measured(rng, MODE) for _ in range(18)]
    assert len(set(inputs)) == len(draws.modes) == 18
    assert [thread is threading.current_thread() for thread in draws.threads] == [False] * 16 + [True] * 2
    fresh = np.random.default_rng(1)
    assert inputs[16:] == [f"{MODE} {number} {fresh.random()}".encode() for number in (17, 18)]


def test_nothing_is_drawn_ahead_once_an_input_was_asked_for() -> None:
    """From then on programs are measured, and drawing would disturb them."""
    entered, go_on = threading.Event(), threading.Event()
    draws, rng = Draws(), np.random.default_rng(1)

    def slow(generator: np.random.Generator, mode: str) -> bytes:
        entered.set()
        assert go_on.wait(WAIT_S)
        return draws(generator, mode)

    with drawing_ahead(lambda: None, slow, rng, MODE) as drawn:
        assert entered.wait(WAIT_S)
        threading.Timer(0.05, go_on.set).start()
        drawn.measured(rng, MODE)
        assert len(draws.modes) == 1


def test_other_modes_and_other_generators_take_nothing_that_was_drawn_ahead() -> None:
    """So a generator of known state still determines its inputs: the episode's, or that of exact counts."""
    draws, rng = Draws(), np.random.default_rng(1)
    with drawing_ahead(lambda: None, draws, rng, MODE) as drawn:
        await_true(lambda: len(draws.modes) == 16)
        first = str(np.random.default_rng(1).random()).encode()
        assert drawn.measured(rng, "simulated") == b"simulated 17 " + first
        assert drawn.measured(np.random.default_rng(1), MODE) == b"cpu_time 18 " + first
        assert drawn.measured(rng, MODE).startswith(b"cpu_time 1 ")


def test_without_fresh_entropy_only_the_tests_are_drawn_ahead() -> None:
    draws, tests = Draws(), threading.Event()
    with drawing_ahead(tests.set, draws, None, MODE) as drawn:
        drawn.await_tests()
        assert tests.is_set()
    assert not draws.modes


def test_an_error_is_raised_where_the_input_is_needed_and_nowhere_else() -> None:
    def fail(*_: object) -> bytes:
        raise ProblemError("no input")

    rng = np.random.default_rng(1)
    with drawing_ahead(fail, fail, rng, MODE) as drawn:
        with pytest.raises(ProblemError, match="no input"):
            drawn.await_tests()
        with pytest.raises(ProblemError, match="no input"):
            drawn.measured(rng, MODE)
    with drawing_ahead(fail, fail, rng, MODE):
        pass  # e.g. the program does not build
