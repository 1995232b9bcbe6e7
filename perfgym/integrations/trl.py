"""TRL: an environment that ``GRPOTrainer`` lets a model play by calling tools.

::

    trainer = GRPOTrainer(model, train_dataset=data, environment_factory=PerfOptimize)

``PerfRepo`` is the same for the family of that name.

A row of the data set names an episode: its columns are ``prompt``, ``env_id`` and ``seed``. TRL itself is not
imported here: its trainer needs no base class.
"""

from typing import Any, ClassVar

from perfgym.errors import SettingsError
from perfgym.integrations.episode import Fault, TextEpisode

__all__ = ["PerfOptimize", "PerfRepo"]

_ENDED = "The task has ended."


class _Player:
    """The episodes of a family; a subclass has the family's tools."""

    _family: ClassVar[str]

    def __init__(self, **arguments: Any) -> None:
        self._arguments = arguments
        self._episode: TextEpisode | None = None

    def reset(self, env_id: str, seed: int | None = None, **row: Any) -> str:
        """Begin the episode of a row.

        Args:
            env_id: Environment ID, e.g. ``"PerfOptimize-sort-c-v0"``.
            seed: Seed of the episode; rows that are equal play equal hidden tests.
            row: All other columns, which are not used.

        Returns:
            The task, which TRL appends to the prompt's last message.

        Raises:
            SettingsError: There is no such environment of this family, or it takes no such argument.
        """
        del row
        if not str(env_id).startswith(f"{self._family}-"):
            raise SettingsError(f"the tools of this environment are those of {self._family}, got {env_id!r}")
        if self._episode is None or self._episode.env_id != env_id:
            if self._episode:
                self._episode.close()
            self._episode = TextEpisode(env_id, **self._arguments)
        try:
            return self._episode.reset(seed, tags=False)
        except Fault:  # TRL would end the training
            return _ENDED

    def get_reward(self) -> float | None:
        """What the episode is worth, wherever it was cut off: -1.0 if no program has compiled.

        Returns:
            None if perfgym failed: TRL leaves the row out of its group's baseline and gives it no advantage.
        """
        return self._episode.score if self._episode else None

    def _send(self, code: str, *, submit: bool) -> str:
        if self._episode is None or self._episode.done:  # TRL lets a model call tools after the end
            return _ENDED
        try:
            return self._episode.send(code, submit=submit).feedback
        except Fault:  # TRL would show the model an exception's text
            return _ENDED


class PerfOptimize(_Player):
    """Plays one episode after another; ``GRPOTrainer`` makes an instance for each row of a batch.

    Public methods, except ``reset`` and ``get_reward``, are the tools that the model is offered. A program
    arrives as an argument of a tool, so prompts say nothing of ``<code>`` tags.

    Args:
        arguments: Arguments of the environments, e.g. ``max_turns=3``; to give some, make the factory with
            ``functools.partial(PerfOptimize, max_turns=3)``.
    """

    _family = "PerfOptimize"

    def evaluate(self, code: str) -> str:
        """Builds, tests and measures a program, and says what became of it.

        Args:
            code: The whole source of the program.

        Returns:
            Whether the program was accepted, and what it costs beside the reference.
        """
        return self._send(code, submit=False)

    def submit(self, code: str) -> str:
        """Does what evaluate does, and ends the task. The best program so far counts.

        Args:
            code: The whole source of the program.

        Returns:
            Whether the program was accepted, and what it costs beside the reference.
        """
        return self._send(code, submit=True)


class PerfRepo(_Player):
    """The same as :class:`PerfOptimize` for ``PerfRepo``, whose tools work on a repository.

    Args:
        arguments: Arguments of the environments, e.g. ``max_steps=20``.
    """

    _family = "PerfRepo"

    def act(self, action: str) -> str:
        """Uses one of the task's tools on the repository, and says what it answered.

        Args:
            action: A JSON object with the fields of an action, or a unified diff, which is applied.

        Returns:
            What became of the action.
        """
        return self._send(action, submit=False)

    def submit(self) -> str:
        """Evaluates the repository as it stands, and ends the task. The best evaluation counts.

        Returns:
            Whether the repository was accepted, and what it costs beside the original.
        """
        return self._send("", submit=True)
