/* class: A
 * tries: system calls by inline assembly, past the C library: processes, namespaces, sockets, keys, io_uring
 * expect: ACCEPTED CRASHED
 * stopped by: the seccomp filter knows calls by number, whoever makes them
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

/// By way of the 32-bit table, whose numbers are others. The kernel may lack it, which kills no one.
fn call_32(number: u32, first: u32) -> i32 {
    let result: u32;
    unsafe {
        asm!("mov {keep}, rbx", "mov ebx, {first:e}", "int 0x80", "mov rbx, {keep}", keep = out(reg) _,
             first = in(reg) first, inlateout("eax") number => result, out("r8") _, out("r9") _, out("r10") _, out("r11") _);
    }
    result as i32
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
    let status = rt_solve();
    io::stdout().flush().unwrap();
    let (before, forked) = (call(39, 0, 0, 0), call_32(2, 0)); // what is refused by a signal is refused here
    if forked == 0 || call(39, 0, 0, 0) != before {
        unsafe { _exit(0) };
    }
    rt_leak_if(forked > 0, "fork of 32 bits");
    status
}
