"""Training data never comes from problems that are held out."""

from pathlib import Path

import pytest

from perfgym.envs.registration import register_all
from perfgym.envs.splits import SplitFilter
from perfgym.errors import ProblemError, SettingsError

ID = "PerfOptimize-matmul-c-v0"


@pytest.fixture
def of_the_test_split(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """ID of a problem of the split `test`."""
    toml = folder / "problem.toml"
    toml.write_text(f'split = "test"\n{toml.read_text()}')
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    register_all()
    return "PerfOptimize-mine-c-v0"


def test_a_problem_may_be_trained_on_unless_its_split_is_another(of_the_test_split: str) -> None:
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
    toml = folder / "problem.toml"
    toml.write_text(f'split = "dev"\n{toml.read_text()}')
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    register_all()
    with pytest.raises(ProblemError, match="split must be one of train, validation, test; got 'dev'"):
        SplitFilter().allows("PerfOptimize-mine-c-v0")
