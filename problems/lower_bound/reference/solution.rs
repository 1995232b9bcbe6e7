//! A binary search for each query.
use std::io::{self, Read, Write};

const MAX_COUNT: i32 = 5_000_000;

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

fn take_ints(reader: &mut Reader, count: usize) -> io::Result<Vec<i32>> {
    let bytes = reader.bytes(4 * count)?;
    Ok(bytes.chunks_exact(4).map(|int| i32::from_le_bytes(int.try_into().unwrap())).collect())
}

#[inline(never)] // the same code, whatever it is called from
fn lower_bound(numbers: &[i32], query: i32) -> usize {
    let (mut low, mut high) = (0, numbers.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if numbers[middle] < query {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (n, q) = (reader.int(0, MAX_COUNT)?, reader.int(0, MAX_COUNT)?);
    let numbers = take_ints(&mut reader, n)?;
    let queries = take_ints(&mut reader, q)?;
    let mut output = Vec::with_capacity(4 * q);
    for query in queries {
        output.extend((lower_bound(&numbers, query) as i32).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
