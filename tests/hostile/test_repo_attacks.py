"""Attacks on repositories, made for real: none gains, leaks, breaks the harness or leaves anything behind.

``make test`` makes those that take no measurement and little time. ``make test-all`` makes all of them, those
of class C and F with the clock.
"""

import contextlib
from collections.abc import Generator

import pytest

from perfgym.errors import MachineError, SettingsError
from perfgym.languages.go_module import go_toolchain
from perfgym.records import Status
from perfgym.redteam import (
    Attack,
    AttackClass,
    RepoSession,
    open_repo_session,
    quick_settings,
    repo_attacks,
)
from perfgym.redteam.repo_attacks import attacked_tree, chosen_repo_attacks, editable_packages
from perfgym.repo.evaluation.measured_tree import built_tree, submission_of, tree_of
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.repo.workspace.git import git_toolchain
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import SANDBOXES
from perfgym.settings import Settings

_NAME = "strings"
_TASK = load_task(_NAME)
_BASE = _TASK.tree or Tree({})
_CHEAP = (
    "f_filters_and_hooks", "f_git_options", "f_odd_values", "f_patches",
)  # fmt: skip
_CLOCK, _FAKE = "cpu_time", "fake"


@pytest.fixture(scope="module")
def sessions() -> Generator[dict[str, RepoSession]]:
    """Backend -> session; a session is opened when a test needs it."""
    try:
        go_toolchain()
        git_toolchain()
    except MachineError as error:
        pytest.skip(str(error))
    with contextlib.ExitStack() as stack:
        yield _Sessions(stack)


class _Sessions(dict[str, RepoSession]):
    def __init__(self, stack: contextlib.ExitStack) -> None:
        super().__init__()
        self._stack = stack

    def __missing__(self, backend: str) -> RepoSession:
        sandbox = self._stack.enter_context(contextlib.closing(SANDBOXES["supervisor"]()))
        opened = open_repo_session(_NAME, sandbox, quick_settings(Settings()), backend)
        self[backend] = self._stack.enter_context(opened)
        return self[backend]


def _cases() -> Generator[object]:
    for attack in repo_attacks(_TASK):
        measured = attack.kind in (AttackClass.MEASUREMENT, AttackClass.EPISODE)
        is_cheap = attack.name in _CHEAP
        yield pytest.param(
            attack,
            _CLOCK if measured and not is_cheap else _FAKE,
            id=attack.name,
            marks=() if is_cheap else pytest.mark.full,
        )


@pytest.mark.parametrize(("attack", "backend"), list(_cases()))
def test_an_attack_comes_to_nothing(sessions: dict[str, RepoSession], attack: Attack, backend: str) -> None:
    result = sessions[backend].run_attack(attack)
    assert result.contained, f"{attack.name} ({attack.tries}): {'; '.join(result.achieved)}"


def test_every_attack_makes_a_tree_for_every_task() -> None:
    """Each changes something, and a file is added to each package that may be changed."""
    for name in task_folders():
        task = load_task(name)
        if task.tree is None:
            continue
        assert editable_packages(task, task.tree)
        for attack in repo_attacks(task):
            if attack.kind is not AttackClass.EPISODE:
                assert attacked_tree(attack, task, task.tree) != task.tree
                assert b"@PACKAGE@" not in b"".join(
                    file.content for file in attacked_tree(attack, task, task.tree).files.values()
                )


@pytest.mark.parametrize(
    "name",
    ["c_test_main", "c_no_tests_left", "c_edited_benchmarks", "c_module_files", "c_object_files"],
)
def test_files_that_are_fixed_are_built_as_they_were(name: str) -> None:
    """What an attack changes of tests, of the module's definition and of compiled code is not in a build."""
    (attack,) = chosen_repo_attacks([name], _TASK)
    workspace = attacked_tree(attack, _TASK, _BASE)
    built = built_tree(tree_of(submission_of(workspace, _TASK), _BASE, _TASK), _TASK)
    fixed = {path for path in built.files if not path.endswith(".go") or path.endswith("_test.go")}
    assert fixed == {path for path in built_tree(_BASE, _TASK).files if path in fixed}
    assert all(built.files[path] == built_tree(_BASE, _TASK).files[path] for path in fixed)


@pytest.mark.full
@pytest.mark.usefixtures("sessions")
def test_an_attack_that_works_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule on embedding, a test binary reports that it holds the source of a hidden test.

    The session is its own, because one in which the same files were evaluated keeps their result.
    """
    monkeypatch.setattr("perfgym.repo.evaluation.measured_tree._check_embedding", lambda *_: None)
    (attack,) = chosen_repo_attacks(["a_embedded_neighbours"], _TASK)
    with contextlib.ExitStack() as stack:
        result = _Sessions(stack)[_FAKE].run_attack(attack)
    assert result.status is Status.ACCEPTED
    assert "LEAK a hidden test was embedded" in "; ".join(result.achieved)


def test_a_name_that_no_attack_has_is_the_users_mistake() -> None:
    with pytest.raises(SettingsError, match="no attack on strings is called 'c_luck'"):
        chosen_repo_attacks(["c_luck"], _TASK)
