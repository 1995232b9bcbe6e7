"""class: E
tries: to make the evaluator wait for ever, byte by byte
expect: TIMED_OUT
stopped by: the time of scoring is limited as a whole
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
while True:
    send(b"0"); time.sleep(0.05)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
