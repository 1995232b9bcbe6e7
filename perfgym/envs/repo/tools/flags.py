"""The tool ``build_flags``: flags that the agent's own tools build with, from those that the task allows.

Base and workspace are built with the same flags, so that only the source is compared. Evaluations know no
flags of an agent's.
"""

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.workbench import Workbench
from perfgym.printable import clean_text
from perfgym.repo.workspace.refused import Refused

__all__ = ["flags_tool"]

_MEANINGS = {
    "-gcflags=-l": "no inlining: profiles show every function, and benchmarks what inlining is worth",
    "-gcflags=-N": "no optimisation",
    "-gcflags=-d=checkptr": "tests stop where unsafe pointers are used wrongly",
}
_WHY = "Others are refused, because they could drop checks, replace files, or run programs."
_LONGEST = 80


def flags_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Set the flags of this episode; no flags take back those that are set."""
    allowed = bench.task.build_flags
    flags = tuple(dict.fromkeys(flag.strip() for flag in action.build_flags))
    unknown = [flag for flag in flags if flag not in allowed]
    if unknown:
        raise Refused(f"build_flags cannot hold {clean_text(unknown[0])[:_LONGEST]!r}. {_offered(allowed)}")
    if flags == bench.build_flags:
        return ToolResult(
            outcome=Outcome.NOTHING_DONE,
            text=f"{_standing(flags)} {_offered(allowed)}",
            fields=_fields(flags),
        )
    bench.build_flags = flags
    text = (
        f"{_standing(flags)} From now on tests, benchmarks, perf and escape_analysis use them, for base and "
        "workspace alike. Evaluations do not."
        if flags
        else "No build flags are set any more."
    )
    return ToolResult(outcome=Outcome.OK, text=text, fields=_fields(flags))


def _standing(flags: tuple[str, ...]) -> str:
    return f"The build flags are {' '.join(flags)}." if flags else "No build flags are set."


def _offered(allowed: tuple[str, ...]) -> str:
    if not allowed:
        return f"This task allows no build flags. {_WHY}"
    known = [f"{flag} ({_MEANINGS[flag]})" if flag in _MEANINGS else flag for flag in allowed]
    return f"This task allows: {'; '.join(known)}. {_WHY}"


def _fields(flags: tuple[str, ...]) -> dict[str, list[str]]:
    return {"build_flags": list(flags)}
