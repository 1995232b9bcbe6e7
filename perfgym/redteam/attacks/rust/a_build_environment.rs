/* class: A
 * tries: to build the environment of the build into the program, by option_env!
 * expect: ACCEPTED
 * stopped by: the build's environment is built from nothing
 */
const FOUND: [Option<&str>; 10] = [
    option_env!("HOME"), option_env!("USER"), option_env!("LOGNAME"), option_env!("PWD"), option_env!("PYTHONPATH"),
    option_env!("CARGO_HOME"), option_env!("RUSTUP_HOME"), option_env!("SSH_AUTH_SOCK"), option_env!("PERFGYM_PROBLEMS"),
    option_env!("AWS_SECRET_ACCESS_KEY"),
];

fn main() -> ExitCode {
    for value in FOUND.into_iter().flatten() {
        rt_leak_if(true, value);
    }
    rt_leak_if(file!() != "solution.rs", file!());
    rt_solve()
}
