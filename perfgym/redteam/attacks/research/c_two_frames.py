"""class: C
tries: to predict two positions at once and correct the second
expect: WRONG_OUTPUT
stopped by: more than one frame breaks the protocol
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
for position in range(positions):
    send(logits.tobytes() * 2); told(streams)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
