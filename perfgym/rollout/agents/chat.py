"""A language model behind an OpenAI-compatible server as an agent."""

import asyncio
import contextlib
import math
import os
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from perfgym.envs.family import Task
from perfgym.errors import MachineError, SettingsError
from perfgym.printable import clean_text
from perfgym.rollout.agents.agent import (
    AgentFailedError,
    AgentInput,
    AgentOutput,
    ChatMessage,
    MakeAgent,
)

if TYPE_CHECKING:
    from openai import AsyncOpenAI

__all__ = ["API_KEY_VARIABLE", "BASE_URL", "ChatOptions", "chat_agents"]

API_KEY_VARIABLE = "OPENAI_API_KEY"
BASE_URL = "https://api.openai.com/v1"

_TOKENS = ("prompt_tokens", "completion_tokens")
_NO_KEY = "none"  # the client requires a key, and a local server ignores it
_SEEDS = 1 << 31  # servers read a seed as a signed 32-bit number
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 8.0
_CLIENTS_PAUSE_S = 120.0  # upper bound of the pause that the client makes at a server's request
_CONNECT_S = 10.0
_LONGEST_REPLY = 1 << 21
_LONGEST_CAUSE = 300


class _UselessReplyError(Exception):
    """The server's answer holds no reply, or only a part of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOptions:
    """A model, its server, and the parameters of requests.

    Attributes:
        model: Name of the model, as the server knows it.
        base_url: The server's address, up to and including ``/v1``.
        api_key_var: Name of the variable that holds the key; a local server may need none.
        system: Text of a system message that each request begins with; empty for none.
        temperature: Sampling temperature; None leaves it to the server.
        request: Further fields of each request, e.g. ``{"max_tokens": 4096}``; None leaves a field out, e.g.
            ``{"seed": None}`` for a server that does not know it.
        stream: Whether replies are streamed.
        timeout_s: Seconds to wait for the next chunk of a stream, or for a whole reply.
        max_retries: Number of times that a failed request is repeated, and number of times that a useless
            reply is requested again.
        price_in: Price of a million tokens of prompt; None if unknown.
        price_out: Price of a million tokens of reply; None if unknown.
    """

    model: str
    base_url: str = BASE_URL
    api_key_var: str = API_KEY_VARIABLE
    system: str = ""
    temperature: float | None = None
    request: Mapping[str, Any] = field(default_factory=dict[str, Any])
    stream: bool = True
    timeout_s: float = 600.0
    max_retries: int = 4
    price_in: float | None = None
    price_out: float | None = None

    def __post_init__(self) -> None:
        address = _address(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise SettingsError(f"base_url must be like http://localhost:8000/v1, got {self.base_url!r}")
        if address.username or address.password or address.query:
            raise SettingsError(
                f"base_url is kept with the run and must hold no key; put it in ${API_KEY_VARIABLE}"
            )
        for name in ("temperature", "timeout_s", "price_in", "price_out"):
            if (value := getattr(self, name)) is not None and not math.isfinite(value):
                raise SettingsError(f"{name} must be a finite number, got {value}")
        if (self.price_in is None) != (self.price_out is None):
            raise SettingsError("a cost needs both prices: price_in and price_out, of a million tokens each")

    def cost(self, usage: Mapping[str, float]) -> float | None:
        """Price of the tokens; None if their number or their price is unknown."""
        if self.price_in is None or self.price_out is None or not usage.keys() >= set(_TOKENS):
            return None
        prompt, completion = (usage[name] for name in _TOKENS)
        return (prompt * self.price_in + completion * self.price_out) / 1e6


class _ChatAgent:
    """Sends the conversation to the model, and reads an action from the reply."""

    def __init__(self, client: "AsyncOpenAI", options: ChatOptions, task: Task) -> None:
        self._client = client
        self._task = task
        self._options = options

    async def act(self, seen: AgentInput) -> AgentOutput:
        began = time.monotonic()
        usage = {"retries": 0.0}
        try:
            reply = await self._reply(seen, usage)
        except AgentFailedError as error:
            raise AgentFailedError(str(error), self._settled(usage, began)) from error
        return AgentOutput(action=self._task.action(reply), reply=reply, usage=self._settled(usage, began))

    def _settled(self, usage: dict[str, float], began: float) -> dict[str, float]:
        """The usage, with seconds and cost."""
        settled = usage | {"seconds": time.monotonic() - began}
        cost = self._options.cost(usage)
        return settled if cost is None else settled | {"cost": cost}

    async def _reply(self, seen: AgentInput, usage: dict[str, float]) -> str:
        """Request replies until one is useful. Each request has its own seed, so that a retry can help."""
        pause_s = _FIRST_PAUSE_S
        for left in range(self._options.max_retries, -1, -1):
            try:
                return await self._ask(seen.conversation, int(seen.rng.integers(_SEEDS)), usage)
            except _UselessReplyError as error:
                if not left:
                    tries = self._options.max_retries + 1
                    raise AgentFailedError(
                        f"no useful reply in {tries} requests; the last reply: {error}"
                    ) from error
            usage["retries"] += 1
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        raise AssertionError("max_retries is never negative")

    async def _ask(self, conversation: Sequence[ChatMessage], seed: int, usage: dict[str, float]) -> str:
        tries = self._options.max_retries + 1
        limit_s = tries * (self._options.timeout_s + _CLIENTS_PAUSE_S)
        try:
            async with asyncio.timeout(limit_s):
                return await self._read(await self._send(conversation, seed), usage)
        except TimeoutError:  # the server sends its reply too slowly
            raise AgentFailedError(f"no reply within {limit_s:g} s") from None

    async def _send(self, conversation: Sequence[ChatMessage], seed: int) -> Any:
        """The server's answer to a request; the client has read its headers only."""
        from openai import OpenAIError

        options = self._options
        request: dict[str, Any] = {"model": options.model, "seed": seed, "stream": options.stream}
        if options.stream:
            request["stream_options"] = {"include_usage": True}
        if options.temperature is not None:
            request["temperature"] = options.temperature
        system = [{"role": "system", "content": options.system}] if options.system else []
        request["messages"] = [
            {"role": message["role"], "content": _sendable(message["content"])}
            for message in [*system, *conversation]
        ]
        omitted = {name for name, value in options.request.items() if value is None}
        known = {name: value for name, value in request.items() if name not in omitted}
        more = {name: value for name, value in options.request.items() if name not in omitted}
        create: Any = self._client.chat.completions.with_raw_response.create  # its overloads require literals
        try:
            return await create(**known, extra_body=more)
        except (OpenAIError, TypeError, ValueError) as error:  # the last two: the request cannot be sent
            raise AgentFailedError(self._words(error)) from error

    async def _read(self, answer: Any, usage: dict[str, float]) -> str:
        from openai import OpenAIError

        usage["retries"] += answer.retries_taken
        read = _streamed if self._options.stream else _whole
        # The client does not check the shape of a server's answer.
        shapeless = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
        try:
            return await read(answer.parse(), usage)
        except (OpenAIError, *_broken_stream_errors(), *shapeless) as error:
            raise _UselessReplyError(self._words(error)) from error

    def _words(self, error: Exception) -> str:
        """The error in words, without the API key, which a server might repeat."""
        words = f"{type(error).__name__}: {error}"
        if cause := str(error.__cause__ or ""):
            words += f" ({cause})"
        key = self._client.api_key
        return clean_text(words if key == _NO_KEY else words.replace(key, "[key]"), _LONGEST_CAUSE)


def _broken_stream_errors() -> tuple[type[Exception], ...]:
    """Errors of a stream that breaks: the client's version 2 lets those of httpx through, 3 has its own."""
    httpx: Any = sys.modules.get("httpx")  # version 2 has imported it
    return (httpx.HTTPError,) if httpx else ()


def _sendable(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot encode, by question marks."""
    return text.encode(errors="replace").decode()


async def _whole(completion: Any, usage: dict[str, float]) -> str:
    """The text of a reply that is not streamed."""
    _add_tokens(usage, getattr(completion, "usage", None))
    choice = completion.choices[0]
    return _checked([choice.message.content or ""], choice.finish_reason)


async def _streamed(stream: Any, usage: dict[str, float]) -> str:
    """The text of a streamed reply.

    Most servers tell the number of tokens in the last chunk, which has no choice. Others tell with each chunk
    how many there have been so far. So the last number counts, also of a stream that breaks.
    """
    pieces: list[str] = []
    length = 0
    finish_reason = said = None
    try:
        async with stream:
            async for chunk in stream:
                said = getattr(chunk, "usage", None) or said
                for choice in chunk.choices[:1]:
                    pieces.append(choice.delta.content or "")
                    length += len(pieces[-1])
                    finish_reason = choice.finish_reason or finish_reason
                if length > _LONGEST_REPLY:
                    break
    finally:
        _add_tokens(usage, said)
    return _checked(pieces, finish_reason)


def _checked(pieces: list[str], finish_reason: str | None) -> str:
    text = "".join(pieces)
    if len(text) > _LONGEST_REPLY:
        raise _UselessReplyError(f"it is longer than {_LONGEST_REPLY} characters")
    if finish_reason is None:
        raise _UselessReplyError("it is incomplete: the server ended it early")
    if not text and finish_reason != "length":
        raise _UselessReplyError(f"it is empty (finish_reason: {clean_text(str(finish_reason), 40)})")
    return text


def _add_tokens(usage: dict[str, float], said: Any) -> None:
    """Add the tokens that a server reports to the usage; they count for useless replies too."""
    for name in _TOKENS:
        if isinstance(count := getattr(said, name, None), int):
            usage[name] = usage.get(name, 0.0) + count


def _address(base_url: str) -> SplitResult:
    """The parts of a URL, whose port must be a number."""
    try:
        address = urlsplit(base_url)
        _ = address.port
    except ValueError as error:
        raise SettingsError(f"base_url {base_url!r} cannot be read: {error}") from error
    return address


def _api_key(variable: str) -> str:
    key = os.environ.get(variable, "")
    if not (key.isascii() and key.isprintable()):
        raise SettingsError(
            f"the variable {variable} holds no API key; set it to one, of printable ASCII characters only"
        )
    if not key and variable != API_KEY_VARIABLE:
        raise SettingsError(f"the variable {variable} should hold the API key but is not set; set it")
    return key or _NO_KEY


def chat_agents(options: ChatOptions, tasks: Mapping[str, Task]) -> AbstractAsyncContextManager[MakeAgent]:
    """A context that yields a maker of agents. They share one client, which is closed with the context.

    Args:
        options: The model and its server.
        tasks: Environment ID to the task to play.

    Raises:
        SettingsError: A language model cannot play one of the tasks, or the API key's variable is not set.
        MachineError: The client is not installed.
    """
    for env_id, task in tasks.items():
        if not task.is_text:
            raise SettingsError(
                f"an action of {env_id} is not text, so a language model cannot play it; "
                "use --agent random or hill-climb"
            )
    try:
        from openai import AsyncOpenAI, Timeout
    except ModuleNotFoundError as error:
        raise MachineError(
            f"a chat agent needs the openai package ({error}); run `pip install 'perfgym[llm]'`"
        ) from error
    client = AsyncOpenAI(
        api_key=_api_key(options.api_key_var),
        base_url=options.base_url,
        max_retries=options.max_retries,
        timeout=Timeout(options.timeout_s, connect=min(options.timeout_s, _CONNECT_S)),
    )
    return _sharing(client, options, tasks)


@contextlib.asynccontextmanager
async def _sharing(
    client: "AsyncOpenAI", options: ChatOptions, tasks: Mapping[str, Task]
) -> AsyncGenerator[MakeAgent]:
    async with client:
        yield lambda env_id: _ChatAgent(client, options, tasks[env_id])
