//! Why it is fast: places that begin with the same three bytes are chained from the nearest to the farthest,
//! so that only they are tried; a candidate is compared only if it also has the byte that would make the best
//! match longer, and then eight bytes at a time.
use std::io::{self, Read, Write};

const MAX_N: i32 = 1_000_000;
const WINDOW: usize = 4096;
const LEAST: usize = 3;
const MOST: usize = 255;
const HASH_BITS: usize = 14;
const SPARE: usize = 8; // bytes behind the text

/// Places, counted from 1; 0 ends a chain. That of a place is overwritten when it has left the window.
struct Chains {
    nearest: Vec<u32>,
    before: [u32; WINDOW],
}

struct Match {
    length: usize,
    distance: usize,
}

fn word_at(text: &[u8], place: usize) -> u64 {
    u64::from_le_bytes(text[place..place + 8].try_into().unwrap())
}

fn hash(text: &[u8], place: usize) -> usize {
    ((word_at(text, place) as u32) << 8).wrapping_mul(2_654_435_761) as usize >> (32 - HASH_BITS)
}

fn common_length(text: &[u8], a: usize, b: usize, most: usize) -> usize {
    for length in (0..most).step_by(8) {
        let different = word_at(text, a + length) ^ word_at(text, b + length);
        if different != 0 {
            return most.min(length + different.trailing_zeros() as usize / 8);
        }
    }
    most
}

impl Chains {
    fn enter(&mut self, text: &[u8], place: usize) {
        let nearest = &mut self.nearest[hash(text, place)];
        self.before[place % WINDOW] = *nearest;
        *nearest = place as u32 + 1;
    }

    /// `end` is the end of the text.
    fn longest_match(&self, text: &[u8], end: usize, place: usize) -> Option<Match> {
        let most = MOST.min(end - place);
        if most < LEAST {
            return None;
        }
        let mut best = Match { length: LEAST - 1, distance: 0 };
        let low = place.saturating_sub(WINDOW); // the farthest place
        let mut other = self.nearest[hash(text, place)] as usize;
        while other > low {
            let there = other - 1;
            if text[there + best.length] == text[place + best.length] {
                let length = common_length(text, there, place, most);
                if length > best.length {
                    best = Match { length, distance: place - there };
                    if length == most {
                        break;
                    }
                }
            }
            other = self.before[there % WINDOW] as usize;
        }
        (best.length >= LEAST).then_some(best)
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let n = i32::from_le_bytes(header);
    if !(0..=MAX_N).contains(&n) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = n as usize;
    let mut text = vec![0; n + SPARE];
    input.read_exact(&mut text[..n])?;
    let mut chains = Chains { nearest: vec![0; 1 << HASH_BITS], before: [0; WINDOW] };
    let mut tokens = Vec::with_capacity(2 * n);
    let mut place = 0;
    while place < n {
        let length = if let Some(found) = chains.longest_match(&text, n, place) {
            tokens.extend([1, found.distance as u8, (found.distance >> 8) as u8, found.length as u8]);
            found.length
        } else {
            tokens.extend([0, text[place]]);
            1
        };
        for _ in 0..length {
            chains.enter(&text, place);
            place += 1;
        }
    }
    io::stdout().write_all(&tokens)
}
