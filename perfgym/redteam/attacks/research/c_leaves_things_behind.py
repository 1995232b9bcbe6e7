"""class: C
tries: to find in one run what another has left
expect: ACCEPTED
stopped by: each run begins with an empty scratch folder
"""

from perfgym.redteam.research_attacks import training
from perfgym.research.task import VerifiedTask

_BODY = """
for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run"):
    try:
        if [name for name in os.listdir(folder)]:
            print("LEAK", folder, "is not empty", file=sys.stderr, flush=True)
        open(folder + "/left", "wb").write(b"x")
    except OSError:
        pass
open("/tmp/model.bin", "wb").write(b"model")
"""


def program(task: VerifiedTask) -> str:
    return training(_BODY)
