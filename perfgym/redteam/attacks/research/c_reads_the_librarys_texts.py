"""class: C
tries: to learn English from the texts of the standard library
expect: CRASHED
stopped by: these modules are left out
"""

from perfgym.redteam.research_attacks import training
from perfgym.research.task import VerifiedTask

_BODY = """
import pydoc_data.topics
"""


def program(task: VerifiedTask) -> str:
    return training(_BODY)
