"""The environment in which an agent rewrites a program to make it fast."""

import math
import numbers
from typing import Any, cast

import numpy as np
from gymnasium.error import InvalidAction
from gymnasium.utils import EzPickle

from perfgym.bank import Problem
from perfgym.envs.base import FAULT_FEEDBACK, PerfEnv
from perfgym.envs.optimize.spaces import STATUSES, TEXT_LENGTH, action_space, observation_space
from perfgym.envs.optimize.task import OptimizeTask
from perfgym.errors import HarnessError, MachineError, ProblemError
from perfgym.evaluation.feedback import (
    counts_array,
    libraries_text,
    limits_text,
    median_counts,
    prompt_text,
    score_text,
    standing_text,
    turn_text,
)
from perfgym.evaluation.info import evaluation_info
from perfgym.evaluation.open_evaluator import open_evaluator
from perfgym.evaluation.reward import Reward, chosen_reward, need_paid_role, reward_name
from perfgym.measure import Backend
from perfgym.records import ROLES, Counts, Evaluation, Role, Status
from perfgym.sandbox import Sandbox

__all__ = ["PerfOptimizeEnv"]

_SEED_BYTES = 16

Observation = dict[str, Any]


class PerfOptimizeEnv(PerfEnv[Observation, dict[str, Any]]):
    """Rewrite a correct, naive program so that it costs the hardware less.

    ## Description
    The agent is given a problem's statement and a reference program that solves it slowly, and
    submits programs of its own. Each is built in a sandbox, tested on hidden inputs against the
    reference's output and, when it passes every test, measured beside the reference on fresh
    inputs. The programs are assumed to be hostile: only a right and fast program is paid.

    ## Action Space
    ``Dict(code: SourceText, submit: Discrete(2))``: the program's source, and whether this ends
    the episode. An empty or blank source is not evaluated.

    ## Observation Space
    | key             | space              | meaning                                                |
    |-----------------|--------------------|--------------------------------------------------------|
    | `prompt`        | SourceText         | statement, reference program and its cost              |
    | `feedback`      | SourceText         | result of this turn; empty at the start                |
    | `status`        | Discrete(10)       | index into `perfgym.Status`; `NO_CODE` at the start    |
    | `tests_passed`  | Box(0, 1, (1,))    | share of hidden tests passed this turn                 |
    | `counters`      | Box(0, 1e18, (5,)) | median cost of this turn's program, by role            |
    | `reference`     | Box(0, 1e18, (5,)) | the same for the reference; 0 for a role not counted   |
    | `counters_mask` | MultiBinary(5)     | which entries of `counters` were measured              |
    | `turns_left`    | Discrete           | turns left                                             |

    The roles are time (nanoseconds of CPU time; cycles where those are counted), L1 data misses,
    last-level misses, branch misses and instructions. If a backend cannot count a role, its entry is 0
    and its ``counters_mask`` is 0: ignore the entry.

    ## Rewards
    Paid on the last turn, from the best submission (``paid="final"``), or each turn as the best
    grows, to the same sum (``paid="delta"``). -1.0 if nothing compiled, -0.5 if a program compiled but none
    passed, else by ``reward``:

    * ``"improvement"``: the weighted share of the reference's cost that was saved for certain, in [0, 1).
      Time has weight 0.5, L1 data misses 0.2, last-level misses 0.2 and branch misses 0.1; roles that were
      not counted have none, and events that cost the reference little have less. An event that rises counts
      as nothing saved, because time pays for it. So a program earns at least half of the share of time that
      it saved, whatever its misses. :func:`perfgym.improvement` has the formula.
    * ``"weighted"``: the same weights, in the plain formula ``sum(w * (reference - candidate) / reference)``,
      in [0, 1). An event that rises costs without bound, and forged events pay.
    * ``"log_speedup"``: log2 of the speed-up at its lower 99 % confidence bound, in [0, 10].
    * ``"improvement:time=1"`` or ``"weighted:time=0.7,branch_misses=0.3"``: the first two with weights of
      your own, by the names of :class:`~perfgym.records.Role`; a role that is not named has none.
    * a callable from an :class:`~perfgym.records.Evaluation` to a float.

    ## Starting State
    Hidden tests, and the inputs of ``simulated`` and ``fake``, are drawn from ``reset(seed=)`` together with
    the user's secret key (``PERFGYM_INPUT_KEY``), which ``info["input_key"]`` names by a digest: equal seeds
    and keys give equal inputs, and a seed alone tells nothing about them. Backends that measure time draw
    fresh inputs each time. ``reset`` runs the reference a few times. The first ``reset`` on a machine fits
    the sizes of timed inputs to it, so that the reference takes 40 to 150 ms (longer in Python and
    TypeScript); ``info["size_factor"]`` is the factor.

    ## Episode End
    *Terminated* by ``submit`` or on the last turn. *Truncated* only when perfgym itself failed:
    then ``info["fault"]`` is 1.0, and the reward is 0.0 and has no meaning.

    ## Arguments
    Each may also be set as a variable, e.g. ``PERFGYM_BACKEND``; the argument wins.

    * ``problem``, ``language``: set by the ID.
    * ``backend="auto"``: ``"hardware"``, ``"cpu_time"``, ``"simulated"``, ``"fake"``, or a
      :class:`~perfgym.measure.backend.Backend`.
    * ``sandbox="auto"``: a sandbox's name, or a :class:`~perfgym.sandbox.sandbox.Sandbox`, which stays the
      caller's to close.
    * ``max_turns=5``: number of turns of an episode.
    * ``reward="improvement"``: or ``"weighted"``, ``"log_speedup"``, a preset with weights, or a callable.
    * ``paid="final"``: or ``"delta"``.
    * ``feedback="full"``: ``"unlabeled"`` hides the names of the counters, ``"hidden"`` hides the counters.
    * ``extras=None``: extra figures of accepted programs, for ``info["extras"]`` and the feedback:
      any of ``"wall"`` (time), ``"memory"`` (peak) and ``"scaling"`` (the exponent of CPU time as a power of
      the input's size), e.g. ``"wall,memory"``. They take a few more processes and are not paid.
    * ``cores=None``: logical CPUs to evaluate on, e.g. ``"2-3"``; by default any free one,
      isolated ones first.
    * ``precision=0.02``: half-width that is wanted of the 99 % interval of a program's time, as a share of
      the time. On a noisy machine pairs go on until the interval is as narrow, there are 120, or time is up.
    * ``precision_timeout_s=6``: seconds after which a pair is begun only where there are fewer than seven.
    * ``measure_timeout_s=60``: seconds after which no further pair of a submission is begun.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used.
        SandboxUnavailableError: No sandbox works here; the message gives the cause and the fix.
        ToolchainMissingError: The language's toolchain is missing.
        ProblemError: The problem's folder is malformed.
    """

    def __init__(
        self,
        problem: str,
        language: str = "c",
        *,
        backend: str | Backend | None = None,
        sandbox: str | Sandbox | None = None,
        max_turns: int | None = None,
        reward: str | Reward | None = None,
        paid: str | None = None,
        feedback: str | None = None,
        extras: str | list[str] | tuple[str, ...] | None = None,
        cores: str | list[int] | None = None,
        precision: float | None = None,
        precision_timeout_s: float | None = None,
        measure_timeout_s: float | None = None,
        render_mode: str | None = None,
    ) -> None:
        chosen = {
            "backend": backend,
            "sandbox": sandbox,
            "max_turns": max_turns,
            "reward": reward,
            "paid": paid,
            "feedback": feedback,
            "extras": extras,
            "cores": cores,
            "precision": precision,
            "precision_timeout_s": precision_timeout_s,
            "measure_timeout_s": measure_timeout_s,
        }
        EzPickle.__init__(self, problem, language, **chosen, render_mode=render_mode)
        super().__init__(render_mode)
        self._chosen = self._settings(**chosen)
        self._reward = chosen_reward(reward, self._chosen)
        self._preset = "" if callable(reward) else self._chosen.reward
        self.reward_name = reward_name(reward)
        self._evaluator = open_evaluator(
            problem, language, self._chosen, self._at_close, backend=backend, sandbox=sandbox
        )
        self.task = OptimizeTask(self._evaluator.problem, language)
        self._title = f"{self._evaluator.problem.title} in {self._evaluator.language.title}"
        self._seeds: list[bytes] = []
        self._prompt = ""
        self._reference = np.zeros(len(ROLES))
        self.action_space = action_space(self._chosen)
        self.observation_space = observation_space(self._chosen)

    @property
    def problem(self) -> Problem:
        """The problem that its episodes are about."""
        return self._evaluator.problem

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Start an episode with fresh hidden tests.

        Args:
            seed: Determines hidden tests and simulated inputs, together with the user's secret key.
            options: None are known; Gymnasium asks that unknown ones are ignored.

        Raises:
            SettingsError: The backend cannot measure this problem, or counts nothing that is paid.
        """
        super().reset(seed=seed, options=options)
        # One seed for each turn: earlier turns, and what a measurement draws, must not change later inputs.
        self._seeds = [self.np_random.bytes(_SEED_BYTES) for _ in range(self._chosen.max_turns)]
        self._begin(self._chosen.max_turns)
        profile = self._evaluator.start_episode(self.np_random)
        if self._preset:
            need_paid_role(self._preset, profile, self._evaluator.conditions.absent)
        if self._chosen.feedback == "hidden":
            profile = dict[Role, float]()
        self._reference, _ = counts_array(profile)
        self._prompt = self._make_prompt(profile)
        nothing = self._nothing()
        return self._observation(nothing, ""), self._info(nothing, score=math.nan)

    def _make_prompt(self, profile: Counts) -> str:
        evaluator, chosen = self._evaluator, self._chosen
        events = {role: evaluator.conditions.events[role] for role in profile}
        return prompt_text(
            spec=evaluator.problem.spec,
            language=evaluator.language,
            reference=evaluator.problem.references[evaluator.language.name],
            toolchain=evaluator.conditions.toolchain,
            profile=profile,
            events=events,
            limits=limits_text(
                evaluator.language, evaluator.run_limits, chosen.compile_timeout_s, chosen.max_source_bytes
            ),
            score=score_text(self._preset, events, chosen.feedback),
            max_turns=chosen.max_turns,
            mode=chosen.feedback,
        )

    def _nothing(self) -> Evaluation:
        return Evaluation(status=Status.NO_CODE, conditions=self._evaluator.conditions)

    def step(self, action: dict[str, Any]) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Build, test and measure one submission.

        Raises:
            InvalidAction: The action is no dict with a string ``code`` and a ``submit`` of 0 or 1.
            ResetNeeded: The episode has ended, or never began.
        """
        code, submit = _unpacked(action)
        self._need_turn()
        rng = np.random.default_rng(int.from_bytes(self._seeds[len(self._turns)], "little"))
        try:
            evaluation = self._evaluator.evaluate(self._evaluator.submission(code), rng)
        except (HarnessError, MachineError, ProblemError) as error:  # `reset` found no fault with either
            observation = self._observation(self._nothing(), FAULT_FEEDBACK)
            best = self._best_score() if self._turns else math.nan
            return self._fault_step(observation, error, self._evaluator.conditions, best_score=best)
        score = self._reward(evaluation)
        best_before = self._best_score()
        self._played(evaluation, score)
        terminated = submit or not self._turns_left
        if terminated:
            self._turns_left = 0
        reward = self._pay(best_before, last=terminated)
        observation = self._observation(evaluation, self._feedback(evaluation))
        info = self._info(evaluation, score)
        return observation, reward, terminated, False, info

    def _feedback(self, evaluation: Evaluation) -> str:
        """The text about this turn, the best program so far and the turns left."""
        mode = self._chosen.feedback
        accepted = [turn for turn in self._turns if turn.evaluation.status is Status.ACCEPTED]
        best = max(accepted, key=lambda turn: turn.score, default=None)
        parts = (
            turn_text(evaluation, mode),
            libraries_text(evaluation.status, self._evaluator.language),
            standing_text((best.number, best.score) if best else None, self._turns_left, mode),
        )
        return "\n".join(filter(None, parts))

    def _best_score(self) -> float:
        """Best score so far; 0 before the first turn."""
        return max((turn.score for turn in self._turns), default=0.0)

    def _pay(self, best_before: float, *, last: bool) -> float:
        if self._chosen.paid == "delta":
            return float(self._best_score() - best_before)
        return float(self._best_score()) if last else 0.0

    def _observation(self, evaluation: Evaluation, feedback: str) -> Observation:
        verdict, measurement = evaluation.verdict, evaluation.measurement
        shown = measurement if self._chosen.feedback != "hidden" else None
        counters, mask = counts_array(median_counts(shown, "candidate") if shown else {})
        reference = self._reference
        if shown:
            reference, _ = counts_array(median_counts(shown, "reference"))
        return {
            "prompt": self._prompt,
            "feedback": feedback[:TEXT_LENGTH],
            "status": np.int64(STATUSES.index(evaluation.status)),
            "tests_passed": np.array([verdict.passed / verdict.total if verdict else 0.0]),
            "counters": counters,
            "reference": reference.copy(),
            "counters_mask": mask,
            "turns_left": np.int64(self._turns_left),
        }

    def _info(self, evaluation: Evaluation, score: float) -> dict[str, Any]:
        best = self._best_score() if self._turns else math.nan
        return evaluation_info(evaluation, score=score, best_score=best)


def _unpacked(action: Any) -> tuple[str, bool]:
    try:
        code, submit = action["code"], _number(action["submit"])
    except (TypeError, LookupError, ValueError) as error:
        raise InvalidAction(
            f"an action is a dict with a string `code` and `submit` of 0 or 1, got {action!r:.200}"
        ) from error
    if not isinstance(code, str) or submit not in (0, 1):
        raise InvalidAction(f"`code` must be a string and `submit` 0 or 1, got {action!r:.200}")
    return code, bool(submit)


def _number(value: Any) -> numbers.Real:
    """A number, also one that a NumPy array of one element holds.

    Raises:
        TypeError: The value is no number.
        ValueError: The value is an array of more or fewer elements.
    """
    is_numpy = isinstance(value, np.ndarray | np.generic)
    plain = cast("Any", value).item() if is_numpy else value
    if not isinstance(plain, numbers.Real):
        raise TypeError
    return plain
