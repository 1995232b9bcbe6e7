/* class: B
 * tries: to start threads without end
 * expect: CRASHED TIMED_OUT OUT_OF_MEMORY
 * stopped by: the limit on processes and threads
 */
fn main() {
    let mut threads = Vec::new();
    while let Ok(one) = thread::Builder::new().stack_size(16 << 10).spawn(|| thread::sleep(std::time::Duration::MAX)) {
        threads.push(one);
        rt_leak_if(threads.len() == 1000, "a thousand threads");
    }
    loop {
        thread::spawn(|| hint::spin_loop());
    }
}
