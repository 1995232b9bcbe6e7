"""Families of environments, and the environment IDs that they register."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

from perfgym.envs import registration
from perfgym.envs.family import Description, EnvId, Task
from perfgym.envs.registration import (
    env_ids,
    family_of,
    find_id,
    register_all,
    register_family,
    registered_ids,
)
from perfgym.errors import SettingsError
from perfgym.records import Conditions


class Toys:
    """A family of two IDs."""

    name = "Toy"
    entry_point = "nowhere:Toy"
    keeps_evaluations = False

    def ids(self) -> Iterator[EnvId]:
        for number in (1, 2):
            yield EnvId(family=self.name, name=f"n{number}", version=number, kwargs={"number": number})

    def describe(self, env_id: EnvId) -> Description:
        return Description(title=str(env_id))

    def task(self, env_id: EnvId) -> Task:
        return Task()

    def evaluator(self, env_id: EnvId, conditions: Conditions, **_: Any) -> Any:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Restore the registered IDs and families after each test."""
    known = dict(gym.registry)
    monkeypatch.setattr(registration, "FAMILIES", list(registration.FAMILIES))
    yield
    gym.registry.clear()
    gym.registry.update(known)


def test_a_family_is_registered_with_the_versions_and_arguments_of_its_ids() -> None:
    assert register_family(Toys()) == ["Toy-n1-v1", "Toy-n2-v2"]
    spec = gym.spec("Toy-n2-v2")
    assert (spec.kwargs, spec.entry_point) == ({"number": 2}, "nowhere:Toy")
    assert spec.vector_entry_point == "perfgym.vector.entry_points:Toy-n2-v2"
    assert isinstance(family_of(find_id("Toy-n1-v1")), Toys)


def test_a_family_of_the_same_name_replaces_the_one_before() -> None:
    register_family(Toys())
    register_family(Toys())
    assert [family.name for family in registration.FAMILIES].count("Toy") == 1


def test_ids_can_be_chosen_by_family() -> None:
    register_family(Toys())
    assert {one.family for one in registered_ids("Toy")} == {"Toy"}
    assert {one.family for one in registered_ids()} == {
        "PerfOptimize",
        "PerfOptimize-mixed",
        "PerfTune",
        "PerfRepo",
        "AutoResearch",
        "Toy",
    }


def test_an_unknown_id_is_an_error_that_suggests_a_known_one() -> None:
    with pytest.raises(SettingsError, match="did you mean PerfOptimize-matmul-c-v0"):
        find_id("PerfOptimize-matmull-c-v0")
    with pytest.raises(SettingsError, match="no environment is called 'PerfTune-sort-c-v0'"):
        find_id("PerfTune-sort-c-v0", "PerfOptimize")


def test_the_version_of_a_problem_is_part_of_its_ids(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = folder / "problem.toml"
    toml.write_text(f"version = 3\n{toml.read_text()}")
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    register_all()
    assert "PerfOptimize-mine-c-v3" in gym.registry
    assert "PerfTune-mine-c-v3" in gym.registry
    assert "PerfOptimize-mine-c-v0" not in gym.registry


def test_a_problem_whose_toml_is_broken_breaks_no_registration(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "problem.toml").write_text("version = [")
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    register_all()
    described = family_of(find_id("PerfOptimize-mine-c-v0")).describe(find_id("PerfOptimize-mine-c-v0"))
    assert "problem.toml" in described.missing


def test_ids_are_listed_by_language_and_problem() -> None:
    """The IDs have the order of the problems that are named, and that of their names otherwise."""
    assert env_ids("c", ["sort", "matmul"]) == ["PerfOptimize-sort-c-v0", "PerfOptimize-matmul-c-v0"]
    assert env_ids("rust", ["matmul"], family="PerfTune") == ["PerfTune-matmul-rust-v0"]
    assert env_ids("go", ["strings"], family="PerfRepo") == ["PerfRepo-strings-go-v0"]
    assert env_ids(family="PerfOptimize-mixed") == ["PerfOptimize-mixed-c-v0"]
    every = env_ids()
    assert len(every) >= 5
    assert all(find_id(one).language == "c" for one in every)


def test_ids_are_listed_by_split_and_class() -> None:
    assert "PerfOptimize-sort-c-v0" in env_ids(split="train")
    assert env_ids("go", ["sort", "matmul"], classes="dispatch") == ["PerfOptimize-sort-go-v0"]
    tuned = env_ids("c", ["sort", "matmul"], family="PerfTune", classes=["dispatch", "simd-float"])
    assert tuned == ["PerfTune-sort-c-v0", "PerfTune-matmul-c-v0"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"language": "cobol"}, "no problem in the language 'cobol'"),
        ({"problems": ["sort", "matmull"]}, "did you mean matmul?"),
        ({"family": "PerfOptimise"}, "did you mean PerfOptimize?"),
        ({"problems": ["sort"], "split": "test"}, "none of sort is of split 'test'"),
        ({"split": "tests"}, "did you mean test?"),
        ({"classes": ["hashin"]}, "did you mean hashing?"),
        ({"language": "go", "family": "PerfRepo", "split": "train"}, "has no problem"),
    ],
)
def test_a_list_of_ids_that_do_not_exist_is_an_error(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        env_ids(**arguments)
    assert message in str(raised.value)
