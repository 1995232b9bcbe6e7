//! Why it is fast: a table remembers which tokens a word becomes, so that most words are only copied. Each
//! word has one place in it, and is compared as a number of sixteen letters. For a word that is not there,
//! the merge of each token with the next is kept beside it, and looked up only where a token has changed.
use std::io::{self, Read, Write};

const LETTERS: i32 = 26;
const MAX_MERGES: i32 = 5000;
const MAX_WORDS: i32 = 500_000;
const LONGEST: usize = 16;
const SLOT_BITS: u32 = 14;
const NONE: u16 = u16::MAX;
const MEMORY_BITS: u32 = 15;

struct Reader<'a> {
    input: &'a [u8],
}

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> io::Result<&'a [u8]> {
        if count > self.input.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (taken, rest) = self.input.split_at(count);
        self.input = rest;
        Ok(taken)
    }

    fn int(&mut self, least: i32, most: i32) -> io::Result<usize> {
        let value = i32::from_le_bytes(self.bytes(4)?.try_into().unwrap());
        if value < least || value > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value as usize)
    }
}

/// Pairs of tokens and what they are joined to.
struct Merges {
    pairs: Vec<u32>, // plus 1; 0: unused
    joined: Vec<u16>,
}

impl Merges {
    fn slot(&self, pair: u32) -> usize {
        let mut at = (pair.wrapping_mul(2_654_435_761) >> (32 - SLOT_BITS)) as usize;
        while self.pairs[at] != 0 && self.pairs[at] != pair + 1 {
            at = (at + 1) % (1 << SLOT_BITS);
        }
        at
    }

    fn get(&self, left: u16, right: u16) -> u16 {
        self.joined[self.slot(u32::from(left) << 16 | u32::from(right))]
    }
}

#[derive(Clone, Copy)]
struct Word {
    letters: u128, // and zeros behind them
    tokens: [u16; LONGEST],
    count: usize,
}

impl Word {
    fn encode(letters: u128, length: usize, merges: &Merges) -> Word {
        let (mut tokens, mut found) = ([0; LONGEST], [NONE; LONGEST]);
        for (token, letter) in tokens.iter_mut().zip(&letters.to_le_bytes()[..length]) {
            *token = u16::from(*letter) - u16::from(b'a');
        }
        let mut count = length;
        for i in 0..count - 1 {
            found[i] = merges.get(tokens[i], tokens[i + 1]);
        }
        loop {
            found[count - 1] = NONE;
            let lowest = found[..count].iter().fold(NONE, |lowest, merge| lowest.min(*merge));
            if lowest == NONE {
                return Word { letters, tokens, count };
            }
            let (mut i, mut kept) = (0, 0);
            while i < count {
                let is_joined = found[i] == lowest;
                tokens[kept] = if is_joined { lowest } else { tokens[i] };
                i += usize::from(is_joined);
                found[kept] = found[i];
                i += 1;
                kept += 1;
            }
            count = kept;
            for i in 0..count - 1 {
                if tokens[i] == lowest || tokens[i + 1] == lowest {
                    found[i] = merges.get(tokens[i], tokens[i + 1]);
                }
            }
        }
    }
}

fn place_of(letters: u128) -> usize {
    let (first, last) = (letters as u64, (letters >> 64) as u64);
    let hash = first ^ last.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((hash ^ hash << 29) >> (u64::BITS - MEMORY_BITS)) as usize
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut merges = Merges { pairs: vec![0; 1 << SLOT_BITS], joined: vec![NONE; 1 << SLOT_BITS] };
    let m = reader.int(0, MAX_MERGES)? as i32;
    for token in LETTERS..LETTERS + m {
        let pair = (reader.int(0, token - 1)? << 16 | reader.int(0, token - 1)?) as u32;
        let slot = merges.slot(pair);
        merges.pairs[slot] = pair + 1;
        merges.joined[slot] = token as u16;
    }
    let mut memory = vec![Word { letters: 0, tokens: [0; LONGEST], count: 0 }; 1 << MEMORY_BITS];
    let mut output = Vec::with_capacity(2 * input.len());
    for _ in 0..reader.int(0, MAX_WORDS)? {
        let length = usize::from(reader.bytes(1)?[0]);
        if !(1..=LONGEST).contains(&length) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let letters = match reader.input.first_chunk() {
            Some(bytes) => u128::from_le_bytes(*bytes) << (128 - 8 * length) >> (128 - 8 * length),
            None => {
                reader.input.iter().take(length).rev().fold(0, |word, byte| word << 8 | u128::from(*byte))
            }
        };
        reader.bytes(length)?;
        let word = &mut memory[place_of(letters)];
        if word.letters != letters {
            *word = Word::encode(letters, length, &merges);
        }
        let mut bytes = [0; 2 * LONGEST];
        for (to, token) in bytes.chunks_exact_mut(2).zip(word.tokens) {
            to.copy_from_slice(&token.to_le_bytes());
        }
        let end = output.len() + 2 * word.count;
        output.extend(bytes);
        output.truncate(end);
    }
    io::stdout().write_all(&output)
}
