"""A family of environments that is not part of perfgym: an agent writes a short sum that has a given value.

It has no problem of the bank, no program, no sandbox and no process: a sum is read here, and its cost is its
number of terms. It shows what perfgym needs of a family.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.error import InvalidAction
from gymnasium.utils import EzPickle

from perfgym import (
    Conditions,
    Description,
    EnvId,
    Evaluation,
    Event,
    Interval,
    Measurement,
    Pair,
    PerfEnv,
    Role,
    SourceText,
    Status,
    Submission,
    Task,
    TestResult,
    Unit,
    Verdict,
    evaluation_info,
    improvement,
)

FILE = "sum.txt"
TERMS = Event(name="terms", unit=Unit.OCCURRENCES)
TARGETS = (10, 12)
_LENGTH = 1000


class SumEvaluator:
    """Evaluates sums; the reference is a sum of ones.

    Args:
        target: The value that a sum must have.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.conditions = Conditions(backend="terms", events={Role.TIME: TERMS})

    def start_episode(self, rng: np.random.Generator) -> Mapping[Role, float]:
        """Return the cost of the reference; nothing in an episode is random."""
        del rng
        return {Role.TIME: float(self.target)}

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        """Evaluate the sum in a submission."""
        del rng
        text = submission.text.strip()
        if not re.fullmatch(r"[1-9]( *\+ *[1-9])*", text):
            return Evaluation(status=Status.COMPILE_ERROR, conditions=self.conditions)
        terms = [int(term) for term in text.split("+")]
        status = Status.ACCEPTED if sum(terms) == self.target else Status.WRONG_OUTPUT
        result = TestResult(name="value", status=status, detail=f"the value is {sum(terms)}")
        return Evaluation(
            status=status,
            conditions=self.conditions,
            verdict=Verdict(results=(result,), total=1),
            measurement=self._measurement(len(terms)) if status is Status.ACCEPTED else None,
        )

    def _measurement(self, terms: int) -> Measurement:
        ratio = math.log(self.target / terms)
        pair = Pair(reference={Role.TIME: float(self.target)}, candidate={Role.TIME: float(terms)})
        interval = Interval(estimate=ratio, low=ratio, high=ratio, confidence=1.0)
        return Measurement(
            backend="terms", events={Role.TIME: TERMS}, pairs=(pair,), intervals={Role.TIME: interval}
        )


class SumTask(Task):
    """How an episode of the environment is read. Actions are text."""

    is_text = True

    def opening(self, observation: Any) -> str:
        """The prompt."""
        return observation["prompt"]

    def feedback(self, observation: Any, reply: str = "") -> str:
        """The feedback on the last sum."""
        return observation["feedback"]

    def action(self, reply: str) -> str:
        """The last line of a reply."""
        return reply.strip().split("\n")[-1]

    def reply(self, action: Any) -> str:
        """The sum."""
        return action

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission:
        """The sum as a file."""
        del info
        return Submission(files={FILE: action.encode()})

    def record(self, action: Any) -> Any:
        """Nothing: the submission is the whole action."""
        del action
        return None

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """An agent that improves from turn to turn, for a value of 10."""
        return {"improving": ["one", "5+4", "3+3+4", "5+5"]}


class SumEnv(PerfEnv[dict[str, Any], str]):
    """Write a sum of digits that has a given value, in as few terms as possible.

    ## Description
    A sum is right if it has the given value. It costs as much as it has terms.

    ## Action Space
    ``SourceText``: the sum, e.g. ``"5+5"``.

    ## Observation Space
    ``Dict(prompt: SourceText, feedback: SourceText, turns_left: Discrete)``.

    ## Rewards
    The increase of the best score; the score is ``perfgym.improvement``.

    ## Starting State
    Equal for all seeds.

    ## Episode End
    *Terminated* on the last turn.

    ## Arguments
    * ``target``: set by the ID.
    * ``max_turns=4``: number of turns of an episode.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.
    """

    def __init__(self, target: int, *, max_turns: int = 4, render_mode: str | None = None) -> None:
        EzPickle.__init__(self, target, max_turns=max_turns, render_mode=render_mode)
        super().__init__(render_mode)
        self.task = SumTask()
        self._title = f"Sum of {target}"
        self._evaluator = SumEvaluator(target)
        self._max_turns = max_turns
        self._best = 0.0
        self.action_space = SourceText(_LENGTH)
        self.observation_space = spaces.Dict(
            {
                "prompt": SourceText(_LENGTH),
                "feedback": SourceText(_LENGTH),
                "turns_left": spaces.Discrete(max_turns + 1),
            }
        )

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Begin an episode."""
        super().reset(seed=seed, options=options)
        self._begin(self._max_turns)
        self._best = 0.0
        self._evaluator.start_episode(self.np_random)
        nothing = Evaluation(status=Status.NO_CODE, conditions=self._evaluator.conditions)
        return self._observation(""), evaluation_info(nothing, score=math.nan, best_score=math.nan)

    def step(self, action: str) -> tuple[dict[str, Any], float, bool, bool, dict[str, Any]]:
        """Evaluate one sum."""
        if not isinstance(action, str):
            raise InvalidAction(f"an action is a string, got {action!r}")
        self._need_turn()
        evaluation = self._evaluator.evaluate(self.task.submission(action, {}), self.np_random)
        score, before = improvement(evaluation), self._best
        self._best = max(before, score)
        self._played(evaluation, score)
        feedback = evaluation.verdict.results[0].detail if evaluation.verdict else "this is no sum"
        info = evaluation_info(evaluation, score=score, best_score=self._best)
        return self._observation(feedback), self._best - before, not self._turns_left, False, info

    def _observation(self, feedback: str) -> dict[str, Any]:
        prompt = (
            f"Write a sum of digits from 1 to 9 with the value {self._evaluator.target}, as short as you can."
        )
        return {"prompt": prompt, "feedback": feedback, "turns_left": np.int64(self._turns_left)}


class SumFamily:
    """The family: an ID for each target."""

    name = "ToySum"
    entry_point = "tests.system.toy_family.sums:SumEnv"
    keeps_evaluations = False

    def ids(self) -> Iterator[EnvId]:
        """An ID for each target, e.g. ``ToySum-10-v0``."""
        for target in TARGETS:
            yield EnvId(family=self.name, name=str(target), version=0, kwargs={"target": target})

    def describe(self, env_id: EnvId) -> Description:
        """Title and bottleneck."""
        return Description(title=f"Sum of {env_id.kwargs['target']}", bottleneck="too many terms")

    def task(self, env_id: EnvId) -> SumTask:
        """How episodes are read."""
        del env_id
        return SumTask()

    def evaluator(self, env_id: EnvId, conditions: Conditions, **kwargs: Any) -> SumEvaluator:
        """An evaluator of sums, which needs none of perfgym's."""
        del conditions, kwargs
        return SumEvaluator(env_id.kwargs["target"])
