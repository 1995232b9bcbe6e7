//! A trie of words whose nodes lie in one vector and know their children by number.
use std::io::{self, Read, Write};

const LETTERS: usize = 26;
const LONGEST: usize = 12;
const MAX_WORDS: i32 = 300_000;
const MAX_PREFIXES: i32 = 1_000_000;

#[derive(Clone, Default)]
struct Node {
    child: [u32; LETTERS], // 0: there is none, since the root is nobody's child
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

fn add(nodes: &mut Vec<Node>, word: &[u8]) {
    let mut node = 0;
    for letter in word {
        let letter = usize::from(letter - b'a');
        if nodes[node].child[letter] == 0 {
            nodes[node].child[letter] = nodes.len() as u32;
            nodes.push(Node::default());
        }
        node = nodes[node].child[letter] as usize;
        nodes[node].words += 1;
    }
}

fn count(nodes: &[Node], prefix: &[u8]) -> i32 {
    let mut node = 0;
    for letter in prefix {
        node = nodes[node].child[usize::from(letter - b'a')] as usize;
        if node == 0 {
            return 0;
        }
    }
    nodes[node].words
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut nodes = vec![Node::default()];
    for _ in 0..reader.int(0, MAX_WORDS)? {
        add(&mut nodes, take_text(&mut reader)?);
    }
    let mut output = Vec::new();
    for _ in 0..reader.int(0, MAX_PREFIXES)? {
        output.extend(count(&nodes, take_text(&mut reader)?).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
