/* class: C
 * tries: to do its work before main, when a careless clock has not started
 * expect: ACCEPTED
 * stopped by: the kernel's own account of the whole process
 */
static mut STATUS: Option<ExitCode> = None;

extern "C" fn early() {
    unsafe { STATUS = Some(rt_solve()) };
}

#[used]
#[link_section = ".init_array"]
static EARLY: extern "C" fn() = early;

fn main() -> ExitCode {
    unsafe { STATUS }.unwrap_or(ExitCode::FAILURE)
}
