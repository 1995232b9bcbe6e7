//! Open addressing over the input itself: one read, one write, one table. A slot holds 32 bits of the
//! hash and where the pair lies in the input, so that most probes touch one cache line and nothing is
//! copied.
use std::fs::File;
use std::io::{self, Read, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;

const HEADER: usize = 4; // bytes of a length

#[derive(Clone, Copy, Default)]
struct Slot {
    tag: u32,    // upper half of the hash; the lower half chose the slot
    offset: u32, // of the key's length in the input, plus 1; 0 is an empty slot
}

struct Reader<'a> {
    input: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    fn int(&mut self) -> Option<usize> {
        let bytes = self.input.get(self.position..)?.first_chunk()?;
        self.position += HEADER;
        usize::try_from(i32::from_le_bytes(*bytes)).ok()
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.int()?;
        let text = self.input.get(self.position..)?.get(..length)?;
        self.position += length;
        Some(text)
    }
}

fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

fn hash(key: &[u8]) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ key.len() as u64;
    let mut words = key.chunks_exact(8);
    for word in &mut words {
        state = mix(state ^ u64::from_le_bytes(word.try_into().unwrap()), 0xd6e8_feb8_6659_fd93);
    }
    let rest = words.remainder().iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    mix(state ^ rest, 0xa076_1d64_78bd_642f)
}

struct Table<'a> {
    input: &'a [u8],
    slots: Vec<Slot>,
}

impl<'a> Table<'a> {
    fn new(input: &'a [u8], pairs: usize) -> Table<'a> {
        Table { input, slots: vec![Slot::default(); (2 * pairs).max(16).next_power_of_two()] }
    }

    fn reader_at(&self, slot: Slot) -> Reader<'a> {
        Reader { input: self.input, position: slot.offset as usize - 1 }
    }

    /// The index of the key's slot, or of the empty one where it belongs.
    fn find(&self, key: &[u8], hashed: u64) -> usize {
        let mask = self.slots.len() - 1;
        let tag = (hashed >> 32) as u32;
        let mut i = hashed as usize & mask;
        loop {
            let slot = self.slots[i];
            if slot.offset == 0 || slot.tag == tag && self.reader_at(slot).text() == Some(key) {
                return i;
            }
            i = (i + 1) & mask;
        }
    }

    fn store(&mut self, reader: &mut Reader) -> Option<()> {
        let offset = u32::try_from(reader.position).ok()? + 1;
        let key = reader.text()?;
        reader.text()?;
        let hashed = hash(key);
        let i = self.find(key, hashed);
        self.slots[i] = Slot { tag: (hashed >> 32) as u32, offset };
        Some(())
    }

    /// A value with its length stands in the input as it is to be written.
    fn value(&self, key: &[u8]) -> Option<&'a [u8]> {
        let slot = self.slots[self.find(key, hash(key))];
        if slot.offset == 0 {
            return None;
        }
        let mut reader = self.reader_at(slot);
        reader.text()?;
        let start = reader.position;
        reader.text()?;
        Some(&self.input[start..reader.position])
    }
}

fn answers(input: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { input, position: 0 };
    let pairs = reader.int()?;
    if pairs > input.len() / (2 * HEADER) {
        return None;
    }
    let mut table = Table::new(input, pairs);
    for _ in 0..pairs {
        table.store(&mut reader)?;
    }
    let mut out = Vec::with_capacity(input.len());
    for _ in 0..reader.int()? {
        match table.value(reader.text()?) {
            None => out.extend(0_i32.to_le_bytes()),
            Some(value) => {
                out.extend(1_i32.to_le_bytes());
                out.extend(value);
            }
        }
    }
    Some(out)
}

/// Standard input (0) or output (1) without a buffer in between.
fn stream(descriptor: i32) -> ManuallyDrop<File> {
    // SAFETY: the descriptor is open, and stays so.
    ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) })
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    stream(0).read_to_end(&mut input)?;
    let out = answers(&input).ok_or(io::ErrorKind::InvalidData)?;
    stream(1).write_all(&out)
}
