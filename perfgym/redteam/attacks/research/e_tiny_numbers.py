"""class: E
tries: to make the sum of probabilities impossible by the largest and smallest floats
expect: ACCEPTED
stopped by: the evaluator computes in 64 bits and subtracts the largest logit
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
logits[:, ::2] = -3.4e38; logits[:, 1::2] = 3.4e38; logits[0, :] = 1e-45; logits[1, :] = -0.0
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
