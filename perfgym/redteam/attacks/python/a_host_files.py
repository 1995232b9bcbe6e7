# class: A
# tries: to read secrets, home folders, the package, the bank and other inputs
# expect: ACCEPTED
# stopped by: a run sees the interpreter, its library and NumPy, and no other host file
places = [
    "/etc/shadow", "/etc/passwd", "/home", "/root/.ssh", "/root/.bashrc", "/usr/bin/env", "/proc/self/maps",
    "/proc/self/environ", "/proc/1/environ", "/sys/kernel", "/dev/null", "/dev/stdin", "/dev/shm", "/var/log",
    "@PROBLEM@/expert/solution.py", "@PROBLEM@/problem.toml", "@PACKAGE@/evaluation/evaluate.py", "@SPOOL@/secret",
]  # fmt: skip
for place in places:
    for path in (place, f"/host.{place[1:]}"):
        rt_works(path, os.stat, path)
        rt_works(path, open, path, "rb")
rt_solve()
