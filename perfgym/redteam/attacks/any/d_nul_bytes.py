"""class: D
tries: to end the source early for readers that stop at a NUL byte
expect: COMPILE_ERROR ACCEPTED
stopped by: perfgym and the compiler read the source as bytes of known length
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language] + "\0" * 1000 + "\n"
