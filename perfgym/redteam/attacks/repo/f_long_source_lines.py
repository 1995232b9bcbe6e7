"""class: F
tries: to keep the harness busy for hours with a line of source that is read by a regular expression
expect: ACCEPTED
stopped by: expressions that take linear time
"""

import time
from collections.abc import Iterator

from perfgym.redteam.repo_episodes import AttackedRepository


def play(episode: AttackedRepository) -> Iterator[str]:
    for pad in (" ", "/**/ ", "\t"):
        text = (
            "package @PACKAGE@\n\ntype attackT struct{}\n\nfunc ("
            + pad * (200_000 // len(pad))
            + "/**/ r *attackT) attack() *int { return new(int) }\n"
        )
        episode.add_go(text)
        started = time.monotonic()
        told = episode.act(action_type="escape_analysis")
        if time.monotonic() - started > 90:
            yield "kept the harness busy"
        if told.outcome not in ("OK", "FAILED"):
            yield f"was {told.outcome}"
