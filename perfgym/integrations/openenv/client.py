"""OpenEnv's clients with perfgym's types."""

from typing import Any

from openenv.core import EnvClient
from openenv.core.client_types import StepResult

from perfgym.integrations.openenv.models import PerfAction, PerfObservation, PerfState
from perfgym.integrations.openenv.repo_models import GoPerfAction, GoPerfObservation, GoPerfState

__all__ = ["GoPerfClient", "PerfOptimizeClient"]

_PATIENCE_S = 600.0
_REPO_PATIENCE_S = (
    3600.0  # an evaluation of a repository measures several programs, and each waits for a core
)


class PerfOptimizeClient(EnvClient[PerfAction, PerfObservation, PerfState]):
    """One session of a server of episodes in text; ``client.sync()`` is the same without coroutines.

    Args:
        base_url: Address of the server.
        message_timeout_s: Seconds that an answer may take. A program that waits for a core to be measured on
            may need more than OpenEnv's minute.
        more: Other arguments of ``openenv.core.EnvClient``.
    """

    def __init__(
        self, base_url: str | None = None, *, message_timeout_s: float = _PATIENCE_S, **more: Any
    ) -> None:
        super().__init__(base_url, message_timeout_s=message_timeout_s, **more)

    def _step_payload(self, action: PerfAction) -> dict[str, Any]:
        return {"reply": action.reply}

    def _parse_result(self, payload: dict[str, Any]) -> StepResult[PerfObservation]:
        outcome = {"reward": payload["reward"], "done": payload["done"]}
        observation = PerfObservation(**payload["observation"], **outcome)
        return StepResult(observation=observation, metadata=observation.metadata, **outcome)

    def _parse_state(self, payload: dict[str, Any]) -> PerfState:
        return PerfState(**payload)


class GoPerfClient(EnvClient[GoPerfAction, GoPerfObservation, GoPerfState]):
    """One session of a server of ``PerfRepo``; ``client.sync()`` is the same without coroutines.

    Args:
        base_url: Address of the server.
        message_timeout_s: Seconds that an answer may take. The first reset on a machine compiles Go's
            standard library, and every evaluation waits for a core.
        more: Other arguments of ``openenv.core.EnvClient``.
    """

    def __init__(
        self, base_url: str | None = None, *, message_timeout_s: float = _REPO_PATIENCE_S, **more: Any
    ) -> None:
        super().__init__(base_url, message_timeout_s=message_timeout_s, **more)

    def _step_payload(self, action: GoPerfAction) -> dict[str, Any]:
        return action.model_dump(exclude_none=True)

    def _parse_result(self, payload: dict[str, Any]) -> StepResult[GoPerfObservation]:
        outcome = {"reward": payload["reward"], "done": payload["done"]}
        observation = GoPerfObservation(**payload["observation"], **outcome)
        return StepResult(observation=observation, metadata=observation.metadata, **outcome)

    def _parse_state(self, payload: dict[str, Any]) -> GoPerfState:
        return GoPerfState(**payload)
