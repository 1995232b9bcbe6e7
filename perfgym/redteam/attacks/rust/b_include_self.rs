/* class: B
 * tries: to make the compiler include the file in itself without end
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the compiler's own limit, and the build's limits on memory and time
 */
mod again {
    include!("solution.rs");
}
fn main() {}
