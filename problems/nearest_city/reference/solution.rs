//! The nearest city of each place: the haversine formula for every pair.
use std::io::{self, Read, Write};

const MAX_COUNT: i32 = 100_000;

#[derive(Clone, Copy)]
struct Place {
    latitude: f64, // in degrees
    longitude: f64,
}

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_real(input: &mut impl Read) -> io::Result<f64> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    Ok(f64::from_le_bytes(bytes))
}

fn read_place(input: &mut impl Read) -> io::Result<Place> {
    Ok(Place { latitude: read_real(input)?, longitude: read_real(input)? })
}

fn angle(a: Place, b: Place) -> f64 {
    let north = ((b.latitude - a.latitude).to_radians() / 2.0).sin();
    let east = ((b.longitude - a.longitude).to_radians() / 2.0).sin();
    let across = a.latitude.to_radians().cos() * b.latitude.to_radians().cos();
    let haversine = north * north + across * east * east;
    2.0 * haversine.sqrt().min(1.0).asin()
}

#[inline(never)] // the same code, whatever it is called from
fn nearest(place: Place, cities: &[Place]) -> i32 {
    let mut best = 0;
    let mut least = angle(place, cities[0]);
    for (i, &city) in cities.iter().enumerate().skip(1) {
        let now = angle(place, city);
        if now < least {
            least = now;
            best = i;
        }
    }
    best as i32
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::new(io::stdin().lock());
    let (count, places) = (read_int(&mut input)?, read_int(&mut input)?);
    if !(1..=MAX_COUNT).contains(&count) || !(0..=MAX_COUNT).contains(&places) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut cities = Vec::new();
    for _ in 0..count {
        cities.push(read_place(&mut input)?);
    }
    let mut output = Vec::new();
    for _ in 0..places {
        output.extend(nearest(read_place(&mut input)?, &cities).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
