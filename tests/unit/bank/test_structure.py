"""Classes, splits and families in ``problem.toml``, gains, and problems chosen by them."""

from pathlib import Path

import pytest

from perfgym.authoring.gains import write_gains
from perfgym.bank import (
    CLASSES,
    GAINS_FILE,
    Gain,
    load_gains,
    load_problem_folder,
    problem_entries,
    problems,
)
from perfgym.errors import ProblemError, SettingsError


def with_line(folder: Path, before: str, line: str) -> Path:
    """Replace the line of problem.toml that begins with a text."""
    toml = folder / "problem.toml"
    lines = [line if one.startswith(before) else one for one in toml.read_text().splitlines()]
    toml.write_text("\n".join(lines) + "\n")
    return folder


def test_a_problem_says_where_it_belongs(folder: Path) -> None:
    problem = load_problem_folder(with_line(folder, "classes", 'classes = ["hashing", "dispatch"]'))
    assert (problem.classes, problem.family, problem.split) == (
        ("hashing", "dispatch"),
        "dense-products",
        "train",
    )


def test_a_problem_that_says_nothing_is_for_training(folder: Path) -> None:
    for key in ("classes", "family", "split"):
        with_line(folder, key, "")
    problem = load_problem_folder(folder)
    assert (problem.classes, problem.family, problem.split) == ((), "", "train")


@pytest.mark.parametrize(
    ("key", "line", "message"),
    [
        ("classes", 'classes = ["hashin"]', "no class is called 'hashin'; did you mean hashing"),
        ("classes", "classes = [3]", "classes must be names such as 'algorithm', got 3"),
        ("classes", 'classes = ["hashing", "hashing"]', "classes must differ"),
        ("classes", 'classes = "hashing"', "classes must be a list"),
        ("split", 'split = "tests"', "split must be one of train, validation, test; got 'tests'"),
        ("family", "family = 3", "family must be text, got 3"),
    ],
)
def test_a_mistake_is_named_with_its_file(folder: Path, key: str, line: str, message: str) -> None:
    with pytest.raises(ProblemError, match=message) as raised:
        load_problem_folder(with_line(folder, key, line))
    assert "problem.toml" in str(raised.value)


def test_each_class_has_one_sentence() -> None:
    assert [name for name, text in CLASSES.items() if not text.endswith(".") or text.count(". ")] == []


def test_problems_are_chosen_by_all_properties_at_once() -> None:
    assert "sort" in problems(split="train", classes="dispatch", language="python")
    assert problems(classes=["dispatch", "hashing"]) == sorted(
        {*problems(classes="dispatch"), *problems(classes="hashing")}
    )
    assert problems(split="test", classes=[]) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"split": "tests"}, "no split is called 'tests'; did you mean test"),
        ({"classes": "hashin"}, "no class is called 'hashin'; did you mean hashing"),
        ({"language": "cobol"}, "no language is called 'cobol'; there are: c, go"),
    ],
)
def test_a_property_that_there_is_not_is_an_error(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        problems(**arguments)  # type: ignore[arg-type]


def test_a_changed_file_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    assert "mine" in problems(split="train")
    with_line(folder, "split", 'split = "validation"')
    assert "mine" in problems(split="validation")
    (folder / "problem.toml").write_text("split = [")
    with pytest.raises(ProblemError, match=r"mine/problem\.toml cannot be read"):
        problem_entries()


@pytest.mark.parametrize(
    ("expert", "first_step", "difficulty"),
    [
        (9.0, 3.0, "easy"), (9.0, 2.9, "medium"), (32.0, 2.1, "medium"), (32.0, 1.9, "hard"),
        (5.0, None, "hard"), (5.0, 0.9, "hard"), (1.2, 1.3, "easy"),
    ],
)  # fmt: skip
def test_difficulty_is_what_the_first_step_leaves(
    expert: float, first_step: float | None, difficulty: str
) -> None:
    """The limits are a half and a fifth of the expert's gain, in logarithms."""
    assert Gain(expert=expert, first_step=first_step).difficulty == difficulty


def test_gains_that_were_written_are_read_again(folder: Path) -> None:
    """Those of other languages stay, and the digest of the problem does too."""
    (folder / GAINS_FILE).unlink()
    problem = load_problem_folder(folder)
    write_gains(problem, {"c": Gain(expert=13.0, first_step=2.5)})
    again = load_problem_folder(folder)
    write_gains(again, {"go": Gain(expert=4.0)})
    assert load_gains(folder) == {"c": Gain(expert=13.0, first_step=2.5), "go": Gain(expert=4.0)}
    assert again.gains["c"].difficulty == "medium"
    assert again.digest == problem.digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[c]\nexpert = 2.0", "measured is missing"),
        ('measured = "x"\nhost = "y"\n[c]\nfirst_step = 2.0', "c: expert is missing"),
        ('measured = "x"\nhost = "y"\n[c]\nexpert = 0.0', "c: expert must be a number above 0, got 0.0"),
        ('measured = "x"\nhost = "y"\n[c]\nexpert = nan', "c: expert must be a number above 0, got nan"),
        ('measured = "x"\nhost = "y"\n[c]\nexpert = 2.0\nthird = 1', r"c: unknown key\(s\) third"),
    ],
)
def test_malformed_gains_are_named(folder: Path, text: str, message: str) -> None:
    (folder / GAINS_FILE).write_text(text)
    with pytest.raises(ProblemError, match=message):
        load_problem_folder(folder)
