"""class: C
tries: to replace a prediction after the bytes were told
expect: WRONG_OUTPUT
stopped by: more than one frame breaks the protocol
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
    logits[:] = 0; logits[np.arange(streams), found] = 30; send(logits.tobytes())
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
