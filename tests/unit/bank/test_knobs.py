"""Knobs that a problem folder declares, and the program for each choice of settings."""

from pathlib import Path

import pytest

from perfgym.bank import load_problem_folder
from perfgym.errors import ProblemError

GOOD = """
[[c.knobs]]
name = "optimise"
flags = ["-O1", "-O3 -funroll-loops", ""]
default = "-O1"

[[c.knobs]]
name = "TILE"
values = [1, 16, 64]
default = 16
"""
TEMPLATE = "enum { TILE = ${TILE} }; /* $$ */\n"


def spoil(folder: Path, toml: str, template: str | None = TEMPLATE) -> None:
    """Replace the knobs of a problem."""
    (folder / "tune.toml").write_text(toml)
    (folder / "tune").mkdir(exist_ok=True)
    for path in (folder / "tune").iterdir():
        path.unlink()
    if template is not None:
        (folder / "tune" / "solution.c").write_text(template)


def test_a_program_has_the_settings_in_its_source_and_its_flags(folder: Path) -> None:
    """An action gives settings by index. The text of a flag is split at spaces."""
    spoil(folder, GOOD)
    tuning = load_problem_folder(folder).tunings["c"]
    assert tuning.program(tuning.defaults) == ("enum { TILE = 16 }; /* $ */\n", ("-O1",))
    assert tuning.program((1, 2)) == ("enum { TILE = 64 }; /* $ */\n", ("-O3", "-funroll-loops"))
    assert tuning.program((2, 0))[1] == ()
    assert tuning.points == 9


def test_a_problem_needs_no_knobs(folder: Path) -> None:
    (folder / "tune.toml").unlink(missing_ok=True)
    for path in folder.glob("tune/*"):
        path.unlink()
    assert load_problem_folder(folder).tunings == {}


@pytest.mark.parametrize(
    ("toml", "template", "said"),
    [
        (GOOD.replace("TILE", "T ILE"), TEMPLATE, "a knob's name must be a word"),
        (GOOD.replace("default = 16", "default = 17"), TEMPLATE, "TILE has the default '17'"),
        (GOOD.replace("[1, 16, 64]", "[16]"), TEMPLATE, "two or more different settings"),
        (GOOD.replace("[1, 16, 64]", "[16, 16]"), TEMPLATE, "two or more different settings"),
        (GOOD.replace("values =", "flags = ['-g']\nvalues ="), TEMPLATE, "either flags or values"),
        (GOOD.replace('"optimise"', '"TILE"'), TEMPLATE, "different names"),
        (GOOD + "colour = 3\n", TEMPLATE, "unknown key(s) colour"),
        (GOOD, TEMPLATE + "${OTHER}", "OTHER must be both a knob and a name in the template"),
        (GOOD, "int tile;", "TILE must be both a knob and a name in the template"),
        (GOOD, TEMPLATE + "$ 5", "must be written as $$"),
        (GOOD, None, "c needs a table in tune.toml and tune/solution.*"),
        ("", TEMPLATE, "c needs a table in tune.toml and tune/solution.*"),
        (GOOD.replace("[[c", "[[cobol"), TEMPLATE, "c, cobol needs a table"),
    ],
)
def test_a_mistake_is_an_error_that_names_its_place(
    folder: Path, toml: str, template: str | None, said: str
) -> None:
    spoil(folder, toml, template)
    with pytest.raises(ProblemError) as raised:
        load_problem_folder(folder)
    assert said in str(raised.value)
    assert str(folder) in str(raised.value)
