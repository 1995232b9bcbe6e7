"""A store that somebody else wrote, with control sequences in every text: no command prints one."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from perfgym.cli.commands.export import command as export
from perfgym.cli.commands.report import command as report
from perfgym.cli.commands.runs import command as runs
from perfgym.cli.commands.show import command as show
from perfgym.cli.main import main
from perfgym.printable import replace_unshown
from perfgym.records import Evaluation, Fault, FaultOwner
from perfgym.store import Store
from tests.doubles.made_up_runs import accepted
from tests.doubles.played import ID, begin_run, submission, turn

HOSTILE = "$\\n$\x1b[2J\x1b]0;title\x07\u202e\u2066\x9b31m\x7f\x08\r\u200b\ufeff\u2028\U000e0041\ud800"
WORDS = {
    "runs": ("kind", "env_id", "agent", "arguments", "host", "versions", "started", "ended", "outcome"),
    "episodes": ("env_id", "started", "ended", "fault_cause", "prompt"),
    "turns": ("reply", "action", "feedback", "evaluation", "fault_cause", "started", "ended"),
}


JSON: dict[str, Callable[[str], object]] = dict.fromkeys(("arguments", "versions", "action"), json.loads) | {
    "evaluation": Evaluation.from_json
}


def spoiled_parts(value: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield each text and name of a JSON value as its container, its place there, and the hostile text."""
    for place, item in list(enumerate(value) if isinstance(value, list) else value.items()):
        if isinstance(item, str):
            yield value, place, HOSTILE + item
        elif isinstance(item, list | dict):
            yield from spoiled_parts(item)


def spoiled(text: str, read: Callable[[str], object]) -> str:
    """Make each text of a JSON value hostile where the record can still be read after it."""
    whole = [json.loads(text)]
    for container, place, hostile in list(spoiled_parts(whole)):
        before, container[place] = container[place], hostile
        try:
            read(json.dumps(whole[0]))
        except Exception:  # noqa: BLE001 - it is a name or a number as text, and not free
            container[place] = before
    if isinstance(whole[0], dict) and read is json.loads:
        whole[0][HOSTILE] = HOSTILE
    return json.dumps(whole[0])


def spoil(path: Path) -> None:
    """Make every text in a store hostile."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogatepass")
        for table, columns in WORDS.items():
            for column in columns:
                for row, text in connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
                    if text:
                        changed = spoiled(text, JSON[column]) if column in JSON else HOSTILE + text
                        connection.execute(
                            f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE rowid = ?",
                            (changed.encode("utf-8", "surrogatepass"), row),
                        )
        run_id = ("run-" + HOSTILE[:-1]).encode("utf-8", "surrogatepass")
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in ("runs", "episodes"):
            connection.execute(f"UPDATE {table} SET run_id = CAST(? AS TEXT)", (run_id,))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with a run of two episodes, one of which faulted, in which every text is hostile."""
    store = Store(tmp_path_factory.mktemp("hostile") / "store.sqlite")
    run_id = begin_run(store)
    good = store.begin_episode(run_id, 1, seed=1, env_id=ID, prompt="Go.")
    fast, slow = submission(f"fast {HOSTILE}", f"-O3{HOSTILE}"), submission("slow")
    store.add_turn(turn(good, reply="one", submission=fast, evaluation=accepted(2.0)))
    store.add_turn(turn(good, number=2, reply="two", submission=slow, evaluation=accepted(1.5)))
    store.end_episode(good, reward=1.0, terminated=True, truncated=False)
    again = store.begin_episode(run_id, 3, seed=1, env_id=ID, prompt="Go.")
    store.add_turn(turn(again, reply="three", submission=slow, score=-0.5))
    store.end_episode(again, reward=-0.5, terminated=True, truncated=False)
    bad = store.begin_episode(run_id, 2, seed=2, env_id=ID, prompt="Go.")
    store.end_episode(
        bad, reward=0.0, terminated=False, truncated=True, fault=Fault(owner=FaultOwner.AGENT, cause="gone")
    )
    store.close()
    spoil(store.path)
    return Store(store.path)


def invoke(command: click.Command, store: Store, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(command, [*arguments, "--store", str(store.path)])


def is_safe(text: str) -> bool:
    """Whether a text has no character that a terminal obeys or hides."""
    return bool(text) and replace_unshown(text) == text


@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (runs, ()), (show, ("latest",)), (show, ("latest", "--episode", "1")),
        (show, ("latest", "--episode", "2")),
    ],
)  # fmt: skip
def test_what_is_listed_and_shown_has_no_control_characters(
    hostile: Store, command: click.Command, arguments: tuple[str, ...], as_json: tuple[str, ...]
) -> None:
    result = invoke(command, hostile, *arguments, *as_json)
    assert result.exit_code == 0, result.output
    assert is_safe(result.output), [c for c in result.output if replace_unshown(c) != c]
    assert "title" in result.output  # the rest of the hostile text is there


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (report, ()), (export, ("--format", "trajectories")), (export, ("--format", "pyperf")),
    ],
)  # fmt: skip
def test_a_file_that_is_written_has_no_control_characters(
    hostile: Store, tmp_path: Path, command: click.Command, arguments: tuple[str, ...]
) -> None:
    """Nor has the line that names it. JSON holds them escaped."""
    file = tmp_path / "file"
    result = invoke(command, hostile, "latest", *arguments, "-o", str(file))
    assert result.exit_code == 0, result.exception
    assert is_safe(result.output)
    assert is_safe(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("show", ["nothing"]), ("show", ["latest", "--episode", "9"]),
        ("export", ["x", "--format", "pyperf"]), ("export", ["latest", "--format", "preferences"]),
        ("rollout", ["--resume", "latest"]), ("rollout", ["--resume", "latest", ID]),
        ("reverify", ["latest"]),
    ],
)  # fmt: skip
def test_an_error_about_a_hostile_store_has_no_control_characters(
    hostile: Store, command: str, arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = ["-o", str(tmp_path / "out")] if command == "export" else []
    with pytest.raises(SystemExit):
        main([command, *arguments, *out, "--store", str(hostile.path)])
    said = capsys.readouterr()
    assert is_safe(said.err + said.out)
