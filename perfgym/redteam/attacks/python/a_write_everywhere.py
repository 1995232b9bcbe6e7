# class: A
# tries: to write to every folder it can find
# expect: ACCEPTED
# stopped by: everything but the scratch folder is read-only
import numpy

places = ["/", "/work", "/usr", "/dev", "/host", "@SPOOL@", "@PACKAGE@", "@PROBLEM@", os.path.dirname(os.__file__)]
places += [*sys.path, os.path.dirname(numpy.__file__), os.path.join(os.path.dirname(os.__file__), "__pycache__")]
for place in places:
    for name in ("rt_note", "sitecustomize.py", "../rt_note"):
        path = os.path.join(place, name)
        rt_works(path, os.open, path, os.O_CREAT | os.O_WRONLY)
rt_works("overwrite itself", open, "/work/solution.py", "r+b")
rt_works("overwrite the library", open, os.__file__, "r+b")
rt_works("mark the library", os.setxattr, os.__file__, "user.note", b"x")
rt_works("date the library", os.utime, os.__file__, (1, 1))
rt_works("write the input", os.write, 0, b"x")
rt_solve()
