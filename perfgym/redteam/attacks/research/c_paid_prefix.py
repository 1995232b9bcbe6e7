"""class: C
tries: to carry hidden documents in its program
expect: ACCEPTED
stopped by: the size of a program is limited, so this is worth little; it is reported
gains at most: 0.12
"""

from perfgym.envs.research.scripted import scripted_steps
from perfgym.research.task import VerifiedTask


def program(task: VerifiedTask) -> str:
    return scripted_steps(task)["paid-prefix"][0]["change"]
