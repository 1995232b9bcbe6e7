//! Why it is fast: the window is not kept sorted. Counters tell how often each value occurs in it, and how
//! many values are smaller than the median. When a value leaves and another comes, the median moves by few
//! values that occur; the next one is found in a set of bits with two levels.
use std::io::{self, Read, Write};

const MOST_VALUES: i32 = 4_000_000;
const WIDEST: i32 = 65535;
const WORDS: usize = 1024;

struct Window {
    counts: Box<[u16; 65536]>,
    bits: [u64; WORDS],       // values that occur
    words: [u64; WORDS / 64], // words of them that are not 0
}

impl Window {
    fn put(&mut self, value: u16) {
        let value = usize::from(value);
        self.counts[value] += 1;
        self.bits[value / 64] |= 1 << (value % 64);
        self.words[value / 4096] |= 1 << (value / 64 % 64);
    }

    fn take(&mut self, value: u16) {
        let value = usize::from(value);
        self.counts[value] -= 1;
        if self.counts[value] > 0 {
            return;
        }
        self.bits[value / 64] &= !(1 << (value % 64));
        if self.bits[value / 64] == 0 {
            self.words[value / 4096] &= !(1 << (value / 64 % 64));
        }
    }

    fn count(&self, value: u16) -> usize {
        usize::from(self.counts[usize::from(value)])
    }

    /// The largest value that occurs and is smaller; there is one.
    fn before(&self, value: u16) -> u16 {
        let value = usize::from(value);
        let mut word = value / 64;
        let mut some = self.bits[word] & ((1 << (value % 64)) - 1);
        if some == 0 {
            let mut group = word / 64;
            let mut filled = self.words[group] & ((1 << (word % 64)) - 1);
            while filled == 0 {
                group -= 1;
                filled = self.words[group];
            }
            word = group * 64 + filled.ilog2() as usize;
            some = self.bits[word];
        }
        (word * 64 + some.ilog2() as usize) as u16
    }

    /// The smallest value that occurs and is larger; there is one.
    fn after(&self, value: u16) -> u16 {
        let value = usize::from(value);
        let mut word = value / 64;
        let mut some = self.bits[word] & (!1 << (value % 64));
        if some == 0 {
            let mut group = word / 64;
            let mut filled = self.words[group] & (!1 << (word % 64));
            while filled == 0 {
                group += 1;
                filled = self.words[group];
            }
            word = group * 64 + filled.trailing_zeros() as usize;
            some = self.bits[word];
        }
        (word * 64 + some.trailing_zeros() as usize) as u16
    }
}

fn value_at(values: &[u8], i: usize) -> u16 {
    u16::from_le_bytes([values[2 * i], values[2 * i + 1]])
}

/// Puts each median in the place of a value that has left.
fn replace_all(values: &mut [u8], n: usize, width: usize) {
    let mut window = Window { counts: Box::new([0; 65536]), bits: [0; WORDS], words: [0; WORDS / 64] };
    for i in 0..width {
        window.put(value_at(values, i));
    }
    let (mut median, mut smaller, half) = (0, 0, width / 2);
    while smaller + window.count(median) <= half {
        smaller += window.count(median);
        median += 1;
    }
    for i in 0..n - width {
        let (oldest, newest) = (value_at(values, i), value_at(values, i + width));
        values[2 * i..2 * i + 2].copy_from_slice(&median.to_le_bytes());
        smaller = smaller + usize::from(newest < median) - usize::from(oldest < median);
        window.put(newest);
        window.take(oldest);
        while smaller > half {
            median = window.before(median);
            smaller -= window.count(median);
        }
        while smaller + window.count(median) <= half {
            smaller += window.count(median);
            median = window.after(median);
        }
    }
    values[2 * (n - width)..2 * (n - width) + 2].copy_from_slice(&median.to_le_bytes());
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 8];
    input.read_exact(&mut header)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (n, width) = (number(0), number(4));
    if !(1..=MOST_VALUES).contains(&n) || !(1..=WIDEST.min(n)).contains(&width) || width % 2 == 0 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (n, width) = (n as usize, width as usize);
    let mut values = vec![0; 2 * n];
    input.read_exact(&mut values)?;
    replace_all(&mut values, n, width);
    io::stdout().write_all(&values[..2 * (n - width + 1)])
}
