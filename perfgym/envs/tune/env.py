"""The environment in which an agent sets the knobs of a program to make it fast."""

import math
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.error import InvalidAction
from gymnasium.utils import EzPickle
from numpy.typing import NDArray

from perfgym.envs.base import PerfEnv
from perfgym.envs.tune.task import TuneTask
from perfgym.errors import HarnessError, MachineError, PerfgymError, ProblemError, SettingsError
from perfgym.evaluation.cache import EvaluationCache
from perfgym.evaluation.info import evaluation_info
from perfgym.evaluation.open_evaluator import open_evaluator
from perfgym.evaluation.reward import MOST_DOUBLINGS
from perfgym.measure import Backend
from perfgym.records import ROLES, Evaluation, Interval, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings, need_integer
from perfgym.store import StoredEvaluations, open_store

__all__ = ["TURNS", "PerfTuneEnv"]

TURNS = 16
"""Turns of an episode, unless an argument or a variable sets another number."""

Knobs = NDArray[np.int64]
Observation = NDArray[np.float32]


def _doublings(log_ratio: float) -> float:
    return float(np.clip(log_ratio / math.log(2.0), -MOST_DOUBLINGS, MOST_DOUBLINGS))


class PerfTuneEnv(PerfEnv[Observation, Knobs]):
    """Set compiler flags and source parameters of a program so that it costs the hardware less.

    ## Description
    A problem declares knobs (``tune.toml``): options for the compiler, and parameters of a source
    template such as tile sizes, layouts and algorithms. Each action sets all knobs. The program
    is then built, tested on hidden inputs and measured beside the reference in a sandbox. The inputs are
    the same in all episodes, so that a program that was evaluated before costs nothing again.

    ## Action Space
    ``MultiDiscrete``: for each knob, in the order of ``knobs``, the index of its setting. Settings that
    exclude each other lead to a status such as ``COMPILE_ERROR``, which pays nothing.

    :class:`~perfgym.TextWrapper` makes texts of both spaces, for language models.

    ## Observation Space
    ``Box(-10, 10, (K + 13,), float32)`` for K knobs:

    | entries      | meaning                                                                 |
    |--------------|-------------------------------------------------------------------------|
    | 0 .. K-1     | current settings: index / (number of settings - 1), in [0, 1]           |
    | K .. K+4     | log2(reference / program) of each event; 0 if it was not counted        |
    | K+5 .. K+9   | whether that event was counted, 0 or 1                                  |
    | K+10         | whether the program was accepted, 0 or 1                                |
    | K+11         | log2 speed-up of the episode's best program, lower 99 % bound           |
    | K+12         | share of the turns left, in [0, 1]                                      |

    The events are time, L1 data misses, last-level misses, branch misses and instructions.

    ## Rewards
    The increase of the episode's best score. The score of a program is the log2 of its speed-up over the
    reference at the lower 99 % confidence bound, in [-10, 10]; the best score begins with the program at its
    defaults. A worse program, or one that is not accepted, pays 0. All programs come from the problem's own
    template, so ``info["suspicion"]``, which guards against programs that deceive, does not reduce the
    reward.

    ## Starting State
    All knobs are at their defaults; ``reset(options={"knobs": action})`` begins at other settings.

    ## Episode End
    *Terminated* on the last turn. *Truncated* only when perfgym itself failed: then
    ``info["fault"]`` is 1.0, and the reward is 0.0 and has no meaning.

    ## Arguments
    Those from ``max_turns`` on may also be set as a variable, e.g. ``PERFGYM_BACKEND``; the argument wins.

    * ``problem``, ``language``: set by the ID.
    * ``inputs=0``: seeds the inputs of hidden tests and of the simulator, for all episodes, together with the
      user's secret key (``PERFGYM_INPUT_KEY``).
    * ``scale=1.0``: factor of the problem's scaled dimensions in measured inputs, at most 16. A smaller
      factor makes evaluations quicker; the results then hold for small inputs rather than for large ones. The
      factor that fits timed inputs to the machine, ``info["size_factor"]``, comes on top.
    * ``max_turns=16``: number of turns of an episode.
    * ``backend="auto"``, ``sandbox="auto"``, ``cores=None``, ``precision=0.02``,
      ``precision_timeout_s=6``, ``measure_timeout_s=60``: as for ``PerfOptimize``.
    * ``store=""``: file that keeps evaluations for all processes; empty for the user's own, ``"none"`` for
      none. Evaluations by a :class:`~perfgym.measure.backend.Backend` object are not kept. If the user's own
      file cannot be written, the environment warns and works without it.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.

    Attributes:
        knobs: Name of each knob to its settings, in the order of an action.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used, or the problem has no knobs.
        SandboxUnavailableError: No sandbox works here; the message gives the cause and the fix.
        ToolchainMissingError: The language's toolchain is missing.
        ProblemError: The problem's folder is malformed.
    """

    def __init__(
        self,
        problem: str,
        language: str = "c",
        *,
        inputs: int = 0,
        scale: float = 1.0,
        max_turns: int | None = None,
        backend: str | Backend | None = None,
        sandbox: str | Sandbox | None = None,
        cores: str | list[int] | None = None,
        precision: float | None = None,
        precision_timeout_s: float | None = None,
        measure_timeout_s: float | None = None,
        store: str | None = None,
        render_mode: str | None = None,
    ) -> None:
        chosen = {
            "max_turns": max_turns,
            "backend": backend,
            "sandbox": sandbox,
            "cores": cores,
            "precision": precision,
            "precision_timeout_s": precision_timeout_s,
            "measure_timeout_s": measure_timeout_s,
            "store": store,
        }
        EzPickle.__init__(
            self, problem, language, inputs=inputs, scale=scale, **chosen, render_mode=render_mode
        )
        super().__init__(render_mode)
        settings = self._settings({"max_turns": TURNS}, **chosen)
        need_integer("inputs", inputs, 0)
        self._max_turns = settings.max_turns
        self._evaluator = open_evaluator(
            problem, language, settings, self._at_close, backend=backend, sandbox=sandbox, scale=scale
        )
        found = self._evaluator.problem.tunings.get(language)
        if found is None:
            self.close()
            raise SettingsError(f"problem {problem} has no knobs in {language}; see `perfgym list`")
        self._tuning = found
        self.task = TuneTask(self._evaluator.problem, language)
        self._title = f"{self._evaluator.problem.title} in {self._evaluator.language.title}, tuned"
        self._inputs = inputs
        kept = self._open_evaluations(settings) if backend is None or isinstance(backend, str) else None
        self._cache = EvaluationCache(self._evaluator, inputs, kept)
        self._begun = False
        self._best = 0.0
        self._now = np.array(found.defaults)
        self.action_space = spaces.MultiDiscrete([len(knob.settings) for knob in found.knobs])
        shape = (len(found.knobs) + 2 * len(ROLES) + 3,)
        self.observation_space = spaces.Box(-MOST_DOUBLINGS, MOST_DOUBLINGS, shape, np.float32)

    def _open_evaluations(self, settings: Settings) -> StoredEvaluations | None:
        """The store's evaluations; None without a store, or if the user's own cannot be used."""
        store = open_store(settings.store)
        if store is None:
            return None
        self._at_close.callback(store.close)
        try:
            store.open()
        except SettingsError as error:
            if settings.store:  # the user named it, and expects it to be used
                self.close()
                raise
            warnings.warn(f"evaluations are not kept for reuse: {error}", RuntimeWarning, stacklevel=3)
            return None
        return store.evaluations

    @property
    def knobs(self) -> dict[str, tuple[str, ...]]:
        """Name of each knob to its settings, in the order of an action."""
        return {knob.name: knob.settings for knob in self._tuning.knobs}

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Start an episode and evaluate the program that it begins with.

        Args:
            seed: Seeds what a timed measurement draws.
            options: ``knobs`` may hold the settings to begin with.

        Raises:
            InvalidAction: ``knobs`` is no action.
            SettingsError: The program at these settings is not accepted.
            ProblemError: The program at the defaults is not accepted.
        """
        super().reset(seed=seed, options=options)
        knobs = self._checked((options or {}).get("knobs", self._tuning.defaults))
        if not self._begun:
            self._evaluator.start_episode(np.random.default_rng(self._inputs))
            self._begun = True
        else:
            self._evaluator.forget()  # the cache keeps the evaluations, in less space
        evaluation, recalled = self._evaluate(knobs)
        if evaluation.measurement is None:
            kind = SettingsError if options and "knobs" in options else ProblemError
            raise kind(f"the program that the episode begins with is not accepted: {evaluation.status}")
        self._begin(self._max_turns)
        self._now = knobs
        self._best = _score(evaluation)
        return self._observation(evaluation), self._info(evaluation, recalled=recalled)

    def step(self, action: Knobs) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Build, test and measure the program at the settings.

        Raises:
            InvalidAction: The action is not in the action space.
            ResetNeeded: The episode has ended, or never began.
        """
        knobs = self._checked(action)
        self._need_turn()
        self._now = knobs
        try:
            evaluation, recalled = self._evaluate(knobs)
        except (HarnessError, MachineError, ProblemError) as error:  # `reset` found no fault with either
            return self._fault(error)
        score = _score(evaluation)
        before = self._best
        self._best = max(before, score) if math.isfinite(score) else before
        self._played(evaluation, score)
        info = self._info(evaluation, recalled=recalled)
        return self._observation(evaluation), self._best - before, not self._turns_left, False, info

    def _checked(self, action: Any) -> Knobs:
        try:
            knobs = np.asarray(action)
            known = knobs.dtype.kind in "iu" and self.action_space.contains(knobs.astype(np.int64))
        except (TypeError, ValueError):
            known = False
        if not known:
            raise InvalidAction(
                f"an action has the index of a setting for each of {len(self._tuning.knobs)} knobs, with "
                f"{[len(knob.settings) for knob in self._tuning.knobs]} settings; got {action!r:.200}"
            )
        return np.asarray(action).astype(np.int64)

    def _evaluate(self, knobs: Knobs) -> tuple[Evaluation, bool]:
        source, flags = self._tuning.program(knobs.tolist())
        # A child generator: later inputs must not depend on how many pairs a noisy machine needed.
        return self._cache.evaluate(self._evaluator.submission(source, flags), self.np_random.spawn(1)[0])

    def _observation(self, evaluation: Evaluation) -> Observation:
        measurement = evaluation.measurement
        intervals = measurement.intervals if measurement else dict[Role, Interval]()
        ratios = [_doublings(intervals[role].estimate) if role in intervals else 0.0 for role in ROLES]
        mask = [float(role in intervals) for role in ROLES]
        state = [float(measurement is not None), self._best, self._turns_left / self._max_turns]
        places = self._now / (np.array([len(knob.settings) for knob in self._tuning.knobs]) - 1)
        return np.array([*places, *ratios, *mask, *state], dtype=np.float32)

    def _info(self, evaluation: Evaluation, *, recalled: bool) -> dict[str, Any]:
        if recalled:  # it took no time now, and waited for no core
            evaluation = replace(evaluation, stage_s={}, queue_ahead=None)
        info = evaluation_info(evaluation, score=_score(evaluation), best_score=self._best)
        return info | {"remembered": float(recalled), **self._settings_info()}

    def _settings_info(self) -> dict[str, Any]:
        now: list[int] = self._now.tolist()
        source, flags = self._tuning.program(now)
        settings = {
            knob.name: knob.settings[index] for knob, index in zip(self._tuning.knobs, now, strict=True)
        }
        return {"knobs": settings, "source": source, "flags": " ".join(flags)}

    def _fault(self, error: PerfgymError) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        conditions = self._evaluator.conditions
        observation = self._observation(Evaluation(status=Status.NO_CODE, conditions=conditions))
        more = {"best_score": self._best, "remembered": 0.0, **self._settings_info()}
        return self._fault_step(observation, error, conditions, **more)


def _score(evaluation: Evaluation) -> float:
    """log2 of the speed-up at its lower bound; NaN without a measurement."""
    return _doublings(evaluation.time.low) if evaluation.time else math.nan
