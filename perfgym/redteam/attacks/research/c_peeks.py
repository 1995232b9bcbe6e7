"""class: C
tries: to read the bytes before its prediction counts
expect: ACCEPTED
stopped by: the evaluator writes the bytes after it has read the predictions
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
os.set_blocking(0, False)
for position in range(positions):
    try: found = os.read(0, streams)
    except BlockingIOError: found = b""
    logits[:] = 0
    if len(found) == streams: logits[np.arange(streams), np.frombuffer(found, np.uint8)] = 50
    send(logits.tobytes())
    while not found:
        try: found = os.read(0, streams) or os._exit(0)
        except BlockingIOError: time.sleep(0)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
