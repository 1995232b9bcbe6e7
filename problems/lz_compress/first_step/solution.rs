//! Greedy compression: every distance is tried, but most are ruled out by a single byte. Bytes are compared
//! one by one only if the byte that would make the best match longer is equal.
use std::io::{self, Read, Write};

const MAX_N: i32 = 1_000_000;
const WINDOW: usize = 4096;
const LEAST: usize = 3;
const MOST: usize = 255;

struct Match {
    length: usize,
    distance: usize,
}

fn common_length(text: &[u8], a: usize, b: usize, most: usize) -> usize {
    let mut length = 0;
    while length < most && text[a + length] == text[b + length] {
        length += 1;
    }
    length
}

#[inline(never)] // the same code, whatever it is called from
fn longest_match(text: &[u8], place: usize) -> Match {
    let mut best = Match { length: 0, distance: 0 };
    let most = MOST.min(text.len() - place);
    for distance in 1..=WINDOW.min(place) {
        if text[place - distance + best.length] != text[place + best.length] {
            continue;
        }
        let length = common_length(text, place - distance, place, most);
        if length > best.length {
            best = Match { length, distance };
            if length == most {
                break;
            }
        }
    }
    best
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let n = i32::from_le_bytes(header);
    if !(0..=MAX_N).contains(&n) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = vec![0; n as usize];
    input.read_exact(&mut text)?;
    let mut tokens = Vec::new();
    let mut place = 0;
    while place < text.len() {
        let found = longest_match(&text, place);
        if found.length >= LEAST {
            tokens.extend([
                1,
                (found.distance % 256) as u8,
                (found.distance / 256) as u8,
                found.length as u8,
            ]);
            place += found.length;
        } else {
            tokens.extend([0, text[place]]);
            place += 1;
        }
    }
    io::stdout().write_all(&tokens)
}
