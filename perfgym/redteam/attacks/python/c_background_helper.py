# class: C
# tries: to let a helper process do the work, and to wait for it without paying
# expect: CRASHED WRONG_OUTPUT
# stopped by: a run cannot start processes
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        rt_solve()
    os._exit(0)
os.wait()
