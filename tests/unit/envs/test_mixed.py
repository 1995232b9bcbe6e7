"""``PerfOptimize-mixed``: which problems are drawn, and that its episodes are those of ``PerfOptimize``."""

import contextlib
import pickle
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from perfgym.bank import Problem, load_problem, load_problem_folder, problems
from perfgym.envs.mixed.problems import mixture
from perfgym.envs.record import RecordEpisodes
from perfgym.errors import ProblemError, SettingsError
from perfgym.records import Status
from perfgym.sandbox import FakeSandbox
from perfgym.store import Store
from tests.doubles.programs import OF_THE_MOMENT, ended, fake_sandbox

ID = "PerfOptimize-mixed-c-v0"
NAMES = ["matmul", "sort"]


def both() -> FakeSandbox:
    """A sandbox that knows the programs of matmul and, as programs that copy their input, those of sort."""
    sort = load_problem("sort")
    return fake_sandbox(
        **{
            sort.references["c"]: lambda stdin: ended(stdin[4:]),
            sort.experts["c"]: lambda stdin: ended(stdin[4:], 20_000_000),
        }
    )


@pytest.fixture(autouse=True)
def tiny_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem has few tests, and small inputs."""

    def load(name: str) -> Problem:
        problem = load_problem(name)
        measured = {"c": {m: g.scaled_by(0.05, problem.scaled) for m, g in problem.measured["c"].items()}}
        tests = replace(problem.tests, shared=problem.tests.shared[:1], any_size=None, large=None)
        return replace(problem, measured=measured, tests=tests)

    monkeypatch.setattr("perfgym.evaluation.open_evaluator.load_problem", load)


def mixed_env(**kwargs: Any) -> Any:
    """An environment of two problems that starts no process."""
    return gym.make(ID, **{"backend": "fake", "sandbox": both(), "problems": NAMES} | kwargs)


@pytest.fixture
def env() -> Generator[Any]:
    """An environment of two problems that starts no process."""
    with contextlib.closing(mixed_env()) as env:
        yield env


def expert(name: str) -> dict[str, Any]:
    return {"code": load_problem(name).experts["c"], "submit": 1}


def test_info_and_prompt_name_the_problem_which_the_seed_draws(env: Any) -> None:
    drawn = []
    for seed in range(8):
        observation, info = env.reset(seed=seed)
        drawn.append(info["problem"])
        assert observation["prompt"].startswith(f"Problem: {info['problem']}\n\n# ")
        assert info["env_id"] == f"PerfOptimize-{info['problem']}-c-v0"
    assert set(drawn) == set(NAMES)
    assert [env.reset(seed=seed)[1]["problem"] for seed in range(8)] == drawn


def test_an_episode_is_one_of_the_problems_own_environment_with_the_same_seed(env: Any) -> None:
    with contextlib.closing(gym.make("PerfOptimize-sort-c-v0", backend="fake", sandbox=both())) as own:
        mine, _ = env.reset(seed=5, options={"problem": "sort"})
        theirs, _ = own.reset(seed=5)
        assert mine["prompt"] == f"Problem: sort\n\n{theirs['prompt']}"
        step, other = env.step(expert("sort")), own.step(expert("sort"))
    assert (step[4].pop("problem"), step[4].pop("env_id")) == ("sort", "PerfOptimize-sort-c-v0")
    for name in OF_THE_MOMENT:
        step[4].pop(name), other[4].pop(name)
    step[0].pop("prompt"), other[0].pop("prompt")
    np.testing.assert_equal(step, other)
    assert step[1] > 0.5


def test_gymnasium_finds_nothing_wrong(env: Any) -> None:
    check_env(env.unwrapped, skip_render_check=True)


def test_spaces_are_those_of_every_problem(env: Any) -> None:
    with contextlib.closing(gym.make("PerfOptimize-sort-c-v0", backend="fake", sandbox=both())) as own:
        assert own.action_space == env.action_space
        assert own.observation_space == env.observation_space


def test_an_option_takes_one_of_the_problems(env: Any) -> None:
    assert env.reset(seed=1, options={"problem": "matmul", "unknown": 1})[1]["problem"] == "matmul"
    with pytest.raises(SettingsError, match="'nbody' is none of the problems that are drawn"):
        env.reset(options={"problem": "nbody"})


def test_a_problem_is_set_up_once(env: Any) -> None:
    env.reset(options={"problem": "sort"})
    made = env.unwrapped._made["sort"]
    env.reset(options={"problem": "sort"})
    assert env.unwrapped._made == {"sort": made}


def test_what_is_rendered_is_this_episode() -> None:
    with contextlib.closing(mixed_env(render_mode="ansi")) as env:
        env.reset(seed=1, options={"problem": "sort"})
        env.step(expert("sort"))
        assert "Sorting in C" in env.render()
        env.reset(seed=1, options={"problem": "matmul"})
        assert "Matrix multiplication in C" in env.render()


def test_a_copy_draws_from_the_same_problems() -> None:
    with contextlib.closing(gym.make(ID, backend="fake", problems=iter(NAMES), weights={"sort": 3})) as env:
        copy = pickle.loads(pickle.dumps(env.unwrapped))
        with contextlib.closing(copy):
            assert copy.probabilities == env.unwrapped.probabilities == {"matmul": 0.25, "sort": 0.75}


def test_an_episode_is_stored_under_the_id_of_its_problem(env: Any, store: Store) -> None:
    recorded = RecordEpisodes(env, store=str(store.path))
    for name in NAMES:
        recorded.reset(seed=1, options={"problem": name})
        recorded.step(expert(name))
    recorded.close()
    run = store.run(recorded.run_id)
    assert run.env_id == ID
    played = [episode.env_id for episode in store.episodes(run.run_id)]
    assert played == ["PerfOptimize-matmul-c-v0", "PerfOptimize-sort-c-v0"]


@pytest.mark.parametrize("name", ["reference", "expert"])
def test_scripted_agents_submit_the_program_of_the_problem_that_was_drawn(env: Any, name: str) -> None:
    observation, _ = env.reset(seed=1, options={"problem": "sort"})
    strategy = env.unwrapped.task.strategies()[name]()
    *_, info = env.step(strategy(observation, np.random.default_rng(1)))
    assert info["status"] == Status.ACCEPTED


def test_problems_of_the_training_split_are_drawn_unless_others_are_named() -> None:
    drawn = mixture("c", split=None, problems=None, classes=None, weights=None)
    assert list(drawn) == problems(split="train", language="c")
    assert sum(drawn.values()) == pytest.approx(1.0)
    hashing = mixture("go", split="train", problems=None, classes=["hashing"], weights=None)
    assert list(hashing) == problems(split="train", classes="hashing", language="go")


def test_a_weight_of_0_leaves_a_problem_out() -> None:
    drawn = mixture("c", split=None, problems=("sort", "matmul"), classes=None, weights={"sort": 0})
    assert drawn == {"matmul": 1.0}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"split": "tests"}, "did you mean test?"),
        ({"classes": "hashin"}, "did you mean hashing?"),
        ({"problems": "sort"}, r"names such as \['sort'\]"),
        ({"problems": ["sortt"]}, "did you mean sort?"),
        ({"problems": [3]}, "is called '3'"),
        ({"weights": {"sortt": 1}}, "did you mean sort?"),
        ({"weights": {"sort": -1}}, "at least 0, got -1"),
        ({"weights": {"sort": float("nan")}}, "got nan"),
        ({"weights": {"sort": 10**400}}, "got 1000"),
        ({"weights": {"sort": True}}, "got True"),
        ({"weights": ["sort"]}, "must be a mapping"),
        ({"problems": ["sort"], "weights": {"sort": 0}}, "no problem is left to draw"),
        ({"problems": ["sort"], "split": "test"}, "no problem is left to draw"),
    ],
)
def test_a_mixture_that_cannot_be_drawn_is_an_error(arguments: dict[str, Any], message: str) -> None:
    rest = dict.fromkeys(("split", "problems", "classes", "weights"))
    with pytest.raises(SettingsError, match=message):
        mixture("c", **rest | arguments)


def test_a_language_that_there_is_not_is_an_error() -> None:
    with pytest.raises(SettingsError, match="no language is called 'cobol'"):
        gym.make(ID, language="cobol")


def test_no_problem_may_have_the_name_of_the_mixture(folder: Any) -> None:
    with pytest.raises(ProblemError, match="PerfOptimize-mixed-c-v0 stand for"):
        load_problem_folder(folder.rename(folder.with_name("mixed")))
