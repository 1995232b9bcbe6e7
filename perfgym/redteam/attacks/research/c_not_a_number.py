"""class: C
tries: to be scored by what is not a number
expect: WRONG_OUTPUT
stopped by: logits must be finite
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
logits[:] = np.nan
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
