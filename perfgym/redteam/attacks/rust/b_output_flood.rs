/* class: B
 * tries: to write without end on standard output
 * expect: OUTPUT_TOO_LARGE
 * stopped by: the limit on the size of a file
 */
fn main() {
    let block = vec![b'x'; 1 << 20];
    while io::stdout().write_all(&block).is_ok() {}
}
