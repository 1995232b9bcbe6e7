"""The catalogue: one C file an attack in ``attacks/``, each with a header that says what must happen.

The header is a comment of ``name: value`` lines: ``class`` (A escape, B exhaustion, C cheating the
measurement, D text), ``tries``, ``expect`` (the statuses that are right) and ``stopped by``. The
prelude is put in front of each; ``@BANK@``, ``@PACKAGE@`` and ``@SPOOL@`` become host paths.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import perfgym
from perfgym.bank import load_problem
from perfgym.types import Status

FOLDER = Path(__file__).parent / "attacks"
PRELUDE = (Path(__file__).parent / "prelude.h").read_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack: its header and its source."""

    name: str
    letter: str
    tries: str
    expect: tuple[Status, ...]
    stopped_by: str
    body: str

    def source(self, spool: Path) -> str:
        """What is submitted."""
        places = {
            "@BANK@": load_problem("matmul").folder.parent,
            "@PACKAGE@": Path(perfgym.__file__).parent,
            "@SPOOL@": spool,
        }
        body = self.body
        for mark, place in places.items():
            body = body.replace(mark, str(place))
        return PRELUDE + body


def _load(path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    header, body = text.split("*/", 1)
    fields = dict(re.findall(r"[/ ]\* ([a-z ]+): (.*)", header))
    return Attack(
        name=path.stem,
        letter=fields["class"],
        tries=fields["tries"],
        expect=tuple(Status(name) for name in fields["expect"].split()),
        stopped_by=fields["stopped by"],
        body=body,
    )


ATTACKS = [_load(path) for path in sorted(FOLDER.glob("*.c"))]
