/* class: A
 * tries: to make system calls by inline assembly: processes, namespaces, sockets, keys, io_uring
 * expect: ACCEPTED
 * stopped by: the seccomp filter checks the numbers of all calls, whoever makes them
 */
use std::arch::asm;

fn call(number: i64, first: u64, second: u64, third: u64) -> i64 {
    let result: i64;
    #[cfg(target_arch = "x86_64")]
    unsafe {
        asm!("syscall", inlateout("rax") number => result, in("rdi") first, in("rsi") second, in("rdx") third,
             in("r10") 0_u64, in("r8") 0_u64, in("r9") 0_u64, out("rcx") _, out("r11") _);
    }
    #[cfg(not(target_arch = "x86_64"))]
    unsafe {
        asm!("svc #0", in("x8") number, inlateout("x0") first => result, in("x1") second, in("x2") third,
             in("x3") 0_u64, in("x4") 0_u64, in("x5") 0_u64);
    }
    result
}

const CALLS: [(&str, i64, u64, u64, u64); 12] = [
    ("fork", @SYS_fork@, 0, 0, 0),
    ("clone", @SYS_clone@, 17, 0, 0),
    ("socket of TCP", @SYS_socket@, 2, 1, 0),
    ("socket of netlink", @SYS_socket@, 16, 3, 0),
    ("unshare of users", @SYS_unshare@, 0x1000_0000, 0, 0),
    ("ptrace of itself", @SYS_ptrace@, 0, 0, 0),
    ("add_key", @SYS_add_key@, 0, 0, 0),
    ("keyctl of the session's keys", @SYS_keyctl@, 0, (-3_i64) as u64, 1),
    ("io_uring_setup", @SYS_io_uring_setup@, 1, 0, 0),
    ("bpf", @SYS_bpf@, 0, 0, 0),
    ("userfaultfd", @SYS_userfaultfd@, 1, 0, 0),
    ("shmget", @SYS_shmget@, 0, 4096, 0o1600),
];

fn main() -> ExitCode {
    for (name, number, first, second, third) in CALLS {
        let result = call(number, first, second, third);
        if (name == "fork" || name == "clone") && result == 0 {
            unsafe { _exit(0) };
        }
        rt_leak_if(result >= 0, name);
    }
    rt_solve()
}
