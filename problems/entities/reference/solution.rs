//! Entities that act tick by tick: each is an object of its own, which knows what its kind does.
use std::io::{self, BufWriter, Read, Write};
use std::ops::RangeInclusive;

const ENTITIES: RangeInclusive<i32> = 0..=200_000;
const TICKS: RangeInclusive<i32> = 0..=1_000_000;

struct Numbers {
    a: u32,
    b: u32,
    c: u32,
}

trait Entity {
    fn act(&mut self, tick: u32);
    fn numbers(&self) -> &Numbers;
}

struct Drift(Numbers);
struct Turn(Numbers);
struct Grow(Numbers);
struct Bounce(Numbers);
struct Swap(Numbers);
struct Rotate(Numbers);

impl Entity for Drift {
    fn act(&mut self, _: u32) {
        self.0.a = self.0.a.wrapping_add(self.0.b);
    }

    fn numbers(&self) -> &Numbers {
        &self.0
    }
}

impl Entity for Turn {
    fn act(&mut self, tick: u32) {
        self.0.a ^= self.0.b << (tick % 8);
        self.0.b = self.0.b.wrapping_add(self.0.c);
    }

    fn numbers(&self) -> &Numbers {
        &self.0
    }
}

impl Entity for Grow {
    fn act(&mut self, tick: u32) {
        self.0.a = self.0.a.wrapping_mul(self.0.b).wrapping_add(self.0.c).wrapping_add(tick);
    }

    fn numbers(&self) -> &Numbers {
        &self.0
    }
}

impl Entity for Bounce {
    fn act(&mut self, _: u32) {
        let step = self.0.b | 1;
        self.0.a = if self.0.a as i32 > self.0.c as i32 {
            self.0.a.wrapping_sub(step)
        } else {
            self.0.a.wrapping_add(step)
        };
    }

    fn numbers(&self) -> &Numbers {
        &self.0
    }
}

impl Entity for Swap {
    fn act(&mut self, tick: u32) {
        (self.0.a, self.0.b) = (self.0.b.wrapping_add(tick), self.0.a);
    }

    fn numbers(&self) -> &Numbers {
        &self.0
    }
}

impl Entity for Rotate {
    fn act(&mut self, tick: u32) {
        self.0.a = self.0.a.rotate_left(5).wrapping_add(self.0.c);
        self.0.b ^= self.0.a.wrapping_add(tick);
    }

    fn numbers(&self) -> &Numbers {
        &self.0
    }
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn read_number(input: &mut impl Read) -> io::Result<u32> {
    read_int(input, i32::MIN..=i32::MAX).map(|value| value as u32)
}

fn read_entity(input: &mut impl Read) -> io::Result<Box<dyn Entity>> {
    let kind = read_int(input, 0..=5)?;
    let numbers = Numbers { a: read_number(input)?, b: read_number(input)?, c: read_number(input)? };
    Ok(match kind {
        0 => Box::new(Drift(numbers)),
        1 => Box::new(Turn(numbers)),
        2 => Box::new(Grow(numbers)),
        3 => Box::new(Bounce(numbers)),
        4 => Box::new(Swap(numbers)),
        _ => Box::new(Rotate(numbers)),
    })
}

#[inline(never)] // the same code, whatever it is called from
fn act(entities: &mut [Box<dyn Entity>], tick: u32) {
    for entity in entities {
        entity.act(tick);
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let n = read_int(&mut input, ENTITIES)?;
    let ticks = read_int(&mut input, TICKS)? as u32;
    let mut entities = Vec::new();
    for _ in 0..n {
        entities.push(read_entity(&mut input)?);
    }
    for tick in 0..ticks {
        act(&mut entities, tick);
    }
    for entity in &entities {
        let numbers = entity.numbers();
        output.write_all(&numbers.a.to_le_bytes())?;
        output.write_all(&numbers.b.to_le_bytes())?;
    }
    output.flush()
}
