//! Stack distances: a vector of the pages in order of their last use; the page that is used moves to the
//! front.
use std::io::{self, Read, Write};

const MOST_USES: i32 = 10_000_000;

fn use_page(recent: &mut Vec<u32>, id: u32) -> i32 {
    match recent.iter().position(|page| *page == id) {
        Some(distance) => {
            recent[..=distance].rotate_right(1);
            distance as i32
        }
        None => {
            recent.insert(0, id);
            -1
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let (header, pages) = input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
    let n = i32::from_le_bytes(*header);
    if !(1..=MOST_USES).contains(&n) || pages.len() / 4 < n as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut recent = Vec::new();
    let mut output = Vec::new();
    for page in pages.chunks_exact(4).take(n as usize) {
        let id = u32::from_le_bytes(page.try_into().unwrap());
        output.extend(use_page(&mut recent, id).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
