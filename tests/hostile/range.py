"""A shooting range: one evaluator that attacks are submitted to, and a look round for what is left."""

import contextlib
import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from perfgym.bank import load_problem
from perfgym.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend
from perfgym.reward import improvement
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.settings import Settings
from perfgym.types import Evaluation, Status
from tests.hostile.attacks import Attack

_SETTINGS = Settings(compile_timeout_s=4.0, test_timeout_s=2.0, measure_timeout_s=1.0, memory_bytes=256 << 20)
_JAIL_USER = 61999
_LITTLE = 0.1  # an honest program of the reference's cost scores below this, whatever the noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a run could leave on the host."""

    processes: frozenset[int]
    mounts: str
    files: frozenset[str]


class Range:
    """Takes attacks, one at a time."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.spool = Path(tempfile.gettempdir())
        language = LANGUAGES["c"]
        self.evaluator = Evaluator(load_problem("matmul"), language, sandbox, CpuTimeBackend(), _SETTINGS)
        self._rng = np.random.default_rng(0)
        self.evaluator.start_episode(self._rng)

    def submit(self, source: str) -> Evaluation:
        """One evaluation of a hostile submission."""
        return self.evaluator.evaluate(source, self._rng)

    def traces(self) -> Traces:
        """What is there now."""
        children = {child.pid for child in psutil.Process().children(recursive=True)}
        jailed = {p.pid for p in psutil.process_iter(["uids"]) if p.info["uids"].real == _JAIL_USER}
        places = [*self.spool.glob("perfgym-*"), *_cgroups()]
        return Traces(
            processes=frozenset(children | jailed),
            mounts=Path("/proc/self/mounts").read_text(),
            files=frozenset(str(f) for place in places for f in (place, *place.iterdir())),
        )


def _cgroups() -> list[Path]:
    return [f for f in Path("/sys/fs/cgroup").rglob("perfgym-*") if f.is_dir()]


@contextlib.contextmanager
def shooting_range() -> Generator[Range]:
    """A range on a sandbox of its own."""
    with contextlib.closing(SANDBOXES["supervisor"]()) as sandbox:
        yield Range(sandbox)


def standard_errors(evaluation: Evaluation) -> bytes:
    """All that the program wrote to standard error, in tests and measured runs."""
    results = [*(evaluation.verdict.results if evaluation.verdict else ()), evaluation.measured_failure]
    return b"".join(result.stderr for result in results if result is not None)


def fire(at: Range, attack: Attack) -> Evaluation:
    """Submits an attack and asserts that it came to nothing."""
    before = at.traces()
    evaluation = at.submit(attack.source(at.spool))
    why = f"{attack.name} ({attack.tries}): {evaluation}"
    assert evaluation.status in attack.expect, why
    assert b"LEAK" not in standard_errors(evaluation), why
    assert improvement(evaluation) < _LITTLE, why
    assert (evaluation.measurement is not None) == (evaluation.status is Status.ACCEPTED)
    assert at.traces() == before, why
    return evaluation
