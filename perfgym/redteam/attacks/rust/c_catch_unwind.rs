/* class: C
 * tries: to pass with half the output, having caught and silenced its own panic
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide
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
