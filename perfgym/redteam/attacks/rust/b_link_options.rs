/* class: B
 * tries: to give options to the linker, by a library's name and by a section that the linker obeys
 * expect: COMPILE_ERROR
 * stopped by: builds see the compiler's own files alone, and can write to their scratch folder alone
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
