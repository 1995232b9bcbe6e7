"""Training data never comes from problems that are held out."""

from pathlib import Path

import pytest

from perfgym.envs.registration import register_all
from perfgym.envs.splits import SplitFilter
from perfgym.errors import ProblemError, SettingsError

ID = "PerfOptimize-matmul-c-v0"
OWN_ID = "PerfOptimize-of_a_split-c-v0"  # a name of its own, because registered IDs outlive a test


def register_own(folder: Path, split: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Register a problem of a split, and return its ID."""
    own = folder.rename(folder.with_name("of_a_split"))
    toml = own / "problem.toml"
    toml.write_text(toml.read_text().replace('split = "train"', f'split = "{split}"'))
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(own.parent))
    register_all()
    return OWN_ID


def test_a_problem_may_be_trained_on_unless_its_split_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_the_test_split = register_own(folder, "test", monkeypatch)
    assert SplitFilter().allows(ID)
    assert SplitFilter().allows("PerfTune-matmul-c-v0")
    assert not SplitFilter().allows(of_the_test_split)
    assert SplitFilter(splits=("test",)).allows(of_the_test_split)
    assert not SplitFilter(splits=("test", "validation")).allows(ID)


def test_a_problem_that_is_held_out_may_not_be_trained_on_in_any_family() -> None:
    held_out = SplitFilter(held_out=("matmul",))
    assert not held_out.allows(ID)
    assert not held_out.allows("PerfTune-matmul-c-v0")
    assert held_out.allows("PerfOptimize-sort-c-v0")


def test_what_is_unknown_is_refused_and_not_trained_on() -> None:
    with pytest.raises(SettingsError, match=r"may be trained on.*PERFGYM_PROBLEMS"):
        SplitFilter().allows("PerfOptimize-gone-c-v0")
    with pytest.raises(SettingsError, match="no problem is called 'mat_mul'; did you mean matmul"):
        SplitFilter(held_out=("mat_mul",))
    with pytest.raises(SettingsError, match="no split is called 'tests'; did you mean test"):
        SplitFilter(splits=("tests",))


def test_a_problem_of_an_unknown_split_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_id = register_own(folder, "dev", monkeypatch)
    with pytest.raises(ProblemError, match="split must be one of train, validation, test; got 'dev'"):
        SplitFilter().allows(own_id)
