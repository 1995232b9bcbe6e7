"""What compilers and programs print in an evaluation -> what an agent may see of it. Pure.

Hidden tests and the programs that are measured are built together with the agent's files. So a compiler
quotes their source where they do not fit, and a process of the agent's can print whatever it finds in its
memory: expected results, inputs, code. An agent is told where its own code failed, and nothing that can be
chosen freely.
"""

import re
from collections.abc import Collection, Iterator

__all__ = ["crash_text", "diagnostics_text"]

_PLACE = re.compile(r"(?:\./)?([^\s:]{1,240}):\d")
_HIDDEN_DOES_NOT_BUILD = (
    "A hidden test or program does not build with these files; what the compiler says of it is not shown. "
    "Keep every name and type that the files of the base have for others."
)
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"panic: runtime error: (index out of range)",
        r"panic: runtime error: (slice bounds out of range)",
        r"panic: runtime error: (invalid memory address or nil pointer dereference)",
        r"panic: runtime error: (integer divide by zero)",
        r"panic: runtime error: (makeslice: (?:len|cap) out of range)",
        r"panic: runtime error: (cannot convert slice)",
        r"panic: (assignment to entry in nil map)",
        r"panic: (interface conversion)",
        r"panic: (test timed out)",
        r"fatal error: (all goroutines are asleep - deadlock!)",
        r"fatal error: (stack overflow)",
        r"fatal error: (concurrent map (?:writes|read and map write|iteration and map write))",
        r"(panic|fatal error): ",
    )
)
_FRAME = re.compile(r"\t([^\s:]{1,400}):(\d{1,6})(?: |$)")
_MOST_FRAMES = 10


def diagnostics_text(text: str, hidden: Collection[str]) -> str:
    """What a compiler said, without what it said of hidden files.

    Args:
        text: Standard error of a build.
        hidden: Paths of the hidden files in the tree that was built.
    """
    shown: list[str] = []
    is_hidden = was_hidden = False
    for line in text.splitlines():
        if not line.startswith(("\t", " ")):  # such lines continue the message before them
            match = _PLACE.match(line)
            is_hidden = match is not None and match[1] in hidden
        elif any(path in line for path in hidden):
            was_hidden = True
            continue
        was_hidden = was_hidden or is_hidden
        if not is_hidden:
            shown.append(line)
    return "\n".join([*shown, *([_HIDDEN_DOES_NOT_BUILD] if was_hidden else [])])


def crash_text(stderr: str, module: str, paths: Collection[str]) -> str:
    """Where a Go program failed, from the stack that it printed: the kind of error and places in known files.

    A program can print a stack that is none, so that only Go's own words and numbers of lines are taken.

    Args:
        stderr: What it wrote on standard error.
        module: The module's path, which names of files begin with.
        paths: The files that the agent knows.

    Returns:
        Lines of text; empty if there is no stack.
    """
    frames = list(dict.fromkeys(_frames(stderr, f"{module}/", paths)))[:_MOST_FRAMES]
    kind = next(filter(None, (pattern.search(stderr) for pattern in _KINDS)), None)
    return "\n".join(([kind[1]] if kind else []) + [f"  at {frame}" for frame in frames])


def _frames(stderr: str, beginning: str, paths: Collection[str]) -> Iterator[str]:
    for line in stderr.splitlines():
        match = _FRAME.match(line)
        path = match[1].removeprefix(beginning) if match else ""
        if match and path in paths:
            yield f"{path}:{int(match[2])}"
