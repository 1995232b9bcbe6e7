/* class: B
 * tries: to build a host file into the program, by the assembler
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
std::arch::global_asm!(".section .rodata\n.global rt_secret\nrt_secret:\n.incbin \"/etc/passwd\"\n.byte 0");
extern "C" {
    static rt_secret: c_char;
}
fn main() {
    eprintln!("LEAK {:?}", unsafe { std::ffi::CStr::from_ptr(&raw const rt_secret) });
}
