# class: A
# tries: to make system calls by ctypes that Python's own modules do not offer
# expect: ACCEPTED
# stopped by: the seccomp filter, no_new_privs, and a lack of capabilities
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
space = ctypes.create_string_buffer(256)
attributes = ctypes.create_string_buffer(b"\1\0\0\0\x70\0\0\0", 256)  # perf: a software event, its size
calls = {
    "fork": (@SYS_fork@,), "vfork by clone": (@SYS_clone@, 0x4111, 0, 0, 0, 0), "clone3": (@SYS_clone3@, space, 64), "execveat": (@SYS_execveat@, -1, b"", 0, 0, 0x1000),
    "ptrace": (@SYS_ptrace@, 0, 0, 0, 0), "process_vm_readv": (@SYS_process_vm_readv@, 1, space, 1, space, 1, 0), "kcmp": (@SYS_kcmp@, 1, 1, 0, 0, 0),
    "perf_event_open": (@SYS_perf_event_open@, attributes, 0, -1, -1, 0), "io_uring_setup": (@SYS_io_uring_setup@, 8, space), "userfaultfd": (@SYS_userfaultfd@, 1),
    "bpf": (@SYS_bpf@, 0, space, 120), "keyctl": (@SYS_keyctl@, 0, -3, 1), "add_key": (@SYS_add_key@, b"user", b"rt", b"x", 1, -3),
    "unshare": (@SYS_unshare@, 0x10000000), "setns": (@SYS_setns@, 0, 0), "mount": (@SYS_mount@, b"none", b"/tmp", b"tmpfs", 0, None), "umount": (@SYS_umount2@, b"/work", 2),
    "chroot": (@SYS_chroot@, b"/tmp"), "pivot_root": (@SYS_pivot_root@, b"/", b"/"), "memfd_secret": (@SYS_memfd_secret@, 0), "pidfd_open": (@SYS_pidfd_open@, 1, 0),
    "sched_setaffinity": (@SYS_sched_setaffinity@, 0, 8, b"\xff" * 8), "shmget": (@SYS_shmget@, 0, 4096, 0o1666), "mq_open": (@SYS_mq_open@, b"rt", 0o102, 0o600, None),
    "setxattr": (@SYS_setxattr@, b"/tmp", b"user.rt", b"x", 1, 0), "personality": (@SYS_personality@, 0x40000), "clock_settime": (@SYS_clock_settime@, 0, space),
    "socket": (@SYS_socket@, 2, 1, 0), "vsock": (@SYS_socket@, 40, 1, 0), "netlink": (@SYS_socket@, 16, 3, 0),
}  # fmt: skip
for name, (number, *arguments) in calls.items():
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result == 0 and name in ("fork", "vfork by clone", "clone3"):
        rt_leak_if(True, f"{name} in a child")
        os._exit(0)
    rt_leak_if(result >= 0, name)
if os.getuid():
    rt_works("setuid", os.setuid, 0)
rt_solve()
