"""Run attacks on a problem, one after the other, and report what each of them achieved.

An attack is contained when its status is one of the expected ones and it achieved nothing else:
nothing forbidden worked (the attack writes a line with LEAK to standard error when it did), no reward
was gained, no secret reached the feedback, the harness did not fail, and nothing was left behind.
"""

import contextlib
import os
import secrets
import socket
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import improvement
from perfgym.languages import LANGUAGES
from perfgym.machine.architecture import architecture
from perfgym.measure import Backend, make_backend
from perfgym.records import Evaluation, Status
from perfgym.redteam.catalogue import Attack, AttackClass, attacks_for, control_for, named_attacks
from perfgym.redteam.episodes import AttackedEpisodes
from perfgym.redteam.leaks import LeakRecorder
from perfgym.redteam.result import AttackResult, achievements
from perfgym.redteam.traces import Traces
from perfgym.sandbox import Sandbox
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.settings import Settings

__all__ = [
    "CONTROL",
    "USUAL_BACKEND",
    "AttackProgress",
    "AttackSession",
    "Session",
    "choose_attacks",
    "open_session",
    "quick_settings",
    "redteam",
    "run_attacks",
]

_QUICK = {
    "compile_timeout_s": 4.0,
    "test_timeout_s": 2.0,
    "measure_timeout_s": 1.0,
    "memory_bytes": 256 << 20,
}
_PATIENCE = 10.0
USUAL_BACKEND = "cpu_time"
"""The backend where neither the user nor the attack names one."""

_DRAWS = 8
_OUT_OF_TIME = (Status.COMPILE_TIMEOUT, Status.TIMED_OUT)
CONTROL = "honest program"
"""What is submitted before the first attack and after the last."""


def quick_settings(settings: Settings) -> Settings:
    """Shorten the limits that are at their defaults, because many attacks use all the time they get."""
    defaults = {each.name: each.default for each in fields(Settings)}
    changes = {name: value for name, value in _QUICK.items() if getattr(settings, name) == defaults[name]}
    return replace(settings, **changes)


def _patient_settings(settings: Settings) -> Settings:
    names = ("compile_timeout_s", "test_timeout_s", "measure_timeout_s")
    return replace(settings, **{name: _PATIENCE * getattr(settings, name) for name in names})


def choose_attacks(problem: Problem, language: str, names: Sequence[str], sandbox: Sandbox) -> list[Attack]:
    """Choose attacks by name; without names, all that suit the problem and the language.

    Raises:
        SettingsError: No attack has one of the names; or there are no names and the sandbox does not make
            every promise, so that attacks could harm this machine.
    """
    if names:
        return named_attacks(names, problem, language)
    if sandbox.missing:
        raise SettingsError(
            f"the sandbox {sandbox.name} does not promise {', '.join(sandbox.missing)}, so attacks could "
            "harm this machine; name the attacks that you want to run, or use another sandbox"
        )
    return attacks_for(problem, language)


@dataclass(slots=True)
class _BackendEvaluators:
    """Two evaluators with one backend, and the meaning of the placeholders in attacks on it.

    Attributes:
        evaluator: Has the session's limits.
        patient: Has longer limits, for a second try on a busy machine.
        placeholders: Placeholder in an attack's text to what replaces it.
        begun: Whether an episode has begun.
    """

    evaluator: Evaluator
    patient: Evaluator
    placeholders: Mapping[str, str] = field(default_factory=dict[str, str])
    begun: bool = False


class Session:
    """Runs attacks on one problem in one language, one at a time. Made by :func:`open_session`.

    Args:
        problem: Problem that is attacked.
        language: Language of the submissions.
        sandbox: Has to contain the attacks.
        settings: Limits.
        folder: Folder of the host that no attack may read or write.
        listener: Socket of the host that no attack may reach.
        backend: Name of the backend; empty for the one an attack is aimed at, else ``cpu_time``.

    Attributes:
        problem: Problem that is attacked.
        language: Language of the submissions.
        folder: Folder of the host that no attack may read or write.
        rng: Draws all inputs.
        evaluator: Evaluator with the usual limits.
        patient_evaluator: Evaluator with longer limits.
    """

    def __init__(
        self,
        problem: Problem,
        language: str,
        sandbox: Sandbox,
        settings: Settings,
        folder: Path,
        listener: socket.socket,
        backend: str = "",
    ) -> None:
        self.problem = problem
        self.language = language
        self.folder = folder
        self.rng = np.random.default_rng(0)
        self._sandbox = LeakRecorder(sandbox)
        self._settings = settings
        self._listener = listener
        self._backend = backend
        self._traces = Traces(folder, sandbox)
        self._by_backend: dict[str, _BackendEvaluators] = {}
        usual = self._evaluators(backend or USUAL_BACKEND)
        self.evaluator, self.patient_evaluator = usual.evaluator, usual.patient

    def _evaluators(self, name: str) -> _BackendEvaluators:
        """The evaluators of a backend, made when first needed.

        Raises:
            MachineError: The backend does not work on this machine.
        """
        if name not in self._by_backend:
            backend, patient = make_backend(name), _patient_settings(self._settings)
            first = self._settings
            if name != USUAL_BACKEND:  # a simulator is slow
                first = replace(first, measure_timeout_s=patient.measure_timeout_s)
            language = LANGUAGES[self.language]
            evaluator, again = (
                Evaluator(self.problem, language, self._sandbox, backend, each) for each in (first, patient)
            )
            self._by_backend[name] = _BackendEvaluators(evaluator, again, self._placeholders(backend))
        return self._by_backend[name]

    def _placeholders(self, backend: Backend) -> dict[str, str]:
        mode = backend.mode
        drawn = [len(self.problem.draw_measured(self.rng, self.language, mode)) for _ in range(_DRAWS)]
        return {
            "@BANK@": str(self.problem.folder.parent),
            "@PROBLEM@": str(self.problem.folder),
            "@PACKAGE@": str(Path(__file__).parents[1]),
            "@SPOOL@": str(self.folder),
            "@LISTENER@": self._listener.getsockname()[1:].decode(),
            "@MEASURED_LEAST@": str(min(drawn)),
            "@MEASURED_MOST@": str(max(drawn)),
        }

    def start_episode(self, backend: str = "") -> None:
        """Begin an episode, and check that an honest program is accepted.

        Args:
            backend: Name of the backend; empty for every one used so far.

        Raises:
            ProblemError: It is not accepted, so the status of an attack would say nothing.
        """
        for name in [backend] if backend else list(self._by_backend):
            self._start_episode(name)

    def _start_episode(self, name: str) -> None:
        used = self._evaluators(name)
        used.evaluator.start_episode(self.rng)
        control = control_for(self.language)
        source = self._source(control, used) if control else self.problem.references[self.language]
        evaluation = self._evaluate(used, source, (Status.ACCEPTED,))
        if evaluation.status is not Status.ACCEPTED:
            raise ProblemError(
                f"the {self.language} reference of {self.problem.name} is {evaluation.status} when it is "
                f"built the way attacks are, so attacks on it would show nothing: {turn_text(evaluation)}"
            )
        self._traces.learn_usual()
        used.begun = True

    def source(self, attack: Attack) -> str:
        """The text that an attack submits in this session."""
        return self._source(attack, self._evaluators(self._backend_for(attack)))

    def _source(self, attack: Attack, used: _BackendEvaluators) -> str:
        return attack.submission(self.problem, self.language, used.placeholders)

    def _backend_for(self, attack: Attack) -> str:
        return self._backend or attack.backend or USUAL_BACKEND

    def run_attack(self, attack: Attack, backend: str = "") -> AttackResult:
        """Submit an attack, and report what it achieved.

        Args:
            attack: The attack.
            backend: Name of the backend for this attack; empty for the session's.
        """
        name = backend or self._backend_for(attack)
        if attack.architecture not in ("", architecture().name):
            why = f"it is written for {attack.architecture}, and this machine is {architecture().name}"
            return AttackResult(attack=attack, backend=name, skipped=why)
        try:
            used = self._evaluators(name)
        except MachineError as error:
            return AttackResult(attack=attack, backend=name, skipped=str(error))
        if not used.begun:
            self._start_episode(name)
        return self._run(attack, name, used)

    def _run(self, attack: Attack, name: str, used: _BackendEvaluators) -> AttackResult:
        started = time.monotonic()
        gained = 0.0
        try:
            evaluations, achieved = self._attempt(attack, used)
        except Exception as error:  # noqa: BLE001 - making the harness fail, in whatever way, is an attack too
            status, achieved = None, [f"made the harness fail: {error!r}"]
        else:
            status = evaluations[-1].status if evaluations else None
            found = [what for evaluation in evaluations for what in achievements(attack, evaluation)]
            achieved = [*dict.fromkeys(found), *achieved]
            gained = max(map(improvement, evaluations), default=0.0)
        if leaks := self._sandbox.take():
            achieved.append("did something forbidden: " + "; ".join(leaks))
        achieved += [f"left a {trace}" for trace in self._traces.left_behind()]
        if self._was_reached():
            achieved.append("reached a socket of the host")
        return AttackResult(
            attack=attack,
            backend=name,
            status=status,
            achieved=tuple(achieved),
            wall_s=time.monotonic() - started,
            gained=gained,
        )

    def _attempt(self, attack: Attack, used: _BackendEvaluators) -> tuple[list[Evaluation], list[str]]:
        """Evaluations of the attack's submissions, and what it says that it achieved."""
        if attack.kind is not AttackClass.EPISODE:
            return [self._evaluate(used, self._source(attack, used), attack.expect)], []
        episodes = AttackedEpisodes(used.evaluator, used.placeholders)
        achieved = list(attack.play(episodes))
        return episodes.evaluations, achieved

    def _evaluate(self, used: _BackendEvaluators, source: str, expect: Sequence[Status]) -> Evaluation:
        """Evaluate a source. If time runs out although it should not, try again with longer limits."""
        submission = used.evaluator.submission(source)
        evaluation = used.evaluator.evaluate(submission, self.rng)
        if evaluation.status not in _OUT_OF_TIME or evaluation.status in expect:
            return evaluation
        used.patient.start_episode(self.rng)
        return used.patient.evaluate(submission, self.rng)

    def _was_reached(self) -> bool:
        with contextlib.suppress(BlockingIOError):
            self._listener.accept()[0].close()
            return True
        return False


@contextlib.contextmanager
def open_session(
    problem: Problem, language: str, sandbox: Sandbox, settings: Settings, backend: str = ""
) -> Generator[Session]:
    """Open a session in which an honest program was accepted.

    For its length, the host has a folder with a secret file, and a listening socket. The folder is removed
    at the end; if this process is killed, the next session removes it.

    Args:
        problem: Problem that is attacked.
        language: Language of the submissions.
        sandbox: Has to contain the attacks.
        settings: Limits.
        backend: Name of the backend; empty for the one an attack is aimed at, else ``cpu_time``.

    Raises:
        ProblemError: The honest program is not accepted.
        MachineError: The backend does not work on this machine.
    """
    remove_orphans()
    with host_folder() as folder, socket.socket(socket.AF_UNIX) as listener:
        (folder / "secret").write_text("root: this belongs to the host, and no program may read it")
        listener.bind(f"\0perfgym-redteam-{os.getpid()}-{secrets.token_hex(4)}")
        listener.listen()
        listener.setblocking(False)
        session = Session(problem, language, sandbox, settings, folder, listener, backend)
        session.start_episode()
        yield session


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackProgress:
    """One finished attack of several.

    Attributes:
        number: Its number, from 1.
        total: How many attacks there are.
        result: What it achieved.
    """

    number: int
    total: int
    result: AttackResult


class AttackSession(Protocol):
    """Runs attacks, one at a time."""

    def start_episode(self) -> None:
        """Submit an honest program, which has to be accepted."""
        ...

    def run_attack(self, attack: Attack) -> AttackResult:
        """Make an attack, and report what it achieved."""
        ...


def run_attacks(
    session: AttackSession, attacks: Sequence[Attack], starting: Callable[[str], object]
) -> Iterator[AttackProgress]:
    """Run attacks in a session, and then an honest program: no attack may change what happens to one.

    Args:
        session: The session, in which an honest program was accepted.
        attacks: The attacks, in order.
        starting: Called with the name of what is submitted next, before it is.

    Yields:
        Each attack as it ends.
    """
    for number, attack in enumerate(attacks, 1):
        starting(attack.name)
        yield AttackProgress(number=number, total=len(attacks), result=session.run_attack(attack))
    starting(CONTROL)
    session.start_episode()


def redteam(
    problem: Problem,
    language: str,
    names: Sequence[str],
    sandbox: Sandbox,
    settings: Settings,
    backend: str = "",
    starting: Callable[[str], object] = lambda _: None,
) -> Iterator[AttackProgress]:
    """Run attacks on a problem. An honest program has to be accepted before the first and after the last.

    Args:
        problem: Problem that is attacked.
        language: Language of the submissions.
        names: Names of the attacks; empty for all.
        sandbox: Has to contain the attacks.
        settings: Limits; those at their defaults are shortened.
        backend: Name of the backend; empty for the one an attack is aimed at, else ``cpu_time``.
        starting: Called with the name of what is submitted next, before it is: an attack's name, or
            ``"honest program"``.

    Yields:
        Each attack as it ends.

    Raises:
        SettingsError: The attacks cannot be chosen like this, see :func:`choose_attacks`.
        ProblemError: The honest program is not accepted.
        MachineError: The backend does not work on this machine.
    """
    attacks = choose_attacks(problem, language, names, sandbox)
    starting(CONTROL)
    with open_session(problem, language, sandbox, quick_settings(settings), backend) as session:
        yield from run_attacks(session, attacks, starting)
