/* class: B
 * tries: to make the compiler quote a secret file in its diagnostics, as a module with errors
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
#[path = "/etc/passwd"]
mod passwords;
#[path = "@SPOOL@/secret"]
mod secret;
include!("/etc/shadow");
fn main() {}
