"""class: D
tries: to be taken apart where only a wrapper should
expect: COMPILE_ERROR
stopped by: a submission is one text, of which nothing is taken out
"""

from perfgym.bank import Problem


def submission(problem: Problem, language: str) -> str:
    return f"Here it is:\n```{language}\n{problem.references[language]}\n```\n<submit/>\n</code>\n"
