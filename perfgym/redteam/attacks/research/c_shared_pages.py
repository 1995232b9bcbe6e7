"""class: C
tries: to change a prediction after it was read, through pages that a pipe shares
expect: ACCEPTED CRASHED
stopped by: the evaluator reads into memory of its own before it tells the bytes
"""

from perfgym.redteam.research_attacks import scoring
from perfgym.research.task import VerifiedTask

_BODY = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
for position in range(positions):
    logits[:] = 0
    at, left = logits.ctypes.data, logits.nbytes
    while left:
        piece = Piece(at, left)
        sent = libc.vmsplice(3, ctypes.byref(piece), 1, 8)
        if sent < 0:
            send(ctypes.string_at(at, left)); break
        at, left = at + sent, left - sent
    found = np.frombuffer(told(streams), np.uint8)
    logits[np.arange(streams), found] = 50
os._exit(0)
"""


def program(task: VerifiedTask) -> str:
    return scoring(_BODY)
