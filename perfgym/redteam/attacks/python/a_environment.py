# class: A
# tries: to find secrets in its environment, its arguments and its interpreter's settings
# expect: ACCEPTED
# stopped by: the environment is built from nothing
for name in os.environ:
    rt_leak_if(not name.startswith(("PYTHON", "LC_CTYPE")) and not name.endswith("_NUM_THREADS"), f"variable {name}")
rt_leak_if(sys.argv != ["/work/solution.py"], f"arguments {sys.argv}")
rt_leak_if(any("perfgym" in argument for argument in sys.orig_argv), f"arguments {sys.orig_argv}")
rt_leak_if(any(path in ("", ".", "/work", "/tmp") for path in sys.path), f"path {sys.path}")
rt_leak_if(os.getppid() > 2 or os.getuid() == 0 or os.geteuid() == 0, "rights")
rt_solve()
