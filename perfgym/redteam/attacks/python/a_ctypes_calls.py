# class: A
# tries: to make system calls by ctypes that Python's own modules do not offer
# expect: ACCEPTED
# stopped by: the seccomp filter, no_new_privs, and a lack of capabilities
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
space = ctypes.create_string_buffer(256)
attributes = ctypes.create_string_buffer(b"\1\0\0\0\x70\0\0\0", 256)  # perf: a software event, its size
calls = {
    "fork": (57,), "vfork by clone": (56, 0x4111, 0, 0, 0, 0), "clone3": (435, space, 64), "execveat": (322, -1, b"", 0, 0, 0x1000),
    "ptrace": (101, 0, 0, 0, 0), "process_vm_readv": (310, 1, space, 1, space, 1, 0), "kcmp": (312, 1, 1, 0, 0, 0),
    "perf_event_open": (298, attributes, 0, -1, -1, 0), "io_uring_setup": (425, 8, space), "userfaultfd": (323, 1),
    "bpf": (321, 0, space, 120), "keyctl": (250, 0, -3, 1), "add_key": (248, b"user", b"rt", b"x", 1, -3),
    "unshare": (272, 0x10000000), "setns": (308, 0, 0), "mount": (165, b"none", b"/tmp", b"tmpfs", 0, None), "umount": (166, b"/work", 2),
    "chroot": (161, b"/tmp"), "pivot_root": (155, b"/", b"/"), "memfd_secret": (447, 0), "pidfd_open": (434, 1, 0),
    "sched_setaffinity": (203, 0, 8, b"\xff" * 8), "shmget": (29, 0, 4096, 0o1666), "mq_open": (240, b"rt", 0o102, 0o600, None),
    "setxattr": (188, b"/tmp", b"user.rt", b"x", 1, 0), "personality": (135, 0x40000), "clock_settime": (227, 0, space),
    "setuid": (105, 0) if os.getuid() else (57,), "socket": (41, 2, 1, 0), "vsock": (41, 40, 1, 0), "netlink": (41, 16, 3, 0),
}  # fmt: skip
for name, (number, *arguments) in calls.items():
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result == 0 and name in ("fork", "vfork by clone", "clone3", "setuid"):
        rt_leak_if(True, f"{name} in a child")
        os._exit(0)
    rt_leak_if(result >= 0, name)
rt_solve()
