//! Lines are read into one string and cut by the library, and temperatures parsed by hand; only a new name is
//! copied into the hash map.
use std::collections::HashMap;
use std::io::{self, BufRead, BufWriter, Write};

struct Station {
    sum: i64, // in tenths, as all
    count: i64,
    least: i64,
    most: i64,
}

fn invalid<T>(_: T) -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn tenths_of(value: &str) -> i64 {
    let digits = value.bytes().filter(u8::is_ascii_digit);
    let tenths = digits.fold(0, |tenths, digit| tenths * 10 + i64::from(digit - b'0'));
    if value.starts_with('-') { -tenths } else { tenths }
}

fn record(stations: &mut HashMap<String, Station>, line: &str) -> io::Result<()> {
    let (name, value) = line.split_once(';').ok_or(()).map_err(invalid)?;
    let tenths = tenths_of(value);
    if !stations.contains_key(name) {
        let new = Station { sum: 0, count: 0, least: i64::MAX, most: i64::MIN };
        stations.insert(name.to_string(), new);
    }
    let station = stations.get_mut(name).unwrap();
    station.sum += tenths;
    station.count += 1;
    station.least = station.least.min(tenths);
    station.most = station.most.max(tenths);
    Ok(())
}

fn text_of(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

fn main() -> io::Result<()> {
    let mut stations = HashMap::new();
    let (mut input, mut line) = (io::stdin().lock(), String::new());
    while input.read_line(&mut line)? > 0 {
        record(&mut stations, &line)?;
        line.clear();
    }
    let mut names: Vec<&String> = stations.keys().collect();
    names.sort();
    let mut output = BufWriter::new(io::stdout());
    for name in names {
        let station = &stations[name];
        let mean = (2 * station.sum + station.count).div_euclid(2 * station.count);
        writeln!(output, "{name}={}/{}/{}", text_of(station.least), text_of(mean), text_of(station.most))?;
    }
    output.flush()
}
