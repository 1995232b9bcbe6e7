# class: A
# tries: to execute machine code that it wrote into memory
# expect: ACCEPTED
# stopped by: the seccomp filter refuses each call that makes memory executable, but for mapping a file
import ctypes
import mmap

FUNCTIONS = {"x86_64": "b82a000000c3", "aarch64": "40058052c0035fd6"}  # return 42
CODE = bytes.fromhex(FUNCTIONS[os.uname().machine])
for rights in range(4, 8):
    rt_works("mmap", mmap.mmap, -1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, rights)
    rt_works("shared mmap", mmap.mmap, -1, 4096, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS, rights)

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
page = mmap.mmap(-1, 4096)
page.write(CODE)
address = ctypes.addressof(ctypes.c_char.from_buffer(page))
for rights in (ctypes.c_long(rights) for rights in range(4, 8)):
    space, length = ctypes.c_void_p(), ctypes.c_long(4096)
    rt_leak_if(libc.mmap(space, length, rights, 0x22, -1, space) != ctypes.c_void_p(-1).value, "ctypes mmap")
    rt_leak_if(libc.mprotect(ctypes.c_void_p(address), length, rights) == 0, "ctypes mprotect")
    failed = libc.syscall(ctypes.c_long(@SYS_pkey_mprotect@), ctypes.c_void_p(address), length, rights, ctypes.c_long(-1))
    rt_leak_if(failed == 0, "ctypes pkey_mprotect")
    beside = ctypes.c_void_p(id(libc) & -4096)
    rt_leak_if(libc.mprotect(beside, length, rights) == 0, "mprotect of Python's own heap")
rt_leak_if(libc.syscall(ctypes.c_long(@SYS_personality@), ctypes.c_long(0x400000)) != -1, "personality")
rt_works("memory as a file", open, "/proc/self/mem", "r+b")
rt_works("a memory file", os.memfd_create, "code")
rt_works("closures of libffi", ctypes.CFUNCTYPE(ctypes.c_int), lambda: 0)
rt_solve()
