"""class: B
tries: to compute with a second process
expect: CRASHED
stopped by: no process can be started
"""

from perfgym.redteam.research_attacks import training
from perfgym.research.task import VerifiedTask

_BODY = """
os.fork()
open("/tmp/model.bin", "wb").write(b"model")
"""


def program(task: VerifiedTask) -> str:
    return training(_BODY)
