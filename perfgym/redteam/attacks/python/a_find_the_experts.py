# class: A
# tries: to find the bank, the harness or other packages, and to copy an expert
# expect: ACCEPTED
# stopped by: of site-packages only NumPy's own folder is mounted, and folders inside the library are covered
import importlib
import pkgutil

ours = {"solution.py", "problem.toml", "spec.md", "evaluate.py", "perfgym", "gymnasium", "dist-info"}
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("test", "tests")]  # large, and part of the library
    for name in [*folders, *files]:
        path = os.path.join(folder, name)
        rt_leak_if(name in ours and path != "/work/solution.py", path)
    rt_leak_if(os.path.basename(folder) in ("site-packages", "dist-packages") and set(folders) - {"numpy", "numpy.libs"}, folder)
known = set(sys.stdlib_module_names) | {"numpy", "solution", "__phello__", "__hello__", "test", "idlelib", "lib2to3"}
known |= {"sitecustomize"}  # Debian's; a dangling link here
for module in pkgutil.iter_modules():
    rt_leak_if(module.name not in known and not module.name.startswith(("_", "xx")), f"module {module.name}")
for name in ("perfgym", "perfgym.evaluation.evaluate", "gymnasium", "psutil", "pytest", "pip", "site_packages"):
    rt_works(f"import {name}", importlib.import_module, name)
rt_solve()
