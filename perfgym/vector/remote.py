"""Methods and attributes of environments that live in workers."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

import numpy as np
from gymnasium.vector import VectorEnv

from perfgym.errors import HarnessError
from perfgym.vector.pool import Pool, WorkerLoss

__all__ = ["RemoteAttributes"]

_Call = tuple[str, tuple[Any, ...], dict[str, Any]]


class RemoteAttributes(VectorEnv[Any, Any, Any]):
    """The part of a vector environment that reads, calls and sets attributes of its environments.

    Attributes:
        pool: The environments.
    """

    pool: Pool

    def call(self, name: str, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """Call a method, or read an attribute, of every environment; return one value for each."""
        return self.call_some(range(self.pool.size), name, *args, **kwargs)

    def call_some(self, env_ids: Iterable[int], name: str, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """Call a method, or read an attribute, of some environments; return the values in their order."""
        chosen = list(env_ids)
        found = self._ask(name, dict.fromkeys(chosen, ("call", (name, *args), kwargs)))
        return tuple(found[env_id] for env_id in chosen)

    def _ask(self, name: str, requests: dict[int, _Call]) -> dict[int, Any]:
        found = self.pool.ask(requests)
        for env_id, value in found.items():
            if isinstance(value, WorkerLoss):
                raise HarnessError(f"the worker of environment {env_id} was lost in {name!r}: {value}")
        return found

    def get_attr(self, name: str) -> tuple[Any, ...]:
        """Read an attribute of every environment."""
        return self.call(name)

    def set_attr(self, name: str, values: Any) -> None:
        """Set an attribute of every environment.

        The environment of a worker that replaces a lost one does not have the attribute.

        Args:
            name: Name of the attribute.
            values: A list or tuple with a value for each environment, or one value for all.
        """
        number = self.pool.size
        each: list[Any] = [*cast("Any", values)] if isinstance(values, list | tuple) else [values] * number
        if len(each) != number:
            raise ValueError(f"there must be {number} values, one for each environment; got {len(each)}")
        self.set_attr_some(name, dict(enumerate(each)))

    def set_attr_some(self, name: str, values: Mapping[int, Any]) -> None:
        """Set an attribute of some environments.

        Args:
            name: Name of the attribute.
            values: Index of an environment to the value.
        """
        self._ask(name, {env_id: ("set_attr", (name, value), {}) for env_id, value in values.items()})

    def render(self) -> tuple[Any, ...]:
        """Render every environment."""
        return self.call("render")

    @property
    def np_random_seed(self) -> tuple[int, ...]:  # pyright: ignore[reportIncompatibleMethodOverride] - as SyncVectorEnv
        """The seed of each environment's generator."""
        return self.get_attr("np_random_seed")

    @property
    def np_random(self) -> tuple[np.random.Generator, ...]:  # pyright: ignore[reportIncompatibleMethodOverride] - the same
        """A copy of each environment's generator."""
        return self.get_attr("np_random")
