# class: A
# tries: to see other processes and to send them signals
# expect: ACCEPTED
# stopped by: each run has its own pid namespace, and no /proc
import signal

for path in ("/proc", "/proc/self", "/proc/1/environ", "/proc/1/mem", "/proc/self/fd", "/proc/meminfo", "/sys", "/dev/fd"):
    rt_works(path, os.stat, path)
for pid in range(3, 2000):
    if pid != os.getpid():
        rt_works(f"signal {pid}", os.kill, pid, 0)
for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
    try:
        os.kill(1, number)
    except OSError:
        pass
rt_leak_if(len(os.listdir("/tmp")) > 0, "something is in the scratch folder")
rt_solve()
