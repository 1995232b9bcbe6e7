"""Task folders: what is read from them, and mistakes in them that are reported."""

import shutil
from collections.abc import Callable
from pathlib import Path

import gymnasium as gym
import pytest

import perfgym
from perfgym.envs.repo.task import RepoEpisodes
from perfgym.errors import ProblemError, SettingsError
from perfgym.languages.go_flags import DIAGNOSTIC_FLAGS
from perfgym.repo.tasks.load import load_task, load_task_folder

TOML = """\
title = "Words"
summary = "Counts words."
goal = "Make counting faster."
bottlenecks = ["a map of strings", "a copy of each word", "a regular expression"]
source = "own work"
licence = "MIT"
module = "example.org/words"

[files]
editable = ["*.go"]

[tests]
packages = ["./..."]
timeout_s = 30

[targets.benchmarks]
"." = ["BenchmarkCount"]

[budget]
max_steps = 25
max_evaluations = 5

[expected]
expert = 3.0
first_step = 1.5
"""
WORKLOAD = """\
title = "Short words"
summary = "Many short words."
bottleneck = "allocation"
source = "own work"
licence = "MIT"

[comparison]
kind = "exact"

[tests]
edge = [{ name = "none", size = { n = 0 } }]

[measured.go]
cpu_time = { size = { n = [9000, 11000] } }
"""
GENERATE = """\
def generate(rng, size, kind):
    return bytes(size["n"])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A task that is right."""
    folder = tmp_path / "words"
    files = {"task.toml": TOML, "expert.patch": "a patch", "steps/01-first.patch": "a step"}
    files |= {"tree/go.mod": "module example.org/words\n", "tree/words.go": "package words\n"}
    files |= {"hidden/hidden_test.go": "package words\n"}
    for name in ("short", "long"):
        files |= {f"workloads/{name}/main.go": "package main\n", f"workloads/{name}/problem.toml": WORKLOAD}
        files |= {f"workloads/{name}/problem.py": GENERATE}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_a_task_is_loaded(folder: Path) -> None:
    task = load_task_folder(folder)
    assert (task.name, task.title, task.version, task.max_steps) == ("words", "Words", 0, 25)
    assert list(task.workloads) == ["long", "short"]
    assert task.workloads["long"].main == b"package main\n"
    assert task.tree is not None
    assert list(task.tree.files) == ["go.mod", "words.go"]
    assert list(task.hidden.files) == ["hidden_test.go"]
    assert task.benchmarks == {".": ("BenchmarkCount",)}
    assert (task.expert, dict(task.steps)) == ("a patch", {"01-first": "a step"})
    assert task.expected == {"expert": 3.0, "first_step": 1.5}


def test_a_task_lists_the_build_flags_that_it_allows(folder: Path) -> None:
    assert load_task_folder(folder).build_flags == DIAGNOSTIC_FLAGS
    (folder / "task.toml").write_text(f'{TOML}\n[flags]\nallowed = ["-tags=purego"]\n')
    assert load_task_folder(folder).build_flags == ("-tags=purego",)
    (folder / "task.toml").write_text(f"{TOML}\n[flags]\nallowed = []\n")
    assert load_task_folder(folder).build_flags == ()


def test_every_file_is_part_of_the_digest(folder: Path) -> None:
    before = load_task_folder(folder).digest
    (folder / "workloads" / "long" / "problem.py").write_text(f"{GENERATE}# another\n")
    assert load_task_folder(folder).digest != before


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A mistake in one of the files."""

    def spoil(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (replace("task.toml", 'title = "Words"\n', ""), "title is missing"),
        (replace("task.toml", 'editable = ["*.go"]', "editable = []"), "editable must be a list of texts"),
        (replace("task.toml", "max_steps = 25", "max_steps = 0"), "max_steps must be at least 1"),
        (replace("task.toml", "timeout_s = 30", "timeout_s = 30\nspeed = 3"), "unknown key"),
        (replace("task.toml", "expert = 3.0", "expert = 3"), "expert must be a number with a decimal point"),
        (replace("task.toml", '["BenchmarkCount"]', "[1]"), "must be a list of texts"),
        (
            replace("task.toml", "[tests]", '[flags]\nallowed = ["-gcflags=-B"]\n[tests]'),
            "cannot hold '-gcflags=-B'",
        ),
        (lambda folder: shutil.rmtree(folder / "workloads" / "long"), "at least 2 workloads"),
        (lambda folder: (folder / "workloads" / "long" / "problem.py").unlink(), "has no problem.py"),
        (lambda folder: (folder / "tree" / "go.mod").unlink(), "no go.mod"),
        (lambda folder: (folder / "tree" / "link.go").symlink_to("words.go"), "is a link"),
    ],
)
def test_a_mistake_names_the_place(folder: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(folder)
    with pytest.raises(ProblemError, match=said) as failure:
        load_task_folder(folder)
    assert str(folder) in str(failure.value)


def test_a_task_of_a_debian_package_has_no_tree_here(folder: Path) -> None:
    debian = '[debian]\npackage = "golang-words-dev"\nversion = "1.0-1"\nfolder = "usr/share/words"\n'
    (folder / "task.toml").write_text(f'{TOML}\n{debian}tree_sha256 = "00"\n')
    task = load_task_folder(folder)
    assert task.tree is None
    assert task.debian is not None
    assert task.debian.package == "golang-words-dev"


def test_an_unknown_name_is_the_users_mistake() -> None:
    with pytest.raises(SettingsError, match="no repository is called 'nothing'"):
        load_task("nothing")


def test_a_task_may_have_no_expert_and_no_expected_speedups(folder: Path) -> None:
    (folder / "expert.patch").unlink()
    toml = folder / "task.toml"
    toml.write_text(toml.read_text().partition("[expected]")[0])
    task = load_task_folder(folder)
    assert (task.expert, dict(task.expected)) == ("", {})
    assert "expert" not in RepoEpisodes(task).scripted()


def test_a_users_tasks_are_added_by_a_call_and_names_stay_unique(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may hold tasks alone. A name that perfgym's own tasks have is refused."""
    monkeypatch.setattr("perfgym.bank.folders._added", [])
    try:
        assert perfgym.register_problems(folder.parent) == ["words"]
        assert load_task("words").folder == folder
        assert "PerfRepo-words-go-v0" in gym.registry
    finally:
        gym.registry.pop("PerfRepo-words-go-v0", None)
    monkeypatch.setattr("perfgym.bank.folders._added", [])
    shutil.copytree(folder, tmp_path / "more" / "strings")
    with pytest.raises(ProblemError, match="there is a task called strings in"):
        perfgym.register_problems(tmp_path / "more")
    with pytest.raises(ProblemError, match="is a task folder itself; give the folder that it lies in"):
        perfgym.register_problems(folder)
