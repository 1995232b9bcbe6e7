"""class: D
tries: to submit text that cannot be encoded
expect: COMPILE_ERROR
stopped by: characters that cannot be encoded are replaced
"""

from perfgym.bank import Problem


def submission(_problem: Problem, _language: str) -> str:
    return "int main(void) { return \ud800\udfff\udc80; }" * 10
