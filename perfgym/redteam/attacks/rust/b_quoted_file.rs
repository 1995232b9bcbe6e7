/* class: B
 * tries: to have the compiler quote a secret in its diagnostics, as a module that is no Rust
 * expect: COMPILE_ERROR
 * stopped by: builds see the compiler's own files alone
 */
#[path = "/etc/passwd"]
mod passwords;
#[path = "@SPOOL@/secret"]
mod secret;
include!("/etc/shadow");
fn main() {}
