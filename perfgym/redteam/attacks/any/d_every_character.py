"""class: D
tries: to have some character make the harness fail
expect: COMPILE_ERROR
stopped by: whatever cannot be encoded or shown is replaced
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "".join(map(chr, range(0x300))) + "".join(chr(c) for c in range(0x300, 0x110000, 97))
