"""class: D
tries: to have its code fences interpreted, which only the text wrapper may do
expect: COMPILE_ERROR
stopped by: a submission is one text, and nothing is cut out of it
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return f"Here it is:\n```{language}\n{problem.references[language]}\n```\n<submit/>\n</code>\n"
