/* class: B
 * tries: to link host files and other libraries into the program, by #[link]
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files and the C library
 */
#[link(name = "/etc/passwd", kind = "static", modifiers = "+verbatim")]
extern "C" {}
#[link(name = "../../../../../../etc/shadow", kind = "static", modifiers = "+verbatim,+whole-archive")]
extern "C" {}
fn main() {}
