# class: B
# tries: to fill the machine with processes, by every module that can start one
# expect: ACCEPTED
# stopped by: a run cannot start processes
import multiprocessing
import subprocess


def bomb():
    while True:
        try:
            os.fork()
        except OSError:
            pass


for _ in range(10_000):
    rt_works("fork", os.fork)
rt_works("posix_spawn", os.posix_spawn, sys.executable, [sys.executable, "-c", "pass"], {})
rt_works("forkpty", os.forkpty)
rt_works("subprocess", subprocess.run, [sys.executable, "-c", "pass"])
rt_leak_if(os.system("true") == 0, "system")
for kind in ("fork", "spawn", "forkserver"):
    rt_works(kind, multiprocessing.get_context(kind).Process(target=bomb).start)
rt_works("pool", multiprocessing.Pool, 4)
rt_solve()
