//! Stack distances: a linked list of pages in order of last use; a page that is used moves to the front.
use std::io::{self, Read, Write};
use std::mem;

const MOST_USES: i32 = 10_000_000;

struct Page {
    id: u32,
    next: Option<Box<Page>>,
}

type Pages = Option<Box<Page>>;

#[inline(never)] // the same code, whatever it is called from
fn use_page(recent: &mut Pages, id: u32) -> i32 {
    let mut link = &mut *recent;
    let mut distance = 0;
    while link.as_ref().is_some_and(|page| page.id != id) {
        link = &mut link.as_mut().unwrap().next;
        distance += 1;
    }
    let page = match link.take() {
        Some(mut page) => {
            *link = page.next.take();
            page
        }
        None => {
            distance = -1;
            Box::new(Page { id, next: None })
        }
    };
    let next = recent.take();
    recent.insert(page).next = next;
    distance
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let (header, pages) = input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
    let n = i32::from_le_bytes(*header);
    if !(1..=MOST_USES).contains(&n) || pages.len() / 4 < n as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut recent: Pages = None;
    let mut output = Vec::new();
    for page in pages.chunks_exact(4).take(n as usize) {
        let id = u32::from_le_bytes(page.try_into().unwrap());
        output.extend(use_page(&mut recent, id).to_le_bytes());
    }
    mem::forget(recent); // a list is dropped by recursion, which a long one does not survive
    io::stdout().write_all(&output)
}
