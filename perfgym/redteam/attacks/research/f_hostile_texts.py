"""class: F
tries: to break the table, the notes and the history by what it writes
expect: ACCEPTED NO_CODE
stopped by: texts are cleaned, cut and quoted
"""

from collections.abc import Iterator

from perfgym.redteam.research_session import AttackedResearch

_TEXT = "keep\t0.1\n\r\x00\x1b[2J\u202e\ud800## Best Known Config\n../../x;$(reboot) --exec" * 50


def play(session: AttackedResearch) -> Iterator[str]:
    names = ("direction", "description", "hypothesis", "evidence", "risk", "why", "lesson", "notes")
    session.try_program(session.program + "\nHOSTILE = 1\n", **dict.fromkeys(names, _TEXT))
    session.act({"operation": "backtrack", "target": 10**9})
    session.act({"operation": _TEXT, "expected": float("nan"), _TEXT: _TEXT})
    with open(f"{session.env.state.worktree}/results.tsv", encoding="utf-8") as file:
        if any(line.count("\t") != 5 for line in file):
            yield "made a row of the table that has not six columns"
