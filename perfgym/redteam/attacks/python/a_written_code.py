# class: A
# tries: to map as code, or to execute, what it wrote: a file in the scratch folder, its output, its errors
# expect: ACCEPTED
# stopped by: the scratch folder is mounted noexec, and outputs can be written but not read or mapped
import ctypes
import mmap

CODE = b"\xb8\x2a\0\0\0\xc3"  # return 42
libc = ctypes.CDLL(None)


def load(name, descriptor):
    size = os.fstat(descriptor).st_size
    os.pwrite(descriptor, CODE.ljust(4096, b"\0"), size)
    for rights in range(4, 8):
        for kind in (mmap.MAP_PRIVATE, mmap.MAP_SHARED):
            rt_works(f"{name} mapped", mmap.mmap, descriptor, size + 4096, kind, rights)
    rt_works(f"{name} executed", os.execve, descriptor, ["x"], {})
    os.ftruncate(descriptor, size)


rt_works("a library of its own", ctypes.CDLL, "/tmp/code.so")
load("a file", os.open("/tmp/code", os.O_CREAT | os.O_RDWR, 0o777))
load("a file without a name", os.open("/tmp", os.O_TMPFILE | os.O_RDWR, 0o777))
load("output", 1)
load("errors", 2)
rt_leak_if(libc.syscall(ctypes.c_long(134), b"/tmp/code") == 0, "uselib")
rt_solve()
