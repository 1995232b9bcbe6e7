/* class: B
 * tries: to make the compiler show the environment of the build, by env!
 * expect: COMPILE_ERROR
 * stopped by: the build's environment is built from nothing
 */
fn main() {
    eprintln!("LEAK {}", env!("HOME"));
}
