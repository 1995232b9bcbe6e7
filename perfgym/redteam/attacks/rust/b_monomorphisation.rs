/* class: B
 * tries: to make the compiler generate functions for ever larger types
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the compiler's own limit, and the build's limits on memory and time
 */
fn deeper<T: std::fmt::Debug + Clone>(value: T, depth: usize) -> usize {
    match depth {
        0 => format!("{value:?}").len(),
        1 => deeper((value.clone(), value), depth),
        _ => deeper([value], depth - 1),
    }
}
fn main() {
    println!("{}", deeper(1_u8, env::args().count()));
}
