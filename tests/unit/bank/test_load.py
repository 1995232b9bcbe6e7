"""Problem folders: the problems read from valid ones, and the errors about malformed ones."""

import math
import os
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest

import perfgym
from perfgym.bank import (
    LANGUAGE_OF_ENDING,
    Problem,
    bank_folders,
    load_problem,
    load_problem_folder,
    problem_names,
)
from perfgym.envs.registration import registered_ids
from perfgym.errors import ProblemError, SettingsError
from perfgym.languages import LANGUAGES


def test_a_folder_that_is_read_is_left_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `__pycache__` is written either."""
    before = sorted(folder.rglob("*"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    load_problem_folder(folder)
    assert sorted(folder.rglob("*")) == before


def test_a_program_of_this_architecture_takes_the_place_of_the_one_for_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest covers the programs of every architecture, so that it is the same on all machines."""
    own = folder / "expert" / "aarch64" / "solution.c"
    own.parent.mkdir()
    own.write_text("its own")
    found = {}
    for machine in ("x86_64", "aarch64"):
        monkeypatch.setattr("platform.machine", lambda machine=machine: machine)
        found[machine] = load_problem_folder(folder)
    assert found["aarch64"].experts["c"] == "its own" != found["x86_64"].experts["c"]
    assert found["aarch64"].experts["rust"] == found["x86_64"].experts["rust"]
    assert found["aarch64"].digest == found["x86_64"].digest


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('title = "Matrix multiplication"', "", "title"),
        ('licence = "MIT"', "licence = 3", "licence"),
        ('kind = "tolerance"', 'kind = "vague"', "kind"),
        ("tolerance = 3e-5", "", "tolerance"),
        ("size = { n = 1 }", "size = { n = -1 }", "n must be"),
        ("size = { n = 1 }", "size = { n = [3, 2] }", "n must be"),
        ("size = { n = 1 }", 'size = { n = "big" }', "n must be"),
        ('name = "two-by-two"', 'name = "one-by-one"', "one-by-one"),
        ("[measured.c]", "[measures.c]", "unknown key(s) measures"),
        ('parameters = ["n"]', 'parameters = ["m"]', "a measured size has no parameter 'm'; there are: n"),
        ('parameters = ["n"]', 'parameters = "n"', "scaling: parameters must be a list, got 'n'"),
        ('parameters = ["n"]', "parameters = [1]", "got [1]"),
        ('parameters = ["n"]', 'parameters = ["n", "n"]', "scaling: parameters must be different"),
        ('parameters = ["n"]', "parameters = []", "scaling: parameters must be different"),
        ('parameters = ["n"]', "", "scaling: parameters is missing"),
        ('parameters = ["n"]', 'parameters = ["n"]\nfactor = 2', "scaling: unknown key(s) factor"),
        ("[scaling]", '[calibration]\nparameters = ["m"]\n[scaling]', "calibration: a measured size has no"),
        ("[comparison]", "[limits]\noutput_bytes = 0\n[comparison]", "output_bytes must be between 1 and"),
        ("[comparison]", f"[limits]\nmemory_bytes = {2**62}\n[comparison]", "memory_bytes must be between"),
        ("[comparison]", "colour = 1\n[comparison]", "colour"),
        ("[comparison]", "[comparison", "problem.toml"),
        ('preload = ["numpy"]', 'preload = "numpy"', "python: preload must be a list, got 'numpy'"),
        ('preload = ["numpy"]', "preload = []", "python: preload must be names of modules"),
        ('preload = ["numpy"]', 'preload = ["numpy"]\nversion = 3', "python: unknown key(s) version"),
    ],
)  # fmt: skip
def test_a_malformed_toml_is_refused_by_file_and_key(folder: Path, old: str, new: str, named: str) -> None:
    file = folder / "problem.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(ProblemError, match=r"problem\.toml") as caught:
        load_problem_folder(folder)
    assert named in str(caught.value)


@pytest.mark.parametrize("name", ["problem.toml", "spec.md", "problem.py"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ProblemError, match=name):
        load_problem_folder(folder)


@pytest.mark.parametrize("code", ["raise RuntimeError('no')", "x = 1"])
def test_a_generator_that_cannot_be_loaded_is_named(folder: Path, code: str) -> None:
    """The module raises, or does not define the function."""
    (folder / "problem.py").write_text(code)
    with pytest.raises(ProblemError, match=r"problem\.py"):
        load_problem_folder(folder)


def test_any_change_of_a_problem_changes_its_digest(folder: Path) -> None:
    """Results of problems with different digests must not be compared."""
    before = load_problem_folder(folder).digest
    assert before == load_problem("matmul").digest
    (folder / "reference" / "solution.c").write_text("int main(void) { return 0; }")
    assert load_problem_folder(folder).digest != before


@pytest.fixture
def nothing_added(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Undo after the test what it registers."""
    before = dict(gym.registry)
    monkeypatch.setattr("perfgym.bank.folders._added", [])
    yield
    gym.registry.clear()
    gym.registry.update(before)


def ids_of(problem: str) -> list[str]:
    return [str(one) for one in registered_ids("PerfOptimize") if one.kwargs["problem"] == problem]


@pytest.mark.usefixtures("nothing_added")
def test_a_folder_of_ones_own_becomes_an_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user adds it by a call, which may be repeated, or by PERFGYM_PROBLEMS."""
    assert perfgym.register_problems(folder.parent) == ["mine"]
    assert perfgym.register_problems(str(folder.parent)) == ["mine"]
    assert "PerfOptimize-mine-c-v0" in ids_of("mine")
    monkeypatch.setattr("perfgym.bank.folders._added", [])
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    assert "mine" in problem_names()
    monkeypatch.setenv("PERFGYM_PROBLEMS", "/nowhere")
    with pytest.raises(SettingsError, match="/nowhere"):
        bank_folders()


@pytest.mark.usefixtures("nothing_added")
def test_each_language_of_a_folder_of_ones_own_has_an_id(folder: Path) -> None:
    """IDs hold the name of the language, not the ending of its files. An unknown ending gets no ID."""
    for ending in [*LANGUAGE_OF_ENDING, "cob"]:
        (folder / "reference" / f"solution.{ending}").write_text("anything")
    perfgym.register_problems(folder.parent)
    assert ids_of("mine") == [f"PerfOptimize-mine-{language}-v0" for language in sorted(LANGUAGES)]
    problem = load_problem("mine")
    assert set(problem.references) == {*LANGUAGE_OF_ENDING.values(), "cob"}


@pytest.mark.usefixtures("nothing_added")
def test_several_folders_of_ones_own_are_searched(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PERFGYM_PROBLEMS is a list of paths; some are relative, one is there twice, one is empty."""
    shutil.copytree(folder, tmp_path / "more" / "other")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFGYM_PROBLEMS", os.pathsep.join(["bank", "more", str(folder.parent), ""]))
    assert {"mine", "other", "matmul"} <= set(problem_names())
    assert load_problem("mine").folder == folder


@pytest.mark.usefixtures("nothing_added")
def test_a_second_problem_of_the_same_name_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name of a shipped problem is refused too, because an ID must mean the same everywhere."""
    shutil.copytree(folder, tmp_path / "more" / "matmul")
    with pytest.raises(ProblemError, match=r"there is a problem called matmul in .*problems"):
        perfgym.register_problems(tmp_path / "more")
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(tmp_path / "more"))
    with pytest.raises(SettingsError, match=r"PERFGYM_PROBLEMS: .*there is a problem called matmul"):
        problem_names()
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    shutil.copytree(folder, tmp_path / "third" / "mine")
    with pytest.raises(ProblemError, match="called mine"):
        perfgym.register_problems(tmp_path / "third")


@pytest.mark.usefixtures("nothing_added")
def test_a_folder_that_holds_no_valid_problems_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is empty or a problem folder itself, or its problem is damaged or has an impossible name."""
    with pytest.raises(ProblemError, match="holds no problem folder"):
        perfgym.register_problems(tmp_path)
    with pytest.raises(ProblemError, match="give the folder that it lies in"):
        perfgym.register_problems(folder)
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder))
    with pytest.raises(SettingsError, match=r"PERFGYM_PROBLEMS: .* is a problem folder itself"):
        problem_names()
    monkeypatch.delenv("PERFGYM_PROBLEMS")
    (folder / "problem.py").unlink()
    with pytest.raises(ProblemError, match=r"problem.py"):
        perfgym.register_problems(folder.parent)
    assert "mine" not in problem_names()
    folder.rename(folder.with_name("My own"))
    with pytest.raises(ProblemError, match="cannot be called 'My own'"):
        perfgym.register_problems(folder.parent)
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    with pytest.raises(SettingsError, match="cannot be called 'My own'"):
        problem_names()


@pytest.mark.parametrize("file", ["problem.toml", "spec.md", "reference/solution.c"])
def test_a_file_that_is_no_text_is_named(folder: Path, file: str) -> None:
    (folder / file).write_bytes(b"\xff\xfe")
    with pytest.raises(ProblemError, match=f"{file} cannot be read"):
        load_problem_folder(folder)


def test_calibration_changes_the_scaled_parameters_unless_others_are_named(folder: Path) -> None:
    """The stencil names the number of iterations, for example."""
    assert load_problem("matmul").grown == ("n",)
    assert load_problem("stencil").grown == ("iters",)
    file = folder / "problem.toml"
    file.write_text(
        file.read_text().replace("[scaling]", '[calibration]\nparameters = ["n"]\n\n[comparison2]')
    )
    with pytest.raises(ProblemError, match="comparison2"):
        load_problem_folder(folder)
    file.write_text(file.read_text().replace('[comparison2]\nparameters = ["n"]\n', ""))
    problem = load_problem_folder(folder)
    assert (problem.grown, problem.scaled) == (("n",), ())


def test_only_a_problem_that_says_so_has_its_python_runs_begin_with_numpy() -> None:
    """Arrays are the point of the matrix product, and not of sorting."""
    assert load_problem("matmul").preloaded == {"python": ("numpy",)}
    assert load_problem("sort").preloaded == {}


def test_an_unknown_problem_is_refused_with_a_suggestion() -> None:
    with pytest.raises(SettingsError, match="did you mean stencil"):
        load_problem("stensil")


def test_a_mode_without_sizes_is_the_problems_fault() -> None:
    """The message names the table that the author must add."""
    with pytest.raises(ProblemError, match=r"measured\.c"):
        load_problem("matmul").draw_measured(np.random.default_rng(0), "c", "quantum")


def measured_size(problem: Problem, factor: float) -> int:
    """Return ``n`` of an input for matrix products."""
    stdin = problem.draw_measured(np.random.default_rng(0), "c", "cpu_time", factor)
    return int(np.frombuffer(stdin, "<i4", 1)[0])


def test_a_scaled_input_has_its_named_parameters_multiplied(folder: Path) -> None:
    """Products are rounded up. Without a [scaling] table nothing is multiplied."""
    problem = load_problem("matmul")
    assert problem.scaled == ("n",)
    full = measured_size(problem, 1.0)
    assert measured_size(problem, 0.25) == math.ceil(full / 4)
    file = folder / "problem.toml"
    file.write_text(file.read_text().replace('[scaling]\nparameters = ["n"]\n', ""))
    unscaled = load_problem_folder(folder)
    assert unscaled.scaled == ()
    assert measured_size(unscaled, 0.25) == full
