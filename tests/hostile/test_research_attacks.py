"""Attacks on research, made for real: none is kept, leaks, breaks the harness or leaves anything behind.

``make test`` makes those that take little time, ``make test-all`` all of them.
"""

import contextlib
from collections.abc import Generator
from typing import cast

import pytest

from perfgym.errors import SettingsError
from perfgym.redteam import Attack, AttackClass, ResearchSession, open_research_session, research_attacks
from perfgym.redteam.research_attacks import attacking_program, chosen_research_attacks
from perfgym.research.gate import GateDecision
from perfgym.research.load import load_research
from perfgym.research.source import Source
from perfgym.research.task import VerifiedTask
from perfgym.sandbox import SANDBOXES
from perfgym.settings import Settings

_TASK = cast("VerifiedTask", load_research("jargon"))
_CHEAP = ("c_prints_a_figure",)


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


def _keeps(*_: object, **__: object) -> GateDecision:
    return GateDecision.KEEP


def test_an_attack_that_works_is_reported(session: ResearchSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate that keeps everything also keeps a program that only prints."""
    monkeypatch.setattr("perfgym.research.gate._decision", _keeps)
    (attack,) = chosen_research_attacks(["c_prints_a_figure"], _TASK)
    result = session.run_attack(attack)
    assert any(text.startswith("was kept") for text in result.achieved)
    assert not result.contained


def test_a_name_that_no_attack_has_is_the_users_mistake() -> None:
    with pytest.raises(SettingsError, match="no attack on jargon is called 'c_luck'"):
        chosen_research_attacks(["c_luck"], _TASK)
