"""class: D
tries: to be taken for compiler options
expect: COMPILE_ERROR
stopped by: the compiler gets a file whose name perfgym chose
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "@/etc/passwd\n-o /tmp/x -fplugin=/work/x.so -wrapper /bin/sh,-c,id\n"
