# class: C
# tries: to stop every clock of Python's, and the accounts of its own process
# expect: ACCEPTED
# stopped by: time is taken outside the process, by the kernel
import ctypes
import resource
import signal
import time

for name in ("time", "perf_counter", "process_time", "monotonic", "thread_time"):
    setattr(time, name, lambda: 0.0)
    setattr(time, f"{name}_ns", lambda: 0)
os.times = resource.getrusage = lambda *_: os.times_result((0.0,) * 5)
rt_works("set the clock", time.clock_settime, time.CLOCK_REALTIME, 1.0)
rt_works("raise its priority", os.setpriority, os.PRIO_PROCESS, 0, -20)
rt_works("real time", os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(1))
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
prctl = ctypes.CDLL(None).prctl
rt_leak_if(prctl(31, 0, 0, 0, 0) == 0, "disable counters")
rt_leak_if(prctl(26, 2, 0, 0, 0) == 0, "forbid the time stamp counter")
rt_solve()
