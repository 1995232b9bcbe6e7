/* class: B
 * tries: to win with the expert's program, by a module that lies elsewhere
 * expect: COMPILE_ERROR
 * stopped by: builds see the compiler's own files alone
 */
#[path = "@PROBLEM@/expert/solution.rs"]
mod expert;
fn main() -> ExitCode {
    expert::main().report()
}
