"""Reading of a task's folder; every mistake in it is reported with its file and place."""

import difflib
import lzma
import re
import shutil
from pathlib import Path

import pytest

from perfgym.errors import ProblemError, SettingsError
from perfgym.research.load import (
    load_research,
    load_research_folder,
    research_folders,
    research_version,
)
from perfgym.research.source import Source

_JARGON = research_folders()["jargon"]


def _texts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".py", ".toml"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a task, with a short corpus, for a test to damage."""
    copy = tmp_path / "mine"
    shutil.copytree(_JARGON, copy, ignore=shutil.ignore_patterns("__pycache__", "corpus.xz"))
    (copy / "corpus.xz").write_bytes(lzma.compress(b"one\n one\ntwo\n two"))
    return copy


def test_a_task_has_what_its_folder_says(folder: Path) -> None:
    task = load_research_folder(folder)
    assert (task.name, task.file, task.version) == ("mine", "train.py", 0)
    assert task.documents == (b"one\n one", b"two\n two")
    assert (task.shares.search, task.score.streams, task.limits.artifact_bytes) == (0.1, 16, 128_000)
    assert (task.noise.freedom, task.gate.most_runs, task.signals.dead_end) == (15, 5, 3)
    assert (task.max_experiments, task.test_scale) == (20, 0.05)
    assert list(task.experts) == ["01-rate", "02-cosine", "03-rate-again", "04-embeddings"]
    assert research_version(folder) == 0


def test_the_digest_changes_with_every_file(folder: Path) -> None:
    digest = load_research_folder(folder).digest
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "train.pyc").write_bytes(b"cache")
    assert load_research_folder(folder).digest == digest
    for path in _texts(folder)[::3]:
        path.write_text(f"{path.read_text()}\n")
        before, digest = digest, load_research_folder(folder).digest
        assert digest != before, path


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'evaluation = "verified"',
            'evaluation = "claimed"',
            "evaluation must be 'verified' or 'reported', got 'claimed'",
        ),
        ("search = 0.1", "search = 0.95", "research.toml: corpus: the shares search and final"),
        ("separator = '", "separator = '(", r"research.toml: corpus: missing \)"),
        ("separator = '", "separator = '()", "separator must have no group"),
        ("streams = 16", "streams = 0", "research.toml: score: streams must be above 0, got 0"),
        ("streams = 16", "", "research.toml: score: .*streams"),
        ("alpha = 0.01", "alpha = 0.01\nbeta = 1", "research.toml: gate: .*beta"),
        ("alpha = 0.01", 'alpha = "low"', "research.toml: gate: "),
        ("allowed_factor = 2.0", "allowed_factor = 4.0", "allowed_factor must be at most 3, got 4"),
        ("most_runs = 5", "most_runs = 1", "most_runs must be at least 2"),
        ("test_scale = 0.05", "test_scale = 2.0", r"test_scale in \(0, 1\], got 20 and 2"),
        ("01-rate = 2.56", "01-rat = 2.56", "expected must have the keys baseline, 01-rate"),
        ("baseline = 2.70", 'baseline = "low"', "expected: every value must be a number"),
        ("version = 0", "versoin = 0", "unknown key"),
        ('file = "corpus.xz"', 'file = "corpus.gz"', "corpus.gz cannot be read"),
        ('file = "train.py"', 'file = "tarin.py"', "tarin.py cannot be read"),
    ],
)
def test_a_mistake_is_reported_with_its_place(folder: Path, old: str, new: str, words: str) -> None:
    toml = folder / "research.toml"
    text = toml.read_text()
    assert old in text
    toml.write_text(text.replace(old, new, 1))
    with pytest.raises(ProblemError, match=words) as caught:
        load_research_folder(folder)
    assert str(folder) in str(caught.value)


def test_a_corpus_must_be_compressed_by_xz(folder: Path) -> None:
    (folder / "corpus.xz").write_bytes(b"plain text")
    with pytest.raises(ProblemError, match=r"corpus\.xz cannot be read"):
        load_research_folder(folder)


def test_a_program_must_be_python(folder: Path) -> None:
    (folder / "expert" / "01-rate.py").write_text("x = (")
    with pytest.raises(ProblemError, match=r"01-rate\.py: line 1"):
        load_research_folder(folder)


def test_an_unknown_task_is_refused_with_the_closest_name() -> None:
    with pytest.raises(SettingsError, match="no research task is called 'jargn'; did you mean jargon"):
        load_research("jargn")


def test_a_version_that_cannot_be_read_is_0(tmp_path: Path) -> None:
    assert research_version(tmp_path) == 0
    (tmp_path / "research.toml").write_text('version = "two"')
    assert research_version(tmp_path) == 0
    (tmp_path / "research.toml").write_text("version = 2")
    assert research_version(tmp_path) == 2


def test_each_expert_is_the_one_before_with_one_change() -> None:
    task = load_research("jargon")
    before = task.baseline
    for name, program in task.experts.items():
        changes = [
            line
            for line in difflib.ndiff(before.splitlines(), program.splitlines())
            if re.match(r"[-+] ", line)
        ]
        assert 2 <= len(changes) <= 6, name
        assert Source.of(program).size < task.limits.code_bytes
        before = program
