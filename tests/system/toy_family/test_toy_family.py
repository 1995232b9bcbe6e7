"""A family from outside the package is made, played, recorded, reported and verified like perfgym's own."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from click.testing import CliRunner
from gymnasium.vector import AutoresetMode

import perfgym
from perfgym import Family, RecordEpisodes
from perfgym.cli.main import main
from perfgym.envs.registration import FAMILIES, PLUGINS, family_of, find_id, registered_ids
from perfgym.envs.splits import SplitFilter
from perfgym.errors import SettingsError
from perfgym.evaluation.reverify import ClaimVerdict, claims, reverify
from perfgym.rollout import Plan, Rollout
from perfgym.rollout.agents import scripted_agents, scripted_names
from perfgym.settings import Settings
from perfgym.store import Store
from perfgym.store.export import FORMATS, export_run
from perfgym.store.report import report_page
from perfgym.testing import EnvironmentContract
from tests.system.toy_family.sums import SumEnv, SumFamily

ID = "ToySum-10-v0"
FAMILY: Family = SumFamily()
SAVED = {"3+3+4": 0.7, "5+5": 0.8}  # of ten terms


@pytest.fixture(scope="module", autouse=True)
def family() -> Generator[None]:
    """The family is registered while this module's tests run."""
    assert perfgym.register_family(FAMILY) == [ID, "ToySum-12-v0"]
    yield
    FAMILIES.remove(FAMILY)
    for env_id in FAMILY.ids():
        del gym.registry[str(env_id)]


def env_id() -> perfgym.EnvId:
    """The ID as perfgym finds it."""
    return find_id(ID)


def played(store: Store, agent: str = "improving", **kwargs: Any) -> str:
    """Play four episodes in two workers; return the ID of the run."""
    task = family_of(env_id()).task(env_id())
    run_id = store.begin_run(kind="rollout", env_id=ID, agent=agent, arguments={})
    rollout = Rollout(
        plan=Plan(env_ids=(ID,), episodes=4),
        tasks={ID: task},
        store=store,
        run_id=run_id,
        concurrency=4,
        num_workers=2,
        arguments={ID: kwargs},
    )
    results = rollout.run(contextlib.nullcontext(scripted_agents(agent, {ID: task})))
    assert [result.fault for result in results] == [None] * 4
    return run_id


class TestContract(EnvironmentContract):
    """Gymnasium's checker, the specification and the headings of the documentation."""

    kwargs: dict[str, Any] = {}

    @pytest.fixture(scope="class")
    @classmethod
    def env_id(cls) -> str:
        return ID


def test_a_backend_is_refused_for_environments_that_take_none(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    arguments = ["rollout", ID, "--agent", "improving", "--backend", "fake", "--store", str(path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "the environments of ToySum take no backend; leave out --backend" in result.output
    with contextlib.closing(Store(path)) as store:
        assert store.runs() == []


def test_its_ids_are_found_beside_those_of_perfgym() -> None:
    found = registered_ids()
    of_perfgym = {"PerfOptimize", "PerfOptimize-mixed", "PerfTune", "PerfRepo", "AutoResearch"}
    assert {"ToySum", *of_perfgym} == {one.family for one in found}
    assert [str(one) for one in registered_ids("ToySum")] == [ID, "ToySum-12-v0"]
    assert family_of(env_id()).describe(env_id()).title == "Sum of 10"


def test_registering_a_family_again_replaces_the_ids_of_the_first() -> None:
    class Twelve(SumFamily):
        def ids(self) -> Any:
            return [one for one in super().ids() if one.name == "12"]

    twelve = Twelve()
    try:
        assert perfgym.register_family(twelve) == ["ToySum-12-v0"]
        assert ID not in gym.registry
    finally:
        assert perfgym.register_family(FAMILY) == [ID, "ToySum-12-v0"]
    assert twelve not in FAMILIES


def test_gymnasium_makes_it_and_it_renders() -> None:
    with contextlib.closing(gym.make(ID, render_mode="ansi")) as env:
        env.reset(seed=1)
        rewards = [env.step(text)[1] for text in ("one", "5+4", "3+3+4", "5+5")]
        assert rewards == pytest.approx([0.0, 0.0, 0.7, 0.1])
        text: Any = env.render()
    assert "Sum of 10" in text
    assert "WRONG_OUTPUT" in text


@pytest.mark.parametrize("make", [gym.make_vec, perfgym.make_vec], ids=["gymnasium", "perfgym"])
def test_two_workers_step_it_as_one_process_does(make: Any) -> None:
    with contextlib.closing(make("ToySum-12-v0", num_envs=2, max_turns=2)) as envs:
        assert isinstance(envs, perfgym.PoolVectorEnv)
        observations, _ = envs.reset(seed=1)
        assert all("value 12" in prompt for prompt in observations["prompt"])
        observations, rewards, terminated, truncated, infos = envs.step(("6+6", "6+5"))
        assert rewards.tolist() == pytest.approx([5 / 6, 0.0])
        assert infos["status"].tolist() == ["ACCEPTED", "WRONG_OUTPUT"]
        assert observations["feedback"] == ("the value is 12", "the value is 11")
        assert (terminated.tolist(), truncated.tolist()) == ([False, False], [False, False])
        *_, terminated, _, _ = envs.step(("1", "6+6"))
        assert terminated.tolist() == [True, True]


def test_an_agent_plays_it_into_a_store(store: Store) -> None:
    assert scripted_names(SumEnv(10).task) == ["improving", "random"]
    run_id = played(store)
    assert store.run(run_id).outcome == "complete"
    episodes = store.episodes(run_id)
    assert [episode.reward for episode in episodes] == pytest.approx([0.8] * 4)
    assert "value 10" in episodes[0].prompt
    turns = store.turns(episodes[0].episode_id)
    assert [turn.source for turn in turns] == ["one", "5+4", "3+3+4", "5+5"]
    statuses = [turn.evaluation and str(turn.evaluation.status) for turn in turns]
    assert statuses == ["COMPILE_ERROR", "WRONG_OUTPUT", "ACCEPTED", "ACCEPTED"]
    assert [turn.score for turn in turns[2:]] == pytest.approx(list(SAVED.values()))


def test_random_actions_play_it_too(store: Store) -> None:
    run_id = played(store, "random", max_turns=2)
    for episode in store.episodes(run_id):
        assert [turn.reply for turn in store.turns(episode.episode_id)] != ["", ""]


def test_a_wrapper_records_it(store: Store) -> None:
    env = RecordEpisodes(gym.make(ID), agent="me", store=str(store.path))
    env.reset(seed=3)
    env.step("5+5")
    env.close()
    (episode,) = store.episodes(env.run_id)
    (turn,) = store.turns(episode.episode_id)
    assert (episode.truncated, turn.source, turn.accepted) == (True, "5+5", True)
    assert turn.feedback == "the value is 10"


def test_a_pool_records_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_STORE", str(store.path))
    mode = AutoresetMode.SAME_STEP
    with contextlib.closing(perfgym.make_vec(ID, 2, max_turns=1, record="me", autoreset_mode=mode)) as envs:
        envs.reset(seed=1)
        envs.step(("5+5", "4+6"))
    (run,) = store.runs()
    sources = {
        turn.source for episode in store.episodes(run.run_id) for turn in store.turns(episode.episode_id)
    }
    assert (run.agent, run.env_id, run.outcome) == ("me", ID, "complete")
    assert sources == {"5+5", "4+6"}


def test_a_run_of_it_is_reported(store: Store) -> None:
    run_id = played(store)
    page = report_page(store, store.run(run_id))
    for text in ("ToySum-10-v0", "improving", "3+3+4", "5.00", "terms"):
        assert text in page


def test_a_run_of_it_is_exported(store: Store) -> None:
    run_id = played(store)
    texts = {
        form: export_run(store, store.run(run_id), form).text for form in FORMATS if form != "preferences"
    }
    trajectory = json.loads(texts["trajectories"].splitlines()[0])
    assert trajectory["metadata"]["best_speedup"] == pytest.approx(5.0)
    assert [message["content"] for message in trajectory["messages"][1::2]] == ["one", "5+4", "3+3+4", "5+5"]
    assert len(json.loads(texts["pyperf"])["benchmarks"]) == 8


def test_commands_play_show_report_export_and_verify_it(store: Store, tmp_path: Path) -> None:
    def perfgym_command(*arguments: str) -> str:
        done = CliRunner(env={"PERFGYM_STORE": str(store.path)}).invoke(main, arguments)
        assert done.exit_code == 0, done.output
        return done.output

    assert "Sum of 10" in perfgym_command("list", "--json")
    perfgym_command("rollout", ID, "--agent", "improving", "--episodes", "2")
    assert ID in perfgym_command("runs")
    assert "5+5" in perfgym_command("show", "latest", "--episode", "1")
    perfgym_command("report", "latest", "-o", str(tmp_path / "report.html"))
    perfgym_command("export", "latest", "--format", "trajectories", "-o", str(tmp_path / "runs.jsonl"))
    assert "holds" in perfgym_command("reverify", "latest")


def installed(folder: Path, makes: str) -> dict[str, str]:
    """Variables of a process in which a package is installed that announces a family."""
    about = folder / "toy_sum-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: toy_sum\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[{PLUGINS}]\nsums = {makes}\n")
    root = str(Path(__file__).parents[3])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), root])}


def test_the_text_wrapper_plays_it() -> None:
    with contextlib.closing(perfgym.TextWrapper(gym.make(ID))) as env:
        prompt, _ = env.reset(seed=1)
        assert "with the value 10" in prompt
        feedback, *_ = env.step("I take away one term:\n5+4")
        assert feedback == "the value is 9"


def test_an_installed_package_adds_it_for_commands(tmp_path: Path) -> None:
    variables = installed(tmp_path, "tests.system.toy_family.sums:SumFamily")
    variables["PERFGYM_STORE"] = str(tmp_path / "runs.sqlite")
    for arguments in (["rollout", ID, "--agent", "improving"], ["reverify", "latest"]):
        subprocess.run(
            [sys.executable, "-W", "error", "-m", "perfgym", *arguments],
            env=variables,
            check=True,
            capture_output=True,
        )


@pytest.mark.parametrize("makes", ["nowhere.at_all:Family", "tests.system.toy_family.sums:no_such_name"])
def test_a_package_whose_family_fails_is_named_and_breaks_nothing_else(tmp_path: Path, makes: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "perfgym", "list", "matmul"],
        env=installed(tmp_path, makes),
        check=True,
        capture_output=True,
        text=True,
    )
    assert f"the family that {makes} should make is not registered" in done.stderr
    assert "PerfOptimize-matmul-c-v0" in done.stdout


def test_its_claims_are_verified_again(store: Store) -> None:
    run = store.run(played(store))
    made = claims(store, run, top=9)
    assert [claim.submission.text for claim in made] == ["5+5", "3+3+4"]

    def make(env_id: str, conditions: perfgym.Conditions) -> Any:
        found = find_id(env_id)
        sandbox = perfgym.FakeSandbox({})
        return family_of(found).evaluator(found, conditions, sandbox=sandbox, settings=Settings())

    results = list(reverify(run.run_id, made, make))
    assert [result.verdict for result in results] == [ClaimVerdict.HOLDS] * 2
    assert [result.notes for result in results] == [()] * 2
    assert all(np.exp(result.claim.interval.low) > 3 for result in results)


def test_its_episodes_are_no_training_data_because_no_problem_says_their_split() -> None:
    with pytest.raises(SettingsError, match=r"'ToySum-10-v0' may be trained on: its family has no problems"):
        SplitFilter().allows(ID)
