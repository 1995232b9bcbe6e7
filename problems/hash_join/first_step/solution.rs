//! Hash table with open addressing: rows lie in the table itself, of which at most half is full.
use std::io::{self, Read, Write};

const MAX_ROWS: i32 = 500_000;
const MAX_KEYS: i32 = 1_000_000;
const MAX_SHIFTS: i32 = 1000;

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u32,
    value: u32,
    used: bool,
}

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

fn take_number(reader: &mut Reader) -> io::Result<u32> {
    Ok(u32::from_le_bytes(reader.bytes(4)?.try_into().unwrap()))
}

/// The index of the key's slot, or of the unused one where it belongs.
fn find(slots: &[Slot], key: u32) -> usize {
    let mask = slots.len() - 1;
    let hash = (key ^ key >> 16).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    let mut at = (hash ^ hash >> 16) as usize & mask;
    while slots[at].used && slots[at].key != key {
        at = (at + 1) & mask;
    }
    at
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let r = reader.int(0, MAX_ROWS)?;
    let s = reader.int(0, MAX_KEYS)?;
    let t = reader.int(0, MAX_SHIFTS)?;
    let mut slots = vec![Slot::default(); (2 * r + 1).next_power_of_two()];
    for _ in 0..r {
        let key = take_number(&mut reader)?;
        let value = take_number(&mut reader)?;
        let at = find(&slots, key);
        slots[at] = Slot { key, value, used: true };
    }
    let mut keys = Vec::with_capacity(s);
    for _ in 0..s {
        keys.push(take_number(&mut reader)?);
    }
    let mut output = Vec::new();
    for _ in 0..t {
        let shift = take_number(&mut reader)?;
        let (mut hits, mut sum) = (0_u32, 0_u32);
        for (i, key) in (0_u32..).zip(&keys) {
            let row = slots[find(&slots, key.wrapping_add(shift))];
            if row.used {
                hits += 1;
                sum = sum.wrapping_add(row.value.wrapping_mul(i));
            }
        }
        output.extend(hits.to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
