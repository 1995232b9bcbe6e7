"""Run attacks on a repository, one after the other, and report what each of them achieved.

What "contained" means is told in :mod:`perfgym.redteam.session`; here the honest submission is the task's own
tree with one comment more.
"""

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.errors import ProblemError, SettingsError
from perfgym.evaluation.feedback import turn_text
from perfgym.evaluation.reward import log_speedup
from perfgym.measure import make_backend
from perfgym.records import Evaluation, Status, Submission
from perfgym.redteam.catalogue import Attack, AttackClass
from perfgym.redteam.leaks import LeakRecorder
from perfgym.redteam.repo_attacks import (
    attacked_tree,
    chosen_repo_attacks,
    editable_packages,
    go_files,
)
from perfgym.redteam.repo_episodes import AttackedRepository
from perfgym.redteam.result import AttackResult, achievements
from perfgym.redteam.session import CONTROL, USUAL_BACKEND, AttackProgress, quick_settings, run_attacks
from perfgym.redteam.traces import Traces
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.evaluation.measured_tree import submission_of
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task
from perfgym.sandbox import Sandbox
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.settings import Settings

__all__ = ["RepoSession", "open_repo_session", "redteam_repo"]

_TESTS_TIMEOUT_S = 20
_FAKE = "fake"  # measures nothing, and gives each tree the same figures
_OUT_OF_TIME = (Status.COMPILE_TIMEOUT, Status.TIMED_OUT)
_MOST_STEPS, _MOST_EVALUATIONS = 1000, 100
_MOST_FEEDBACK = 200_000  # characters of one step


class RepoSession:
    """Runs attacks on one task, one at a time. Made by :func:`open_repo_session`.

    Args:
        task: Name of the task.
        sandbox: Has to contain the attacks.
        settings: Limits.
        folder: Folder of the host that no attack may write to.
        backend: Name of the backend; empty for ``cpu_time``.
    """

    def __init__(
        self, task: str, sandbox: Sandbox, settings: Settings, folder: Path, backend: str = ""
    ) -> None:
        loaded = load_task(task)
        self.task = replace(loaded, tests_timeout_s=min(loaded.tests_timeout_s, _TESTS_TIMEOUT_S))
        self.base = base_tree(loaded)
        self.backend = backend or USUAL_BACKEND
        self._sandbox = LeakRecorder(sandbox)
        self._traces = Traces(folder, sandbox)
        self._rng = np.random.default_rng(0)
        self._evaluator = self._made(settings)
        # The test and measuring times of the task, for a second try on a busy machine.
        self._patient = self._made(Settings(cores=settings.cores, lease_timeout_s=settings.lease_timeout_s))
        self._settings = settings
        self._begun = False
        self._episodes: AttackedRepository | None = None
        self._at_close = contextlib.ExitStack()

    def _made(self, settings: Settings) -> RepoEvaluator:
        return RepoEvaluator(self.task, self.base, self._sandbox, make_backend(self.backend), settings)

    def start_episode(self) -> None:
        """Begin an episode, and check that an honest submission is accepted.

        Raises:
            ProblemError: It is not accepted, so the status of an attack would say nothing.
        """
        self._evaluator.start_episode(self._rng)
        comment = go_files("package @PACKAGE@\n\n// Nothing is declared here.\n", self._packages)
        honest = self.base
        for path, content in comment.items():
            honest = honest.with_file(path, content)
        evaluation = self._evaluate(submission_of(honest, self.task), (Status.ACCEPTED,))
        if evaluation.status is not Status.ACCEPTED:
            raise ProblemError(
                f"the files of {self.task.name} are {evaluation.status} with a comment more, so attacks on "
                f"them would show nothing: {turn_text(evaluation)}"
            )
        self._traces.learn_usual()
        self._begun = True

    @property
    def _packages(self) -> dict[str, str]:
        return dict(editable_packages(self.task, self.base))

    def run_attack(self, attack: Attack) -> AttackResult:
        """Make an attack, and report what it achieved.

        Raises:
            ProblemError: The honest submission before the first attack that submits files is not accepted.
        """
        if attack.kind is not AttackClass.EPISODE and not self._begun:
            self.start_episode()
        started = time.monotonic()
        status: Status | None = None
        gained = 0.0
        try:
            status, gained, achieved = self._attempt(attack)
        except Exception as error:  # noqa: BLE001 - making the harness fail, in whatever way, is an attack too
            achieved = [f"made the harness fail: {error!r:.500}"]
        if leaks := self._sandbox.take():
            achieved.append("did something forbidden: " + "; ".join(leaks))
        achieved += [f"left a {trace}" for trace in self._traces.left_behind()]
        return AttackResult(
            attack=attack,
            backend=self.backend,
            status=status,
            achieved=tuple(achieved),
            wall_s=time.monotonic() - started,
            gained=gained,
        )

    def _attempt(self, attack: Attack) -> tuple[Status | None, float, list[str]]:
        """Status, reward, and what was achieved."""
        if attack.kind is AttackClass.EPISODE:
            return self._play(attack)
        tree = attacked_tree(attack, self.task, self.base)
        evaluation = self._evaluate(submission_of(tree, self.task), attack.expect)
        gained = log_speedup(evaluation) if self.backend != _FAKE else 0.0
        return evaluation.status, gained, list(achievements(attack, evaluation, gained))

    def _play(self, attack: Attack) -> tuple[Status | None, float, list[str]]:
        played = self._repository()
        played.begin()
        achieved = list(attack.play(played)) + played.faults
        unexpected = set(played.statuses) - set(attack.expect)
        achieved += [f"was {name}, but only {', '.join(attack.expect)} is right" for name in unexpected]
        gained = played.best if self.backend != _FAKE else 0.0
        if gained >= attack.gains_at_most:
            achieved.append(f"gained a reward of {gained:.2f}")
        if played.longest_feedback > _MOST_FEEDBACK:
            achieved.append(f"made the feedback {played.longest_feedback} characters long")
        return Status(played.statuses[-1]) if played.statuses else None, gained, achieved

    def _repository(self) -> AttackedRepository:
        if self._episodes is None:
            env = PerfRepoEnv(
                self.task.name,
                max_steps=_MOST_STEPS,
                max_evaluations=_MOST_EVALUATIONS,
                backend=self.backend,
                sandbox=self._sandbox,
                measure_timeout_s=self._settings.measure_timeout_s,
                cores=list(self._settings.cores) or None,
            )
            self._at_close.callback(env.close)
            self._episodes = AttackedRepository(env, self.task, self.base)
            self._episodes.act(action_type="git", git_op="status")
            self._traces.learn_usual()  # the jail of git is made when it is first needed
        return self._episodes

    def _evaluate(self, submission: Submission, expect: Sequence[Status]) -> Evaluation:
        """Evaluate files. If time runs out although it should not, try again with longer limits."""
        evaluation = self._evaluator.evaluate(submission, self._rng)
        if evaluation.status not in _OUT_OF_TIME or evaluation.status in expect:
            return evaluation
        self._patient.start_episode(self._rng)
        return self._patient.evaluate(submission, self._rng)

    def close(self) -> None:
        """Close the environment that episodes were played in; the sandbox belongs to the caller."""
        self._at_close.close()


@contextlib.contextmanager
def open_repo_session(
    task: str, sandbox: Sandbox, settings: Settings, backend: str = ""
) -> Generator[RepoSession]:
    """Open a session. An honest submission has to be accepted before the first attack that submits files.

    Args:
        task: Name of the task.
        sandbox: Has to contain the attacks.
        settings: Limits.
        backend: Name of the backend; empty for ``cpu_time``.

    Raises:
        ProblemError: There is no such task.
        MachineError: The backend does not work on this machine, or something of the task is missing.
    """
    remove_orphans()
    with (
        host_folder() as folder,
        contextlib.closing(RepoSession(task, sandbox, settings, folder, backend)) as session,
    ):
        yield session


def redteam_repo(
    task: str,
    names: Sequence[str],
    sandbox: Sandbox,
    settings: Settings,
    backend: str = "",
    starting: Callable[[str], object] = lambda _: None,
) -> Iterator[AttackProgress]:
    """Run attacks on a task. An honest submission has to be accepted before the first and after the last.

    Args:
        task: Name of the task.
        names: Names of the attacks; empty for all.
        sandbox: Has to contain the attacks.
        settings: Limits; those at their defaults are shortened.
        backend: Name of the backend; empty for ``cpu_time``.
        starting: Called with the name of what is submitted next, before it is.

    Yields:
        Each attack as it ends.

    Raises:
        SettingsError: No attack has one of the names; or there are none and the sandbox does not make every
            promise, so that attacks could harm this machine.
        ProblemError: The honest submission is not accepted.
        MachineError: The backend does not work on this machine, or something of the task is missing.
    """
    attacks = chosen_repo_attacks(names, load_task(task))
    if sandbox.missing and not names:
        raise SettingsError(
            f"the sandbox {sandbox.name} does not promise {', '.join(sandbox.missing)}, so attacks could "
            "harm this machine; name the attacks that you want to run, or use another sandbox"
        )
    starting(CONTROL)
    with open_repo_session(task, sandbox, quick_settings(settings), backend) as session:
        session.start_episode()
        yield from run_attacks(session, attacks, starting)
