"""The interface of a family of environments, and how the rest of perfgym reads an episode of one.

A family is a folder below ``envs/`` and one line in :data:`perfgym.envs.registration.FAMILIES`; one of a
third party is an object that implements :class:`Family`, given to :func:`perfgym.register_family`.
Registration, the vector pool, agents, rollouts, recording, reports and re-verification learn from it
everything that differs between families.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from markupsafe import Markup

from perfgym.errors import SettingsError
from perfgym.evaluation.reverify import SubmissionEvaluator
from perfgym.records import Conditions, Submission
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import Turn

if TYPE_CHECKING:
    from perfgym.store.report.templates import Room

__all__ = ["Description", "EnvId", "Family", "Strategy", "Task"]

Strategy = Callable[[Any, np.random.Generator], Any]
"""Chooses actions in one episode: the last observation and a source of randomness -> the next action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvId:
    """One environment ID.

    Attributes:
        family: Name of the family.
        name: What tells the ID from others of the family, e.g. ``"matmul-c"``.
        version: The ``N`` of ``-vN``.
        kwargs: Arguments of the environment's constructor.
        language: Language of the programs; empty if that means nothing for the family.
    """

    family: str
    name: str
    version: int
    kwargs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    language: str = ""

    def __str__(self) -> str:
        """The ID, e.g. ``"PerfOptimize-matmul-c-v0"``."""
        return f"{self.family}-{self.name}-v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """An environment ID for people.

    Attributes:
        title: Title of its problem or task.
        bottleneck: What the program to be improved wastes.
        missing: What this machine lacks for it; empty if nothing.
        classes: Classes of bottlenecks, the main class first; empty where the family has none.
        split: ``"train"``, ``"validation"`` or ``"test"``; empty where the family has no splits.
        difficulty: ``"easy"``, ``"medium"`` or ``"hard"``; empty where it was not measured.
    """

    title: str = ""
    bottleneck: str = ""
    missing: str = ""
    classes: tuple[str, ...] = ()
    split: str = ""
    difficulty: str = ""


class Task:
    """How agents and the store read the episodes of one environment ID.

    The defaults are those of a family whose observations are no text.

    Attributes:
        is_text: Whether a language model can play it: observations hold text, and replies are actions.
    """

    is_text = False

    def opening(self, observation: Any) -> str:
        """The text that a conversation begins with, from the first observation; empty without text."""
        del observation
        return ""

    def prompt(self, observation: Any) -> str:
        """The same for an agent that answers by calling a tool: it does not say how a reply is written."""
        return self.opening(observation)

    def feedback(self, observation: Any, reply: str = "") -> str:
        """The text that an observation holds about the last turn; empty without text.

        Args:
            observation: The observation after the turn.
            reply: The reply of the turn, of which the text may say what was not read.
        """
        del observation, reply
        return ""

    def tool_feedback(self, observation: Any) -> str:
        """The same for an agent that answers by calling a tool: it does not say how a reply is written."""
        return self.feedback(observation)

    def context(self, observation: Any, reply: str = "") -> str:
        """All that an agent needs to choose its next action, where that is no conversation.

        A language model that plays a family with such a text is given it in place of the prompt, its replies
        and their feedback, which grow with every turn.

        Args:
            observation: The observation after the last turn.
            reply: The reply of that turn; empty before the first.

        Returns:
            The text; empty if an agent is given the conversation.
        """
        del observation, reply
        return ""

    def action(self, reply: str) -> Any:
        """The action that a language model's reply stands for.

        Raises:
            SettingsError: Actions of this family are not text.
        """
        del reply
        raise SettingsError("an action of this environment is not text, so a language model cannot play it")

    def tool_action(self, content: str, *, submit: bool) -> Any:
        """The action of an agent that calls a tool instead of writing a reply.

        Args:
            content: What the tool was given, e.g. the source of a program.
            submit: Whether the call ends the episode, where an action can.

        Raises:
            SettingsError: Actions of this family are not text.
        """
        del content, submit
        raise SettingsError("an action of this environment is not text, so a language model cannot play it")

    def reply(self, action: Any) -> str:
        """The reply that stands for an action; empty if actions are not text."""
        del action
        return ""

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The submission of a turn, from its action and the ``info`` of its step; None if there is none."""
        del action, info
        return None

    def stored_id(self, env_id: str, info: Mapping[str, Any]) -> str:
        """The environment ID that an episode is stored under.

        Args:
            env_id: The ID that it is played by.
            info: The ``info`` of its reset.

        Returns:
            The same ID, unless an episode of another ID is played.
        """
        del info
        return env_id

    def changes(self, submission: Submission) -> str | None:
        """A submission as a unified diff from what its episode began with; empty if it changes nothing.

        Returns:
            The diff; None if an episode begins with nothing, or with something that this machine lacks.
        """
        del submission
        return None

    def section(self, turns: Sequence[Turn], name: str, room: "Room") -> Markup:
        """What a report says about a whole episode, as an element of its page; empty for nothing.

        Args:
            turns: The turns of the episode, as they are stored.
            name: Prefix of every ``id``, so that one page can hold many episodes.
            room: The room that is left on the page; what does not fit is left out.
        """
        del turns, name, room
        return Markup("")

    def record(self, action: Any) -> Any:
        """The action as JSON has it, without the submission."""
        raise NotImplementedError

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """Name of each scripted agent that the family brings -> the actions that it takes, in order."""
        return {}

    def strategies(self) -> Mapping[str, Callable[[], Strategy]]:
        """Name of each agent that the family brings and that looks at observations -> a maker of one.

        One is made for each episode, so it may keep what it tried.
        """
        return {}

    def first_action(self) -> Any:
        """The action that a search begins with; None to begin with a random one."""
        return None


class Family(Protocol):
    """Environments of one kind.

    Attributes:
        name: The first part of their IDs, e.g. ``"PerfOptimize"``.
        entry_point: ``"module:class"`` of the environment, a subclass of :class:`perfgym.envs.base.PerfEnv`.
        keeps_evaluations: Whether its environments take ``store=``, a file that they keep evaluations in.
    """

    name: str
    entry_point: str
    keeps_evaluations: bool

    def ids(self) -> Iterable[EnvId]:
        """Every environment ID that there is, cheaply: this runs when perfgym is imported."""
        ...

    def describe(self, env_id: EnvId) -> Description:
        """Describe an ID, and say what this machine lacks for it."""
        ...

    def task(self, env_id: EnvId) -> Task:
        """How the episodes of an ID are read.

        Raises:
            ProblemError: Its problem cannot be loaded.
        """
        ...

    def evaluator(
        self, env_id: EnvId, conditions: Conditions, *, sandbox: Sandbox, settings: Settings
    ) -> SubmissionEvaluator:
        """An evaluator of the submissions of an ID, to verify them again.

        Args:
            env_id: The environment ID.
            conditions: The circumstances of the first evaluation. The backend and the scale are those that
                the evaluator has to use.
            sandbox: Contains the programs.
            settings: Limits and cores.

        Raises:
            SettingsError: There is no such backend.
            MachineError: This machine lacks what the backend needs.
            ProblemError: The problem cannot be loaded.
        """
        ...
