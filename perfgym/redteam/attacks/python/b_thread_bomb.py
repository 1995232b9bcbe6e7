# class: B
# tries: to start as many threads as the machine allows
# expect: ACCEPTED CRASHED OUT_OF_MEMORY TIMED_OUT
# stopped by: the limit on processes, which counts threads
import threading

threading.stack_size(32 << 10)
stop = threading.Event()
started = 0
try:
    for started in range(100_000):
        threading.Thread(target=stop.wait, daemon=True).start()
except RuntimeError:
    pass
rt_leak_if(started > 1000, f"{started} threads")
stop.set()
rt_solve()
