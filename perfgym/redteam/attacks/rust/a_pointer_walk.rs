/* class: A
 * tries: to find the harness's secrets by walking its own memory with unsafe pointers
 * expect: ACCEPTED
 * stopped by: a run's memory, arguments and environment hold nothing but the program
 */
extern "C" {
    #[link_name = "pipe"]
    fn rt_pipe(ends: *mut c_int) -> c_int;
}

/// Readable pages. The kernel tells them apart: it writes no byte of an unreadable page.
fn readable(page: usize, pipe: &[c_int; 2], to: &mut [u8; 4096]) -> bool {
    unsafe {
        syscall(@SYS_write@, pipe[1], page, 4096_usize) == 4096 && syscall(@SYS_read@, pipe[0], to.as_mut_ptr(), 4096_usize) == 4096
    }
}

/// Stored with every bit inverted, because the program's own memory would contain these words.
const fn hidden<const N: usize>(secret: &[u8; N]) -> [u8; N] {
    let mut bytes = *secret;
    let mut i = 0;
    while i < N {
        bytes[i] = !bytes[i];
        i += 1;
    }
    bytes
}
static SECRETS: [&[u8]; 4] =
    [&hidden(b"is of the host's, and is shown"), &hidden(b"PERFGYM_"), &hidden(b"perfgym-redteam"), &hidden(b"root:x:0:0:")];

fn holds(page: &[u8], secret: &[u8]) -> bool {
    page.windows(secret.len()).any(|bytes| bytes.iter().zip(secret).all(|(byte, hidden)| *byte == !hint::black_box(*hidden)))
}

fn main() -> ExitCode {
    let mut pipe = [0; 2];
    let mut page = [0; 4096];
    if unsafe { rt_pipe(pipe.as_mut_ptr()) } != 0 {
        return rt_solve();
    }
    let here = &raw const pipe as usize & !4095;
    let heap = Box::new(0_u64);
    let places = [here, &raw const *heap as usize & !4095, main as *const () as usize & !4095];
    for place in places {
        for step in -512_isize..512 {
            if readable(place.wrapping_add_signed(step * 4096), &pipe, &mut page) {
                rt_leak_if(SECRETS.iter().any(|secret| holds(&page, secret)), "a secret in memory");
            }
        }
    }
    rt_leak_if(env::vars().next().is_some() || env::args().count() != 1, "environment or arguments");
    rt_solve()
}
