//! K-means with integers: each distance of point and centre is computed once; centres move to the means.
use std::io::{self, Read, Write};

struct Header {
    points: usize,
    coordinates: usize,
    clusters: usize,
    rounds: i32,
}

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_header(input: &mut impl Read) -> io::Result<Header> {
    let mut numbers = [0; 4];
    for (number, most) in numbers.iter_mut().zip([1_000_000, 128, 256, 1000]) {
        *number = read_int(input)?;
        if !(1..=most).contains(number) {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    let [points, coordinates, clusters, rounds] = numbers;
    Ok(Header {
        points: points as usize,
        coordinates: coordinates as usize,
        clusters: clusters as usize,
        rounds,
    })
}

fn read_point(input: &mut impl Read, coordinates: usize) -> io::Result<Vec<i16>> {
    let mut bytes = vec![0; 2 * coordinates];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect())
}

fn distance(point: &[i16], centre: &[i32]) -> i32 {
    let mut sum = 0;
    for (x, c) in point.iter().zip(centre) {
        let difference = i32::from(*x) - c;
        sum += difference * difference;
    }
    sum
}

#[inline(never)] // the same code, whatever it is called from
fn assign_points(points: &[Vec<i16>], centres: &[Vec<i32>], clusters: &mut [i32]) {
    for (point, cluster) in points.iter().zip(clusters) {
        let (mut best, mut least) = (0, i32::MAX);
        for (j, centre) in centres.iter().enumerate() {
            let now = distance(point, centre);
            if now < least {
                (best, least) = (j, now);
            }
        }
        *cluster = best as i32;
    }
}

#[inline(never)] // the same code, whatever it is called from
fn move_centre(cluster: i32, points: &[Vec<i16>], clusters: &[i32], centre: &mut [i32]) {
    let mut sums = vec![0_i64; centre.len()];
    let mut members = 0;
    for (point, own) in points.iter().zip(clusters) {
        if *own == cluster {
            members += 1;
            for (sum, x) in sums.iter_mut().zip(point) {
                *sum += i64::from(*x);
            }
        }
    }
    if members > 0 {
        for (c, sum) in centre.iter_mut().zip(sums) {
            *c = sum.div_euclid(members) as i32; // rounds down, since the divisor is positive
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::new(io::stdin().lock());
    let header = read_header(&mut input)?;
    let mut points = Vec::new();
    for _ in 0..header.points {
        points.push(read_point(&mut input, header.coordinates)?);
    }
    let start_of = |j: usize| points[j % header.points].iter().map(|x| i32::from(*x)).collect();
    let mut centres: Vec<Vec<i32>> = (0..header.clusters).map(start_of).collect();
    let mut clusters = vec![0; header.points];
    for _ in 0..header.rounds {
        assign_points(&points, &centres, &mut clusters);
        for (cluster, centre) in centres.iter_mut().enumerate() {
            move_centre(cluster as i32, &points, &clusters, centre);
        }
    }
    let numbers = clusters.iter().chain(centres.iter().flatten());
    let output: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
    io::stdout().write_all(&output)
}
