"""Attacks on research, made for real: none is kept, leaks, breaks the harness or leaves anything behind.

``make test`` makes those that take little time, ``make test-all`` all of them.
"""

import contextlib
from collections.abc import Generator

import pytest

from perfgym.errors import SettingsError
from perfgym.redteam import Attack, AttackClass, ResearchSession, open_research_session, research_attacks
from perfgym.redteam.research_attacks import attacking_program, chosen_research_attacks
from perfgym.research.load import load_research
from perfgym.research.source import Source
from perfgym.sandbox import SANDBOXES
from perfgym.settings import Settings

_TASK = load_research("jargon")
_CHEAP = ("a_links_the_artifact", "c_ends_early", "c_prints_a_figure", "c_two_frames")


@pytest.fixture(scope="module")
def session() -> Generator[ResearchSession]:
    """A session in which an honest program was run."""
    with (
        contextlib.closing(SANDBOXES["supervisor"]()) as sandbox,
        open_research_session("jargon", sandbox, Settings()) as opened,
    ):
        yield opened


def _cases() -> Generator[object]:
    for attack in research_attacks(_TASK):
        marks = () if attack.name in _CHEAP else pytest.mark.full
        yield pytest.param(attack, id=attack.name, marks=marks)


@pytest.mark.parametrize("attack", list(_cases()))
def test_an_attack_comes_to_nothing(session: ResearchSession, attack: Attack) -> None:
    result = session.run_attack(attack)
    assert result.contained, f"{attack.name} ({attack.tries}): {'; '.join(result.achieved)}"


def test_every_attack_makes_a_program_that_is_run() -> None:
    """One that is refused as no Python would show nothing."""
    for attack in research_attacks(_TASK):
        if attack.kind is not AttackClass.EPISODE:
            assert Source.of(attacking_program(attack, _TASK)) != Source.of(_TASK.baseline)


@pytest.mark.full
def test_an_attack_that_works_is_reported(session: ResearchSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every run has the same documents, a program that sorts them leaves the same artifact twice."""
    monkeypatch.setattr("perfgym.research.corpus._LEFT_OUT", 1 << 30)
    session.start_episode()  # one without runs of the attack
    (attack,) = chosen_research_attacks(["f_fixes_its_seed"], _TASK)
    assert "made two runs leave the same artifact" in session.run_attack(attack).achieved


def test_a_name_that_no_attack_has_is_the_users_mistake() -> None:
    with pytest.raises(SettingsError, match="no attack on jargon is called 'c_luck'"):
        chosen_research_attacks(["c_luck"], _TASK)
