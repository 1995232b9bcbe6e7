"""Replies of a made-up language model that plays for real: it writes a broken program, then the expert's."""

from typing import Any

from perfgym.bank import load_problem, problem_folders

__all__ = ["play_chat"]

_BROKEN = "Let me try.\n<code>\nint main( {\n</code>"


def _programs() -> list[tuple[str, str]]:
    """Every reference program in the bank with the expert's program in its language."""
    problems = [load_problem(name) for name in problem_folders()]
    return [
        (reference, problem.experts[language])
        for problem in problems
        for language, reference in problem.references.items()
        if language in problem.experts
    ]


def _text(content: Any) -> str:
    """The text of a message's content, which is a text or a list of parts."""
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content or [])


def play_chat(body: dict[str, Any]) -> str:
    """The reply to the body of a request for a chat completion, for a ``FakeServer``.

    Raises:
        ValueError: The conversation shows no reference program of the bank.
    """
    messages = body["messages"]
    if not any(message["role"] == "assistant" for message in messages):
        return _BROKEN
    said = "\n".join(_text(message["content"]) for message in messages if message["role"] == "user")
    for reference, expert in _programs():
        if reference.strip() in said:
            return f"Better:\n<code>\n{expert}\n</code>\n<submit/>\n"
    raise ValueError(f"no reference program in the conversation: {said:.1000}")
