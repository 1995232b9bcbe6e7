"""class: C
tries: to be scored by the bytes up to the one that it chooses to end at
expect: CRASHED
stopped by: every byte must be predicted
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
for position in range(3):
    send(logits.tobytes()); told(streams)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
