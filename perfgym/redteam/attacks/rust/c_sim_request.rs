/* class: C
 * tries: to have the simulator skip counting, by a client request in its binary
 * expect: CRASHED
 * stopped by: a binary with the request's instructions is rejected
 * backend: simulated
 */
fn main() -> ExitCode {
    let asked = [0x1001_u64, 0, 0, 0, 0, 0]; // VG_USERREQ__RUNNING_ON_VALGRIND
    let answer: u64;
    #[cfg(target_arch = "x86_64")]
    unsafe {
        std::arch::asm!("rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51", "xchg rbx, rbx",
                        inlateout("rdx") 0_u64 => answer, in("rax") asked.as_ptr(), out("rdi") _);
    }
    #[cfg(not(target_arch = "x86_64"))]
    unsafe {
        std::arch::asm!("ror x12, x12, #3", "ror x12, x12, #13", "ror x12, x12, #51", "ror x12, x12, #61", "orr x10, x10, x10",
                        inlateout("x3") 0_u64 => answer, in("x4") asked.as_ptr(), out("x12") _);
    }
    hint::black_box(answer);
    rt_solve()
}
