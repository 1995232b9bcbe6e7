"""The environment blocks in the configurations of prime-rl mean what the adapter understands.

prime-rl itself is not on PyPI, so the rest of the files is not checked here.
"""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
import verifiers.v1 as vf

from perfgym.envs.registration import env_ids
from perfgym.integrations.verifiers.environment import PerfEnvConfig

FOLDER = Path(__file__).parents[3] / "environments" / "perf_optimize" / "configs"
FILES = {path.name: tomllib.loads(path.read_text()) for path in sorted(FOLDER.glob("*.toml"))}
LARGEST_IN_FLIGHT = 256


def sources(config: dict[str, Any], part: str) -> list[dict[str, Any]]:
    """The sources of episodes to ``train`` on, or for ``eval``."""
    inner = config.get("orchestrator", {}).get(part, {}) if part == "train" else config.get(part, {})
    found = inner.get("source", [])
    return found or config.get("orchestrator", {}).get(part, {}).get("source", [])


def blocks(config: dict[str, Any]) -> list[dict[str, Any]]:
    """All environment blocks of a file."""
    found = [source["env"] for part in ("train", "eval") for source in sources(config, part)]
    return found + ([config["env"]] if "env" in config else [])


BLOCKS = [(name, block) for name, config in FILES.items() for block in blocks(config)]


def test_every_kind_of_file_is_there_and_only_the_warm_up_has_no_environment() -> None:
    kinds = {"env-server.toml", "evals.toml", "hosted.toml", "local.toml", "multinode.toml", "sft.toml"}
    assert set(FILES) == kinds
    assert {name for name, _ in BLOCKS} == kinds - {"sft.toml"}


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_a_block_has_tasks_and_plays_faults_again(name: str, block: dict[str, Any]) -> None:
    """Each is of one problem, but for the host that measures: it plays what it is asked to."""
    config = vf.resolve_env_config(copy.deepcopy(block))
    assert isinstance(config, PerfEnvConfig)
    assert config.retries.max_retries == 1
    problems = config.taskset.problems
    assert (len(problems) if problems else None) == (None if name == "env-server.toml" else 1)
    tasks = list(vf.load_environment(config).taskset)
    assert {task.data.env_id for task in tasks} == set(env_ids("c", problems))
    first = config.taskset.first_seed
    assert {task.data.seed for task in tasks} == set(range(first, first + config.taskset.seeds))


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_a_misspelt_key_is_refused(name: str, block: dict[str, Any]) -> None:
    for place, wrong in (
        ((), {"max_turn": 5}),
        (("taskset",), {"langauge": "c"}),
        (("retries",), {"max": 1}),
    ):
        changed = copy.deepcopy(block)
        inner = changed
        for key in place:
            inner = inner[key]
        inner |= wrong
        with pytest.raises(ValueError, match="Extra inputs are not permitted"):
            vf.resolve_env_config(changed)


def test_seeds_to_evaluate_with_are_none_to_train_on() -> None:
    """A file that holds both, and the two files that belong together."""
    trained = max(source["env"]["taskset"]["seeds"] for source in sources(FILES["hosted.toml"], "train"))
    for name in ("hosted.toml", "evals.toml"):
        firsts = [source["env"]["taskset"]["first_seed"] for source in sources(FILES[name], "eval")]
        assert min(firsts) >= trained


@pytest.mark.parametrize("name", ["hosted.toml", "local.toml", "multinode.toml"])
def test_groups_and_batches_are_large_enough_to_compare_in(name: str) -> None:
    orchestrator = FILES[name]["orchestrator"]
    assert orchestrator["group_size"] >= 8
    assert orchestrator["batch_size"] >= 64
    assert orchestrator["batch_size"] % orchestrator["group_size"] == 0
    assert orchestrator["concurrency"]["max_inflight"] <= LARGEST_IN_FLIGHT
    names = [source["name"] for source in sources(FILES[name], "train")]
    assert names == [source["env"]["taskset"]["problems"][0] for source in sources(FILES[name], "train")]


def test_the_measuring_host_plays_as_the_trainer_expects() -> None:
    """The orchestrator sends the tasks, so the two agree in all but these."""
    served = FILES["env-server.toml"]["env"]
    for source in sources(FILES["hosted.toml"], "train"):
        assert source["serve"]["address"] == "tcp://MEASURING-HOST:5000"
        asked = copy.deepcopy(source["env"])
        del asked["taskset"]["problems"], asked["taskset"]["seeds"]
        assert asked == served
