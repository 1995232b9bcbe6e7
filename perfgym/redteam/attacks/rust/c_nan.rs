/* class: C
 * tries: to pass a tolerance with NaN
 * expect: WRONG_OUTPUT
 * stopped by: no comparison accepts a NaN
 */
fn main() -> ExitCode {
    let mut answer = rt_answer();
    for word in answer.chunks_exact_mut(4) {
        word.copy_from_slice(&f32::NAN.to_le_bytes());
    }
    rt_put(&answer)
}
