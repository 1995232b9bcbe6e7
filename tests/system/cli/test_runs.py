"""Commands on the store: runs are listed, shown and exported as they were played."""

import contextlib
import itertools
import json
import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import gymnasium as gym
import pyperf
import pytest
from click.testing import CliRunner, Result

from perfgym import TextWrapper, parse_reply
from perfgym.bank import load_problem
from perfgym.cli.commands.export import command as export
from perfgym.cli.commands.report import command as report
from perfgym.cli.commands.runs import command as runs
from perfgym.cli.commands.show import command as show
from perfgym.errors import MachineError, SettingsError, ToolchainMissingError
from perfgym.languages import LANGUAGES, Language
from perfgym.languages.toolchain import Toolchain
from perfgym.records import Evaluation, Event, Fault, FaultOwner, Interval, Pair, Role, Status, Unit
from perfgym.store import Store
from tests.doubles.made_up_runs import accepted, measured
from tests.doubles.played import ID, begin_run, play, submission, turn
from tests.doubles.programs import WRONG

OTHER = "PerfOptimize-sort-c-v0"
GONE = Fault(owner=FaultOwner.AGENT, cause="[gone]")
FAST, FASTER = "// fast", "// faster"
SPEEDUPS = {FAST: 2.0, FASTER: 4.0}
REFERENCE = load_problem("matmul").references["c"]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two episodes that went well, one that faulted, one that is open."""
    path = tmp_path_factory.mktemp("played") / "store.sqlite"
    with contextlib.closing(Store(path)) as store:
        run_id = begin_run(store)
        play(store, run_id, 1, [WRONG, FASTER, FAST], SPEEDUPS)
        play(store, run_id, 2, [REFERENCE, ""], SPEEDUPS)
        faulted = store.begin_episode(run_id, 3, seed=103, env_id=ID, prompt="Go.")
        store.add_turn(turn(faulted, reply="<code>"))
        store.end_episode(faulted, reward=0.0, terminated=False, truncated=True, fault=GONE)
        store.begin_episode(run_id, 4, seed=104, env_id=ID, prompt="Go.")
    return path


def invoke(command: click.Command, store: Store, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(command, [*arguments, "--store", str(store.path)])


def output(command: click.Command, store: Store, *arguments: str) -> str:
    result = invoke(command, store, *arguments)
    assert result.exception is None
    assert result.exit_code == 0
    return result.output


def answer(command: click.Command, store: Store, *arguments: str) -> Any:
    return json.loads(output(command, store, *arguments, "--json"), parse_constant=pytest.fail)


def test_runs_are_listed_with_how_far_they_have_come(store: Store, run_id: str) -> None:
    empty = begin_run(store, kind="[bench]")
    newest, oldest = answer(runs, store)
    assert (newest["run_id"], newest["episodes"], newest["mean_reward"]) == (empty, 0, None)
    assert (oldest["run_id"], oldest["finished"], oldest["episodes"]) == (run_id, 3, 4)
    assert oldest["best_reward"] == pytest.approx(0.75)
    assert oldest["mean_reward"] == pytest.approx(0.375)
    lines = output(runs, store).splitlines()
    row = next(line for line in lines if run_id in line)
    assert all(word in row for word in ("rollout", ID, "somebody", "3/4", "+0.375", "+0.750", "interrupted"))
    assert any("[bench]" in line for line in lines)


def test_a_run_is_shown_by_its_episodes(store: Store, run_id: str) -> None:
    shown = answer(show, store, "latest")
    assert (shown["run_id"], shown["arguments"]) == (run_id, {"temperature": 0.7})
    assert [episode["turns"] for episode in shown["episodes"]] == [3, 2, 1, 0]
    best = [episode["best_turn"] for episode in shown["episodes"]]
    assert (best[0]["number"], best[0]["speedup"]) == (2, pytest.approx(4.0))
    assert best[2:] == [None, None]
    text = output(show, store, run_id[:15])
    assert all(word in text for word in ("4.00 (4.00 to 4.00)", "agent: [gone]", "unfinished", "103"))


def test_a_run_is_shown_with_pass_at_k_tokens_and_cost(store: Store) -> None:
    """Replies of failed attempts cost too; an episode that ended in a fault is no failure to pass."""
    run_id = begin_run(store)
    spent = {"prompt_tokens": 1000, "completion_tokens": 200, "cost": 0.01}
    for number, (env_id, reward) in enumerate([(ID, 0.5), (ID, -0.5), (OTHER, -1.0)], 1):
        lost = store.begin_episode(run_id, number, seed=5, env_id=env_id, prompt="Go.")
        store.end_episode(lost, reward=0.0, terminated=False, truncated=True, fault=GONE, usage=spent)
        episode_id = store.begin_episode(run_id, number, seed=5, env_id=env_id, prompt="Go.")
        evaluation = accepted(2.0) if reward > 0 else None
        store.add_turn(turn(episode_id, evaluation=evaluation, usage=spent))
        store.end_episode(episode_id, reward=reward, terminated=True, truncated=False)
    faulted = store.begin_episode(run_id, 4, seed=5, env_id=OTHER, prompt="Go.")
    store.end_episode(faulted, reward=0.0, terminated=False, truncated=True, fault=GONE)
    shown = answer(show, store, run_id)
    assert shown["statistics"]["pass_at"] == {"1": 0.25, "2": 1.0}
    assert shown["statistics"]["mean_reward"] == pytest.approx(-1 / 3)
    assert shown["environments"][OTHER]["pass_at"] == {"1": 0.0}
    assert shown["usage"] == {"prompt_tokens": 6000, "completion_tokens": 1200, "cost": pytest.approx(0.06)}
    assert shown["episodes"][0]["usage"]["cost"] == pytest.approx(0.02)
    text = output(show, store, run_id)
    for words in (
        "results: mean reward -0.333, pass@1 0.250, pass@2 1.000, best speed-up 2.00",
        "all replies: 6,000 tokens of prompts, 1,200 tokens of replies, cost 0.0600",
        "pass@1 0.500, pass@2 1.000",
        "2,400  0.0200",
    ):
        assert words in text


def test_arguments_of_a_run_are_shown_by_name_where_they_are_set(store: Store) -> None:
    arguments = {
        "seed": 0,
        "model": "m",
        "backend": None,
        "variables": {"PERFGYM_PAID": "delta"},
        "request": {},
        "system": "",
    }
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="a", arguments=arguments)
    lines = output(show, store, run_id).splitlines()
    assert "arguments: seed=0, model=m, variables.PERFGYM_PAID=delta" in lines


def test_an_episode_is_shown_by_its_turns_and_its_best_program(store: Store, run_id: str) -> None:
    text = output(show, store, run_id, "--episode", "1")
    assert all(
        word in text for word in ("WRONG_OUTPUT", "2.00 (2.00 to 2.00)", "+0.750", "is turn 2", FASTER)
    )
    assert not text.rstrip().endswith(FAST)
    shown = answer(show, store, run_id, "--episode", "1")
    assert [one["submission"]["text"] for one in shown["turns"]] == [WRONG, FASTER, FAST]
    assert shown["best_turn"] == 2
    statuses = [one["evaluation"]["status"] for one in shown["turns"]]
    assert statuses == ["WRONG_OUTPUT", "ACCEPTED", "ACCEPTED"]
    assert shown["turns"][1]["evaluation"]["measurement"]["intervals"]["time"]["estimate"] == pytest.approx(
        math.log(4.0)
    )


def test_an_earlier_attempt_at_an_episode_can_be_shown(store: Store, run_id: str) -> None:
    (lost,) = [episode for episode in store.episodes(run_id) if episode.fault]
    again = store.begin_episode(run_id, lost.number, seed=lost.seed, env_id=ID, prompt="")
    store.end_episode(again, reward=0.0, terminated=True, truncated=False)
    number = ["--episode", str(lost.number)]
    assert (
        answer(show, store, run_id, *number)["attempt"],
        "attempt 2" in output(show, store, run_id, *number),
    ) == (
        2,
        True,
    )
    assert answer(show, store, run_id, *number, "--attempt", "1")["fault"] == {
        "owner": "agent",
        "cause": "[gone]",
    }


def test_control_characters_of_a_model_do_not_reach_the_terminal(store: Store) -> None:
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=1, env_id=ID, prompt="")
    hostile = submission("a \x1b[2J b \u202e c", "-O3", "-g")
    store.add_turn(turn(episode_id, submission=hostile, evaluation=accepted(2.0)))
    text = output(show, store, run_id, "--episode", "1")
    assert "is turn 1, built with -O3 -g:\na \ufffd[2J b \ufffd c" in text
    (shown,) = answer(show, store, run_id, "--episode", "1")["turns"]
    assert shown["submission"] == {"text": "a \x1b[2J b \u202e c", "flags": ["-O3", "-g"]}


@pytest.mark.parametrize(
    ("command", "arguments", "says"),
    [
        (show, ["nothing"], "no run is called 'nothing'"),
        (show, ["latest", "--episode", "11"], "no episode 11; did you mean 1"),
        (show, ["latest", "--episode", "1", "--attempt", "2"], "has no attempt 2; there are: 1"),
        (show, ["latest", "--attempt", "1"], "--attempt needs --episode"),
        (export, ["nothing", "--format", "pyperf", "-o", "out"], "no run is called"),
    ],
)
def test_a_mistake_is_an_error_that_suggests_a_correction(
    store: Store, run_id: str, command: click.Command, arguments: list[str], says: str
) -> None:
    result = invoke(command, store, *arguments)
    assert isinstance(result.exception, SettingsError)
    assert says in str(result.exception)


def test_reading_a_missing_store_creates_none(tmp_path: Path) -> None:
    store = Store(tmp_path / "nowhere" / "store.sqlite")
    result = invoke(runs, store)
    assert isinstance(result.exception, SettingsError)
    assert str(store.path) in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_the_variable_names_the_store(store: Store, run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_STORE", str(store.path))
    result = CliRunner().invoke(runs, ["--json"])
    assert [run["run_id"] for run in json.loads(result.output)] == [run_id]


def lines(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line, parse_constant=pytest.fail) for line in text.splitlines()]


def test_trajectories_are_chats_that_end_with_the_assistant(
    store: Store, run_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.jsonl"
    says = output(export, store, run_id, "--format", "trajectories", "-o", str(path))
    assert f"2 trajectories of run {run_id}" in says
    first, second = lines(path)
    assert [message["role"] for message in first["messages"]] == ["user", "assistant"] * 3
    assert "## The program to beat" in first["messages"][0]["content"]
    assert first["messages"][1]["content"] == f"<code>{WRONG}</code>"
    assert "WRONG_OUTPUT" in first["messages"][2]["content"]
    assert (first["reward"], first["env_id"], first["seed"]) == (pytest.approx(0.75), ID, 101)
    assert first["metadata"]["statuses"] == ["WRONG_OUTPUT", "ACCEPTED", "ACCEPTED"]
    assert first["metadata"]["scores"] == pytest.approx([-0.5, 0.75, 0.5])
    assert first["metadata"]["best_speedup"] == pytest.approx(4.0)
    assert second["metadata"]["episode"] == 2


def test_trajectories_hold_what_training_data_must_not_and_the_help_says_so(
    store: Store, run_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.jsonl"
    output(export, store, run_id, "--format", "trajectories", "-o", str(path))
    assert "WRONG_OUTPUT" in lines(path)[0]["metadata"]["statuses"]
    help_text = " ".join(CliRunner().invoke(export, ["--help"]).output.split())
    assert "for analysis, not for training, as it holds failures and every problem" in help_text


def said(messages: list[dict[str, str]]) -> str:
    """The text of the only message, which is a reply."""
    (message,) = messages
    assert message["role"] == "assistant"
    return message["content"]


def lessons(store: Store, run_id: str, path: Path, *more: str) -> list[Any]:
    """The lines of an export of chat data."""
    output(export, store, run_id, "--format", "sft", "-o", str(path), "--force", *more)
    return lines(path)


def test_chat_data_end_with_the_best_program(store: Store, run_id: str, tmp_path: Path) -> None:
    """Later, slower programs are left out, and so is the episode whose program is no faster."""
    (lesson,) = lessons(store, run_id, tmp_path / "train.jsonl")
    assert "messages" not in lesson
    assert [message["role"] for message in lesson["prompt"]] == ["user", "assistant", "user"]
    assert said(lesson["completion"]) == f"<code>{FASTER}</code>"
    assert (lesson["env_id"], lesson["seed"]) == (ID, 101)
    assert (lesson["score"], lesson["speedup"]) == (pytest.approx(0.75), pytest.approx(4.0))
    every = lessons(store, run_id, tmp_path / "train.jsonl", "--keep", "accepted")
    assert [len(one["prompt"]) for one in every] == [3, 1]


def test_conversations_whose_every_reply_is_learnt_have_no_reply_that_is_not_good_enough(
    store: Store, tmp_path: Path
) -> None:
    """Trainers learn each reply in the column `messages`."""
    run_id = begin_run(store)
    tries = [[WRONG, FASTER], ["", FASTER], [REFERENCE, FASTER], [FAST, FASTER], [FASTER, WRONG]]
    for number, sources in enumerate(tries, 1):
        play(store, run_id, number, sources, {**SPEEDUPS, REFERENCE: 1.0})
    path, whole = tmp_path / "train.jsonl", ("--columns", "messages")
    found = [
        [[*messages["messages"]][1::2] for messages in lessons(store, run_id, path, *whole, *keep)]
        for keep in ((), ("--keep", "accepted"))
    ]
    replies = [
        [[reply["content"] for reply in conversation] for conversation in conversations]
        for conversations in found
    ]
    fast, faster, same = (f"<code>{source}</code>" for source in (FAST, FASTER, REFERENCE))
    assert replies[0] == [[fast, faster], [faster]]
    assert replies[1] == [[same, faster], [fast, faster], [faster]]
    assert len(lessons(store, run_id, path)) == len(tries)


def test_chat_data_begin_with_the_system_message_of_the_run(store: Store, tmp_path: Path) -> None:
    run_id = begin_run(store, arguments={"system": "Be brief."})
    play(store, run_id, 1, [FAST], SPEEDUPS)
    (lesson,) = lessons(store, run_id, tmp_path / "train.jsonl")
    assert [message["role"] for message in lesson["prompt"]] == ["system", "user"]
    assert lesson["prompt"][0]["content"] == "Be brief."


@pytest.mark.parametrize("form", ["sft", "preferences"])
def test_a_problem_that_is_held_out_is_in_no_training_data(
    store: Store, run_id: str, tmp_path: Path, form: str
) -> None:
    arguments = [run_id, "--format", form, "-o", str(tmp_path / "out.jsonl"), "--hold-out", "matmul"]
    result = invoke(export, store, *arguments)
    assert isinstance(result.exception, SettingsError)
    assert "nothing to export" in str(result.exception)
    assert not (tmp_path / "out.jsonl").exists()


def test_an_environment_of_an_unknown_problem_is_in_no_training_data(store: Store, tmp_path: Path) -> None:
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=1, env_id="PerfOptimize-gone-c-v0", prompt="Go.")
    store.add_turn(turn(episode_id, reply="x", source="x", evaluation=accepted(3.0)))
    store.end_episode(episode_id, reward=1.0, terminated=True, truncated=False)
    result = invoke(export, store, run_id, "--format", "sft", "-o", str(tmp_path / "out.jsonl"))
    assert isinstance(result.exception, SettingsError)
    assert "PERFGYM_PROBLEMS" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "trajectories"], "trajectories needs a run"),
        (["latest", "--format", "trajectories", "--hold-out", "sort"], "does nothing for trajectories"),
        (["latest", "--format", "harbor"], "leave out RUN"),
        (["latest", "--format", "pyperf", "--keep", "accepted"], "--keep does nothing for pyperf"),
        (["latest", "--format", "sft", "--language", "c"], "--language chooses what is played of the bank"),
        (["--format", "sft", "--install", "x"], "--install does nothing for sft; it belongs to harbor"),
        (["--format", "harbor", "--problem", "sor"], "no problem is called 'sor'; did you mean sort"),
        (["--format", "harbor", "--split", "test", "--problem", "sort"], "no problem of the bank is left"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    store: Store, run_id: str, tmp_path: Path, arguments: list[str], says: str
) -> None:
    result = invoke(export, store, *arguments, "-o", str(tmp_path / "out"))
    assert isinstance(result.exception, SettingsError)
    assert says in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_harbor_tasks_are_written_without_the_toolchain_of_their_language(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(self: Language) -> Toolchain:
        raise ToolchainMissingError("there is none here")

    monkeypatch.setattr(type(LANGUAGES["c"]), "toolchain", missing)
    chosen = ["--problem", "sort", "--language", "c"]
    said = output(export, store, "--format", "harbor", *chosen, "-o", str(tmp_path / "tasks"))
    assert "1 tasks of the bank" in said
    assert "left out" not in said


@pytest.mark.full  # it plays nine programs
def test_programs_of_the_bank_become_chat_data_and_preferences(store: Store, tmp_path: Path) -> None:
    chosen = ["--problem", "sort", "--problem", "matmul", "--problem", "stencil", "--language", "c"]
    path = tmp_path / "train.jsonl"
    fake = ["--backend", "fake", "--keep", "accepted"]  # it finds no program but the expert's faster
    arguments = ["--format", "sft", "-o", str(path), "--hold-out", "stencil", *fake, *chosen]
    assert "6 conversations of run" in output(export, store, *arguments)
    conversations = [[*line["prompt"], *line["completion"]] for line in lines(path)]
    assert [len(messages) for messages in conversations] == [2, 2, 4] * 2
    assert {line["env_id"] for line in lines(path)} == {ID, "PerfOptimize-sort-c-v0"}
    first, expert, mended = conversations[3:]
    problem = load_problem("sort")
    assert parse_reply(first[1]["content"]) == (problem.first_steps["c"].strip("\n"), False)
    assert parse_reply(expert[1]["content"]) == (problem.experts["c"].strip("\n"), True)
    assert "Status: COMPILE_ERROR\nThe compiler said:" in mended[2]["content"]
    assert mended[3] == first[1]
    with contextlib.closing(gym.make("PerfOptimize-sort-c-v0", backend="fake")) as env:
        assert first[0]["content"] == TextWrapper(env).reset(seed=0)[0]
    pairs = tmp_path / "pairs.jsonl"
    output(export, store, "latest", "--format", "preferences", "-o", str(pairs))
    assert all(parse_reply(said(pair["rejected"])) != ("", False) for pair in lines(pairs))


def between(low: float, high: float) -> Evaluation:
    """The evaluation of a program whose speed-up lies between these bounds."""
    evaluation = accepted(math.sqrt(low * high))
    time = Interval(
        estimate=math.log(low * high) / 2, low=math.log(low), high=math.log(high), confidence=0.99
    )
    return replace(evaluation, measurement=replace(measured(evaluation), intervals={Role.TIME: time}))


def answers(store: Store, run_id: str, replies: list[tuple[str, float, float, float]], seed: int = 7) -> None:
    """Episodes of one turn and one seed: reply, score, and the bounds of the speed-up."""
    known = len(store.episodes(run_id))
    for number, (reply, score, low, high) in enumerate(replies, known):
        # The reference's cost is measured in each episode anew.
        prompt = f"Go. It costs {number} ms."
        episode_id = store.begin_episode(run_id, number, seed=seed, env_id=ID, prompt=prompt)
        evaluation = None if math.isnan(low) else between(low, high)
        told = {"score": score, "evaluation": evaluation, "feedback": f"{score} it was."}
        store.add_turn(turn(episode_id, reply=reply, **told))
        store.end_episode(episode_id, reward=score, terminated=True, truncated=False)


def test_preferences_pair_replies_to_one_prompt_where_one_is_certainly_better(
    store: Store, tmp_path: Path
) -> None:
    run_id = begin_run(store)
    nan = math.nan
    answers(
        store,
        run_id,
        [
            ("wrong", -0.5, nan, nan),
            ("also wrong", -0.5, nan, nan),
            ("fast", 0.50, 1.9, 2.1),
            ("much the same", 0.52, 2.0, 2.2),
            ("faster", 0.75, 3.9, 4.1),
            ("not built", -1.0, nan, nan),
            ("not scored", nan, nan, nan),
        ],
    )
    answers(store, run_id, [("of another seed", 0.1, 1.1, 1.2)], seed=8)
    path = tmp_path / "out.jsonl"
    output(export, store, run_id, "--format", "preferences", "-o", str(path))
    pairs = lines(path)
    better = {"fast", "much the same", "faster"}
    expected = {*itertools.product(better, ("wrong", "also wrong", "not built"))}
    expected |= {("faster", "fast"), ("faster", "much the same")}
    assert {(said(pair["chosen"]), said(pair["rejected"])) for pair in pairs} == expected
    assert len(pairs) == len(expected)
    assert all(pair["chosen_reward"] > pair["rejected_reward"] for pair in pairs)
    assert all([message["role"] for message in pair["prompt"]] == ["user"] for pair in pairs)


def test_exported_conversations_begin_with_the_system_message_of_the_run(
    store: Store, tmp_path: Path
) -> None:
    run_id = begin_run(store, arguments={"system": "Be brief."})
    for number, (reply, score) in enumerate([("good", 0.5), ("bad", -1.0)]):
        episode_id = store.begin_episode(run_id, number, seed=1, env_id=ID, prompt=f"Go {number}.")
        store.add_turn(turn(episode_id, 1, reply="start", feedback="Hm.", score=0.0))
        evaluation = accepted(2.0) if reply == "good" else None
        store.add_turn(turn(episode_id, 2, reply=reply, feedback="Done.", score=score, evaluation=evaluation))
        store.end_episode(episode_id, reward=score, terminated=True, truncated=False)
    path = tmp_path / "out.jsonl"
    output(export, store, run_id, "--format", "preferences", "-o", str(path))
    (pair,) = lines(path)
    assert [message["content"] for message in pair["prompt"]] == ["Be brief.", "Go 0.", "start", "Hm."]
    output(export, store, run_id, "--format", "trajectories", "-o", str(path), "--force")
    roles = [message["role"] for message in lines(path)[0]["messages"]]
    assert roles == ["system", "user", "assistant", "user", "assistant"]


def test_preferences_go_on_as_long_as_the_conversation_is_the_same(store: Store, tmp_path: Path) -> None:
    run_id = begin_run(store)
    second = [("good", 0.5, "start"), ("bad", -1.0, "start"), ("bad", -1.0, "other start")]
    for number, (reply, score, start) in enumerate(second):
        episode_id = store.begin_episode(run_id, number, seed=1, env_id=ID, prompt="Go.")
        store.add_turn(turn(episode_id, 1, reply=start, feedback="Hm.", score=0.0))
        evaluation = accepted(2.0) if reply == "good" else None
        store.add_turn(turn(episode_id, 2, reply=reply, feedback="Done.", score=score, evaluation=evaluation))
        store.end_episode(episode_id, reward=score, terminated=True, truncated=False)
    path = tmp_path / "out.jsonl"
    output(export, store, run_id, "--format", "preferences", "-o", str(path))
    (pair,) = lines(path)
    assert (said(pair["chosen"]), said(pair["rejected"])) == ("good", "bad")
    assert [message["content"] for message in pair["prompt"]] == ["Go.", "start", "Hm."]


def test_a_pyperf_suite_has_the_samples_of_each_episodes_best(
    store: Store, run_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "suite.json"
    says = output(export, store, run_id, "--format", "pyperf", "-o", str(path))
    assert "4 benchmarks" in says
    suite = pyperf.BenchmarkSuite.load(str(path))
    assert suite.get_benchmark(f"{ID}, episode 1, candidate").get_values() == pytest.approx((0.02,) * 5)
    assert suite.get_benchmark(f"{ID}, episode 1, reference").get_values() == pytest.approx((0.08,) * 5)
    assert suite.get_benchmark(f"{ID}, episode 1, candidate").get_metadata()["perfgym_turn"] == 2
    assert suite.get_benchmark(f"{ID}, episode 2, candidate").get_unit() == "second"


def test_cycles_are_no_seconds(store: Store, tmp_path: Path) -> None:
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=1, env_id=ID, prompt="")
    counted = replace(
        measured(accepted(3.0)),
        events={Role.TIME: Event(name="cycles", unit=Unit.CYCLES, backend="hardware")},
        host="here",
        pairs=(Pair(reference={Role.TIME: 3000.0}, candidate={Role.TIME: 1000.0}),),
    )
    evaluation = Evaluation(status=Status.ACCEPTED, measurement=counted)
    store.add_turn(turn(episode_id, source="x", evaluation=evaluation))
    store.end_episode(episode_id, reward=1.0, terminated=True, truncated=False)
    path = tmp_path / "suite.json"
    output(export, store, run_id, "--format", "pyperf", "-o", str(path))
    candidate = pyperf.BenchmarkSuite.load(str(path)).get_benchmark(f"{ID}, episode 1, candidate")
    assert (candidate.get_unit(), candidate.get_values()) == ("integer", (1000.0,))


def test_without_pyperf_the_error_names_the_package_to_install(
    store: Store, run_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyperf", None)
    result = invoke(export, store, run_id, "--format", "pyperf", "-o", str(tmp_path / "out"))
    assert isinstance(result.exception, MachineError)
    assert "pip install 'perfgym[pyperf]'" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_there_is_overwritten_only_by_force(store: Store, run_id: str, tmp_path: Path) -> None:
    path = tmp_path / "precious"
    path.write_text("mine")
    arguments = (run_id, "--format", "trajectories", "-o", str(path))
    result = invoke(export, store, *arguments)
    assert isinstance(result.exception, SettingsError)
    assert "--force" in str(result.exception)
    assert path.read_text() == "mine"
    output(export, store, *arguments, "--force")
    assert len(lines(path)) == 2


@pytest.mark.parametrize("form", ["trajectories", "preferences", "pyperf"])
def test_exporting_a_run_without_results_is_an_error_and_writes_no_file(
    store: Store, tmp_path: Path, form: str
) -> None:
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=1, env_id=ID, prompt="")
    store.add_turn(turn(episode_id))  # of an agent that says nothing
    store.end_episode(episode_id, reward=0.0, terminated=True, truncated=False)
    result = invoke(export, store, run_id, "--format", form, "-o", str(tmp_path / "out"), "--force")
    assert isinstance(result.exception, SettingsError)
    assert f"nothing to export as {form}" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_written_is_the_users_failure(
    store: Store, run_id: str, tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "nowhere" / "out")
    result = invoke(export, store, run_id, "--format", "trajectories", "-o", nowhere)
    assert isinstance(result.exception, SettingsError)
    assert f"{nowhere} cannot be written: No such file" in str(result.exception)


def test_an_export_and_a_report_print_their_file_as_json(store: Store, run_id: str, tmp_path: Path) -> None:
    suite, page = str(tmp_path / "suite.json"), str(tmp_path / "page.html")
    written = answer(export, store, run_id, "--format", "pyperf", "-o", suite)
    assert written == {"run_id": run_id, "format": "pyperf", "file": suite, "records": 4}
    assert answer(report, store, run_id, "-o", page) == {"run_id": run_id, "file": page}
    assert run_id in Path(page).read_text(encoding="utf-8")
