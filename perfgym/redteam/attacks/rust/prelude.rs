// Precedes each attack in Rust: functions for attacks, and the problem's reference program.
#![allow(dead_code, unused_imports, unsafe_op_in_unsafe_fn)]
use std::ffi::{c_char, c_int, c_long, c_void};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;
use std::os::unix::fs::FileExt;
use std::process::{self, ExitCode, Termination};
use std::{env, hint, panic, ptr, slice, thread};

mod rt_reference {
@REFERENCE@

    pub fn rt_main() -> std::process::ExitCode {
        std::process::Termination::report(main())
    }
}

extern "C" {
    fn abort() -> !;
    fn close(descriptor: c_int) -> c_int;
    fn fork() -> c_int;
    fn getpid() -> c_int;
    fn getppid() -> c_int;
    fn kill(pid: c_int, signal: c_int) -> c_int;
    fn prctl(option: c_int, ...) -> c_int;
    fn ptrace(request: c_int, ...) -> c_long;
    fn syscall(number: c_long, ...) -> c_long;
    fn _exit(status: c_int) -> !;
}

/// Machine code of a function that returns 42.
#[cfg(target_arch = "x86_64")]
const RT_RETURN_42: [u8; 6] = [0xb8, 0x2a, 0, 0, 0, 0xc3];
#[cfg(not(target_arch = "x86_64"))]
const RT_RETURN_42: [u8; 8] = [0x40, 0x05, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6];

/// Report on standard error that something forbidden worked; the attack then counts as not contained.
fn rt_leak_if(worked: bool, what: &str) {
    if worked {
        eprintln!("LEAK {what}");
    }
}

fn rt_opens(path: &str) -> bool {
    File::open(path).is_ok()
}

/// Solve the problem as the reference does, at the reference's cost.
fn rt_solve() -> ExitCode {
    rt_reference::rt_main()
}

fn rt_stream(descriptor: c_int) -> ManuallyDrop<File> {
    ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) })
}

fn rt_contents(descriptor: c_int) -> Vec<u8> {
    let file = rt_stream(descriptor);
    let mut bytes = vec![0; file.metadata().unwrap().len() as usize];
    file.read_exact_at(&mut bytes, 0).unwrap();
    bytes
}

/// Return the input. The position of standard input does not change, so the reference can still read it.
fn rt_input() -> Vec<u8> {
    rt_contents(0)
}

/// Take the reference's output back from standard output.
fn rt_answer() -> Vec<u8> {
    assert!(rt_solve() == ExitCode::SUCCESS);
    io::stdout().flush().unwrap();
    let bytes = rt_contents(1);
    let mut output = rt_stream(1);
    output.set_len(0).unwrap();
    output.rewind().unwrap();
    bytes
}

/// Write everything.
fn rt_put(bytes: &[u8]) -> ExitCode {
    rt_stream(1).write_all(bytes).report()
}

