# class: E
# tries: to destroy its own interpreter in the middle of a run
# expect: CRASHED
# stopped by: a crash is the program's own failure
import ctypes

rt_run_reference()
for thing in (sys.modules, sys.stdout, rt_solve, None, int):
    ctypes.memset(id(thing), 0x41, 64)
ctypes.string_at(0)
