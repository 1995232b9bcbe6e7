"""The tool ``files``: list, read and search the files of the workspace."""

from collections.abc import Mapping

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.tools.selection import inner_path
from perfgym.envs.repo.workbench import Workbench
from perfgym.printable import clean_text, replace_unshown
from perfgym.repo.workspace.patching import no_such_file
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import File

__all__ = ["files_tool", "listing"]

_ARTIFACT = "artifact:"
_MOST_LISTED = 400
_MOST_CHARACTERS = 40_000
_LONGEST_LINE = 1000
_MOST_SAID = 12_000


def files_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """List, read or search."""
    return {"list": _list, "read": _read, "search": _search}[action.files_op](bench, action)


def listing(files: Mapping[str, File]) -> str:
    """A line with size and path for each file."""
    lines = [f"{len(file.content):>9,}  {path}" for path, file in list(files.items())[:_MOST_LISTED]]
    left_out = len(files) - len(lines)
    return "\n".join([*lines, f"[... {left_out} more files ...]"] if left_out else lines)


def _list(bench: Workbench, action: RepoAction) -> ToolResult:
    folder = inner_path(action.files_path)
    found = {
        path: file
        for path, file in bench.readable.items()
        if not folder or path == folder or path.startswith(f"{folder}/")
    }
    if not found:
        raise Refused(f"There is no folder {clean_text(folder)!r}; list without files_path to see all files.")
    text = listing(found)
    kept = ", ".join(map(clean_text, bench.artifacts))
    artifacts = f"\nArtifacts: {kept}." if kept else ""
    fields = {"files": [{"path": path, "bytes": len(file.content)} for path, file in found.items()]}
    return ToolResult(
        outcome=Outcome.OK, text=f"Bytes and path:\n{text}{artifacts}", stdout=text, fields=fields
    )


def _read(bench: Workbench, action: RepoAction) -> ToolResult:
    lines = _content(bench, action.files_path).split("\n")
    if lines[-1] == "":
        lines.pop()
    first = action.files_first_line
    if first > max(len(lines), 1):
        raise Refused(f"{clean_text(action.files_path)} has only {len(lines)} lines.")
    text, last = _numbered(lines, first, action.files_lines)
    more = f" (read on with files_first_line {last + 1})" if last < len(lines) else ""
    heading = f"{clean_text(action.files_path)}, lines {first} to {last} of {len(lines)}{more}:"
    return ToolResult(outcome=Outcome.OK, text=f"{heading}\n{text}", stdout=text)


def _content(bench: Workbench, path: str) -> str:
    name = path.removeprefix(_ARTIFACT)
    if name != path:
        if name not in bench.artifacts:
            raise Refused(f"No artifact is called {clean_text(name)!r}.")
        return bench.artifacts[name]
    inner = inner_path(path)
    files = bench.readable
    if inner not in files:
        raise Refused(f"{no_such_file(bench.tree, inner)} List the files to see which there are.")
    content = files[inner].content
    if b"\0" in content:
        raise Refused(f"{clean_text(inner)} is no text: it has {len(content)} bytes, with NUL among them.")
    return content.decode(errors="replace")


def _numbered(lines: list[str], first: int, count: int) -> tuple[str, int]:
    """Lines with their numbers, and the number of the last one that fits."""
    shown: list[str] = []
    size = 0
    for number, line in enumerate(lines[first - 1 : first - 1 + count], first):
        cut = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}[... cut ...]"
        size += len(cut)
        if shown and size > _MOST_CHARACTERS:
            break
        shown.append(f"{number:>5}\t{replace_unshown(cut)}")
    return "\n".join(shown), first + max(len(shown), 1) - 1


def _search(bench: Workbench, action: RepoAction) -> ToolResult:
    """Search by git, because a hostile pattern must not keep this process busy."""
    if not action.files_pattern:
        raise Refused("Give files_pattern, an extended regular expression; files_path may name a folder.")
    folder = inner_path(action.files_path)
    where = ("--", folder) if folder else ()
    words = ("-n", "-I", "-E", "--untracked", "-e", action.files_pattern, *where)
    answer = bench.search(words)
    stdout, stderr = clean_text(answer.stdout, _MOST_SAID), clean_text(answer.stderr)
    if answer.exit_code == 1 and not stderr:
        return ToolResult(outcome=Outcome.NOTHING_DONE, text="Nothing matches.", exit_code=1)
    outcome = Outcome.OK if answer.exit_code == 0 else Outcome.FAILED
    return ToolResult(
        outcome=outcome,
        text=stdout if outcome is Outcome.OK else stderr,
        stdout=stdout,
        stderr=stderr,
        exit_code=answer.exit_code,
    )
