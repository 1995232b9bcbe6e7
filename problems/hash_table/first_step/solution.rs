//! The standard library's hash map; keys and values stay where they were read.
use std::collections::HashMap;
use std::io::{self, Read, Write};

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

fn answer(found: Option<&&[u8]>, output: &mut Vec<u8>) {
    match found {
        None => output.extend(0_i32.to_le_bytes()),
        Some(value) => {
            output.extend(1_i32.to_le_bytes());
            output.extend((value.len() as i32).to_le_bytes());
            output.extend(*value);
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut table = HashMap::new();
    let mut output = Vec::new();
    for _ in 0..reader.int()? {
        let key = reader.text()?;
        table.insert(key, reader.text()?);
    }
    for _ in 0..reader.int()? {
        answer(table.get(reader.text()?), &mut output);
    }
    io::stdout().write_all(&output)
}
