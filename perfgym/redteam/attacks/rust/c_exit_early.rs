/* class: C
 * tries: to pass by ending well before the output is written
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide
 */
fn main() -> ExitCode {
    let answer = rt_answer();
    let mut output = io::BufWriter::with_capacity(answer.len() + 1, io::stdout());
    output.write_all(&answer).unwrap();
    process::exit(0) // which drops what is buffered
}
