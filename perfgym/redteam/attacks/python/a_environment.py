# class: A
# tries: to find secrets in its environment, its arguments and its interpreter's settings
# expect: ACCEPTED
# stopped by: the environment is built from nothing
for name, value in os.environ.items():
    usual = name.startswith(("PYTHON", "LC_CTYPE")) or name.endswith("_NUM_THREADS")
    rt_leak_if(not usual and (name, value) != ("LD_LIBRARY_PATH", "/runtime/lib"), f"variable {name}")
    rt_leak_if("/runtime/" not in value and "/" in value, f"the host's path {value}")
rt_leak_if(sys.argv != ["/work/solution.py"], f"arguments {sys.argv}")
rt_leak_if(any("perfgym" in argument for argument in sys.orig_argv), f"arguments {sys.orig_argv}")
rt_leak_if(any(path in ("", ".", "/work", "/tmp") for path in sys.path), f"path {sys.path}")
rt_leak_if(os.getppid() > 2 or os.getuid() == 0 or os.geteuid() == 0, "rights")
rt_solve()
