/* class: A
 * tries: to read secrets, home folders, the package, the bank and other inputs by std::fs
 * expect: ACCEPTED
 * stopped by: a run has no host file mounted
 */
const PATHS: [&str; 16] = [
    "/etc/shadow", "/etc/passwd", "/root", "/home", "/usr/bin/env", "/proc/self/maps", "/proc/1/environ", "/sys/kernel",
    "/dev/null", "/dev/shm", "/root/.cargo", "/root/.rustup", "@PROBLEM@/expert/solution.rs", "@PACKAGE@/evaluation/evaluate.py",
    "@SPOOL@", "@SPOOL@/secret",
];

fn main() -> ExitCode {
    for path in PATHS {
        rt_leak_if(rt_opens(path) || fs::read_dir(path).is_ok(), path);
    }
    rt_leak_if(env::current_exe().is_ok_and(|exe| exe.is_file()), "its own file");
    rt_solve()
}
