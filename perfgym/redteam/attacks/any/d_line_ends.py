"""class: D
tries: to use unusual line ends
expect: ACCEPTED COMPILE_ERROR WRONG_OUTPUT CRASHED
stopped by: the compiler decides
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return problem.references[language].replace("\n", "\r")
