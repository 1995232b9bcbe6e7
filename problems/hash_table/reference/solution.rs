//! Chained hash table: a node, a key and a value allocated for every pair, read and written piece by piece.
use std::io::{self, BufWriter, Read, Write};

const BUCKETS: usize = 16384;
const MAX_LENGTH: i32 = 1 << 20;

struct Node {
    key: Vec<u8>,
    value: Vec<u8>,
    next: Option<Box<Node>>,
}

type Buckets = Vec<Option<Box<Node>>>;

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if value < 0 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(value)
}

fn read_text(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let length = read_int(input)?;
    if length > MAX_LENGTH {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = vec![0; length as usize];
    input.read_exact(&mut text)?;
    Ok(text)
}

fn bucket_of(key: &[u8]) -> usize {
    let mut hash: u32 = 5381;
    for byte in key {
        hash = hash.wrapping_mul(33).wrapping_add(u32::from(*byte));
    }
    hash as usize % BUCKETS
}

#[inline(never)] // the same code, whatever it is called from
fn insert(buckets: &mut Buckets, key: Vec<u8>, value: Vec<u8>) {
    let bucket = &mut buckets[bucket_of(&key)];
    let mut node = bucket.as_mut();
    while let Some(there) = node {
        if there.key == key {
            there.value = value;
            return;
        }
        node = there.next.as_mut();
    }
    let next = bucket.take();
    *bucket = Some(Box::new(Node { key, value, next }));
}

#[inline(never)] // the same code, whatever it is called from
fn find<'a>(buckets: &'a Buckets, key: &[u8]) -> Option<&'a [u8]> {
    let mut node = buckets[bucket_of(key)].as_ref();
    while let Some(there) = node {
        if there.key == key {
            return Some(&there.value);
        }
        node = there.next.as_ref();
    }
    None
}

fn answer(found: Option<&[u8]>, output: &mut impl Write) -> io::Result<()> {
    match found {
        None => output.write_all(&0_i32.to_le_bytes()),
        Some(value) => {
            output.write_all(&1_i32.to_le_bytes())?;
            output.write_all(&(value.len() as i32).to_le_bytes())?;
            output.write_all(value)
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let mut buckets: Buckets = (0..BUCKETS).map(|_| None).collect();
    for _ in 0..read_int(&mut input)? {
        let key = read_text(&mut input)?;
        let value = read_text(&mut input)?;
        insert(&mut buckets, key, value);
    }
    for _ in 0..read_int(&mut input)? {
        let key = read_text(&mut input)?;
        answer(find(&buckets, &key), &mut output)?;
    }
    output.flush()
}
