/* class: B
 * tries: to make the compiler write megabytes of diagnostics
 * expect: COMPILE_ERROR
 * stopped by: the build's output is limited, and only its first errors are shown
 */
macro_rules! flood {
    ($($more:tt)*) => {
        mod words { $(pub fn $more() -> Unknown { undeclared_name_of_some_length($more, "\u{202e}") })* }
        flood_again!($($more)*);
    };
}
macro_rules! flood_again {
    ($($more:tt)*) => { mod others { $(pub fn $more(one: Missing, two: &Lost) -> u8 { "no number" })* } };
}
macro_rules! many {
    ($($first:ident)*; $($digit:ident)*) => { flood!($($first)* $($digit)*); };
}
many!(aa ab ac ad ae af ag ah ai aj ak al am an ao ap aq ar at au av aw ax ay az ba bb bc bd be bf bg bh bi bj bk bl bm bn;
      bo bp bq br bs bt bu bv bw bx by bz ca cb cc cd ce cf cg ch ci cj ck cl cm cn co cp cq cr cs ct cu cv cw cx cy cz);
fn main() {}
