/* class: C
 * tries: to be given the cost of a start-up that it does not pay: it solves the problem before main and exits
 * expect: ACCEPTED
 * stopped by: what is subtracted is the cost of the cheapest of several programs that do nothing
 */
extern "C" fn early() {
    let solved = rt_solve() == ExitCode::SUCCESS && io::stdout().flush().is_ok();
    unsafe { _exit(c_int::from(!solved)) }
}

#[used]
#[link_section = ".init_array"]
static EARLY: extern "C" fn() = early;

fn main() {}
