"""class: A
tries: to find a descriptor that leads to something else than the evaluator
expect: ACCEPTED
stopped by: a process gets its three streams alone
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
import fcntl
for descriptor in range(4, 256):
    try: fcntl.fcntl(descriptor, fcntl.F_GETFD)
    except OSError: continue
    print("LEAK descriptor", descriptor, "is open", file=sys.stderr, flush=True)
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
