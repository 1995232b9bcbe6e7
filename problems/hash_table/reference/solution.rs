//! Chained hash table: a node, a key and a value allocated for every pair. The number of buckets never grows,
//! so that chains get long, and every chain is walked node by node.
use std::io::{self, Read, Write};

const BUCKETS: usize = 32;

struct Node {
    key: Vec<u8>,
    value: Vec<u8>,
    next: Option<Box<Node>>,
}

type Buckets = Vec<Option<Box<Node>>>;

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

    fn int(&mut self) -> io::Result<i32> {
        let value = i32::from_le_bytes(self.bytes(4)?.try_into().unwrap());
        if value < 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value)
    }

    fn text(&mut self) -> io::Result<&'a [u8]> {
        let length = self.int()?;
        self.bytes(length as usize)
    }
}

fn bucket_of(key: &[u8]) -> usize {
    let mut hash: u32 = 5381;
    for byte in key {
        hash = hash.wrapping_mul(33).wrapping_add(u32::from(*byte));
    }
    hash as usize % BUCKETS
}

#[inline(never)] // the same code, whatever it is called from
fn insert(buckets: &mut Buckets, key: &[u8], value: &[u8]) {
    let bucket = &mut buckets[bucket_of(key)];
    let mut node = bucket.as_mut();
    while let Some(there) = node {
        if there.key == key {
            there.value = value.to_vec();
            return;
        }
        node = there.next.as_mut();
    }
    let next = bucket.take();
    *bucket = Some(Box::new(Node { key: key.to_vec(), value: value.to_vec(), next }));
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

fn answer(found: Option<&[u8]>, output: &mut Vec<u8>) {
    match found {
        None => output.extend(0_i32.to_le_bytes()),
        Some(value) => {
            output.extend(1_i32.to_le_bytes());
            output.extend((value.len() as i32).to_le_bytes());
            output.extend(value);
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut buckets: Buckets = (0..BUCKETS).map(|_| None).collect();
    let mut output = Vec::new();
    for _ in 0..reader.int()? {
        let key = reader.text()?;
        insert(&mut buckets, key, reader.text()?);
    }
    for _ in 0..reader.int()? {
        answer(find(&buckets, reader.text()?), &mut output);
    }
    io::stdout().write_all(&output)
}
