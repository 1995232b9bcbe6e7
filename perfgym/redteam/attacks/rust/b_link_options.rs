/* class: B
 * tries: to pass options to the linker, by a library's name and by a section that the linker obeys
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files, and can write only to their scratch folder
 */
#[link(name = "c,-Map=/work/map,--trace,-T/etc/passwd")]
extern "C" {}
std::arch::global_asm!(
    ".section .deplibs,\"MS\",@llvm_dependent_libraries,1",
    ".asciz \"/etc/passwd\"",
    ".asciz \"@SPOOL@/secret\"",
    ".text"
);
fn main() {}
