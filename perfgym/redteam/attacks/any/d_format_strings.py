"""class: D
tries: to be expanded as a format string when it is shown
expect: COMPILE_ERROR
stopped by: text is shown and never interpreted
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "%s%n%x {0} {self.__class__} $HOME ~ [bold red]x[/bold red] \\N{BEL} \n" * 50
