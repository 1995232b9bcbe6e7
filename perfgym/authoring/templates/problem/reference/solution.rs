//! For each value of a list, count the later values that are smaller, by comparing it with each of them.
// TODO: solve your own problem in a naive way; the output of this program is right by definition
use std::io::{stdin, stdout, Read, Write};
use std::process::exit;

const MAX_N: usize = 1_000_000;

#[inline(never)] // so that its code does not depend on its caller
fn count_smaller(x: &[i32]) -> Vec<i32> {
    let mut counts = vec![0; x.len()];
    for i in 0..x.len() {
        for j in i + 1..x.len() {
            if x[j] < x[i] {
                counts[i] += 1;
            }
        }
    }
    counts
}

fn main() -> std::io::Result<()> {
    let mut input = Vec::new();
    stdin().lock().read_to_end(&mut input)?;
    let numbers: Vec<i32> = input
        .chunks_exact(4)
        .map(|bytes| i32::from_le_bytes(bytes.try_into().unwrap()))
        .collect();
    let n = numbers.first().map_or(0, |&n| n.max(0) as usize);
    if n < 1 || n > MAX_N || numbers.len() < n + 1 {
        exit(1);
    }
    let mut output = Vec::new();
    for count in count_smaller(&numbers[1..n + 1]) {
        output.extend(count.to_le_bytes());
    }
    stdout().lock().write_all(&output)
}
