"""class: D
tries: to be a finished program
expect: COMPILE_ERROR
stopped by: what is submitted is only ever source
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "\x7fELF\x02\x01\x01" + "\0" * 9 + "\x02\0>\0\x01\0\0\0" + "\x90" * 4000
