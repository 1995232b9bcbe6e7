"""The environment whose episodes are those of ``PerfOptimize``, each of a problem that is drawn for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from gymnasium.utils import EzPickle

from perfgym.envs.base import PerfEnv
from perfgym.envs.mixed.problems import mixture
from perfgym.envs.mixed.task import MixedTask, named_prompt
from perfgym.envs.optimize.env import PerfOptimizeEnv
from perfgym.envs.optimize.family import optimize_id
from perfgym.envs.optimize.spaces import action_space, observation_space
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.open_evaluator import open_backend, open_language, open_sandbox
from perfgym.evaluation.reward import Reward, chosen_reward, reward_name
from perfgym.measure import Backend
from perfgym.sandbox import Sandbox

__all__ = ["PerfOptimizeMixedEnv"]

_SEEDS = 1 << 31

Observation = dict[str, Any]


class PerfOptimizeMixedEnv(PerfEnv[Observation, dict[str, Any]]):
    """Rewrite the naive program of a problem that is drawn anew for each episode.

    ## Description
    Each episode is one of ``PerfOptimize``: see :class:`perfgym.PerfOptimizeEnv`. Its problem is drawn when
    the episode begins, by default from the split ``"train"``, with equal weights. ``info["problem"]`` names
    the problem, ``info["env_id"]`` is the ID of its own environment, and the prompt begins with a line
    ``Problem: NAME``. Recorded episodes are stored under the ID of their problem.

    ## Action Space
    That of ``PerfOptimize``, the same for all problems.

    ## Observation Space
    That of ``PerfOptimize``, the same for all problems.

    ## Rewards
    Those of ``PerfOptimize``.

    ## Starting State
    ``reset(seed=)`` draws the problem. Hidden tests and inputs are those of the problem's own environment
    with the same seed. ``reset(options={"problem": NAME})`` takes one of the problems instead of drawing it.
    The programs of a problem are built when it is drawn for the first time.

    ## Episode End
    As in ``PerfOptimize``.

    ## Arguments
    Those of ``PerfOptimize`` but ``problem``, and:

    * ``split=None``: ``"train"``, ``"validation"`` or ``"test"``; by default ``"train"``, or any split where
      ``problems`` are named.
    * ``problems=None``: names of the problems to draw from; all by default.
    * ``classes=None``: a class of bottlenecks or a list of them; only problems that have one of them.
    * ``weights=None``: name of a problem to its weight, a number of at least 0. A problem is drawn with a
      probability in proportion to its weight, which is 1 where it is not named.

    ## Version History
    * v0: first version.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used, or no problem is left to draw.
        SandboxUnavailableError: No sandbox works here; the message gives the cause and the fix.
        ToolchainMissingError: The language's toolchain is missing.
        ProblemError: The ``problem.toml`` of a problem is malformed.
    """

    def __init__(
        self,
        language: str = "c",
        *,
        split: str | None = None,
        problems: Iterable[str] | None = None,
        classes: str | Iterable[str] | None = None,
        weights: Mapping[str, float] | None = None,
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
        problems = problems if problems is None or isinstance(problems, str) else list(problems)
        classes = classes if classes is None or isinstance(classes, str) else list(classes)
        drawn: Any = {"split": split, "problems": problems, "classes": classes, "weights": weights}
        chosen: dict[str, Any] = {
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
        EzPickle.__init__(self, language, **drawn, **chosen, render_mode=render_mode)
        super().__init__(render_mode)
        settings = self._settings(**chosen)
        chosen_reward(reward, settings)  # raises where it cannot be used
        self.reward_name = reward_name(reward)
        self._language = language
        open_language(language)
        self.probabilities = mixture(language, **drawn)
        shared: dict[str, Any] = {
            "backend": open_backend(backend, settings),
            "sandbox": open_sandbox(sandbox, settings, self._at_close),
        }
        self._arguments: dict[str, Any] = {**chosen, **shared, "render_mode": render_mode}
        self._made: dict[str, PerfOptimizeEnv] = {}
        self._now: PerfOptimizeEnv | None = None
        self._told: dict[str, str] = {}
        self.task = MixedTask(language)
        self.action_space = action_space(settings)
        self.observation_space = observation_space(settings)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Draw a problem, and start an episode with fresh hidden tests.

        Args:
            seed: Determines the problem and, together with the user's secret key, hidden tests and simulated
                inputs.
            options: ``"problem"`` names the problem of this episode; it must be one of those that are drawn.
                Unknown options are ignored, as Gymnasium asks.

        Raises:
            SettingsError: The option names another problem, or the backend cannot measure this one.
            ProblemError: The problem's folder is malformed.
        """
        super().reset(seed=seed, options=options)
        names = list(self.probabilities)
        drawn = int(self.np_random.choice(len(names), p=list(self.probabilities.values())))
        own_seed = int(self.np_random.integers(_SEEDS))
        name = self._asked_for(options or {}) or names[drawn]
        self._now = self._environment(name)
        problem = self._now.problem
        self._told = {"problem": name, "env_id": str(optimize_id(problem, self._language))}
        observation, info = self._now.reset(seed=own_seed if seed is None else seed)
        return self._observation(observation), info | self._told

    def _asked_for(self, options: Mapping[str, Any]) -> str:
        """The problem that the options name; empty if they name none."""
        name = options.get("problem", "")
        if name and name not in self.probabilities:
            hint = suggestion(str(name), self.probabilities)
            raise SettingsError(f"options: {name!r:.200} is none of the problems that are drawn; {hint}")
        return name

    def _environment(self, name: str) -> PerfOptimizeEnv:
        """The environment of a problem, which is made once."""
        if name not in self._made:
            made = PerfOptimizeEnv(name, self._language, **self._arguments)
            self._at_close.callback(made.close)
            self._made[name] = made
        return self._made[name]

    def step(self, action: dict[str, Any]) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Build, test and measure one submission, as :meth:`perfgym.PerfOptimizeEnv.step`."""
        if self._now is None:
            self._need_turn()  # raises, because no episode has begun
        assert self._now is not None
        observation, reward, terminated, truncated, info = self._now.step(action)
        return self._observation(observation), reward, terminated, truncated, info | self._told

    def _observation(self, observation: Observation) -> Observation:
        return {**observation, "prompt": named_prompt(self._told["problem"], observation["prompt"])}

    def render(self) -> Any:
        """The turns of this episode so far, as :meth:`perfgym.PerfOptimizeEnv.render`."""
        return super().render() if self._now is None else self._now.render()
