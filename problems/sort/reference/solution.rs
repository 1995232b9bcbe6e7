//! Merge sort with a comparison function.
use std::cmp::Ordering;
use std::io::{self, Read, Write};

const MAX_N: i32 = 10_000_000;

type Comparison = fn(f32, f32) -> Ordering;

/// Ascending; -0.0 before +0.0; NaNs last and all alike.
fn compare(a: f32, b: f32) -> Ordering {
    if a.is_nan() || b.is_nan() {
        return a.is_nan().cmp(&b.is_nan());
    }
    if a < b {
        return Ordering::Less;
    }
    if a > b {
        return Ordering::Greater;
    }
    b.is_sign_negative().cmp(&a.is_sign_negative())
}

#[inline(never)] // the same code, whatever it is called from
fn merge(values: &mut [f32], middle: usize, scratch: &mut [f32], order: Comparison) {
    let n = values.len();
    let (mut left, mut right, mut out) = (0, middle, 0);
    while left < middle && right < n {
        if order(values[left], values[right]) != Ordering::Greater {
            scratch[out] = values[left];
            left += 1;
        } else {
            scratch[out] = values[right];
            right += 1;
        }
        out += 1;
    }
    while left < middle {
        scratch[out] = values[left];
        left += 1;
        out += 1;
    }
    while right < n {
        scratch[out] = values[right];
        right += 1;
        out += 1;
    }
    values.copy_from_slice(&scratch[..n]);
}

fn merge_sort(values: &mut [f32], scratch: &mut [f32], order: Comparison) {
    if values.len() < 2 {
        return;
    }
    let middle = values.len() / 2;
    merge_sort(&mut values[..middle], scratch, order);
    merge_sort(&mut values[middle..], scratch, order);
    merge(values, middle, scratch, order);
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let size = i32::from_le_bytes(header);
    if !(1..=MAX_N).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = size as usize;
    let mut bytes = vec![0; n * 4];
    input.read_exact(&mut bytes)?;
    let mut values: Vec<f32> =
        bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let mut scratch = vec![0.0; n];
    merge_sort(&mut values, &mut scratch, compare);
    let mut sorted = Vec::with_capacity(n * 4);
    for value in &values {
        sorted.extend_from_slice(&value.to_le_bytes());
    }
    io::stdout().write_all(&sorted)
}
