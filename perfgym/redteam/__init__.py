"""Submit hostile programs to a problem and see that none of them achieves anything: ``perfgym redteam ID``.

The catalogue is the folder ``attacks/``, one file for each attack. Users run it on their own problems
and machines; perfgym's tests run it on the problems that come with the package.
"""

from perfgym.redteam.catalogue import (
    ANY,
    Attack,
    AttackClass,
    MalformedAttackError,
    attacks_for,
    named_attacks,
)
from perfgym.redteam.repo_attacks import repo_attacks
from perfgym.redteam.repo_session import RepoSession, open_repo_session, redteam_repo
from perfgym.redteam.research_attacks import research_attacks
from perfgym.redteam.research_session import ResearchSession, open_research_session, redteam_research
from perfgym.redteam.result import AttackResult
from perfgym.redteam.session import (
    AttackProgress,
    Session,
    choose_attacks,
    open_session,
    quick_settings,
    redteam,
)

__all__ = [
    "ANY",
    "Attack",
    "AttackClass",
    "AttackProgress",
    "AttackResult",
    "MalformedAttackError",
    "RepoSession",
    "ResearchSession",
    "Session",
    "attacks_for",
    "choose_attacks",
    "named_attacks",
    "open_repo_session",
    "open_research_session",
    "open_session",
    "quick_settings",
    "redteam",
    "redteam_repo",
    "redteam_research",
    "repo_attacks",
    "research_attacks",
]
