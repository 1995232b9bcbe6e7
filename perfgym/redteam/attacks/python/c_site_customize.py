# class: C
# tries: to leave modules that the next run imports, and to do its work beforehand
# expect: ACCEPTED
# stopped by: only the scratch folder can be written; it is removed with the run and not imported from
import builtins
import py_compile

rt_leak_if(hasattr(builtins, "rt_was_here"), "something was imported before the program")
names = ("sitecustomize.py", "usercustomize.py", "struct.py", "array.py", "io.py", "rt.pth", "pyvenv.cfg", "python311._pth")
places = ["/tmp", ".", "/work", "/tmp/.local/lib/python3.11/site-packages", os.path.expanduser("~"), *sys.path]
for place in places:
    for name in names:
        path = os.path.join(place, name)
        rt_leak_if(path.startswith("/tmp") and os.path.exists(path), f"{path} is there already")
        try:
            os.makedirs(place, exist_ok=True)
            with open(path, "w") as file:
                file.write("import builtins; builtins.rt_was_here = True\n")
        except OSError:
            continue
        rt_leak_if(not place.startswith("/tmp"), path)
        try:
            py_compile.compile(path)
        except OSError:
            pass
rt_works("a .pyc beside the program", os.mkdir, "/work/__pycache__")
rt_solve()
