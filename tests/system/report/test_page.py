"""The report of a run is complete, contains no markup of agents or programs, and has a bounded size."""

import contextlib
import re
import sys
from collections.abc import Callable, Generator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from perfgym.cli.commands import report
from perfgym.errors import MachineError, SettingsError
from perfgym.records import Fault, FaultOwner
from perfgym.store import Store
from perfgym.store.report import MOST_BYTES, report_page
from tests.doubles.made_up_runs import SCRIPT, accepted, hostile_run, learning_run, tuning_run
from tests.doubles.played import ID, begin_run, play, turn
from tests.doubles.programs import WRONG

VOID = ("meta", "br", "img", "link", "hr", "input")


class Elements(HTMLParser):
    """All elements of a page; it asserts that each is closed in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def values(self, name: str) -> list[str | None]:
        return [value for attribute, value in self.attributes if attribute == name]


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


def page_of(store: Store, run_id: str) -> str:
    return report_page(store, store.run(run_id))


def invoke(store: Store, *arguments: str) -> Result:
    return CliRunner().invoke(report.command, [*arguments, "--store", str(store.path)])


def test_a_page_has_its_run_its_statistics_and_each_turn(store: Store) -> None:
    run_id = begin_run(store)
    play(store, run_id, 1, [WRONG, "// faster", "// fast"], {"// fast": 2.0, "// faster": 4.0})
    faulted = store.begin_episode(run_id, 2, seed=2, env_id=ID, prompt="")
    gone = Fault(owner=FaultOwner.AGENT, cause="the server is gone")
    store.end_episode(faulted, reward=0.0, terminated=False, truncated=True, fault=gone)
    store.begin_episode(run_id, 3, seed=3, env_id=ID, prompt="")
    store.end_run(run_id, "interrupted")
    page = Elements(page_of(store, run_id))
    for words in (
        f"somebody on {ID}: interrupted",
        "episodes ended2 of 3",
        "ended in a fault1",
        "mean reward+0.750",
        "4.00 (4.00 to 4.00)",
        "Fault: agent: the server is gone",
        "Episode 3 unfinished",
        "Turn 1 WRONG_OUTPUT",
        "Action: submit = 0",
        "-// wrong",
        "+// faster",
        "time (ms)802",  # the reference's, and the first digit of the candidate's
    ):
        assert words in page.text


def test_a_page_has_pass_at_k_tokens_and_cost_of_all_environments(store: Store) -> None:
    run_id = begin_run(store)
    usage = {"prompt_tokens": 1500, "completion_tokens": 200, "cost": 0.01}
    for number, (env_id, speedup) in enumerate([(ID, 2.0), (ID, None), ("PerfOptimize-sort-c-v0", None)], 1):
        episode_id = store.begin_episode(run_id, number, seed=1, env_id=env_id, prompt="")
        evaluation = accepted(speedup) if speedup else None
        store.add_turn(turn(episode_id, evaluation=evaluation, usage=usage))
        store.end_episode(episode_id, reward=0.5 if speedup else -1.0, terminated=True, truncated=False)
    text = Elements(page_of(store, run_id)).text
    for words in (
        "pass@125.0 %",
        "pass@2100.0 %",
        "tokens of prompts4,500",
        "tokens of replies600",
        "cost0.0300",
        f"{ID}2-0.25050.0 %100.0 %",
        "PerfOptimize-sort-c-v01-1.0000.0 %\N{EN DASH}",
    ):
        assert words in text
    assert "pass@" not in Elements(page_of(store, begin_run(store))).text


def test_an_unknown_number_is_a_dash_and_a_fault_has_no_reward(store: Store) -> None:
    text = Elements(page_of(store, learning_run(store, 12))).text
    assert not re.search(r"\bnan\b|\bNone\b", text)
    episode = text[text.index("Episode 11 ") : text.index("Episode 12 ")]
    assert episode.startswith("Episode 11 fault")
    assert "reward+0" not in episode
    assert "Turn 4 FAULT Fault: the supervisor ended" in episode


def test_a_tuned_program_is_shown_with_its_knobs_and_flags(store: Store) -> None:
    text = Elements(page_of(store, tuning_run(store))).text
    assert "Compiler flags: -O3 -funroll-loops" in text
    assert "Action: knobs: optimise = -O3, TILE = 16" in text
    assert "Nothing has changed since turn " in text
    assert "+enum { TILE = 64 };" in text


def test_no_text_of_agents_or_programs_becomes_markup(store: Store) -> None:
    page = page_of(store, hostile_run(store))
    elements = Elements(page)
    for words in (
        "Turn 3 NOT_EVALUATED",
        "Turn 4 FAULT",
        "that is NOT_EVALUATED",
        f"Fault: {SCRIPT}",
        f"Fault: agent: {SCRIPT}",
    ):
        assert words in elements.text
    for words in ("Implausible measurement", "Compiler flags", "Action"):
        assert f"{words}: {SCRIPT}" in elements.text
    assert not elements.tags & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert not [name for name, _ in elements.attributes if name.startswith("on")]
    assert SCRIPT in elements.text
    assert "⟨U+001B⟩[2J ⟨U+202E⟩ ⟨U+D800⟩ ⟨U+000D⟩ é {{ 7 * 7 }}" in elements.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", page)


def test_a_page_loads_nothing_from_the_network(store: Store) -> None:
    page = page_of(store, learning_run(store, 12))
    elements = Elements(page)
    links = [*elements.values("href"), *elements.values("xlink:href"), *elements.values("src")]
    assert links
    assert all(link and link.startswith("#") for link in links)
    assert "@import" not in page
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", page))
    assert "default-src 'none'; style-src 'unsafe-inline'" in elements.values("content")


def test_links_lead_somewhere_and_ids_are_unique(store: Store) -> None:
    elements = Elements(page_of(store, learning_run(store, 12)))
    ids = elements.values("id")
    assert len(ids) == len(set(ids))
    assert {f"#{id_}" for id_ in ids} >= {*elements.values("href"), *elements.values("xlink:href")}
    assert {*elements.values("aria-labelledby")} <= {*ids}


def test_a_page_is_plain_text_without_methods_that_escape(store: Store) -> None:
    assert type(page_of(store, begin_run(store))) is str


def test_equal_stores_make_equal_pages(store: Store) -> None:
    run_id = learning_run(store, 12)
    assert page_of(store, run_id) == page_of(store, run_id)


def many_turns(store: Store) -> str:
    """A run with an episode of many turns, followed by one with the best submission; its ID."""
    run_id = begin_run(store)
    for number, count in ((1, 150), (2, 1)):
        episode_id = store.begin_episode(run_id, number, seed=1, env_id=ID, prompt="")
        for index in range(count):
            source = f"{number} {index}\x00" + '"\n' * 50_000
            store.add_turn(turn(episode_id, index + 1, source=source, evaluation=accepted(number)))
        store.end_episode(episode_id, reward=0.5, terminated=True, truncated=False)
    return run_id


def many_episodes(store: Store) -> str:
    """A run with many episodes of one turn, of which the last is the best; its ID."""
    run_id = begin_run(store, agent="x" * 10**6, arguments={"long": "&" * 10**6})
    for number in range(1, 151):
        env_id = "x" * 10**4 + str(number % 5)
        episode_id = store.begin_episode(run_id, number, seed=1, env_id=env_id, prompt="")
        source, feedback = "&" * 10**5, "\x00" * 10**5
        store.add_turn(turn(episode_id, source=source, feedback=feedback, evaluation=accepted(number)))
        store.end_episode(episode_id, reward=0.5, terminated=True, truncated=False)
    return run_id


@pytest.mark.parametrize(
    ("made", "says"),
    [(many_turns, "more turns are left out"), (many_episodes, "of 150 episodes are left out")],
)
def test_a_page_has_a_bounded_size_and_the_best_program_and_counts_its_omissions(
    store: Store, made: Callable[[Store], str], says: str
) -> None:
    page = page_of(store, made(store))
    assert MOST_BYTES / 2 < len(page.encode()) <= MOST_BYTES
    elements = Elements(page)
    assert says in elements.text
    assert "more characters are left out" in elements.text
    best = "episode-2" if made is many_turns else "episode-150"
    assert best in elements.values("id")


def test_a_run_without_episodes_has_a_page(store: Store) -> None:
    assert "No episode has started." in Elements(page_of(store, begin_run(store))).text


def test_without_matplotlib_the_error_names_the_package_to_install(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tuning_run(store)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = invoke(store, "latest", "-o", str(tmp_path / "out.html"))
    assert isinstance(result.exception, MachineError)
    assert "pip install 'perfgym[plot]'" in str(result.exception)
    assert not (tmp_path / "out.html").exists()


def test_an_existing_file_is_overwritten_only_with_force(store: Store, tmp_path: Path) -> None:
    run_id = begin_run(store)
    path = tmp_path / "precious"
    path.write_text("mine")
    refused = invoke(store, run_id, "-o", str(path))
    assert isinstance(refused.exception, SettingsError)
    assert "--force" in str(refused.exception)
    assert path.read_text() == "mine"
    written = invoke(store, run_id, "-o", str(path), "--force")
    assert written.output == f"{path}: report of run {run_id}\n"
    assert run_id in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["nothing"], "no run is called 'nothing'"), (["latest", "-o", "nowhere/out"], "cannot be written")],
)
def test_a_wrong_argument_is_named(store: Store, arguments: list[str], says: str) -> None:
    begin_run(store)
    result = invoke(store, *arguments)
    assert isinstance(result.exception, SettingsError)
    assert says in str(result.exception)


def test_a_report_on_a_missing_store_creates_none(tmp_path: Path) -> None:
    result = invoke(Store(tmp_path / "nowhere" / "store.sqlite"), "latest")
    assert isinstance(result.exception, SettingsError)
    assert list(tmp_path.iterdir()) == []
