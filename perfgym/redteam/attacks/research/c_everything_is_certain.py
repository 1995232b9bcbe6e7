"""class: C
tries: to give each byte the probability 1
expect: ACCEPTED
stopped by: the evaluator takes the softmax itself
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
logits[:] = 3e38
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
