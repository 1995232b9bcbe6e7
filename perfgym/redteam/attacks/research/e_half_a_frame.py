"""class: E
tries: to make the evaluator wait for the rest of a prediction
expect: TIMED_OUT
stopped by: the time of scoring is limited
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
send(logits.tobytes()[:1000]); time.sleep(999)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
