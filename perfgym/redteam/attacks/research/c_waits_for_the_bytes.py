"""class: C
tries: to be told the bytes before it predicts them
expect: TIMED_OUT
stopped by: the evaluator reads the predictions first
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
found = told(streams)
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
