//! Hash table with chains: each row is boxed by itself and linked into its bucket.
use std::io::{self, Read, Write};

const MAX_ROWS: i32 = 500_000;
const MAX_KEYS: i32 = 1_000_000;
const MAX_SHIFTS: i32 = 1000;

struct Row {
    key: u32,
    value: u32,
    next: Option<Box<Row>>,
}

type Buckets = Vec<Option<Box<Row>>>;

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

fn bucket_of(buckets: &Buckets, key: u32) -> usize {
    let key = (key ^ key >> 16).wrapping_mul(0x85eb_ca6b);
    let key = (key ^ key >> 13).wrapping_mul(0xc2b2_ae35);
    (key ^ key >> 16) as usize % buckets.len()
}

#[inline(never)] // the same code, whatever it is called from
fn insert(buckets: &mut Buckets, key: u32, value: u32) {
    let at = bucket_of(buckets, key);
    let next = buckets[at].take();
    buckets[at] = Some(Box::new(Row { key, value, next }));
}

#[inline(never)] // the same code, whatever it is called from
fn find(buckets: &Buckets, key: u32) -> Option<&Row> {
    let mut row = buckets[bucket_of(buckets, key)].as_deref();
    while let Some(there) = row {
        if there.key == key {
            return row;
        }
        row = there.next.as_deref();
    }
    None
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let r = reader.int(0, MAX_ROWS)?;
    let s = reader.int(0, MAX_KEYS)?;
    let t = reader.int(0, MAX_SHIFTS)?;
    let mut buckets: Buckets = (0..=r).map(|_| None).collect();
    for _ in 0..r {
        let key = take_number(&mut reader)?;
        let value = take_number(&mut reader)?;
        insert(&mut buckets, key, value);
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
            if let Some(row) = find(&buckets, key.wrapping_add(shift)) {
                hits += 1;
                sum = sum.wrapping_add(row.value.wrapping_mul(i));
            }
        }
        output.extend(hits.to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)?;
    std::process::exit(0) // without taking the chains apart
}
