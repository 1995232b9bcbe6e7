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
from perfgym.research.reported_task import ReportedTask
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
    assert (task.noise.freedom, task.gate.most_runs, task.signals.dead_end) == (20, 5, 3)
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


@pytest.fixture
def golf(tmp_path: Path) -> Path:
    """A copy of a reported task, for a test to damage."""
    copy = tmp_path / "mine"
    shutil.copytree(research_folders()["parameter_golf"], copy)
    return copy


def test_parameter_golf_has_the_rules_of_its_folder(golf: Path) -> None:
    task = load_research_folder(golf)
    assert isinstance(task, ReportedTask)
    rules, log = task.rules, task.rules.log
    assert (rules.artifact_bytes, rules.code_as_on_disk) == (15_999_999, True)
    assert (log.exact, log.bytes_per_token) == ({"val_tokens": 62_021_632}, (2.4359, 0.0005))
    assert (task.noise.sigma, task.noise.freedom, task.gate.margin) == (0.00072, 48, 0.00296)
    assert (task.launcher.seed_variable, task.max_experiments) == ("SEED", 20)
    for other in research_folders():
        assert load_research(other).evaluation in ("verified", "reported")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('file = "train_gpt.py"', 'file = "../train_gpt.py"', "must be a path inside the repository"),
        ('variable = "PERFGYM', 'variabel = "PERFGYM', r"repository: unknown key\(s\) variabel"),
        ('variable = "PERFGYM_PARAMETER_GOLF"', "", "variable or folder must say where the clone is"),
        ('reads = ["README.md"', 'reads = ["/etc/passwd"', "'/etc/passwd' must be a path inside"),
        ('protected = ["data/', 'protected = ["train_gpt.py", "data/', "which agents change"),
        ("timeout_s = 1500.0", "timeout_s = 0.0", "timeout_s must be above 0"),
        ("timeout_s = 1500.0", "", "launcher: timeout_s is missing"),
        ('command = ["torchrun"', "command = [8", "command must be a list of texts"),
        ('RUN_ID = "{run_id}"', "RUN_ID = 1", "variables must be texts"),
        ("(?P<val_bpb>", "(?P<bpb>", r"log: final must name \(\?P<val_bpb>"),
        ("(?P<artifact_bytes>", "(", "log: artifact must name a figure"),
        ("(?P<val_loss>[", "([", "no pattern of .log. names the figure val_loss"),
        ("(?P<val_tokens>", "(?P<tokens>", "no pattern of .log. names the figure val_tokens"),
        ("(?P<code_bytes>", "(?P<code>", "no pattern of .log. names the figure code_bytes"),
        ("artifact_bytes = 15_999_999", "artifact_bytes = -1", "artifact_bytes must be above 0"),
        ("artifact_bytes = 15_999_999", "bytes = 1", "limits: unknown key"),
        ('code_bytes = "as on disk"', 'code_bytes = "any"', "code_bytes must be 'as on disk', got 'any'"),
        ("within = 0.0005", "about = 0.0005", "bytes_per_token: within is missing"),
        ("val_tokens = 62_021_632", 'val_tokens = "all"', "checks: val_tokens must be a number"),
        ("'NCCL error", "'(NCCL error", r"infrastructure: missing \)"),
        ("max_experiments = 20", "max_experiments = 0", "max_experiments must be above 0, got 0"),
        ("sigma = 0.00072", "sigma = 0.0", "noise: sigma must be above 0"),
    ],
)
def test_a_mistake_in_a_reported_task_has_its_place(golf: Path, old: str, new: str, words: str) -> None:
    toml = golf / "research.toml"
    text = toml.read_text()
    assert old in text
    toml.write_text(text.replace(old, new, 1))
    with pytest.raises(ProblemError, match=words) as caught:
        load_research_folder(golf)
    assert str(golf) in str(caught.value)
