"""Edits of an agent on a tree: exact replacement, whole files, and why a unified diff does not apply.

Every refusal says what to do next. Diffs themselves are applied by ``git apply`` in a jail; here its words
are explained from the tree's text.
"""

import difflib
from collections.abc import Iterator, Sequence
from itertools import islice

from perfgym.printable import clean_text, replace_unshown
from perfgym.repo.workspace.hunks import FilePatch, Hunk, parsed
from perfgym.repo.workspace.nearest import Window, holds_lines, nearest, occurrences
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import DEFAULT_LIMITS, Limits, Tree, TreeError

__all__ = ["explained", "no_such_file", "replaced", "written"]

_MOST_LINES_SHOWN = 12  # of a file, in one refusal
_MOST_PLACES = 10
_MOST_NAMES = 3
_MOST_COMPARED = 300  # names of files, for the nearest
_LONGEST_LINE = 160  # characters of a line that is shown
_LONGEST_PATH = 240
_LONGEST_SAID = 800  # characters of git's own words
_MOST_FAULTS = 4  # of a diff, in one refusal
_OTHER_WAYS = "give patch_file with patch_old and patch_new, or with patch_content for the whole file"


def replaced(tree: Tree, path: str, old: bytes, new: bytes, limits: Limits = DEFAULT_LIMITS) -> Tree:
    """The tree with the only occurrence of ``old`` in one file replaced by ``new``.

    Raises:
        Refused: There is no such file, ``old`` is empty or does not occur exactly once, nothing would change,
            or the tree would exceed the limits.
    """
    content = _content(tree, path)
    if not old:
        raise Refused(
            "patch_old is empty. Quote the text to replace, or give patch_content for a whole file."
        )
    if old == new:
        raise Refused("patch_old and patch_new are equal, so nothing would change.")
    lines = occurrences(content, old, _MOST_PLACES + 1)
    if not lines:
        raise Refused(f"patch_old does not occur in {path}. {_near_miss(content, old)}")
    if len(lines) > 1:
        places = ", ".join(str(line) for line in lines[:_MOST_PLACES])
        more = " and more" if len(lines) > _MOST_PLACES else ""
        raise Refused(
            f"patch_old occurs more than once in {path}, at lines {places}{more}. "
            "Quote more lines around the one to change, so that it is unique."
        )
    return _changed(tree, path, content.replace(old, new, 1), limits)


def written(tree: Tree, path: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> Tree:
    """The tree with this content at ``path``, which is created or overwritten.

    Raises:
        Refused: The path cannot be one of a tree, nothing would change, or the tree would exceed the limits.
    """
    if path in tree.files and tree.files[path].content == content:
        raise Refused(f"{path} has exactly this content already, so nothing would change.")
    return _changed(tree, path, content, limits)


def _changed(tree: Tree, path: str, content: bytes, limits: Limits) -> Tree:
    try:
        return tree.with_file(path, content).require(limits)
    except TreeError as error:
        raise Refused(f"Not written: {error}.") from None


def _content(tree: Tree, path: str) -> bytes:
    if path not in tree.files:
        raise Refused(f"{no_such_file(tree, path)} List the files to see which there are.")
    return tree.files[path].content


def no_such_file(tree: Tree, path: str) -> str:
    """A sentence that a file does not exist, with the nearest names of those that do."""
    wanted = path[:_LONGEST_PATH]
    name = wanted.rsplit("/", 1)[-1]
    namesakes = [known for known in tree.files if known.rsplit("/", 1)[-1] == name][:_MOST_NAMES]
    near = namesakes or difflib.get_close_matches(wanted, list(tree.files)[:_MOST_COMPARED], _MOST_NAMES)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no file {replace_unshown(wanted)!r}.{hint}"


def _near_miss(content: bytes, old: bytes) -> str:
    """What a file has in place of a text that was quoted wrongly."""
    window = nearest(content, old)
    if window is None:
        return "Nothing in the file resembles it: read the file, then quote its text exactly."
    if window.only_spaces_differ:
        start = f"Only white space differs from lines {window.first} to {window.last}"
    else:
        start = f"The nearest text is at lines {window.first} to {window.last}"
    return f"{start}:\n{_numbered(window)}\nQuote the file's text exactly, without line numbers."


def _numbered(window: Window) -> str:
    shown = window.lines[:_MOST_LINES_SHOWN]
    text = "\n".join(f"{window.first + at}\t{_shown(line)}" for at, line in enumerate(shown))
    left_out = len(window.lines) - len(shown)
    return f"{text}\n[... {left_out} more lines ...]" if left_out else text


def _shown(line: bytes) -> str:
    text = replace_unshown(line[: 4 * _LONGEST_LINE].decode(errors="replace"))
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}..."


def explained(tree: Tree, diff: bytes, said: bytes) -> str:
    """Why ``git apply`` refused a diff, hunk by hunk, from the text of the files.

    Time and memory are bounded by the sizes of the diff and of the files that it names.

    Args:
        tree: The tree that the diff was to be applied to.
        diff: The diff as the agent sent it.
        said: What git printed on standard error.

    Returns:
        Text for the agent: git's words, the first hunks that do not fit with what the file has there, and
        what to do next.
    """
    # Each fault takes a search of a file, so no more are looked for than are told.
    faults = list(islice(_faults(tree, parsed(diff)), _MOST_FAULTS + 1))
    if len(faults) > _MOST_FAULTS:
        faults[-1] = "More hunks or files do not fit."
    faults = faults or ["Each hunk fits its file by itself: they may overlap, or not be in the file's order."]
    parts = ["The diff was not applied, and no file was changed.", clean_text(said, _LONGEST_SAID), *faults]
    return "\n".join([*(part for part in parts if part), f"Correct the diff, or {_OTHER_WAYS}."])


def _faults(tree: Tree, files: Sequence[FilePatch]) -> Iterator[str]:
    if not files:
        yield "It names no file: before each file's hunks come the lines '--- a/PATH' and '+++ b/PATH'."
    for file in files:
        yield from _file_faults(tree, file)


def _file_faults(tree: Tree, file: FilePatch) -> Iterator[str]:
    exists = file.path in tree.files
    if file.creates:
        if exists:
            yield f"{file.path} is to be created but exists: name it after '---', too."
    elif not exists:
        yield f"{no_such_file(tree, file.path)} To create a file, write '--- /dev/null'."
    elif not file.hunks:
        yield f"{file.path} has no hunk: each begins with a line '@@ -LINE,COUNT +LINE,COUNT @@'."
    else:
        content = tree.files[file.path].content
        for number, hunk in enumerate(file.hunks, 1):
            fault = _hunk_fault(content, file.path, number, hunk)
            if fault:
                yield fault


def _hunk_fault(content: bytes, path: str, number: int, hunk: Hunk) -> str:
    name = f"Hunk {number} of {path} ({_shown(hunk.header)})"
    if not hunk.has_range:
        return (
            f"{name} has no line numbers: write '@@ -LINE,COUNT +LINE,COUNT @@'; wrong counts are forgiven."
        )
    if not hunk.changes:
        return f"{name} has no line that begins with '-' or '+'."
    old = b"".join(hunk.old)
    if not old or holds_lines(content, old):
        return ""
    window = nearest(content, old)
    if window is None:
        return f"{name} does not fit: nothing in the file resembles its ' ' and '-' lines. Read the file."
    return f"{name} does not fit. {_first_difference(hunk, window)}"


def _first_difference(hunk: Hunk, window: Window) -> str:
    expected = [line.removesuffix(b"\n") for line in hunk.old]
    pairs = zip(expected, window.lines, strict=False)
    at = next((at for at, (want, has) in enumerate(pairs) if want != has), None)
    if at is None and len(expected) > len(window.lines):
        return f"The file ends after line {window.last}, before the hunk's lines do."
    if at is None:
        return f"Only the end of line {window.last} differs: write '\\ No newline at end of file' behind it."
    spaces = " (only white space differs)" if expected[at].split() == window.lines[at].split() else ""
    return (
        f"The nearest text begins at line {window.first}. Line {window.first + at}{spaces} is\n"
        f"\t{_shown(window.lines[at])}\nand the diff expects\n\t{_shown(expected[at])}"
    )
