/* class: B
 * tries: to make the compiler expand ten thousand million terms
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limits on memory and time
 */
macro_rules! ten {
    ($more:ident $($rest:ident)*) => {
        $more!($($rest)*) + $more!($($rest)*) + $more!($($rest)*) + $more!($($rest)*) + $more!($($rest)*)
            + $more!($($rest)*) + $more!($($rest)*) + $more!($($rest)*) + $more!($($rest)*) + $more!($($rest)*)
    };
}
macro_rules! one {
    () => { 1_u64 };
}
fn main() {
    println!("{}", ten!(ten ten ten ten ten ten ten ten ten one));
}
