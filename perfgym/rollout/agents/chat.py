"""A language model behind an OpenAI-compatible server as an agent."""

import asyncio
import contextlib
import math
import os
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from perfgym.envs.optimize.reply import text_action
from perfgym.errors import MachineError, SettingsError
from perfgym.printable import clean_text
from perfgym.rollout.agents.agent import AgentFailedError, MakeAgent, Message, Move, View
from perfgym.rollout.agents.task import Task

if TYPE_CHECKING:
    from openai import AsyncOpenAI

__all__ = ["API_KEY_VARIABLE", "BASE_URL", "ChatOptions", "chat_agents"]

API_KEY_VARIABLE = "OPENAI_API_KEY"
BASE_URL = "https://api.openai.com/v1"

_TOKENS = ("prompt_tokens", "completion_tokens")
_NO_KEY = "none"  # the client insists on one, and a local server does not look
_SEEDS = 1 << 31  # servers read a seed as a 32-bit number
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 8.0
_CLIENTS_PAUSE_S = 120.0  # the longest that the client waits where a server asks it to
_CONNECT_S = 10.0
_LONGEST_REPLY = 1 << 21
_LONGEST_CAUSE = 300


class _UselessReplyError(Exception):
    """What came is no reply, or only a part of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOptions:
    """Which model is asked, and how.

    Attributes:
        model: Its name, as the server knows it.
        base_url: The server's address, up to and with ``/v1``.
        api_key_var: The variable that holds the key; a local server may need none.
        temperature: Sampling temperature; None leaves it to the server.
        request: Further fields of each request, e.g. ``{"max_tokens": 4096}``; None leaves a field out, e.g.
            ``{"seed": None}`` where a server does not know it.
        stream: Whether replies come piece by piece.
        timeout_s: Seconds to wait for the next piece, or for a reply that comes whole.
        max_retries: Times that a failed request is made again, and times that a useless reply is asked for
            again.
        price_in: Price of a million tokens of prompt; None where it is not known.
        price_out: Price of a million tokens of reply; None where it is not known.
    """

    model: str
    base_url: str = BASE_URL
    api_key_var: str = API_KEY_VARIABLE
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
        """Price of the tokens; None where these or their price are not known."""
        if self.price_in is None or self.price_out is None or not usage.keys() >= set(_TOKENS):
            return None
        prompt, completion = (usage[name] for name in _TOKENS)
        return (prompt * self.price_in + completion * self.price_out) / 1e6


class _ChatAgent:
    """Sends the conversation, and reads a program from the reply."""

    def __init__(self, client: "AsyncOpenAI", options: ChatOptions) -> None:
        self._client = client
        self._options = options

    async def act(self, view: View) -> Move:
        began = time.monotonic()
        usage = {"retries": 0.0}
        try:
            reply = await self._reply(view, usage)
        except AgentFailedError as error:
            raise AgentFailedError(str(error), self._settled(usage, began)) from error
        return Move(action=text_action(reply), reply=reply, usage=self._settled(usage, began))

    def _settled(self, usage: dict[str, float], began: float) -> dict[str, float]:
        """With the time and the money."""
        settled = usage | {"seconds": time.monotonic() - began}
        cost = self._options.cost(usage)
        return settled if cost is None else settled | {"cost": cost}

    async def _reply(self, view: View, usage: dict[str, float]) -> str:
        """A reply that is one; each request has a seed of its own, so that it may turn out otherwise."""
        pause_s = _FIRST_PAUSE_S
        for left in range(self._options.max_retries, -1, -1):
            try:
                return await self._ask(view.conversation, int(view.rng.integers(_SEEDS)), usage)
            except _UselessReplyError as error:
                if not left:
                    tries = self._options.max_retries + 1
                    raise AgentFailedError(f"no useful reply in {tries}; the last one: {error}") from error
            usage["retries"] += 1
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        raise AssertionError("max_retries is never negative")

    async def _ask(self, conversation: Sequence[Message], seed: int, usage: dict[str, float]) -> str:
        tries = self._options.max_retries + 1
        limit_s = tries * (self._options.timeout_s + _CLIENTS_PAUSE_S)
        try:
            async with asyncio.timeout(limit_s):
                return await self._read(await self._send(conversation, seed), usage)
        except TimeoutError:  # a server that trickles
            raise AgentFailedError(f"no reply within {limit_s:g} s") from None

    async def _send(self, conversation: Sequence[Message], seed: int) -> Any:
        """The server's answer, of which the client has read no more than that it went well."""
        from openai import OpenAIError

        options = self._options
        request: dict[str, Any] = {"model": options.model, "seed": seed, "stream": options.stream}
        if options.stream:
            request["stream_options"] = {"include_usage": True}
        if options.temperature is not None:
            request["temperature"] = options.temperature
        request["messages"] = [
            {"role": message["role"], "content": _sendable(message["content"])} for message in conversation
        ]
        left_out = {name for name, value in options.request.items() if value is None}
        known = {name: value for name, value in request.items() if name not in left_out}
        more = {name: value for name, value in options.request.items() if name not in left_out}
        create: Any = self._client.chat.completions.with_raw_response.create  # its overloads ask for literals
        try:
            return await create(**known, extra_body=more)
        except (OpenAIError, TypeError, ValueError) as error:  # the last two: what cannot be sent
            raise AgentFailedError(self._words(error)) from error

    async def _read(self, answer: Any, usage: dict[str, float]) -> str:
        from openai import OpenAIError

        usage["retries"] += answer.retries_taken
        read = _streamed if self._options.stream else _whole
        # What a server sends is not checked by the client: it may be of any shape.
        shapeless = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
        try:
            return await read(answer.parse(), usage)
        except (OpenAIError, *shapeless) as error:
            raise _UselessReplyError(self._words(error)) from error

    def _words(self, error: Exception) -> str:
        """What went wrong, without the key, which a server might repeat."""
        words = f"{type(error).__name__}: {error}"
        if cause := str(error.__cause__ or ""):
            words += f" ({cause})"
        key = self._client.api_key
        return clean_text(words if key == _NO_KEY else words.replace(key, "[key]"), _LONGEST_CAUSE)


def _sendable(text: str) -> str:
    """``text`` with question marks for lone surrogates, which UTF-8 has no place for."""
    return text.encode(errors="replace").decode()


async def _whole(completion: Any, usage: dict[str, float]) -> str:
    """The text of a reply that comes at once."""
    _add_tokens(usage, getattr(completion, "usage", None))
    choice = completion.choices[0]
    return _checked([choice.message.content or ""], choice.finish_reason)


async def _streamed(stream: Any, usage: dict[str, float]) -> str:
    """The text of a reply that comes piece by piece; the last piece, with the tokens, has no choice."""
    pieces: list[str] = []
    length = 0
    finish_reason = None
    async with stream:
        async for chunk in stream:
            _add_tokens(usage, getattr(chunk, "usage", None))
            for choice in chunk.choices[:1]:
                pieces.append(choice.delta.content or "")
                length += len(pieces[-1])
                finish_reason = choice.finish_reason or finish_reason
            if length > _LONGEST_REPLY:
                break
    return _checked(pieces, finish_reason)


def _checked(pieces: list[str], finish_reason: str | None) -> str:
    text = "".join(pieces)
    if len(text) > _LONGEST_REPLY:
        raise _UselessReplyError(f"it is longer than {_LONGEST_REPLY} characters")
    if finish_reason is None:
        raise _UselessReplyError("it broke off")
    if not text and finish_reason != "length":  # a model that thought for too long has answered nothing
        raise _UselessReplyError(f"it is empty (finish_reason: {clean_text(str(finish_reason), 40)})")
    return text


def _add_tokens(usage: dict[str, float], said: Any) -> None:
    """Adds what a server says of its work, where it does, also of replies that were of no use."""
    for name in _TOKENS:
        if isinstance(count := getattr(said, name, None), int):
            usage[name] = usage.get(name, 0.0) + count


def _address(base_url: str) -> SplitResult:
    """The parts of a URL, a port that is none refused."""
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
            f"the variable {variable} holds what no API key can: it goes into a header as it is"
        )
    if not key and variable != API_KEY_VARIABLE:
        raise SettingsError(f"the variable {variable}, which is to hold the API key, is not set")
    return key or _NO_KEY


def chat_agents(options: ChatOptions, task: Task) -> AbstractAsyncContextManager[MakeAgent]:
    """What makes the agent of each episode; they share one client, which ends with the context.

    Args:
        options: Which model is asked, and how.
        task: What it is to play.

    Raises:
        SettingsError: The task wants no program, or the API key's variable is not set.
        MachineError: The client is not installed.
    """
    if task.tuning:
        raise SettingsError(
            f"an action of {task.env_id} is no program, and a language model cannot play it; "
            "use --agent random-knobs or hill-climb"
        )
    try:
        from openai import AsyncOpenAI, Timeout
    except ModuleNotFoundError as error:
        raise MachineError(
            f"asking a model needs its client ({error}); run `pip install 'perfgym[llm]'`"
        ) from error
    client = AsyncOpenAI(
        api_key=_api_key(options.api_key_var),
        base_url=options.base_url,
        max_retries=options.max_retries,
        timeout=Timeout(options.timeout_s, connect=min(options.timeout_s, _CONNECT_S)),
    )
    return _sharing(client, options)


@contextlib.asynccontextmanager
async def _sharing(client: "AsyncOpenAI", options: ChatOptions) -> AsyncGenerator[MakeAgent]:
    async with client:
        yield lambda: _ChatAgent(client, options)
