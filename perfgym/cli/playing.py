"""Options of the commands that play episodes, and the agents and environments that they choose."""

import contextlib
import json
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from perfgym.cli.environments import need_argument
from perfgym.cli.options import FiniteRange
from perfgym.cli.resuming import CHAT_OPTIONS, ENVIRONMENT_OPTIONS, option_name
from perfgym.envs.family import Task
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.reward import make_reward
from perfgym.machine.preferred_cores import measuring_cores
from perfgym.rollout.agents import (
    ChatOptions,
    MakeAgent,
    chat_agents,
    scripted_agents,
    scripted_names,
)
from perfgym.rollout.agents.chat import API_KEY_VARIABLE, BASE_URL
from perfgym.settings import resolve_settings
from perfgym.store import Store, open_store

__all__ = [
    "CHAT",
    "agent_name",
    "chat_options",
    "chosen_agents",
    "environment_arguments",
    "integer_option",
    "number_of_workers",
    "store_to_play_in",
    "worker_options",
]

CHAT = "chat"
"""Name of the agent that is a language model."""

_LONGEST_SYSTEM = 1 << 20  # bytes

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")


def _parse_object(ctx: click.Context, param: click.Parameter, value: str | None) -> dict[str, Any]:
    del ctx
    try:
        parsed = json.loads(value or "{}", parse_constant=_refuse)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not JSON: {error}", param=param) from error
    if not isinstance(parsed, dict):
        raise click.BadParameter(f"{value!r} is not a JSON object", param=param)
    return cast("dict[str, Any]", parsed)


def _read_system(ctx: click.Context, param: click.Parameter, value: Path | None) -> str:
    """Read the system message; the run keeps its text, so that a resumed run has the same."""
    del ctx
    if value is None:
        return ""
    try:
        content = value.read_bytes()[: _LONGEST_SYSTEM + 1]
        text = content.decode()
    except OSError as error:
        raise click.BadParameter(f"{value} cannot be read: {error.strerror}", param=param) from error
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{value} is not text in UTF-8: {error}", param=param) from error
    if not text.strip() or len(content) > _LONGEST_SYSTEM:
        raise click.BadParameter(
            f"{value} must hold a text of at most {_LONGEST_SYSTEM} bytes, it has {len(content)}", param=param
        )
    return text


def integer_option(name: str, least: int, default: int, help_text: str, *, dest: str = "") -> Any:
    """Return an option that takes an integer of at least ``least``; ``dest`` is the parameter's name."""
    names = [name, dest] if dest else [name]
    return click.option(
        *names, type=click.IntRange(min=least), default=default, show_default=True, help=help_text
    )


_CHAT_OPTIONS = (
    click.option("--model", help="Name of the model on the server."),
    click.option(
        "--base-url",
        default=BASE_URL,
        show_default=True,
        envvar="OPENAI_BASE_URL",
        help="Address of an OpenAI-compatible server; also $OPENAI_BASE_URL.",
    ),
    click.option(
        "--api-key-var",
        default=API_KEY_VARIABLE,
        show_default=True,
        help="Environment variable that holds the API key; the key is never stored.",
    ),
    click.option(
        "--system",
        metavar="FILE",
        type=click.Path(path_type=Path),
        callback=_read_system,
        help="Text of the system message; it is kept with the run. Default: none.",
    ),
    click.option(
        "--temperature", type=FiniteRange(min=0), help="Sampling temperature; default: the server's."
    ),
    click.option(
        "--request",
        metavar="JSON",
        callback=_parse_object,
        help="""More fields of each request: '{"max_tokens": 4096}'; null leaves one out: """
        """'{"seed": null}'.""",
    ),
    click.option(
        "--stream/--no-stream", default=True, show_default=True, help="Receive replies piece by piece."
    ),
    click.option(
        "--timeout",
        "timeout_s",
        type=FiniteRange(min=0, min_open=True),
        default=600.0,
        show_default=True,
        help="Seconds to wait for the next piece of a reply.",
    ),
    integer_option(
        "--max-retries", 0, 4, "How often to repeat a request that failed or got an unusable reply."
    ),
    click.option("--price-in", type=FiniteRange(min=0), help="Price of a million prompt tokens."),
    click.option("--price-out", type=FiniteRange(min=0), help="Price of a million reply tokens."),
)

_WORKER_OPTIONS = (
    integer_option("--concurrency", 1, 4, "Episodes at the same time, most of which wait for the model."),
    click.option(
        "--num-envs",
        type=click.IntRange(min=1),
        help="Processes that evaluate; episodes take turns on them. Default: one for each core to "
        "measure on.",
    ),
)


def chat_options(function: Decorated) -> Decorated:
    """Add the options that choose a language model, its server and its prices."""
    return _with_options(function, _CHAT_OPTIONS)


def worker_options(function: Decorated) -> Decorated:
    """Add the options that say how many episodes are played, and how many evaluated, at the same time."""
    return _with_options(function, _WORKER_OPTIONS)


def _with_options(function: Decorated, options: tuple[Any, ...]) -> Decorated:
    for option in reversed(options):
        function = option(function)
    return function


def store_to_play_in(file: str | None) -> Store:
    """Open the store that episodes are kept in; it is created if it is missing.

    Args:
        file: The file, if one was given.

    Raises:
        SettingsError: The settings say that there is no store.
    """
    store = open_store(resolve_settings(store=file).store)
    if store is None:
        raise SettingsError(
            "episodes are kept in a store, and PERFGYM_STORE is none; name a file with --store"
        )
    return store


def number_of_workers(options: Mapping[str, Any]) -> int:
    """Return the number of processes that evaluate: the one that was given, or one for each core."""
    return options["num_envs"] or max(len(measuring_cores(resolve_settings().cores)), 1)


def environment_arguments(store: Store, env_id: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of an ID's environments, all of which its family takes.

    Raises:
        SettingsError: The family does not take an argument that was given, or a value cannot be used.
    """
    family = family_of(find_id(env_id))
    arguments = {name: options[name] for name in ENVIRONMENT_OPTIONS if options[name] is not None}
    for name in arguments:
        need_argument(family, name)
    resolve_settings(**arguments)
    if "reward" in arguments:
        make_reward(arguments["reward"])  # raises where it cannot be used
    return arguments | ({"store": str(store.path)} if family.keeps_evaluations else {})


def chosen_agents(
    tasks: Mapping[str, Task], options: Mapping[str, Any], given: Collection[str]
) -> AbstractAsyncContextManager[MakeAgent]:
    """Return the maker of the agents that the options choose.

    Args:
        tasks: Environment ID to the task to play.
        options: All options of the command.
        given: Names of those that were given on the command line.

    Raises:
        SettingsError: The agent cannot play one of the tasks, or an option does not belong to it.
    """
    agent = options["agent"]
    if agent == CHAT:
        if not options["model"]:
            raise SettingsError("no model is given; give --model, or an --agent that needs no model")
        chat = ChatOptions(**{name: options[name] for name in CHAT_OPTIONS})
        return chat_agents(chat, tasks)
    if odd := [option_name(name) for name in CHAT_OPTIONS if name in given]:
        raise SettingsError(f"{odd[0]} needs --agent {CHAT}; the agent {agent} uses no model")
    for env_id, task in tasks.items():
        if agent not in (scripts := scripted_names(task)):
            raise SettingsError(
                f"no agent called {agent!r} plays {env_id}; {suggestion(agent, [CHAT, *scripts])}"
            )
    return contextlib.nullcontext(scripted_agents(agent, tasks))


def agent_name(options: Mapping[str, Any]) -> str:
    """Return the name of the script, or of the model, that plays."""
    return options["model"] if options["agent"] == CHAT else options["agent"]
