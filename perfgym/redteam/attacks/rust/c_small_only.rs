/* class: C
 * tries: to be right on small inputs and to skip the work on large ones
 * expect: WRONG_OUTPUT
 * stopped by: some tests are as large as the measured inputs, and every measured output is checked
 */
fn main() -> ExitCode {
    if rt_input().len() < @MEASURED_LEAST@ / 4 {
        return rt_solve();
    }
    ExitCode::SUCCESS
}
