"""class: D
tries: to hide text from the compiler in a thought, which only the text wrapper leaves out
expect: COMPILE_ERROR
stopped by: a submission is one text, and nothing is cut out of it
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return f"<think>\nNothing of this is a program.\n</think>\n{problem.references[language]}"
