"""class: D
tries: to be taken for options of the compiler
expect: COMPILE_ERROR
stopped by: the compiler is given a file, of a name of ours
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "@/etc/passwd\n-o /tmp/x -fplugin=/work/x.so -wrapper /bin/sh,-c,id\n"
