/* class: A
 * tries: to make memory executable, and to map as code what it wrote
 * expect: ACCEPTED
 * stopped by: the seccomp filter refuses each call that makes memory executable
 */
fn map(rights: c_int, flags: c_int, descriptor: c_int) -> c_long {
    unsafe { syscall(@SYS_mmap@, ptr::null::<u8>(), 4096_usize, rights, flags, descriptor, 0_usize) }
}

fn change(page: c_long) {
    for rights in 4..8 {
        rt_leak_if(unsafe { syscall(@SYS_mprotect@, page, 4096_usize, rights) } == 0, "mprotect");
        rt_leak_if(unsafe { syscall(@SYS_pkey_mprotect@, page, 4096_usize, rights, -1) } == 0, "pkey_mprotect");
    }
}

fn main() -> ExitCode {
    for rights in 4..8 {
        rt_leak_if(map(rights, 0x22, -1) != -1, "private memory");
        rt_leak_if(map(rights, 0x21, -1) != -1, "shared memory");
        rt_leak_if(map(rights, 2, 1) != -1, "its output");
    }
    change(map(3, 0x22, -1));
    change(main as usize as c_long & -4096);
    let mut file = OpenOptions::new().read(true).write(true).create(true).open("/tmp/code").unwrap();
    file.write_all(&[0xc3; 4096]).unwrap();
    rt_leak_if(map(5, 2, std::os::fd::AsRawFd::as_raw_fd(&file)) != -1, "a file of its own");
    rt_leak_if(OpenOptions::new().write(true).open("/proc/self/mem").is_ok(), "its own memory as a file");
    rt_leak_if(unsafe { syscall(@SYS_personality@, 0x40_0000) } != -1, "personality");
    rt_solve()
}
