"""class: D
tries: to be executed by a shell
expect: COMPILE_ERROR
stopped by: perfgym never starts a shell
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return '#!/bin/sh\ncat /etc/passwd; $(id) `id` ${IFS} \n"; id; echo "\n'
