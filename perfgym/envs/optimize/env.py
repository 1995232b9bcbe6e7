"""The environment in which an agent rewrites a program to make it fast."""

from typing import Any, ClassVar

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from gymnasium.error import InvalidAction, ResetNeeded

from perfgym.envs.render import Turn, print_turns, turns_picture, turns_text
from perfgym.envs.spaces import SourceText
from perfgym.envs.workbench import Workbench, check_render_mode
from perfgym.errors import HarnessError, PerfgymError, ProblemError
from perfgym.evaluation.feedback import counts_array, median_counts, prompt_text, turn_text
from perfgym.evaluation.info import evaluation_info, fault_info
from perfgym.evaluation.reward import Reward, make_reward
from perfgym.measure import Backend
from perfgym.records import ROLES, Evaluation, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import resolve_settings

__all__ = ["PerfOptimizeEnv"]

_TEXT_LENGTH = 1 << 20
_STATUSES = tuple(Status)
_MAX_SEED = 1 << 63
_MOST_COUNTED = 1e18  # far above any count; an infinite bound would be no bound

Observation = dict[str, Any]


class PerfOptimizeEnv(gym.Env[Observation, dict[str, Any]]):
    """Rewrite a correct, naive program so that it costs the hardware less.

    ## Description
    The agent is given a problem's statement and a reference program that solves it slowly, and
    submits programs of its own. Each is built in a sandbox, tested on hidden inputs against the
    reference's output and, when it passes every test, measured beside the reference on fresh
    inputs. The programs are taken to be hostile: nothing they do but being right and fast pays.

    ## Action Space
    ``Dict(code: SourceText, submit: Discrete(2))``: the program's source, and whether this ends
    the episode. A source that is empty or blank is not evaluated.

    ## Observation Space
    | key             | space              | meaning                                                |
    |-----------------|--------------------|--------------------------------------------------------|
    | `prompt`        | SourceText         | statement, reference program and its cost              |
    | `feedback`      | SourceText         | what happened this turn; empty at the start            |
    | `status`        | Discrete(10)       | index into `perfgym.Status`; `NO_CODE` at the start    |
    | `tests_passed`  | Box(0, 1, (1,))    | share of hidden tests passed this turn                 |
    | `counters`      | Box(0, 1e18, (5,)) | median cost of this turn's program, by role            |
    | `reference`     | Box(0, 1e18, (5,)) | the same for the reference; 0 for a role not counted   |
    | `counters_mask` | MultiBinary(5)     | which entries of `counters` were measured              |
    | `turns_left`    | Discrete           | turns left                                             |

    The roles are time (nanoseconds of CPU time; cycles where those are counted), L1 data misses,
    last-level misses, branch misses and instructions. What a backend cannot count is absent by the
    mask; it is never a zero.

    ## Rewards
    Paid on the last turn, from the best submission (``paid="final"``), or each turn as the best
    grows, to the same sum (``paid="delta"``). ``reward="improvement"``: -1.0 nothing compiled,
    -0.5 compiled but never passed, else the weighted share of the reference's cost that was
    saved, in [0, 1). ``reward="log_speedup"``: the same for failures, else log2 of the speed-up
    that is certain at 99 % confidence, in [0, 10]. A callable from an
    :class:`~perfgym.records.Evaluation` to a float does too.

    ## Starting State
    Hidden test inputs and measured inputs are drawn from ``reset(seed=)``: equal seeds give equal
    inputs. The submitted program never sees the seed. `reset` runs the reference a few times.

    ## Episode End
    *Terminated* by ``submit`` or on the last turn. *Truncated* only when perfgym itself failed:
    then ``info["fault"]`` is 1.0, the reward is 0.0 and means nothing.

    ## Arguments
    Each may also be set as a variable, e.g. ``PERFGYM_BACKEND``; the argument wins.

    * ``problem``, ``language``: set by the ID.
    * ``backend="auto"``: ``"hardware"``, ``"cpu_time"``, ``"simulated"``, ``"fake"``, or a
      :class:`~perfgym.measure.Backend`.
    * ``sandbox="auto"``: a sandbox's name, or a :class:`~perfgym.sandbox.Sandbox`, which stays the caller's
      to close.
    * ``max_turns=5``: turns of an episode.
    * ``reward="improvement"``: or ``"log_speedup"``, or a callable.
    * ``paid="final"``: or ``"delta"``.
    * ``feedback="full"``: ``"unlabeled"`` hides what the counters are, ``"hidden"`` hides them.
    * ``extras=None``: what else to measure of accepted programs, for ``info["extras"]`` and the feedback:
      any of ``"wall"`` (time), ``"memory"`` (peak) and ``"scaling"`` (the power of the input's size that CPU
      time grows with), e.g. ``"wall,memory"``. It takes a few runs more; nothing of it is paid.
    * ``cores=None``: logical CPUs to evaluate on, e.g. ``"2-3"``; by default any that is free,
      isolated ones first.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used.
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
        backend: str | Backend | None = None,
        sandbox: str | Sandbox | None = None,
        max_turns: int | None = None,
        reward: str | Reward | None = None,
        paid: str | None = None,
        feedback: str | None = None,
        extras: str | list[str] | tuple[str, ...] | None = None,
        cores: str | list[int] | None = None,
        render_mode: str | None = None,
    ) -> None:
        check_render_mode(render_mode, self.metadata["render_modes"])
        self.render_mode = render_mode
        self._settings = resolve_settings(
            backend=backend if isinstance(backend, str) else None,
            sandbox=sandbox if isinstance(sandbox, str) else None,
            max_turns=max_turns,
            reward=reward if isinstance(reward, str) else None,
            paid=paid,
            feedback=feedback,
            extras=extras,
            cores=cores,
        )
        self._reward = reward if callable(reward) else make_reward(self._settings.reward)
        self._workbench = Workbench(
            problem,
            language,
            self._settings,
            backend=backend if isinstance(backend, Backend) else None,
            sandbox=sandbox if isinstance(sandbox, Sandbox) else None,
        )
        self._problem, self._language = self._workbench.problem, self._workbench.language
        self._evaluator = self._workbench.evaluator
        self._turns: list[Turn] = []
        self._seeds: list[int] | None = None
        self._prompt = ""
        self._reference = np.zeros(len(ROLES))
        self.action_space = spaces.Dict(
            {"code": SourceText(self._settings.max_source_bytes), "submit": spaces.Discrete(2)}
        )
        self.observation_space = self._make_observation_space()

    def _make_observation_space(self) -> spaces.Dict:
        def counts() -> spaces.Box:
            return spaces.Box(0.0, _MOST_COUNTED, (len(ROLES),), np.float64)

        return spaces.Dict(
            {
                "prompt": SourceText(_TEXT_LENGTH),
                "feedback": SourceText(_TEXT_LENGTH),
                "status": spaces.Discrete(len(_STATUSES)),
                "tests_passed": spaces.Box(0.0, 1.0, (1,), np.float64),
                "counters": counts(),
                "reference": counts(),
                "counters_mask": spaces.MultiBinary(len(ROLES)),
                "turns_left": spaces.Discrete(self._settings.max_turns + 1),
            }
        )

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Starts an episode with fresh hidden tests.

        Args:
            seed: Seeds all inputs, tests and measured ones.
            options: None are known; anything given is ignored, as Gymnasium asks.
        """
        super().reset(seed=seed, options=options)
        # One seed a turn: how many pairs a noisy machine needed must not change later inputs.
        self._seeds = [int(s) for s in self.np_random.integers(_MAX_SEED, size=self._settings.max_turns)]
        self._turns = []
        profile = self._evaluator.start_episode(self.np_random)
        if self._settings.feedback == "hidden":
            profile = dict[Role, float]()
        self._reference, _ = counts_array(profile)
        self._prompt = prompt_text(
            spec=self._problem.spec,
            language=self._language.name,
            reference=self._problem.references[self._language.name],
            toolchain=self._language.toolchain().identity,
            profile=profile,
            events=self._evaluator.backend.events(),
            max_turns=self._settings.max_turns,
            mode=self._settings.feedback,
        )
        nothing = Evaluation(status=Status.NO_CODE)
        return self._observation(nothing, ""), self._info(nothing, score=float("nan"))

    def step(self, action: dict[str, Any]) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Builds, tests and measures one submission.

        Raises:
            InvalidAction: The action is no dict with a string ``code`` and a ``submit`` of 0 or 1.
            ResetNeeded: The episode has ended, or never began.
        """
        code, submit = self._unpack(action)
        if self._seeds is None or len(self._turns) == self._settings.max_turns:
            raise ResetNeeded("the episode is over or has not begun: call reset() before step()")
        rng = np.random.default_rng(self._seeds[len(self._turns)])
        try:
            evaluation = self._evaluator.evaluate(code, rng)
        except (HarnessError, ProblemError) as error:  # the reference worked when the episode began
            return self._fault(error)
        score = self._reward(evaluation)
        best_before = self._best_score()
        self._turns.append(Turn(number=len(self._turns) + 1, evaluation=evaluation, score=score))
        terminated = submit or len(self._turns) == self._settings.max_turns
        reward = self._pay(best_before, last=terminated)
        observation = self._observation(evaluation, turn_text(evaluation, self._settings.feedback))
        info = self._info(evaluation, score)
        if terminated:
            self._seeds = None
        if self.render_mode == "human":
            self.render()
        return observation, reward, terminated, False, info

    def _unpack(self, action: Any) -> tuple[str, bool]:
        try:
            code, submit = action["code"], int(action["submit"])
        except (TypeError, KeyError, ValueError) as error:
            raise InvalidAction(
                f"an action is a dict with a string `code` and `submit` of 0 or 1, got {action!r:.200}"
            ) from error
        if not isinstance(code, str) or submit not in (0, 1):
            raise InvalidAction(f"`code` must be a string and `submit` 0 or 1, got {action!r:.200}")
        return code, bool(submit)

    def _best_score(self) -> float:
        """Best score so far; before the first turn, 0."""
        return max((turn.score for turn in self._turns), default=0.0)

    def _pay(self, best_before: float, *, last: bool) -> float:
        if self._settings.paid == "delta":
            return float(self._best_score() - best_before)
        return float(self._best_score()) if last else 0.0

    def _fault(self, error: PerfgymError) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Perfgym failed, not the program: the episode ends here and nothing is paid."""
        self._seeds = None
        nothing = Evaluation(status=Status.NO_CODE)
        observation = self._observation(nothing, "perfgym failed; the submission is not to blame.")
        info = fault_info(self._info(nothing, score=float("nan")), error)
        return observation, 0.0, False, True, info

    def _observation(self, evaluation: Evaluation, feedback: str) -> Observation:
        verdict, measurement = evaluation.verdict, evaluation.measurement
        shown = measurement if self._settings.feedback != "hidden" else None
        counters, mask = counts_array(median_counts(shown, "candidate") if shown else {})
        reference = self._reference
        if shown:
            reference, _ = counts_array(median_counts(shown, "reference"))
        return {
            "prompt": self._prompt,
            "feedback": feedback[:_TEXT_LENGTH],
            "status": np.int64(_STATUSES.index(evaluation.status)),
            "tests_passed": np.array([verdict.passed / verdict.total if verdict else 0.0]),
            "counters": counters,
            "reference": reference.copy(),
            "counters_mask": mask,
            "turns_left": np.int64(self._settings.max_turns - len(self._turns)),
        }

    def _info(self, evaluation: Evaluation, score: float) -> dict[str, Any]:
        best = self._best_score() if self._turns else float("nan")
        return evaluation_info(evaluation, self._evaluator, score=score, best_score=best)

    def render(self) -> Any:
        """The turns so far: text for ``ansi``, a picture (400, 800, 3) for ``rgb_array``."""
        title = f"{self._problem.title} in {self._language.name}"
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
