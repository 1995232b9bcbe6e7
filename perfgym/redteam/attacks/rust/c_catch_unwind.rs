/* class: C
 * tries: to pass with half of the output, after catching and silencing its own panic
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
fn main() -> ExitCode {
    let answer = rt_answer();
    panic::set_hook(Box::new(|_| ()));
    let done = panic::catch_unwind(|| {
        let half = &answer[..answer.len() / 2];
        rt_put(half);
        rt_put(&answer[..=answer.len()]);
    });
    if done.is_err() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
