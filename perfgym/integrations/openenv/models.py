"""What OpenEnv's client and server say to each other."""

from openenv.core.env_server import Action, Observation, State
from pydantic import Field

__all__ = ["PerfAction", "PerfObservation", "PerfState"]


class PerfAction(Action):
    """A model's whole reply."""

    reply: str = Field(
        description="<code>the whole program</code>, and <submit/> on a line of its own to end the episode"
    )


class PerfObservation(Observation):
    """The environment's words.

    ``reward`` is None at the start, and after a failure of perfgym: then ``done`` is true and
    ``metadata["fault"]`` is 1.
    """

    text: str = Field(default="", description="the task at first, then what became of the program")


class PerfState(State):
    """Where the episode is."""

    env_id: str = ""
    score: float | None = Field(
        default=None, description="what the episode is worth if it ends now; null after a failure of perfgym"
    )
