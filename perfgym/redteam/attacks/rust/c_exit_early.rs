/* class: C
 * tries: to pass by exiting with status 0 before the output is written
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
fn main() -> ExitCode {
    let answer = rt_answer();
    let mut output = io::BufWriter::with_capacity(answer.len() + 1, io::stdout());
    output.write_all(&answer).unwrap();
    process::exit(0) // drops the buffered output
}
