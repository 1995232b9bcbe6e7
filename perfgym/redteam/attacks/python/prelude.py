# Stands in front of each attack in Python: what attacks use, and the problem's own reference program.
import os
import sys

RT_REFERENCE = r'''@REFERENCE@'''


def rt_leak_if(worked, what):
    """Says on standard error that something forbidden worked; the suite fails when it reads that."""
    if worked:
        os.write(2, f"LEAK {what}\n".encode(errors="replace"))


def rt_works(what, call, *arguments):
    """Says so when a call that must fail does not."""
    try:
        got = call(*arguments)
    except (Exception, SystemExit):
        return None
    rt_leak_if(True, what)
    return got


def rt_run_reference():
    """Runs the reference, whose output may wait in sys.stdout."""
    exec(compile(RT_REFERENCE, "reference.py", "exec"), {"__name__": "__main__"})


def rt_solve():
    """Solves the problem as the reference does, at the reference's cost."""
    rt_run_reference()
    sys.stdout.flush()


def rt_contents(descriptor):
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def rt_input():
    """The input; standard input stays where it is, so that the reference can still read it."""
    return rt_contents(0)


def rt_answer():
    """The reference's output, taken back from standard output."""
    rt_solve()
    answer = rt_contents(1)
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    return answer


def rt_put(data):
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
