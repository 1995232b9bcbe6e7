//! A neural network of three layers in int8: samples go through it one after the other, their numbers as
//! int16.
use std::io::{self, Read, Write};

const LAYERS: usize = 3;
const MAX_LENGTH: i32 = 1024;
const MAX_SAMPLES: i32 = 100_000;
const MAX_SHIFT: i32 = 24;
const MOST: i32 = 127;

struct Layer {
    shift: i32,
    weights: Vec<Vec<i16>>, // a row for each number that is made
    biases: Vec<i32>,
}

fn read_int(input: &mut impl Read, least: i32, most: i32) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if value < least || value > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(value)
}

fn read_row(input: &mut impl Read, length: usize) -> io::Result<Vec<i8>> {
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(bytes.into_iter().map(|byte| byte as i8).collect())
}

fn read_layer(input: &mut impl Read, given: usize, made: usize) -> io::Result<Layer> {
    let shift = read_int(input, 0, MAX_SHIFT)?;
    let weights = (0..made).map(|_| Ok(widened(&read_row(input, given)?))).collect::<io::Result<_>>()?;
    let biases = (0..made).map(|_| read_int(input, i32::MIN, i32::MAX)).collect::<io::Result<_>>()?;
    Ok(Layer { shift, weights, biases })
}

fn widened(numbers: &[i8]) -> Vec<i16> {
    numbers.iter().map(|number| i16::from(*number)).collect()
}

#[inline(never)] // the same code, whatever it is called from
fn apply(layer: &Layer, given: &[i8]) -> Vec<i8> {
    let given = widened(given);
    let mut made = Vec::with_capacity(layer.biases.len());
    for (weights, bias) in layer.weights.iter().zip(&layer.biases) {
        let mut sum = *bias;
        for (weight, number) in weights.iter().zip(&given) {
            sum += i32::from(*weight) * i32::from(*number);
        }
        made.push((sum >> layer.shift).clamp(0, MOST) as i8);
    }
    made
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::new(io::stdin().lock());
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut lengths = [0; LAYERS + 1];
    for length in &mut lengths {
        *length = read_int(&mut input, 1, MAX_LENGTH)? as usize;
    }
    let samples = read_int(&mut input, 0, MAX_SAMPLES)?;
    let mut layers = Vec::new();
    for pair in lengths.windows(2) {
        layers.push(read_layer(&mut input, pair[0], pair[1])?);
    }
    for _ in 0..samples {
        let mut numbers = read_row(&mut input, lengths[0])?;
        for layer in &layers {
            numbers = apply(layer, &numbers);
        }
        let bytes: Vec<u8> = numbers.into_iter().map(|number| number as u8).collect();
        output.write_all(&bytes)?;
    }
    output.flush()
}
