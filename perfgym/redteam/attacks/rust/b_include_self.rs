/* class: B
 * tries: to make a file that holds itself
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the compiler's own limit, else the build's limits on memory and time
 */
mod again {
    include!("solution.rs");
}
fn main() {}
