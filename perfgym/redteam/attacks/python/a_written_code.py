# class: A
# tries: to map as code, or to execute, a file of its own: its source, its input, a scratch file, its outputs
# expect: ACCEPTED
# stopped by: source, input and scratch folder lie on mounts without exec; outputs can be written, not mapped
import ctypes
import mmap

FUNCTIONS = {"x86_64": "b82a000000c3", "aarch64": "40058052c0035fd6"}  # return 42
CODE = bytes.fromhex(FUNCTIONS[os.uname().machine])
libc = ctypes.CDLL(None)


def load(name, descriptor):
    size = os.fstat(descriptor).st_size
    os.pwrite(descriptor, CODE.ljust(4096, b"\0"), size)
    for rights in range(4, 8):
        for kind in (mmap.MAP_PRIVATE, mmap.MAP_SHARED):
            rt_works(f"{name} mapped", mmap.mmap, descriptor, size + 4096, kind, rights)
    rt_works(f"{name} executed", os.execve, descriptor, ["x"], {})
    os.ftruncate(descriptor, size)


for rights in (mmap.PROT_EXEC, mmap.PROT_READ | mmap.PROT_EXEC):
    source = os.open(sys.argv[0], os.O_RDONLY)
    rt_works("its source mapped", mmap.mmap, source, 1, mmap.MAP_PRIVATE, rights)
    rt_works("its input mapped", mmap.mmap, 0, 1, mmap.MAP_PRIVATE, rights)
rt_works("a library of its own", ctypes.CDLL, "/tmp/code.so")
load("a file", os.open("/tmp/code", os.O_CREAT | os.O_RDWR, 0o777))
load("a file without a name", os.open("/tmp", os.O_TMPFILE | os.O_RDWR, 0o777))
load("output", 1)
load("errors", 2)
rt_leak_if(libc.syscall(ctypes.c_long(@SYS_uselib@), b"/tmp/code") == 0, "uselib")
rt_solve()
