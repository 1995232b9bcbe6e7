//! Radix sort on the bits: three passes of 11 bits over keys that order as unsigned integers, with all
//! three histograms counted in the pass that makes the keys. No comparison, so no branch to mispredict;
//! NaNs are split off first, which keeps their order.
use std::fs::File;
use std::io::{self, Read, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;
use std::slice;

const MAX_N: i32 = 10_000_000;
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;
const PASSES: usize = 3;

type Counts = [u32; DIGITS];

/// Standard input (0) or output (1) without a buffer in between.
fn stream(descriptor: i32) -> ManuallyDrop<File> {
    // SAFETY: the descriptor is open, and stays so.
    ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) })
}

/// Words as the bytes they are kept as; the machine is little-endian, as the format is.
fn bytes_of(words: &mut [u32]) -> &mut [u8] {
    // SAFETY: any bytes make integers, and any integers bytes.
    unsafe { slice::from_raw_parts_mut(words.as_mut_ptr().cast(), size_of_val(words)) }
}

fn is_nan(bits: u32) -> bool {
    bits & 0x7fff_ffff > 0x7f80_0000
}

/// Flips negative numbers entirely and sets the sign bit of the others: unsigned order is float order.
fn key_of(bits: u32) -> u32 {
    bits ^ ((bits as i32 >> 31) as u32 | 0x8000_0000)
}

fn bits_of(key: u32) -> u32 {
    key ^ ((key >> 31).wrapping_sub(1) | 0x8000_0000)
}

fn digit(key: u32, pass: usize) -> usize {
    (key >> (DIGIT_BITS * pass as u32)) as usize % DIGITS
}

/// Moves the keys of all numbers, in place, to the front; NaNs to the result. Counts each digit.
fn make_keys(values: &mut [u32], counts: &mut [Counts; PASSES]) -> (usize, Vec<u32>) {
    let (mut numbers, mut nans) = (0, Vec::new());
    for i in 0..values.len() {
        let bits = values[i];
        if is_nan(bits) {
            nans.push(bits);
            continue;
        }
        let key = key_of(bits);
        values[numbers] = key;
        numbers += 1;
        for (pass, counts) in counts.iter_mut().enumerate() {
            counts[digit(key, pass)] += 1;
        }
    }
    (numbers, nans)
}

fn start_offsets(counts: &mut Counts) {
    let mut total = 0;
    for count in counts {
        total += std::mem::replace(count, total);
    }
}

/// One pass: each key to the next free place of its digit, in the form that `last` gives it.
fn scatter(from: &[u32], to: &mut [u32], offsets: &mut Counts, pass: usize, last: impl Fn(u32) -> u32) {
    for &key in from {
        let place = &mut offsets[digit(key, pass)];
        to[*place as usize] = last(key);
        *place += 1;
    }
}

fn main() -> io::Result<()> {
    let mut input = stream(0);
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let size = i32::from_le_bytes(header);
    if !(1..=MAX_N).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut values = vec![0_u32; size as usize];
    let mut sorted = vec![0_u32; size as usize];
    input.read_exact(bytes_of(&mut values))?;
    let mut counts = [[0; DIGITS]; PASSES];
    let (numbers, nans) = make_keys(&mut values, &mut counts);
    counts.iter_mut().for_each(start_offsets);
    let (keys, others) = (&mut values[..numbers], &mut sorted[..numbers]);
    scatter(keys, others, &mut counts[0], 0, |key| key);
    scatter(others, keys, &mut counts[1], 1, |key| key);
    scatter(keys, others, &mut counts[2], 2, bits_of);
    sorted[numbers..].copy_from_slice(&nans);
    stream(1).write_all(bytes_of(&mut sorted))
}
