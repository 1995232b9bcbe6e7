"""The environment in which an agent sets the knobs of a program to make it fast."""

import math
from typing import Any, ClassVar

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from gymnasium.error import InvalidAction, ResetNeeded
from numpy.typing import NDArray

from perfgym.envs.render import Turn, print_turns, turns_picture, turns_text
from perfgym.envs.workbench import Workbench, check_render_mode
from perfgym.errors import HarnessError, ProblemError, SettingsError
from perfgym.evaluation.cache import EvaluationCache
from perfgym.evaluation.info import evaluation_info, fault_info
from perfgym.measure import Backend
from perfgym.records import ROLES, Evaluation, Interval, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import need_integer, resolve_settings
from perfgym.store import open_store

__all__ = ["PerfTuneEnv"]

_TURNS = 16
_MOST_DOUBLINGS = 10.0

Knobs = NDArray[np.int64]
Observation = NDArray[np.float32]


def _doublings(log_ratio: float) -> float:
    return float(np.clip(log_ratio / math.log(2.0), -_MOST_DOUBLINGS, _MOST_DOUBLINGS))


class PerfTuneEnv(gym.Env[Observation, Knobs]):
    """Set compiler flags and source parameters of a program so that it costs the hardware less.

    ## Description
    A problem declares knobs (``tune.toml``): options for the compiler, and parameters of a source
    template such as tile sizes, layouts and algorithms. Each action sets all of them; the program
    is built, tested on hidden inputs and measured beside the reference in a sandbox, as every
    submission is. The inputs are the same in all episodes, so that a program that was evaluated
    before costs nothing again.

    ## Action Space
    ``MultiDiscrete``: for each knob, in the order of `knobs`, the index of its setting. Settings that
    exclude each other end in a status such as ``COMPILE_ERROR``, which pays nothing.

    ## Observation Space
    ``Box(-10, 10, (K + 13,), float32)`` for K knobs:

    | entries      | meaning                                                                 |
    |--------------|-------------------------------------------------------------------------|
    | 0 .. K-1     | the knobs as they are: index / (number of settings - 1), in [0, 1]      |
    | K .. K+4     | log2(reference / program) of each event; 0 where it was not counted     |
    | K+5 .. K+9   | whether that event was counted, 0 or 1                                  |
    | K+10         | whether the program was accepted, 0 or 1                                |
    | K+11         | log2 speed-up of the episode's best program, certain at 99 % confidence |
    | K+12         | share of the turns that is left, in [0, 1]                              |

    The events are time, L1 data misses, last-level misses, branch misses and instructions.

    ## Rewards
    By how much the episode's best grew: the best is the log2 of the speed-up over the reference
    that is certain at 99 % confidence, in [-10, 10], and begins with the program at its defaults. A
    worse program, or one that is not accepted, pays 0. All programs come from the problem's own template, so
    that ``info["suspicion"]``, which guards against programs that deceive, is told and not held against them.

    ## Starting State
    All knobs at their defaults; ``reset(options={"knobs": ...})`` begins at others, given like an action.

    ## Episode End
    *Terminated* on the last turn. *Truncated* only when perfgym itself failed: then
    ``info["fault"]`` is 1.0, the reward is 0.0 and means nothing.

    ## Arguments
    Those from ``max_turns`` on may also be set as a variable, e.g. ``PERFGYM_BACKEND``; the argument wins.

    * ``problem``, ``language``: set by the ID.
    * ``inputs=0``: seeds the hidden tests' inputs and what the simulator runs on, for all episodes.
    * ``scale=1.0``: what the problem's scaled dimensions are multiplied by in measured inputs: less makes
      evaluations quicker, and what is learnt truer of small inputs than of large ones.
    * ``max_turns=16``: turns of an episode.
    * ``backend="auto"``, ``sandbox="auto"``, ``cores=None``: as for ``PerfOptimize``.
    * ``store=""``: file in which evaluations are remembered, shared by all processes; empty for the user's
      own, ``"none"`` for none. Evaluations by a :class:`~perfgym.measure.Backend` of the caller's are not.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.

    Attributes:
        knobs: Name of each knob to its settings, in the order of an action.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used, or there are no knobs.
        SandboxUnavailableError: No sandbox can be had; the message says why and what to do.
        ToolchainMissingError: The language's toolchain is missing.
        ProblemError: The problem's folder is malformed.
    """

    metadata: ClassVar[dict[str, Any]] = {  # pyright: ignore[reportIncompatibleVariableOverride]
        "render_modes": ["ansi", "human", "rgb_array"],
        "render_fps": 1,
    }

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
        store: str | None = None,
        render_mode: str | None = None,
    ) -> None:
        check_render_mode(render_mode, self.metadata["render_modes"])
        self.render_mode = render_mode
        settings = resolve_settings(
            {"max_turns": _TURNS},
            backend=backend if isinstance(backend, str) else None,
            sandbox=sandbox if isinstance(sandbox, str) else None,
            max_turns=max_turns,
            cores=cores,
            store=store,
        )
        need_integer("inputs", inputs, 0)
        self._max_turns = settings.max_turns
        self._workbench = Workbench(
            problem,
            language,
            settings,
            backend=backend if isinstance(backend, Backend) else None,
            sandbox=sandbox if isinstance(sandbox, Sandbox) else None,
            scale=scale,
        )
        found = self._workbench.problem.tunings.get(language)
        if found is None:
            self._workbench.close()
            raise SettingsError(f"problem {problem} has no knobs in {language}; see `perfgym list`")
        self._tuning = found
        self._inputs = inputs
        self._store = None if isinstance(backend, Backend) else open_store(settings.store)
        self._memory = EvaluationCache(self._workbench.evaluator, inputs, self._store)
        self._begun = False
        self._turns: list[Turn] = []
        self._left = 0
        self._best = 0.0
        self._now = np.array(self._tuning.defaults)
        self.action_space = spaces.MultiDiscrete([len(knob.settings) for knob in self._tuning.knobs])
        shape = (len(self._tuning.knobs) + 2 * len(ROLES) + 3,)
        self.observation_space = spaces.Box(-_MOST_DOUBLINGS, _MOST_DOUBLINGS, shape, np.float32)

    @property
    def knobs(self) -> dict[str, tuple[str, ...]]:
        """Name of each knob to its settings, in the order of an action."""
        return {knob.name: knob.settings for knob in self._tuning.knobs}

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Starts an episode and evaluates the program it begins with.

        Args:
            seed: Seeds what a timed measurement draws.
            options: ``knobs`` may hold the settings to begin with.

        Raises:
            InvalidAction: ``knobs`` is no action.
            SettingsError: The program at these is not accepted.
            ProblemError: The program at the defaults is not.
        """
        super().reset(seed=seed, options=options)
        knobs = self._checked((options or {}).get("knobs", self._tuning.defaults))
        if not self._begun:
            self._workbench.evaluator.start_episode(np.random.default_rng(self._inputs))
            self._begun = True
        else:
            self._workbench.evaluator.forget()  # the memory knows it, in less space
        evaluation, info = self._evaluate(knobs)
        if evaluation.measurement is None:
            kind = SettingsError if options and "knobs" in options else ProblemError
            raise kind(f"the program that the episode begins with is not accepted: {evaluation.status}")
        self._turns, self._left, self._now = [], self._max_turns, knobs
        self._best = self._score(evaluation)
        return self._observation(evaluation), self._info(info, evaluation)

    def step(self, action: Knobs) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Builds, tests and measures the program at the settings given.

        Raises:
            InvalidAction: The action is not in the action space.
            ResetNeeded: The episode has ended, or never began.
        """
        knobs = self._checked(action)
        if not self._left:
            raise ResetNeeded("the episode is over or has not begun: call reset() before step()")
        self._now = knobs
        try:
            evaluation, info = self._evaluate(knobs)
        except (HarnessError, ProblemError) as error:  # the reference worked when the episode began
            return self._fault(error)
        score = self._score(evaluation)
        before = self._best
        self._best = max(before, score) if math.isfinite(score) else before
        self._left -= 1
        self._turns.append(Turn(number=len(self._turns) + 1, evaluation=evaluation, score=score))
        if self.render_mode == "human":
            self.render()
        info = self._info(info, evaluation)
        return self._observation(evaluation), self._best - before, self._left == 0, False, info

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

    def _evaluate(self, knobs: Knobs) -> tuple[Evaluation, dict[str, Any]]:
        source, flags = self._tuning.program(knobs.tolist())
        # A child: how many pairs a noisy machine needed must not change later inputs.
        evaluation, info = self._memory.evaluate(source, flags, self.np_random.spawn(1)[0])
        return evaluation, info | {"source": source, "flags": " ".join(flags)}

    def _score(self, evaluation: Evaluation) -> float:
        measurement = evaluation.measurement
        return _doublings(measurement.intervals[Role.TIME].low) if measurement else float("nan")

    def _observation(self, evaluation: Evaluation) -> Observation:
        measurement = evaluation.measurement
        intervals = measurement.intervals if measurement else dict[Role, Interval]()
        ratios = [_doublings(intervals[role].estimate) if role in intervals else 0.0 for role in ROLES]
        mask = [float(role in intervals) for role in ROLES]
        state = [float(measurement is not None), self._best, self._left / self._max_turns]
        places = self._now / (np.array([len(knob.settings) for knob in self._tuning.knobs]) - 1)
        return np.array([*places, *ratios, *mask, *state], dtype=np.float32)

    def _info(self, info: dict[str, Any], evaluation: Evaluation) -> dict[str, Any]:
        now: list[int] = self._now.tolist()
        settings = {
            knob.name: knob.settings[index] for knob, index in zip(self._tuning.knobs, now, strict=True)
        }
        return info | {"score": self._score(evaluation), "best_score": self._best, "knobs": settings}

    def _fault(self, error: Exception) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Perfgym failed, not the program: the episode ends here and nothing is paid."""
        self._left = 0
        nothing = Evaluation(status=Status.NO_CODE)
        info = evaluation_info(
            nothing, self._workbench.evaluator, score=float("nan"), best_score=float("nan")
        ) | {"remembered": 0.0, "source": "", "flags": ""}
        return self._observation(nothing), 0.0, False, True, fault_info(self._info(info, nothing), error)

    def render(self) -> Any:
        """The turns so far: text for ``ansi``, a picture (400, 800, 3) for ``rgb_array``."""
        title = f"{self._workbench.problem.title} in {self._workbench.language.name}, tuned"
        if self.render_mode == "ansi":
            return turns_text(title, self._turns)
        if self.render_mode == "rgb_array":
            return turns_picture(title, self._turns)
        if self.render_mode == "human":
            print_turns(title, self._turns)
        return None

    def close(self) -> None:
        """Gives everything back to the machine. Twice is harmless."""
        self._workbench.close()
        if self._store:
            self._store.close()
