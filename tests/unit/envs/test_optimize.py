"""``PerfOptimize``: rewards, seeding, faults, infos and rendering, mostly on fakes."""

import contextlib
from collections.abc import Generator
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import DependencyNotInstalled
from gymnasium.vector import AsyncVectorEnv, AutoresetMode, SyncVectorEnv
from hypothesis import given, settings
from hypothesis import strategies as st

import perfgym
from perfgym.bank import Problem, load_problem
from perfgym.errors import HarnessError, MachineError, PerfgymError, SettingsError
from perfgym.records import ROLES, Status
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import ProcessOutcome, ProcessResult
from perfgym.settings import FEEDBACK_MODES
from tests.doubles.programs import (
    CRASHING,
    FLOODING,
    HANGING,
    OF_THE_MOMENT,
    WRONG,
    FailingSandbox,
    ended,
    fake_sandbox,
    product,
    small,
)

ID = "PerfOptimize-matmul-c-v0"
REFERENCE, EXPERT = load_problem("matmul").references["c"], load_problem("matmul").experts["c"]
PROGRAMS = ["", "not C", WRONG, CRASHING, HANGING, FLOODING, REFERENCE, EXPERT]


def fake_env(**kwargs: Any) -> Any:
    """Make an environment that starts no process, with small inputs."""
    env = gym.make(ID, **{"sandbox": fake_sandbox(), "backend": "fake"} | kwargs)
    evaluator = env.unwrapped._evaluator  # type: ignore[attr-defined]
    evaluator.problem = small(evaluator.problem)
    return env


@pytest.fixture
def env() -> Generator[Any]:
    """An environment that starts no process."""
    with contextlib.closing(fake_env()) as env:
        yield env


def play(env: Any, codes: list[str], seed: int = 1) -> list[tuple[Any, ...]]:
    """Play an episode of these programs, the last of which is submitted; return what each step returned."""
    env.reset(seed=seed)
    return [
        env.step({"code": code, "submit": int(number == len(codes))}) for number, code in enumerate(codes, 1)
    ]


@pytest.mark.parametrize(
    ("code", "status", "passed"),
    [
        ("", Status.NO_CODE, 0.0), ("not C", Status.COMPILE_ERROR, 0.0), (CRASHING, Status.CRASHED, 0.0),
        (HANGING, Status.TIMED_OUT, 0.0), (FLOODING, Status.OUTPUT_TOO_LARGE, 0.0),
        (WRONG, Status.WRONG_OUTPUT, None), (REFERENCE, Status.ACCEPTED, 1.0),
    ],
)  # fmt: skip
def test_each_outcome_of_a_program_has_its_status(
    env: Any, code: str, status: Status, passed: float | None
) -> None:
    """Observation, info and feedback agree on it."""
    [(observation, _, _, _, info)] = play(env, [code])
    assert list(Status)[observation["status"]] is status
    assert info["status"] == status
    assert f"Status: {status}" in observation["feedback"]
    if passed is not None:
        assert observation["tests_passed"] == passed
    assert observation["counters_mask"].any() == (status is Status.ACCEPTED)


@given(st.lists(st.sampled_from(PROGRAMS), min_size=1, max_size=5))
@settings(max_examples=6, deadline=None)
def test_the_rewards_of_an_episode_add_up_to_the_score_of_its_best_submission(codes: list[str]) -> None:
    """This holds whether rewards are paid at the end or as gains of each turn."""
    sums = []
    for paid in ("final", "delta"):
        with contextlib.closing(fake_env(paid=paid)) as env:
            steps = play(env, codes)
            sums.append(sum(reward for _, reward, *_ in steps))
            assert sums[-1] == pytest.approx(max(info["score"] for *_, info in steps))
    assert sums[0] == pytest.approx(sums[1])


def test_the_last_turn_terminates_the_episode_even_without_a_submit(env: Any) -> None:
    env.reset(seed=1)
    ends = [env.step({"code": REFERENCE, "submit": 0})[2:4] for _ in range(5)]
    assert ends == [(False, False)] * 4 + [(True, False)]


def test_an_equal_seed_gives_an_equal_trajectory_on_fake(env: Any) -> None:
    """Infos are compared without the entries that depend on the time and on other processes."""
    first, again = play(env, PROGRAMS[3:], seed=7), play(env, PROGRAMS[3:], seed=7)
    for one, other in zip(first, again, strict=True):
        for name in OF_THE_MOMENT:
            one[4].pop(name), other[4].pop(name)
        np.testing.assert_equal(one, other)


def test_inputs_depend_on_the_seed_and_not_on_the_turns_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third turn's measured inputs are the same for any programs in the first two."""
    drawn: list[bytes] = []
    original = Problem.draw_measured

    def spy(self: Problem, *arguments: Any) -> bytes:
        drawn.append(original(self, *arguments))
        return drawn[-1]

    monkeypatch.setattr(Problem, "draw_measured", spy)
    with contextlib.closing(fake_env()) as env:
        play(env, [WRONG, WRONG, EXPERT], seed=5)
        third = drawn[-1]
        play(env, [REFERENCE, EXPERT + " ", EXPERT + "  "], seed=5)
        play(env, [WRONG, EXPERT], seed=5)
        assert drawn[-1] != third
        play(env, [CRASHING, HANGING, EXPERT], seed=5)
        assert drawn[-1] == third
        play(env, [CRASHING, HANGING, EXPERT], seed=6)
        assert drawn[-1] != third


def test_a_reference_that_fails_in_the_middle_of_an_episode_is_a_fault() -> None:
    """It worked when the episode began, so the machine is to blame, and not the program."""
    stalled = {"runs": False}

    def reference(stdin: bytes) -> ProcessResult:
        if stalled["runs"]:
            return ProcessResult(outcome=ProcessOutcome.TIMED_OUT, detail="still running after 10 s")
        return ended(product(stdin))

    problem = load_problem("matmul")
    sandbox = fake_sandbox(**{problem.references["c"]: reference})
    with contextlib.closing(fake_env(sandbox=sandbox)) as env:
        env.reset(seed=1)
        stalled["runs"] = True
        _, reward, terminated, truncated, info = env.step({"code": EXPERT, "submit": 1})
        assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
        assert "reference" in info["fault_kind"]


@pytest.mark.parametrize("kind", [HarnessError, MachineError])
def test_a_fault_of_the_sandbox_truncates_the_episode_and_pays_nothing(kind: type[PerfgymError]) -> None:
    """``info`` flags the fault, so that a trainer can mask the episode. The next episode is unaffected."""
    sandbox = FailingSandbox(kind)
    with contextlib.closing(fake_env(sandbox=sandbox)) as env:
        env.reset(seed=1)
        sandbox.failing = True
        observation, reward, terminated, truncated, info = env.step({"code": EXPERT, "submit": 1})
        assert env.observation_space.contains(observation)
        assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
        assert "No space left" in info["fault_kind"]
        sandbox.failing = False
        env.reset(seed=1)
        assert env.step({"code": EXPERT, "submit": 1})[1] > 0.5


def test_a_resubmitted_program_is_not_measured_again(env: Any) -> None:
    """The second turn has the samples of the first."""
    steps = play(env, [EXPERT, EXPERT])
    assert np.isfinite(steps[0][4]["stage_s"]["measure"])
    assert np.isnan(steps[1][4]["stage_s"]["measure"])
    assert steps[0][4]["candidate_samples"] == steps[1][4]["candidate_samples"]


@pytest.mark.parametrize("mode", FEEDBACK_MODES)
def test_feedback_modes_show_names_and_counts_or_counts_alone_or_nothing(mode: str) -> None:
    """The text, the counters and their mask agree."""
    with contextlib.closing(fake_env(feedback=mode)) as env:
        start, _ = env.reset(seed=1)
        observation, *_ = env.step({"code": EXPERT, "submit": 1})
    text = start["prompt"].split("## Its cost")[-1] + observation["feedback"]
    assert ("L1 data misses" in text) == (mode == "full")
    assert ("metric_2" in text) == (mode == "unlabeled")
    assert observation["counters_mask"].all() == (mode != "hidden")
    assert (observation["reference"] > 0).all() == (mode != "hidden")


@pytest.mark.parametrize("mode", FEEDBACK_MODES)
def test_only_full_feedback_shows_extras(mode: str) -> None:
    """Their figures are in the info in every mode."""
    with contextlib.closing(fake_env(feedback=mode, extras="wall,memory,scaling")) as env:
        [(observation, *_, info)] = play(env, [EXPERT])
    names = ("wall time", "peak memory", "exponent of CPU time")
    assert [name in observation["feedback"] for name in names] == [mode == "full"] * 3
    assert info["extras"]["reference_scaling"] == pytest.approx(0.0)
    assert np.isfinite(info["stage_s"]["extras"])


@pytest.mark.parametrize("extras", ["", "wall,memory,scaling"])
def test_extras_in_the_info_are_floats_under_fixed_names(extras: str) -> None:
    """Extras that were not requested, and those of rejected programs, are NaN."""
    with contextlib.closing(fake_env(extras=extras)) as env:
        _, start = env.reset(seed=1)
        infos = [start, *(info for *_, info in play(env, ["not C", WRONG, EXPERT]))]
    names = ("wall_s", "peak_memory_bytes", "scaling")
    for info in infos:
        assert set(info["extras"]) == {*names, *(f"reference_{name}" for name in names)}
        assert {type(value) for value in info["extras"].values()} == {float}
    assert [np.isnan(list(info["extras"].values())).all() for info in infos] == [True, True, True, not extras]
    assert np.isnan(infos[-1]["stage_s"]["extras"]) == (not extras)


def test_extras_do_not_change_measured_inputs_and_results() -> None:
    """Their inputs are drawn from a random generator of their own."""
    plays = []
    for extras in ("", "wall,scaling"):
        with contextlib.closing(fake_env(extras=extras)) as env:
            plays.append(play(env, [EXPERT, REFERENCE + " ", EXPERT + " "]))
    for plain, more in zip(*plays, strict=True):
        for one in (plain, more):
            one[0].pop("feedback")
            for name in ("extras", *OF_THE_MOMENT):
                one[4].pop(name)
        np.testing.assert_equal(plain, more)


@pytest.mark.parametrize("vector", [SyncVectorEnv, AsyncVectorEnv])
def test_infos_batch_in_gymnasiums_own_vector_environments(vector: Any) -> None:
    """The types are the same for environments in different states and for missing values."""
    arguments: dict[str, Any] = {"autoreset_mode": AutoresetMode.SAME_STEP}
    if vector is AsyncVectorEnv:
        arguments["shared_memory"] = False  # Gymnasium's shared memory cannot hold text
    with contextlib.closing(vector([fake_env, fake_env], **arguments)) as envs:
        envs.reset(seed=1)
        for codes in (["not C", EXPERT], [EXPERT, WRONG], [REFERENCE, ""]):
            _, rewards, _, _, infos = envs.step({"code": codes, "submit": np.array([0, 0])})
            assert rewards.dtype == np.float64
            assert infos["speedup"].dtype == infos["score"].dtype == infos["fault"].dtype == np.float64
            assert infos["status"].dtype == object
            assert set(infos["candidate_samples"]) >= {str(role) for role in ROLES}
        _, rewards, terminated, _, infos = envs.step({"code": [EXPERT, ""], "submit": np.array([1, 1])})
        assert terminated.all()
        assert infos["final_info"]["status"].tolist() == ["ACCEPTED", "NO_CODE"]
        assert rewards[0] > 0.5


def test_sandbox_backend_and_reward_can_be_given_as_instances(sandbox: Sandbox) -> None:
    """Closing the environment does not close a sandbox that the caller made."""
    backend = perfgym.FakeBackend(
        table={REFERENCE: {perfgym.Role.TIME: 1.0}}, reference={perfgym.Role.TIME: 4.0}
    )
    env = gym.make(ID, sandbox=sandbox, backend=backend, reward=lambda evaluation: 0.25)
    env.reset(seed=1)
    _, reward, _, _, info = env.step({"code": REFERENCE, "submit": 1})
    env.close()
    assert (reward, info["speedup"]) == (0.25, pytest.approx(4.0))
    env = gym.make(ID, sandbox=sandbox, backend=backend)
    env.reset(seed=1)
    env.close()


@pytest.mark.parametrize("by", ["argument", "variable"])
def test_weights_of_a_reward_can_be_set_from_a_text(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """This program saves half of the time and three quarters of the branch misses."""
    roles = (perfgym.Role.TIME, perfgym.Role.BRANCH_MISSES)
    backend = perfgym.FakeBackend(
        table={EXPERT: dict(zip(roles, (5.0, 1.0), strict=True))},
        reference=dict(zip(roles, (10.0, 4.0), strict=True)),
    )
    for text, paid in (("improvement:time=1", 0.5), ("weighted:time=1,branch_misses=4", 0.7)):
        monkeypatch.setenv("PERFGYM_REWARD", text if by == "variable" else "log_speedup")
        given = {} if by == "variable" else {"reward": text}
        with contextlib.closing(fake_env(backend=backend, **given)) as env:
            [(_, reward, *_)] = play(env, [EXPERT])
            assert (reward, env.unwrapped.reward_name) == (pytest.approx(paid), text)


def test_a_reward_for_what_the_backend_does_not_count_is_refused_before_the_first_turn() -> None:
    """A function may pay for anything."""
    backend = perfgym.FakeBackend(reference={perfgym.Role.TIME: 4.0})
    with (
        contextlib.closing(fake_env(backend=backend, reward="improvement:llc_misses=1")) as env,
        pytest.raises(SettingsError, match=r"llc_misses.*the table has no column for it.*counted here: time"),
    ):
        env.reset(seed=1)
    with contextlib.closing(fake_env(backend=backend, reward=lambda evaluation: 0.0)) as env:
        env.reset(seed=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reward": "improvement:tme=1"},
        {"backend": "quartz"}, {"sandbox": "chroot"}, {"reward": "money"}, {"paid": "cash"},
        {"feedback": "loud"}, {"extras": "heat"}, {"max_turns": 0}, {"cores": "999"}, {"problem": "mattmul"},
        {"language": "cc"},
    ],
)  # fmt: skip
def test_a_wrong_argument_is_refused_with_its_value(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=str(next(iter(wrong.values())))):
        fake_env(**wrong)


def test_rgb_array_renders_an_episode_with_and_without_turns() -> None:
    with contextlib.closing(fake_env(render_mode="rgb_array")) as env:
        env.reset(seed=1)
        empty = env.render()
        play(env, ["not C", REFERENCE, EXPERT])
        full = env.render()
    for picture in (empty, full):
        assert (picture.shape, picture.dtype) == ((400, 800, 3), np.uint8)
    assert (empty != full).any()


def test_a_picture_without_matplotlib_is_an_error_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gymnasium's own environments raise the same error class."""
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with contextlib.closing(fake_env(render_mode="rgb_array")) as env:
        env.reset(seed=1)
        with pytest.raises(DependencyNotInstalled, match=r"perfgym\[plot\]"):
            env.render()


def test_ansi_renders_text_and_human_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.closing(fake_env(render_mode="ansi")) as env:
        play(env, ["not C", EXPERT])
        text = env.render()
    assert "COMPILE_ERROR" in text
    assert "-75.0 %" in text
    with contextlib.closing(fake_env(render_mode="human")) as env:
        play(env, [EXPERT])
    assert "ACCEPTED" in capsys.readouterr().out


texts = st.text(max_size=200) | st.sampled_from(PROGRAMS)


@given(st.lists(texts, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_as_code_gives_an_observation_inside_the_space(codes: list[str]) -> None:
    with contextlib.closing(fake_env()) as env:
        for observation, reward, *_ in play(env, codes):
            assert env.observation_space.contains(observation)
            assert -1.0 <= reward < 1.0


@given(st.text(max_size=300) | st.lists(st.sampled_from(
    ["<code>", "</code>", "```", "\n", "<submit/>", " ", REFERENCE, "`", '"', "x"])).map("".join)
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_text_wrapper_answers_any_reply_with_text(reply: str) -> None:
    with contextlib.closing(perfgym.TextWrapper(fake_env())) as env:
        env.reset(seed=1)
        observation, *_ = env.step(reply)
        assert env.observation_space.contains(observation)


def test_a_reply_without_a_program_is_told_how_to_answer_and_a_tool_call_is_not() -> None:
    """After the end there is nothing to answer, and a tool has no tags."""
    with contextlib.closing(perfgym.TextWrapper(fake_env())) as env:
        env.reset(seed=1)
        lost, *_ = env.step("I would swap the loops.")
        called, *_ = env.step({"code": "", "submit": 0})
        ended, _, terminated, *_ = env.step("<submit/>")
    assert lost.startswith("Status: NO_CODE")
    assert "between <code> and </code>" in lost
    assert "Turns left: 4." in lost
    assert "<code>" not in called + ended
    assert terminated
    assert ended.endswith("The episode has ended.")


def test_feedback_tells_the_best_turn_and_an_early_end_leaves_no_turn() -> None:
    with contextlib.closing(fake_env()) as env:
        first, second, last = play(env, [EXPERT, "not C", ""])
    assert "Best so far: turn 1, with a score of 0.750." in second[0]["feedback"]
    assert [int(step[0]["turns_left"]) for step in (first, second, last)] == [4, 3, 0]


@given(st.text(max_size=300))
@settings(max_examples=15, deadline=None)
def test_the_real_compiler_rejects_any_text_without_a_fault(sandbox: Sandbox, code: str) -> None:
    """The text may hold any character, including NUL and lone surrogates."""
    with contextlib.closing(fake_env(sandbox=sandbox)) as env:
        [(observation, reward, *_)] = play(env, [code])
        assert env.observation_space.contains(observation)
        assert reward <= 0.0
