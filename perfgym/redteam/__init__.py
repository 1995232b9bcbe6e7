"""Programs that cheat, fired at a problem for real: ``perfgym redteam ID``.

The catalogue lies in ``attacks/``, one file an attack. A user runs it on their own problem and
machine; perfgym's own tests run it on the bank.
"""

from perfgym.redteam.catalogue import (
    ANY,
    Attack,
    AttackClass,
    MalformedAttackError,
    attacks_for,
    named_attacks,
)
from perfgym.redteam.session import Range, Shot, choose_attacks, quick_settings, redteam, shooting_range

__all__ = [
    "ANY",
    "Attack",
    "AttackClass",
    "MalformedAttackError",
    "Range",
    "Shot",
    "attacks_for",
    "choose_attacks",
    "named_attacks",
    "quick_settings",
    "redteam",
    "shooting_range",
]
