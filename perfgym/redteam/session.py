"""Fires attacks at a problem, one after the other, and says of each what it achieved.

An attack is contained when its status is an expected one and nothing else came of it: nothing
forbidden worked (it says so on standard error), nothing was gained, no secret reached the feedback,
the harness did not fail, and nothing is left behind.
"""

import contextlib
import fnmatch
import os
import re
import secrets
import socket
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement
from perfgym.languages import LANGUAGES
from perfgym.measure import Backend, make_backend
from perfgym.printable import clean_text
from perfgym.records import Evaluation, Status
from perfgym.redteam.catalogue import Attack, attacks_for, control_for, named_attacks
from perfgym.sandbox import Sandbox
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.settings import Settings

__all__ = ["Range", "Shot", "choose_attacks", "quick_settings", "redteam", "shooting_range"]

_QUICK = {
    "compile_timeout_s": 4.0,
    "test_timeout_s": 2.0,
    "measure_timeout_s": 1.0,
    "memory_bytes": 256 << 20,
}
_PATIENCE = 10.0
_USUAL_BACKEND = "cpu_time"
_MOST_FEEDBACK = 20_000  # characters
_SETTLING_S = 3.0
_LOOKS, _LOOK_INTERVAL_S = 5, 0.02
_DRAWS = 8
_ORPHANED = (0, 1)
_OUT_OF_TIME = (Status.COMPILE_TIMEOUT, Status.TIMED_OUT)
_LEAK = re.compile(rb"LEAK[^\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What became of one attack.

    Attributes:
        attack: The attack.
        backend: What counted its cost.
        status: Status of the submission; None when the harness failed over it.
        achieved: What it should not have been able to do, in words; empty when it was contained.
        wall_s: Seconds it took.
        skipped: Why it was not fired; empty when it was.
        gained: The reward it earned.
    """

    attack: Attack
    backend: str
    status: Status | None = None
    achieved: tuple[str, ...] = ()
    wall_s: float = 0.0
    skipped: str = ""
    gained: float = 0.0

    @property
    def contained(self) -> bool:
        """Whether nothing came of it."""
        return not self.achieved

    def facts(self) -> dict[str, Any]:
        """What is told of it, for a table or for JSON."""
        return {
            "attack": self.attack.name,
            "class": str(self.attack.kind),
            "backend": self.backend,
            "tries": self.attack.tries,
            "stopped_by": self.attack.stopped_by,
            "status": self.status and str(self.status),
            "expected": [str(status) for status in self.attack.expect],
            "contained": self.contained,
            "achieved": list(self.achieved),
            "gained": self.gained,
            "wall_s": self.wall_s,
            "skipped": self.skipped,
        }


def _own_files() -> Iterator[str]:
    """Kinds of this process's open descriptors. How many programs are kept open is bounded elsewhere."""
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            kind = re.sub(r"\[\d+\]|/perfgym-[^/]+", "", str(entry.readlink()))
            if not kind.startswith(("/memfd:program", "/proc/")):
                yield f"descriptor {kind}"


def _processes(jail_user: int) -> Iterator[str]:
    """Processes below this one, and orphans of the user that jails belong to when we are root.

    A supervisor reaps the init of one run when it is asked for the next: dead ones in jails are no trace.
    """
    children = {child.pid for child in psutil.Process().children(recursive=True)}
    for process in psutil.process_iter(["uids", "ppid", "name", "status"]):
        uids, parent = process.info["uids"], process.info["ppid"]
        orphaned = uids and uids.real == jail_user and parent in _ORPHANED
        dead = process.info["status"] == psutil.STATUS_ZOMBIE and parent != os.getpid()
        if (process.pid in children or orphaned) and not dead:
            yield f"process {process.info['name']}"


def _host_files(spool: Path) -> Iterator[str]:
    for path in (*spool.parent.glob(f"perfgym-*-{os.getpid()}-*"), *spool.rglob("*")):
        yield f"file {path}"
    for parent, folders, _ in os.walk("/sys/fs/cgroup"):  # which, unlike rglob, bears with what vanishes
        for _ in fnmatch.filter(folders, f"perfgym-{os.getpid()}-*"):
            yield f"control group in {parent}"


_JAIL_USER = 61999


def _traces(spool: Path) -> Counter[str]:
    """What a run could leave on the host, by kind: a jail that was lost is replaced by its like."""
    mounts = Path("/proc/self/mounts").read_text().splitlines()
    return Counter(
        [
            *_own_files(),
            *_processes(_JAIL_USER),
            *_host_files(spool),
            *(f"mount {line}" for line in mounts),
        ]
    )


def quick_settings(settings: Settings) -> Settings:
    """``settings`` with short limits where they are the defaults: an attack takes all it may."""
    defaults = {each.name: each.default for each in fields(Settings)}
    changes = {name: value for name, value in _QUICK.items() if getattr(settings, name) == defaults[name]}
    return replace(settings, **changes)


def _patient_settings(settings: Settings) -> Settings:
    names = ("compile_timeout_s", "test_timeout_s", "measure_timeout_s")
    return replace(settings, **{name: _PATIENCE * getattr(settings, name) for name in names})


def choose_attacks(problem: Problem, language: str, names: Sequence[str], sandbox: Sandbox) -> list[Attack]:
    """The attacks of these names; all that suit the problem where there are none.

    Raises:
        SettingsError: There is none of a name, or none was named for a sandbox that does not
            promise everything: in such a one, attacks can do harm.
    """
    if names:
        return named_attacks(names, problem, language)
    if sandbox.missing:
        raise SettingsError(
            f"the sandbox {sandbox.name} does not promise {', '.join(sandbox.missing)}, so attacks in it can "
            "do harm to this machine; name those you want to try, or use another sandbox"
        )
    return attacks_for(problem, language)


@dataclass(slots=True)
class _Lane:
    """Evaluators that count by one backend, and what stands for what in the attacks on it."""

    evaluator: Evaluator
    patient: Evaluator
    marks: Mapping[str, str] = field(default_factory=dict[str, str])
    begun: bool = False


class Range:
    """Takes attacks on one problem in one language, one at a time. Made by :func:`shooting_range`.

    Args:
        problem: What is attacked.
        language: Language of the submissions.
        sandbox: What has to contain them.
        settings: Limits.
        spool: Folder of the host that no attack may read or write.
        listener: Socket of the host that no attack may reach.
        backend: What counts; empty for what an attack is aimed at, else CPU time.
    """

    def __init__(
        self,
        problem: Problem,
        language: str,
        sandbox: Sandbox,
        settings: Settings,
        spool: Path,
        listener: socket.socket,
        backend: str = "",
    ) -> None:
        self.problem = problem
        self.language = language
        self._sandbox = sandbox
        self._settings = settings
        self._spool = spool
        self._listener = listener
        self._backend = backend
        self.rng = np.random.default_rng(0)
        self._lanes: dict[str, _Lane] = {}
        first = self._lane(backend or _USUAL_BACKEND)
        self.evaluator, self.patient = first.evaluator, first.patient
        self._usual: Counter[str] = Counter()

    def _lane(self, name: str) -> _Lane:
        """Raises :class:`MachineError` where that backend does not work."""
        if name not in self._lanes:
            backend, patient = make_backend(name), _patient_settings(self._settings)
            first = self._settings
            if name != _USUAL_BACKEND:  # a simulator takes its time
                first = replace(first, measure_timeout_s=patient.measure_timeout_s)
            language = LANGUAGES[self.language]
            evaluator, again = (
                Evaluator(self.problem, language, self._sandbox, backend, each) for each in (first, patient)
            )
            self._lanes[name] = _Lane(evaluator, again, self._meanings(backend))
        return self._lanes[name]

    def _meanings(self, backend: Backend) -> dict[str, str]:
        mode = backend.mode
        drawn = [len(self.problem.draw_measured(self.rng, self.language, mode)) for _ in range(_DRAWS)]
        return {
            "@BANK@": str(self.problem.folder.parent),
            "@PROBLEM@": str(self.problem.folder),
            "@PACKAGE@": str(Path(__file__).parents[1]),
            "@SPOOL@": str(self._spool),
            "@LISTENER@": self._listener.getsockname()[1:].decode(),
            "@MEASURED_LEAST@": str(min(drawn)),
            "@MEASURED_MOST@": str(max(drawn)),
        }

    def begin(self) -> None:
        """Begins an episode and sees that an honest program passes in it.

        Raises:
            ProblemError: It does not: then the status of an attack would say nothing.
        """
        for name in list(self._lanes):
            self._begin(name)

    def _begin(self, name: str) -> _Lane:
        lane = self._lane(name)
        lane.evaluator.start_episode(self.rng)
        control = control_for(self.language)
        source = self._source(control, lane) if control else self.problem.references[self.language]
        evaluation = self._evaluate(lane, source, (Status.ACCEPTED,))
        if evaluation.status is not Status.ACCEPTED:
            raise ProblemError(
                f"the {self.language} reference of {self.problem.name} is {evaluation.status} the way "
                f"attacks use it, so they would say nothing: {turn_text(evaluation)}"
            )
        for _ in range(_LOOKS):  # a jail makes its next init in its own time
            self._usual |= _traces(self._spool)
            time.sleep(_LOOK_INTERVAL_S)
        lane.begun = True
        return lane

    def _source(self, attack: Attack, lane: _Lane) -> str:
        return attack.submission(self.problem, self.language, lane.marks)

    def fire(self, attack: Attack) -> Shot:
        """Submits an attack, and says what it achieved."""
        name = self._backend or attack.backend or _USUAL_BACKEND
        try:
            lane = self._lane(name)
        except MachineError as error:
            return Shot(attack=attack, backend=name, skipped=str(error))
        if not lane.begun:
            self._begin(name)
        return self._fire(attack, name, lane)

    def _fire(self, attack: Attack, name: str, lane: _Lane) -> Shot:
        started = time.monotonic()
        gained = 0.0
        try:
            evaluation = self._evaluate(lane, self._source(attack, lane), attack.expect)
        except Exception as error:  # noqa: BLE001  # making the harness fail, in whatever way, is an attack too
            status, achieved = None, [f"made the harness fail: {error!r}"]
        else:
            status, achieved = evaluation.status, [*_came_of(attack, evaluation)]
            gained = improvement(evaluation)
        achieved += [f"left a {trace}" for trace in self._left_behind()]
        if self._was_reached():
            achieved.append("reached a socket of the host")
        return Shot(
            attack=attack,
            backend=name,
            status=status,
            achieved=tuple(achieved),
            wall_s=time.monotonic() - started,
            gained=gained,
        )

    def _evaluate(self, lane: _Lane, source: str, expect: Sequence[Status]) -> Evaluation:
        """One evaluation; a second with more time where the first had too little, as on a busy machine."""
        evaluation = lane.evaluator.evaluate(source, self.rng)
        if evaluation.status not in _OUT_OF_TIME or evaluation.status in expect:
            return evaluation
        lane.patient.start_episode(self.rng)
        return lane.patient.evaluate(source, self.rng)

    def _left_behind(self) -> list[str]:
        """What is there that is not there usually; the kernel is given a moment to clear up."""
        deadline = time.monotonic() + _SETTLING_S
        while (left := _traces(self._spool) - self._usual) and time.monotonic() < deadline:
            time.sleep(_LOOK_INTERVAL_S)
        self._usual += left  # it is reported once
        return sorted(left)

    def _was_reached(self) -> bool:
        with contextlib.suppress(BlockingIOError):
            self._listener.accept()[0].close()
            return True
        return False


def _came_of(attack: Attack, evaluation: Evaluation) -> Iterator[str]:
    if evaluation.status not in attack.expect:
        yield f"was {evaluation.status}, which is not among {', '.join(attack.expect)}"
    if leaks := dict.fromkeys(_LEAK.findall(_standard_errors(evaluation))):
        yield "did what is forbidden: " + "; ".join(clean_text(leak) for leak in leaks)
    if (gain := improvement(evaluation)) >= attack.gains_at_most:
        yield f"gained a reward of {gain:.2f}, where {attack.gains_at_most:g} is the most"
    text = turn_text(evaluation)
    if len(text) > _MOST_FEEDBACK:
        yield f"made a feedback of {len(text)} characters"
    if "root:" in text:
        yield "brought /etc/passwd into the feedback"
    if not all(character.isprintable() or character in "\n\t" for character in text):
        yield "brought control characters into the feedback"


def _standard_errors(evaluation: Evaluation) -> bytes:
    """All that the program wrote to standard error, in tests and measured runs."""
    results = [*(evaluation.verdict.results if evaluation.verdict else ()), evaluation.measured_failure]
    return b"\n".join(result.stderr for result in results if result is not None)


@contextlib.contextmanager
def shooting_range(
    problem: Problem, language: str, sandbox: Sandbox, settings: Settings, backend: str = ""
) -> Generator[Range]:
    """A range on which an honest program passes, with a secret file and a listening socket of the host's.

    Args:
        problem: What is attacked.
        language: Language of the submissions.
        sandbox: What has to contain them.
        settings: Limits.
        backend: What counts; empty for what an attack is aimed at, else CPU time.
    """
    remove_orphans()
    with host_folder("redteam") as folder, socket.socket(socket.AF_UNIX) as listener:
        (folder / "secret").write_text("root: this is of the host's, and is shown to no program")
        listener.bind(f"\0perfgym-redteam-{os.getpid()}-{secrets.token_hex(4)}")
        listener.listen()
        listener.setblocking(False)
        opened = Range(problem, language, sandbox, settings, folder, listener, backend)
        opened.begin()
        yield opened


def redteam(
    problem: Problem,
    language: str,
    names: Sequence[str],
    sandbox: Sandbox,
    settings: Settings,
    backend: str = "",
) -> Iterator[tuple[int, Shot]]:
    """Fires attacks at a problem: how many there are, and what became of each; an honest program comes last.

    Args:
        problem: What is attacked.
        language: Language of the submissions.
        names: Names of the attacks; empty for all.
        sandbox: What has to contain them.
        settings: Limits; those left at their defaults are made shorter.
        backend: What counts; empty for what an attack is aimed at, else CPU time.

    Raises:
        SettingsError: The attacks cannot be chosen so, see :func:`choose_attacks`.
        ProblemError: An honest program does not pass.
        MachineError: The backend does not work here.
    """
    attacks = choose_attacks(problem, language, names, sandbox)
    with shooting_range(problem, language, sandbox, quick_settings(settings), backend) as opened:
        for attack in attacks:
            yield len(attacks), opened.fire(attack)
        opened.begin()  # nothing that was fired may show in what is asked of honest programs
