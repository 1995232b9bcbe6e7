/* class: A
 * tries: to make system calls by inline assembly: processes, namespaces, sockets, keys, io_uring
 * expect: ACCEPTED
 * stopped by: the seccomp filter checks the numbers of all calls, whoever makes them
 */
use std::arch::asm;

fn call(number: i64, first: u64, second: u64, third: u64) -> i64 {
    let result: i64;
    unsafe {
        asm!("syscall", inlateout("rax") number => result, in("rdi") first, in("rsi") second, in("rdx") third,
             in("r10") 0_u64, in("r8") 0_u64, in("r9") 0_u64, out("rcx") _, out("r11") _);
    }
    result
}

const CALLS: [(&str, i64, u64, u64, u64); 12] = [
    ("fork", 57, 0, 0, 0),
    ("clone", 56, 17, 0, 0),
    ("socket of TCP", 41, 2, 1, 0),
    ("socket of netlink", 41, 16, 3, 0),
    ("unshare of users", 272, 0x1000_0000, 0, 0),
    ("ptrace of itself", 101, 0, 0, 0),
    ("add_key", 248, 0, 0, 0),
    ("keyctl of the session's keys", 250, 0, (-3_i64) as u64, 1),
    ("io_uring_setup", 425, 1, 0, 0),
    ("bpf", 321, 0, 0, 0),
    ("userfaultfd", 323, 1, 0, 0),
    ("shmget", 29, 0, 4096, 0o1600),
];

fn main() -> ExitCode {
    for (name, number, first, second, third) in CALLS {
        let result = call(number, first, second, third);
        if number <= 57 && number >= 56 && result == 0 {
            unsafe { _exit(0) };
        }
        rt_leak_if(result >= 0, name);
    }
    rt_solve()
}
