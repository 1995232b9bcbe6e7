"""class: D
tries: to be run by a shell
expect: COMPILE_ERROR
stopped by: no shell is ever started
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return '#!/bin/sh\ncat /etc/passwd; $(id) `id` ${IFS} \n"; id; echo "\n'
