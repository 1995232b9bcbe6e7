# class: E
# tries: to fail in the interpreter's last steps: hooks, traces, raising streams, its own exit status
# expect: CRASHED WRONG_OUTPUT
# stopped by: status and output are those of the process
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
