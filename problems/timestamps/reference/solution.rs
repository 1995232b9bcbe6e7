//! Years and months are counted off one by one, and a line is formatted.
use std::io::{self, Read, Write};

const MAX_COUNT: i32 = 500_000;
const FIRST: i64 = -2_208_988_800;
const LAST: i64 = 4_133_980_799;
const DAY: i64 = 86_400;
const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

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

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}

fn days_of_year(year: i64) -> i64 {
    365 + i64::from(is_leap(year))
}

fn days_of_month(month: usize, year: i64) -> i64 {
    const DAYS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    DAYS[month] + i64::from(month == 1 && is_leap(year))
}

#[inline(never)] // the same code, whatever it is called from
fn print(time: i64, output: &mut impl Write) -> io::Result<()> {
    let (mut days, second) = (time.div_euclid(DAY), time.rem_euclid(DAY));
    let name = NAMES[(days + 3).rem_euclid(7) as usize]; // day 0 is a Thursday
    let mut year = 1970;
    while days < 0 {
        year -= 1;
        days += days_of_year(year);
    }
    while days >= days_of_year(year) {
        days -= days_of_year(year);
        year += 1;
    }
    let (mut month, mut day) = (0, days);
    while day >= days_of_month(month, year) {
        day -= days_of_month(month, year);
        month += 1;
    }
    let (month, day, of_year) = (month + 1, day + 1, days + 1);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    writeln!(output, "{name} {year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} {of_year:03}")
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut output = io::BufWriter::new(io::stdout());
    for _ in 0..reader.int(0, MAX_COUNT)? {
        let time = i64::from_le_bytes(reader.bytes(8)?.try_into().unwrap());
        if !(FIRST..=LAST).contains(&time) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        print(time, &mut output)?;
    }
    output.flush()
}
