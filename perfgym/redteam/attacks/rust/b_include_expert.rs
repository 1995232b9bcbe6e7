/* class: B
 * tries: to win with the expert's program, through a module at another path
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
#[path = "@PROBLEM@/expert/solution.rs"]
mod expert;
fn main() -> ExitCode {
    expert::main().report()
}
