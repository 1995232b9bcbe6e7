//! Lines are read, cut and parsed by the library; stations are in its hash map.
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

#[inline(never)] // the same code, whatever it is called from
fn record(stations: &mut HashMap<String, Station>, line: &str) -> io::Result<()> {
    let (name, value) = line.split_once(';').ok_or(()).map_err(invalid)?;
    let degrees: f64 = value.parse().map_err(invalid)?;
    let tenths = (degrees * 10.0).round() as i64;
    let new = Station { sum: 0, count: 0, least: i64::MAX, most: i64::MIN };
    let station = stations.entry(name.to_string()).or_insert(new);
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
    for line in io::stdin().lock().lines() {
        record(&mut stations, &line?)?;
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
