# class: E
# tries: to fail in what the interpreter does last: hooks, traces, streams that raise and an exit status of its own
# expect: CRASHED WRONG_OUTPUT
# stopped by: status and output are the process's own
import threading


class Broken:
    def __getattr__(self, name):
        raise SystemExit(0)


def trace(*_):
    raise RuntimeError("LEAK is not what this is" if False else "traced")


sys.excepthook = sys.unraisablehook = threading.excepthook = trace
sys.stdout = sys.stderr = sys.stdin = Broken()
sys.settrace(trace)
rt_solve()
