"""class: C
tries: to pass on the training text as the artifact
expect: OUTPUT_TOO_LARGE
stopped by: the size of program and artifact is limited
"""

from perfgym.redteam.research_attacks import training
from perfgym.research.task import ResearchTask

_BODY = """
open("/tmp/model.bin", "wb").write(open("/work/train.bin", "rb").read())
"""


def program(task: ResearchTask) -> str:
    return training(_BODY)
