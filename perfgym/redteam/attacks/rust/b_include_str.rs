/* class: B
 * tries: to build host files into the program, by include_str! and include_bytes!
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
fn main() {
    eprintln!("LEAK {}", include_str!("/etc/passwd"));
    eprintln!("LEAK {}", include_bytes!("@SPOOL@/secret").len());
    eprintln!("LEAK {}", include_bytes!("/proc/self/environ").len());
    eprintln!("LEAK {}", include_bytes!("@PACKAGE@/evaluation/evaluate.py").len());
}
