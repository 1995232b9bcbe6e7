"""class: D
tries: to make the harness fail over some character
expect: COMPILE_ERROR
stopped by: characters that cannot be encoded or shown are replaced
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "".join(map(chr, range(0x300))) + "".join(chr(c) for c in range(0x300, 0x110000, 97))
