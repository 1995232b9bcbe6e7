# Precedes each attack in Python: functions for attacks, and the problem's reference program.
import os
import sys

RT_REFERENCE = r'''@REFERENCE@'''


def rt_leak_if(worked, what):
    """Report on standard error that something forbidden worked; the attack then counts as not contained."""
    if worked:
        os.write(2, f"LEAK {what}\n".encode(errors="replace"))


def rt_works(what, call, *arguments):
    """Report a call that must fail and does not."""
    try:
        got = call(*arguments)
    except (Exception, SystemExit):
        return None
    rt_leak_if(True, what)
    return got


def rt_run_reference():
    """Run the reference. Its output may stay in the buffer of sys.stdout."""
    exec(compile(RT_REFERENCE, "reference.py", "exec"), {"__name__": "__main__"})


def rt_solve():
    """Solve the problem as the reference does, at the reference's cost."""
    rt_run_reference()
    sys.stdout.flush()


def rt_contents(descriptor):
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def rt_input():
    """Return the input. The position of standard input does not change, so the reference can still read it."""
    return rt_contents(0)


def rt_answer():
    """Return the reference's output. It goes to a file, because standard output cannot be read."""
    output, answer = os.dup(1), os.open("/tmp/rt_answer", os.O_CREAT | os.O_RDWR, 0o600)
    os.dup2(answer, 1)
    rt_solve()
    os.dup2(output, 1)
    return rt_contents(answer)


def rt_put(data):
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
