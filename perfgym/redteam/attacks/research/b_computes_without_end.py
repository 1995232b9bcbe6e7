"""class: B
tries: to train without a limit
expect: TIMED_OUT
stopped by: CPU time is limited
"""

from perfgym.redteam.research_attacks import training
from perfgym.research.task import ResearchTask

_BODY = """
while True:
    pass
"""


def program(task: ResearchTask) -> str:
    return training(_BODY)
