"""Replies with programs, in the forms that models write: the reader takes what a person would take."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym import parse_reply

PROGRAM = "int x;"


@pytest.mark.parametrize(
    "call",
    [
        '{"name":"submit","arguments":{}}',
        '{"name":"submit"}',
        '<tool_call>\n{"name":"submit","arguments":{}}\n</tool_call>',
        '{"submit": true}',
        "<submit/>",
        "**<submit/>**",
    ],
)
@pytest.mark.parametrize("program", ["```c\nint x;\n```", "<code>\nint x;\n</code>"])
def test_a_submit_after_a_program_submits_the_program(program: str, call: str) -> None:
    """It does so in whatever form either is written, and before the program too."""
    assert parse_reply(f"{program}\n{call}", "c") == (PROGRAM, True)
    assert parse_reply(f"{call}\n{program}", "c") == (PROGRAM, True)


@pytest.mark.parametrize(
    "reply",
    [
        '**Solution**<code lang="c">\nint x;\n</code>\n<submit/>',
        "Here it is:<code>\nint x;\n</code>\n<submit/>",
        "<code>\nint x;\n</code> <submit/>",
        "<code>\nint x;\n</code>**<submit/>**",
        "<code>\nint x;\n</code>\nI wrote the program between <code> and </code> as asked.\n<submit/>",
        "<code>\nint x;\n</code>\nIt ends before </code>.\n<submit/>",
        "I use the <code> tags.\n<code>\nint x;\n</code>\n<submit/>",
        '{"name":"submit","input":{"code":"int x;"}}',
        '{"type":"tool_use","id":"1","name":"submit","input":{"code":"int x;"}}',
        '{"name":"submit","arguments":{"program":"int x;"}}',
        '{"name":"submit","arguments":{"source":"int x;"}}',
        '{"thought":"..","name":"submit","arguments":{"code":"int x;"}}',
        '{"tool":"submit","code":"int x;"}',
        '{"function":"submit","arguments":{"code":"int x;"}}',
        '{"name":"functions.submit","arguments":{"code":"int x;"}}',
        'Call: {"name":"submit","arguments":{"code":"int x;"}}',
        '<function_call>{"name":"submit","arguments":{"code":"int x;"}}</function_call>',
        '<|python_tag|>{"name":"submit","arguments":{"code":"int x;"}}',
        '{"function_call":{"name":"submit","arguments":"{\\"code\\":\\"int x;\\"}"}}',
        '{"reason":"faster","code":"int x;","submit":true}',
    ],
)
def test_a_program_is_submitted_in_every_form_that_models_write(reply: str) -> None:
    assert parse_reply(reply, "c") == (PROGRAM, True)


@pytest.mark.parametrize(
    "reply",
    [
        '{"name":"submit","arguments":{"files":{"solution.c":"int x;"}}}',
        '{"name":"submit","arguments":"int x;"}',
        '{"name":"write_file","arguments":{"text":"int x;\\nint y;"}}\n<submit/>',
        '{"name": "submit", "arguments": {"code": "int x;\n<submit/>',
        "<code>\nint x;\n<submit/>",
        "int x;\n</code>\n<submit/>",
        "<code>\nint x;\n</think>\n</code>\n<submit/>",
        "#include <stdio.h>\nint main(void) {\n    return 0;\n}\n<submit/>",
        "import sys\nfor line in sys.stdin:\n    print(line)\ndef f(): pass\n<submit/>",
        "```c\nint x;\n<submit/>",
    ],
)
def test_a_reply_with_a_program_that_cannot_be_read_does_not_end_the_episode(reply: str) -> None:
    """The agent is told how to answer instead."""
    assert parse_reply(reply, "c") == ("", False)


@pytest.mark.parametrize(
    "reply",
    [
        "<code>\nint x;\n</code>\n\nI replaced the <code>for</code> loop.",
        "```c\nint x;\n```\nIt uses <code>qsort</code>.",
        '{"name":"evaluate","arguments":{"code":"int x;"}}\nIt uses <code>qsort</code>.',
        "<code>int x;</code>",
        "```\n<code>\nint x;\n</code>\n```",
        "<code>\n```c\nint x;\n</code>",
    ],
)
def test_tags_inside_a_line_hold_a_program_only_if_nothing_else_does(reply: str) -> None:
    assert parse_reply(reply, "c") == (PROGRAM, False)


@pytest.mark.parametrize(("opening", "closing"), [("<code>", "</code>"), ("```c", "```")])
def test_a_thoughts_tag_inside_a_line_of_a_program_is_part_of_it(opening: str, closing: str) -> None:
    program = '/* closes a </think> part */\nputs("<think>");\nint y;'
    assert parse_reply(f"{opening}\n{program}\n{closing}\n<submit/>", "c") == (program, True)
    thought = f"A draft:\n{opening}\nint draft;\n"
    assert parse_reply(f"{thought}</think>\n{opening}\nint x;\n{closing}\n", "c") == (PROGRAM, False)


CODE = st.lists(
    st.sampled_from(["x = 1", "if x:", "    y = 2", "", "\tz", "# <submit/>", "<submit/>", '{"a": 1}']),
    max_size=8,
).map(lambda lines: "\n".join(["import sys", *lines, "print(1)"]))


@given(code=CODE, indent=st.integers(0, 9), submit=st.booleans())
@pytest.mark.parametrize("mark", ["```", "~~~~"])
def test_what_a_list_or_a_quotation_puts_before_fenced_lines_is_removed(
    mark: str, code: str, indent: int, submit: bool
) -> None:
    """The program comes back as it was, at any depth."""
    fenced = f"{mark}python\n{code}\n{mark}"
    end = "\n<submit/>" if submit else ""
    for before in (" " * indent, "> ", "> > "):
        block = "\n".join(f"{before}{line}" for line in fenced.split("\n"))
        assert parse_reply(f"Do:\n{block}{end}", "python") == (code, submit)
    item = fenced.replace("\n", "\n  ")
    assert parse_reply(f"- {item}{end}", "python") == (code, submit)


@given(
    code=CODE,
    before=st.sampled_from(["", "Draft:\n```python\nold\n```\n", "<code>old</code>\n", "<code>\nold\n"]),
    after=st.sampled_from(
        ["", "It uses <code>for</code>.", "Run:\n```bash\npython x.py\n```", "See `<code>`."]
    ),
    submit=st.sampled_from(["", "<submit/>", '{"name": "submit"}', "**<submit />**"]),
    form=st.sampled_from(["tags", "call", "fence"]),
)
def test_a_complete_program_is_found_between_prose_and_drafts(
    code: str, before: str, after: str, submit: str, form: str
) -> None:
    """Nothing that is said around it replaces it, or keeps the reply from submitting it."""
    written = {
        "tags": f"<code>\n{code}\n</code>",
        "call": json.dumps({"name": "evaluate", "arguments": {"code": code}}),
        "fence": f"```python\n{code}\n```",
    }[form]
    assert parse_reply(f"{before}{written}\n{after}\n{submit}", "python") == (code, bool(submit))


@given(
    pieces=st.lists(
        st.sampled_from(["<submit/>\n", '{"name": "submit"}\n', "```c\n", "<code>\n", "Done.\n", "</code>\n"])
    ),
    cut=st.sampled_from(
        ["<code>\nint x;\n", "```c\nint x;\n", '{"name": "submit", "arguments": {"code": "x']
    ),
)
def test_a_reply_that_is_cut_off_in_a_program_never_submits(pieces: list[str], cut: str) -> None:
    """Whatever stands before."""
    assert not parse_reply("".join(pieces) + "\nSo:\n" + cut, "c")[1]
