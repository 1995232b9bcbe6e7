"""The tree that is built: hidden tests and workloads lie in it, so files of an agent must not embed them."""

import pytest

from perfgym.records import Submission
from perfgym.repo.evaluation.measured_tree import built_tree, hidden_paths, submission_of, tree_of
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.tree import File, Tree, TreeError

_TASK = load_task("strings")
_BASE = _TASK.tree or Tree({})
_EMBEDDING = b'package textkit\n\nimport "embed"\n\n//go:embed *.go\nvar files embed.FS\n'


def test_hidden_files_are_in_the_built_tree_and_not_in_the_measured_one() -> None:
    measured = tree_of(submission_of(_BASE, _TASK), _BASE, _TASK)
    hidden = hidden_paths(_TASK)
    assert hidden
    assert hidden <= built_tree(measured, _TASK).files.keys()
    assert not hidden & measured.files.keys()


@pytest.mark.parametrize("path", ["zz.go", "textkit.go"])
def test_a_file_that_embeds_others_is_refused(path: str) -> None:
    submitted = submission_of(_BASE.with_file(path, _EMBEDDING), _TASK)
    with pytest.raises(TreeError, match=f"{path}, line 5: files cannot be embedded"):
        tree_of(submitted, _BASE, _TASK)


def test_what_the_base_embeds_may_stay() -> None:
    base = _BASE.with_file("zz.go", _EMBEDDING)
    changed = base.with_file("zz.go", _EMBEDDING + b"\nvar more int\n")
    assert tree_of(submission_of(changed, _TASK), base, _TASK) == changed


def test_hidden_files_win_over_an_agents() -> None:
    path = next(iter(_TASK.hidden.files))
    submitted = Submission(files={path: b"package wrong\n", "textkit.go": b"package textkit\n"})
    built = built_tree(tree_of(submitted, _BASE, _TASK), _TASK)
    assert built.files[path] == _TASK.hidden.files[path]


def test_objects_are_never_taken() -> None:
    submitted = submission_of(Tree({**_BASE.files, "zz.syso": File(b"\x7fELF")}), _TASK)
    assert "zz.syso" not in submitted.files
    assert "zz.syso" not in tree_of(submitted, _BASE, _TASK).files
