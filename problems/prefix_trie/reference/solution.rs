//! A trie of words: each node has a box for each letter and counts the words that pass it.
use std::io::{self, Read, Write};

const LETTERS: usize = 26;
const LONGEST: usize = 12;
const MAX_WORDS: i32 = 300_000;
const MAX_PREFIXES: i32 = 1_000_000;

#[derive(Default)]
struct Node {
    child: [Option<Box<Node>>; LETTERS],
    words: i32,
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

fn take_text<'a>(reader: &mut Reader<'a>) -> io::Result<&'a [u8]> {
    let length = usize::from(reader.bytes(1)?[0]);
    let text = reader.bytes(length)?;
    if !(1..=LONGEST).contains(&length) || !text.iter().all(u8::is_ascii_lowercase) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(text)
}

#[inline(never)] // the same code, whatever it is called from
fn add(root: &mut Node, word: &[u8]) {
    let mut node = root;
    for letter in word {
        node = node.child[usize::from(letter - b'a')].get_or_insert_default();
        node.words += 1;
    }
}

#[inline(never)] // the same code, whatever it is called from
fn count(root: &Node, prefix: &[u8]) -> i32 {
    let mut node = root;
    for letter in prefix {
        match &node.child[usize::from(letter - b'a')] {
            None => return 0,
            Some(child) => node = child,
        }
    }
    node.words
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut root = Node::default();
    for _ in 0..reader.int(0, MAX_WORDS)? {
        add(&mut root, take_text(&mut reader)?);
    }
    let mut output = Vec::new();
    for _ in 0..reader.int(0, MAX_PREFIXES)? {
        output.extend(count(&root, take_text(&mut reader)?).to_le_bytes());
    }
    io::stdout().write_all(&output)?;
    std::process::exit(0) // without taking the trie apart
}
