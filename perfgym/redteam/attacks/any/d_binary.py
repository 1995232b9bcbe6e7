"""class: D
tries: to submit a compiled program
expect: COMPILE_ERROR
stopped by: a submission is always treated as source text
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "\x7fELF\x02\x01\x01" + "\0" * 9 + "\x02\0>\0\x01\0\0\0" + "\x90" * 4000
