"""class: A
tries: to find the hidden text in a file
expect: ACCEPTED
stopped by: no jail has a file with it
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
for folder, _, names in os.walk("/"):
    for name in names:
        path = os.path.join(folder, name)
        if folder.startswith(("/work", "/tmp")) and name not in ("driver.py", "model.bin", "train.py"):
            print("LEAK there is a file", path, file=sys.stderr, flush=True)
        if name.endswith((".xz", ".dz")) or "jargon" in name:
            print("LEAK there may be the corpus in", path, file=sys.stderr, flush=True)
for position in range(positions):
    send(logits.tobytes()); found = np.frombuffer(told(streams), np.uint8)
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
