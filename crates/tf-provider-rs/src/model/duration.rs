//! The grammar of durations. Only the standard library, because the derive macro compiles this file too.

use std::time::Duration;

/// Parses numbers with the units `h`, `m`, `s`, `ms`, for example `1h30m`. `None` for anything else, and for zero.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut total = Duration::ZERO;
    while !rest.is_empty() {
        let (number, tail) = rest.split_at(rest.find(|c: char| !is_number(c))?);
        let (unit, tail) = tail.split_at(tail.find(is_number).unwrap_or(tail.len()));
        let seconds = number.parse::<f64>().ok()? * seconds_of(unit)?;
        total = total.checked_add(Duration::try_from_secs_f64(seconds).ok()?)?;
        rest = tail;
    }
    (!total.is_zero()).then_some(total)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

fn seconds_of(unit: &str) -> Option<f64> {
    match unit {
        "h" => Some(3600.0),
        "m" => Some(60.0),
        "s" => Some(1.0),
        "ms" => Some(0.001),
        _ => None,
    }
}
