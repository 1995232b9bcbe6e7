"""Draws the inputs of one evaluation in a thread, while its program is built and tested."""

import contextlib
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event

import numpy as np

__all__ = ["DrawnAhead", "drawing_ahead"]

Draw = Callable[[np.random.Generator, str], bytes]

_MOST_AHEAD = 16  # about as many pairs as most evaluations take


class DrawnAhead:
    """Inputs of one evaluation. Make it by :func:`drawing_ahead`, which describes the arguments."""

    def __init__(self, draw: Draw, rng: np.random.Generator | None, mode: str) -> None:
        self._draw = draw
        self._rng = rng
        self._mode = mode
        self._stock: deque[bytes] = deque()
        self._stop = Event()
        self._filled: Future[None] | None = None
        self._tests: Future[object] | None = None

    def start(self, thread: Executor, draw_tests: Callable[[], object]) -> None:
        """Begin to draw in a thread: first the hidden tests, then measured inputs."""
        self._tests = thread.submit(draw_tests)
        if self._rng is not None:
            self._filled = thread.submit(self._fill, self._rng.spawn(1)[0])

    def stop(self) -> None:
        """Draw no more ahead."""
        self._stop.set()

    def await_tests(self) -> None:
        """Wait until the hidden tests are drawn. Whatever their drawing raised is raised here."""
        if self._tests:
            self._tests.result()

    def measured(self, rng: np.random.Generator, mode: str) -> bytes:
        """Draw a measured input, or take one that was drawn ahead. From the first call on, none is.

        Args:
            rng: Draws the input. The generator whose inputs are drawn ahead may have it in stock.
            mode: The measured sizes of the problem to use.
        """
        self.stop()
        if self._filled:
            self._filled.result()
        is_ahead = rng is self._rng and mode == self._mode and self._stock
        return self._stock.popleft() if is_ahead else self._draw(rng, mode)

    def _fill(self, rng: np.random.Generator) -> None:
        while len(self._stock) < _MOST_AHEAD and not self._stop.is_set():
            self._stock.append(self._draw(rng, self._mode))


@contextlib.contextmanager
def drawing_ahead(
    draw_tests: Callable[[], object], draw: Draw, rng: np.random.Generator | None, mode: str
) -> Generator[DrawnAhead]:
    """Draw in a thread during a ``with`` block.

    The thread may run where the calling thread may: on its leased core, if it keeps to that. Nothing is drawn
    while programs are measured, since that would disturb them.

    Args:
        draw_tests: Draws the hidden tests, and keeps them.
        draw: Draws a measured input by a generator and a mode.
        rng: Generator of fresh entropy, whose inputs may come in any order. None if there is none; then no
            measured input is drawn ahead.
        mode: Mode of the inputs that are drawn ahead.
    """
    drawn = DrawnAhead(draw, rng, mode)
    with ThreadPoolExecutor(1, "perfgym-inputs") as thread:
        drawn.start(thread, draw_tests)
        try:
            yield drawn
        finally:
            drawn.stop()
