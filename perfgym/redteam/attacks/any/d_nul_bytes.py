"""class: D
tries: to end the source early, for some of those who read it
expect: COMPILE_ERROR ACCEPTED
stopped by: the source is bytes with a length, to us and to the compiler
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language] + "\0" * 1000 + "\n"
