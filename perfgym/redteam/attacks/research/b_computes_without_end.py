"""class: B
tries: to train without a limit
expect: TIMED_OUT
stopped by: CPU time is limited
"""

from perfgym.redteam.research_attacks import training
from perfgym.research.task import VerifiedTask

_BODY = """
while True:
    pass
"""


def program(task: VerifiedTask) -> str:
    return training(_BODY)
