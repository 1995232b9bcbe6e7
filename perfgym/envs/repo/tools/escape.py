"""The tool ``escape_analysis``: what the compiler could not keep on the stack, inline, or prove in bounds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, Stopped, ToolResult
from perfgym.envs.repo.tools.selection import inner_path
from perfgym.envs.repo.workbench import BUILD_TIMEOUT_S, Workbench, failed
from perfgym.evaluation.feedback import quote
from perfgym.languages.go_module import TREE, diagnostics_request
from perfgym.languages.go_packages import is_package
from perfgym.printable import clean_text
from perfgym.repo.evaluation.build import build_limits
from perfgym.repo.gotools.escape import (
    Code,
    Diagnostic,
    new_since,
    parse_bounds_checks,
    parse_diagnostics,
    ranked,
)
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Tree, TreeError

__all__ = ["CODES", "escape_tool"]

CODES = tuple(Code)
"""The diagnostics of an observation's ``escapes``, in order."""

_FLAGS = ("-m", "-m=2", "-d=ssa/check_bce")
_MOST_SHOWN = 60
_MOST_LISTED = 400
_STDERR_BYTES = 1 << 20
_MOST_SAID = 8000


def escape_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Compile packages of the workspace and of the base, and compare what the compiler remarked."""
    packages = _packages(bench, action.escape_target)
    if unknown := [flag for flag in action.escape_flags if flag not in _FLAGS]:
        raise Refused(f"escape_flags cannot hold {clean_text(unknown[0])!r}; there are: {', '.join(_FLAGS)}.")
    flags = tuple(sorted(set(action.escape_flags)))
    with bench.leased() as core:
        found, said = _diagnosed(bench, bench.buildable(), packages, flags, core)
        base = _base(bench, packages, flags, core)
    new = set(new_since(base, found))
    shares = bench.line_shares
    order = sorted(
        ((one, share) for one, share in ranked(found, shares) if one.code in CODES),
        key=lambda pair: (pair[0] not in new, -pair[1]),
    )
    counts, before = Counter(one.code for one in found), Counter(one.code for one in base)
    text = _text(order, new, counts, before, has_profile=bool(shares))
    listed = [_listed(one, share, is_new=one in new) for one, share in order[:_MOST_LISTED]]
    whole = "\n".join(_line(one, share, is_new=one in new) for one, share in order)
    parts = (text, quote(said) if flags else "", bench.keep(action.escape_output_file, whole))
    return ToolResult(
        outcome=Outcome.OK,
        text="\n".join(filter(None, parts)),
        stdout=text,
        stderr=said if flags else "",
        fields={"escape_summary": listed, "escape_count_total": counts[Code.ESCAPE] + counts[Code.LEAK]},
        escapes={code: counts[code] - before[code] for code in CODES},
    )


def _packages(bench: Workbench, target: str) -> tuple[str, ...]:
    """The packages that are named, or all with source that the agent may change."""
    known = _folders(bench.tree)
    if not target.strip():
        return known
    wanted = {f"./{inner}" if (inner := inner_path(word)) else "." for word in target.split()}
    chosen = known if "./..." in wanted else tuple(package for package in known if package in wanted)
    if not chosen:
        raise Refused(
            f"No package is called {clean_text(target)[:80]!r}; there are: {', '.join(known[:30])}."
        )
    return chosen


def _folders(tree: Tree) -> tuple[str, ...]:
    """The packages of a tree that have source."""
    sources = (path for path in tree.files if path.endswith(".go") and not path.endswith("_test.go"))
    packages = sorted({_package_of(path) for path in sources})
    return tuple(package for package in packages if is_package(package))


def _package_of(path: str) -> str:
    folder = path.rpartition("/")[0]
    return f"./{folder}" if folder else "."


def _base(
    bench: Workbench, packages: Sequence[str], flags: tuple[str, ...], core: int
) -> tuple[Diagnostic, ...]:
    """The base's own. All its packages are compiled, because every set that is asked for would be kept."""
    key = ("diagnostics", flags, bench.build_flags)
    every = bench.memo.once(key, lambda: _diagnosed(bench, bench.base, _folders(bench.base), flags, core)[0])
    return tuple(one for one in every if _package_of(one.file) in packages)


def _diagnosed(
    bench: Workbench, tree: Tree, packages: Sequence[str], flags: Sequence[str], core: int
) -> tuple[tuple[Diagnostic, ...], str]:
    """The diagnostics, and what the compiler printed."""
    limits = replace(build_limits(BUILD_TIMEOUT_S), stderr_bytes=_STDERR_BYTES)
    request = diagnostics_request(tree.to_tar(), packages, limits, flags, build_flags=bench.build_flags)
    result = bench.run(request, core)
    if not result.succeeded or result.artifact is None:
        raise Stopped(failed(result, "The build failed"))
    roots = (bench.task.module, TREE)
    try:
        found = parse_diagnostics(result.artifact, tree, roots)
    except TreeError as error:
        raise Refused(f"The compiler's diagnostics cannot be read: {error}.") from None
    checks = parse_bounds_checks(result.stderr, tree, roots)
    return tuple(dict.fromkeys((*found, *checks))), clean_text(result.stderr, _MOST_SAID)


def _text(
    order: Sequence[tuple[Diagnostic, float]],
    new: set[Diagnostic],
    counts: Counter[str],
    before: Counter[str],
    *,
    has_profile: bool,
) -> str:
    head = ", ".join(f"{code} {counts[code]} ({counts[code] - before[code]:+d})" for code in CODES)
    by = "by their share of the last profile" if has_profile else "by file; `perf` with mode stat ranks them"
    lines = [f"Diagnostics, and their change since the base: {head}.", f"New ones first (*), then {by}:"]
    lines += [quote(_line(one, share, is_new=one in new)) for one, share in order[:_MOST_SHOWN]]
    if len(order) > _MOST_SHOWN:
        lines.append(f"[... {len(order) - _MOST_SHOWN} more; escape_output_file keeps them all ...]")
    return "\n".join(lines)


def _line(one: Diagnostic, share: float, *, is_new: bool) -> str:
    cost = f" {share:5.1%}" if share else ""
    inside = f" in {one.function}" if one.function else ""
    return (
        f"{'*' if is_new else ' '}{cost} {one.file}:{one.line}:{one.column}{inside}: {one.code} {one.message}"
    )


def _listed(one: Diagnostic, share: float, *, is_new: bool) -> dict[str, Any]:
    return {
        "file": one.file,
        "line": one.line,
        "col": one.column,
        "function": one.function,
        "code": str(one.code),
        "message": one.message,
        "flow": list(one.flow),
        "new_since_base": is_new,
        "share_of_cpu_profile": share,
    }
