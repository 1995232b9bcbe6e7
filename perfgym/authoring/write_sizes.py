"""Write chosen sizes into ``problem.toml``. The file keeps its comments, order and layout."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError

from perfgym.authoring.calibrate import Calibration, CalibrationStatus
from perfgym.bank import Problem, TestGroup
from perfgym.errors import ProblemError

__all__ = ["need_writable", "write_sizes"]


def need_writable(problem: Problem) -> Path:
    """Return the path of the problem's ``problem.toml`` if it may be written.

    Raises:
        ProblemError: It is read-only, or part of the installed package.
    """
    path = problem.folder / "problem.toml"
    advice = (
        "copy the problem's folder, under another name, to a place of your own and register the copy "
        "(docs/problems.md)"
    )
    if Path(__file__).parents[1] in path.parents:
        raise ProblemError(f"{path} belongs to the installed perfgym package and is not changed; {advice}")
    for place in (path, path.parent):  # root could write what is marked read-only
        if not (place.stat().st_mode & 0o222 and os.access(place, os.W_OK)):
            raise ProblemError(f"{place} is read-only; make it writable, or {advice}")
    return path


def _value(bounds: tuple[int, int], single: bool) -> str:
    low, high = bounds
    return f"{low}" if single and low == high else f"[{low}, {high}]"


def _item(toml: str) -> Any:
    """Parse one TOML value. It keeps the layout of the text."""
    return cast("Any", tomlkit.parse(f"item = {toml}"))["item"]


def _mode_table(group: TestGroup) -> Any:
    size = ", ".join(f"{name} = {_value(bounds, single=False)}" for name, bounds in group.size.items())
    names = ", ".join(f'"{kind}"' for kind in group.kinds)
    kinds = f"kinds = [{names}], " if group.kinds != ("random",) else ""
    return _item(f"{{ {kinds}size = {{ {size} }} }}")


def _put(document: Any, found: Calibration) -> None:
    """Put the sizes of one language and mode into the document: in their old place, or at the end."""
    assert found.new is not None
    if "measured" not in document:
        document["measured"] = tomlkit.table(is_super_table=True)
    measured = document["measured"]
    if found.language not in measured:
        measured[found.language] = tomlkit.table()
    modes = measured[found.language]
    if found.mode not in modes:
        modes[found.mode] = _mode_table(found.new)
        return
    size = modes[found.mode]["size"]
    for name, bounds in found.new.size.items():
        if found.old is None or found.old.size.get(name) != bounds:
            size[name] = _item(_value(bounds, single=isinstance(size.get(name), int)))


def _apart(written: str, before: str) -> str:
    """Put an empty line before the header of each table that was added."""
    lines: list[str] = []
    there = set(before.splitlines())
    for line in written.splitlines():
        if line.startswith("[measured.") and line not in there and lines and lines[-1]:
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def write_sizes(problem: Problem, found: list[Calibration]) -> bool:
    """Write all changed sizes into ``problem.toml``: either all of them or, on an error, none.

    Returns:
        True if a size in the file was changed.

    Raises:
        ProblemError: The file cannot be written.
    """
    path = need_writable(problem)
    changed = [one for one in found if one.status is CalibrationStatus.CHANGED]
    if not changed:
        return False
    try:
        text = path.read_text(encoding="utf-8")
        document = cast("Any", tomlkit.parse(text))
        for one in changed:
            _put(document, one)
        written = _apart(document.as_string(), text)
        _replace_file(path, written.rstrip("\n") + "\n")
    except (OSError, TOMLKitError) as error:
        raise ProblemError(f"{path} cannot be written: {error}") from error
    return True


def _replace_file(path: Path, text: str) -> None:
    """Replace the file atomically: a reader sees the old text or the new one, never a part."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".problem-", suffix=".toml")
    try:
        with open(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
