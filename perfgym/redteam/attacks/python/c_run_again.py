# class: C
# tries: to become another interpreter, with its own options and start-up file, and to lose its past cost
# expect: ACCEPTED
# stopped by: the cost is that of the process, whatever it executes
if "RT_AGAIN" not in os.environ:
    with open("/tmp/startup.py", "w") as file:
        file.write("raise SystemExit(0)\n")
    rt_answer()
    os.lseek(0, 0, os.SEEK_SET)
    again = {**os.environ, "RT_AGAIN": "1", "PYTHONSTARTUP": "/tmp/startup.py", "PYTHONINSPECT": ""}
    os.execve(sys.executable, [sys.executable, "-S", "-O", *sys.argv], again)
rt_solve()
