"""The catalogue of attacks: files become records and submissions, and an error names the wrong file."""

import platform
import re
from pathlib import Path

import pytest

import perfgym
from perfgym.bank import load_problem
from perfgym.errors import SettingsError
from perfgym.languages import LANGUAGES
from perfgym.records import Status
from perfgym.redteam import ANY, AttackClass, MalformedAttackError, attacks_for, named_attacks
from perfgym.redteam.catalogue import load_attack, program_text

_MATMUL = load_problem("matmul")
_GOOD = """/* class: C
 * tries: to win: by "luck"
 * expect: ACCEPTED CRASHED
 * stopped by: nothing
 * problems: matmul sort
 * backend: simulated
 * gains at most: 0.5
 */
int main(void) { return 0; }
default: not a field
"""


def _written(folder: Path, text: str, name: str = "c_luck.c") -> Path:
    (folder / "c").mkdir()
    path = folder / "c" / name
    path.write_text(text)
    return path


def test_a_header_becomes_a_record(tmp_path: Path) -> None:
    """The folder gives the language. Lines after the header are ignored."""
    attack = load_attack(_written(tmp_path, _GOOD))
    assert (attack.name, attack.language, attack.kind) == ("c_luck", "c", "C")
    assert attack.tries.startswith('to win: by "luck')
    assert attack.expect == (Status.ACCEPTED, Status.CRASHED)
    assert attack.problems == ("matmul", "sort")
    assert (attack.backend, attack.gains_at_most) == ("simulated", 0.5)
    assert attack.suits(_MATMUL, "c")
    assert not attack.suits(_MATMUL, "rust")
    assert not attack.suits(load_problem("nbody"), "c")


@pytest.mark.parametrize("comment", ["# ", "// ", " * ", "//! "])
def test_a_header_may_be_a_comment_of_any_language(tmp_path: Path, comment: str) -> None:
    fields = ("class: A", "tries: x", "expect: CRASHED", "stopped by: y")
    attack = load_attack(_written(tmp_path, "".join(f"{comment}{line}\n" for line in fields)))
    assert (attack.kind, attack.stopped_by) == ("A", "y")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("class: C", "class: X", "class must be one of A, B, C, D, E"),
        ("expect: ACCEPTED CRASHED", "expect: ACEPTED", "did you mean ACCEPTED"),
        ("expect: ACCEPTED CRASHED", "expect:", "no field 'expect'"),
        ("expect:", "expects:", "did you mean expect"),
        (" * stopped by: nothing\n", "", "no field 'stopped by'"),
        ("simulated", "simulatd", "did you mean simulated"),
        ("most: 0.5", "most: little", "must be a number, got 'little'"),
        ("tries:", "class:", "has the field 'class' twice"),
        (_GOOD, "int main(void) {}\n", "no field 'class'"),
    ],
)
def test_a_malformed_header_is_an_error(tmp_path: Path, old: str, new: str, says: str) -> None:
    """The error names the file and what is wrong with it."""
    path = _written(tmp_path, _GOOD.replace(old, new))
    with pytest.raises(MalformedAttackError, match=says) as caught:
        load_attack(path)
    assert str(path) in str(caught.value)


def test_every_attack_makes_its_text_for_the_problems_that_attacks_are_made_for() -> None:
    """No placeholder is left. Attacks in a language hold the problem's reference."""
    placeholders = dict.fromkeys(
        ("@BANK@", "@PROBLEM@", "@PACKAGE@", "@SPOOL@", "@LISTENER@", "@MEASURED_LEAST@", "@MEASURED_MOST@"),
        "1",
    )
    for name in ("hash_table", "matmul", "nbody", "sort", "stencil"):
        problem = load_problem(name)
        for attack in attacks_for(problem, "c"):
            if attack.kind is AttackClass.EPISODE:
                with pytest.raises(MalformedAttackError, match="plays whole episodes"):
                    attack.submission(problem, "c", placeholders)
                continue
            text = attack.submission(problem, "c", placeholders)
            if attack.language != ANY:
                assert problem.references["c"] in text
                assert "@" not in text.replace(problem.references["c"], ""), attack.name


def test_attacks_that_are_only_text_suit_every_language() -> None:
    """A language without a folder of attacks has them, too."""
    assert {attack.language for attack in attacks_for(_MATMUL, "cobol")} == {ANY}
    assert len(attacks_for(_MATMUL, "cobol")) >= 20


def test_an_unknown_name_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(SettingsError, match="did you mean c_nan"):
        named_attacks(["c_nam"], _MATMUL, "c")


def test_files_of_the_host_that_attacks_name_exist() -> None:
    """An attack on a file that does not exist would be contained by any sandbox."""
    roots = {"@PACKAGE@": Path(perfgym.__file__).parent, "@PROBLEM@": _MATMUL.folder}
    named: set[Path] = set()
    for language in LANGUAGES:
        for attack in attacks_for(_MATMUL, language):
            found = re.findall(r"(@PACKAGE@|@PROBLEM@)/([\w./]+)", attack.text)
            named |= {roots[root] / path for root, path in found}
    assert len(named) >= 8
    assert [path for path in sorted(named) if not path.exists()] == []


@pytest.mark.parametrize(("machine", "numbers"), [("x86_64", "9 57"), ("aarch64", "222 9999")])
def test_a_system_call_is_named_and_has_the_number_of_the_architecture(
    monkeypatch: pytest.MonkeyPatch, machine: str, numbers: str
) -> None:
    """On aarch64 ``mmap`` has another number, and ``fork`` none."""
    monkeypatch.setattr(platform, "machine", lambda: machine)
    text = program_text("/* @SYS_mmap@ @SYS_fork@ */", _MATMUL, "c", {})
    assert f"/* {numbers} */" in text


def test_a_system_call_that_no_architecture_has_is_a_mistake() -> None:
    with pytest.raises(MalformedAttackError, match="@SYS_mapp@ names no system call"):
        program_text("/* @SYS_mapp@ */", _MATMUL, "c", {})
