//! Decimal numbers of any size, from text and to text.

use std::cmp::Ordering;
use std::fmt;

/// The most digits that a number may have when written out without an exponent.
///
/// Terraform computes with 512 bits (156 digits) and writes exponents out; this leaves room for far more than it can
/// sensibly hold, and keeps `1e999999999` from taking a gigabyte.
pub(super) const MAX_DIGITS: u64 = 4096;

/// `0.{digits} * 10^exponent`. The digits neither start nor end with zero, so that one value has one form and two
/// magnitudes compare as (exponent, digits); zero has no digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    negative: bool,
    exponent: i64,
    digits: Box<str>,
}

impl Decimal {
    /// The number that this text writes: a sign, digits with or without a point, an exponent. `None` if it is something else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (negative, magnitude) = split_sign(mantissa);
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
        let is_number = !(whole.is_empty() && fraction.is_empty()) && all_digits(whole) && all_digits(fraction);
        is_number.then(|| Self::new(negative, whole, fraction, exponent))
    }

    pub(super) fn from_i64(integer: i64) -> Self {
        Self::from_integer(integer.unsigned_abs(), integer < 0)
    }

    pub(super) fn from_integer(magnitude: u64, negative: bool) -> Self {
        Self::new(negative, &magnitude.to_string(), "", 0)
    }

    fn new(negative: bool, whole: &str, fraction: &str, exponent: i64) -> Self {
        let digits = [whole, fraction].concat();
        let significant = digits.trim_start_matches('0');
        let leading_zeros = signed(digits.len() - significant.len());
        let significant = significant.trim_end_matches('0');
        if significant.is_empty() {
            return Self { negative: false, exponent: 0, digits: "".into() };
        }
        let exponent = exponent.saturating_add(signed(whole.len())).saturating_sub(leading_zeros);
        Self { negative, exponent, digits: significant.into() }
    }

    /// Whether it can be written out within the limit. What is not must not be kept: it could take any amount of memory.
    pub(super) fn is_short_enough(&self) -> bool {
        let before_the_point = self.exponent.max(0).unsigned_abs();
        let after_the_point = signed(self.digits.len()).saturating_sub(self.exponent).max(0).unsigned_abs();
        before_the_point.saturating_add(after_the_point) <= MAX_DIGITS
    }

    pub(super) fn is_integer(&self) -> bool {
        self.digits.is_empty() || signed(self.digits.len()) <= self.exponent
    }

    pub(super) fn as_i64(&self) -> Option<i64> {
        if self.is_integer() { self.to_string().parse().ok() } else { None }
    }

    pub(super) fn as_u64(&self) -> Option<u64> {
        if self.is_integer() { self.to_string().parse().ok() } else { None }
    }

    /// The nearest float. The text of a decimal is always one of a float.
    pub(super) fn as_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// -1, 0 or 1.
    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = (self.exponent, &self.digits).cmp(&(other.exponent, &other.digits));
        self.sign().cmp(&other.sign()).then(if self.negative { magnitudes.reverse() } else { magnitudes })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits: &str = &self.digits;
        if digits.is_empty() {
            return f.write_str("0");
        }
        if self.negative {
            f.write_str("-")?;
        }
        match usize::try_from(self.exponent) {
            Ok(0) => write!(f, "0.{digits}"),
            Ok(whole) if whole < digits.len() => write!(f, "{}.{}", &digits[..whole], &digits[whole..]),
            Ok(whole) => write!(f, "{digits:0<whole$}"),
            Err(_) => {
                let zeros = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX);
                let width = digits.len().saturating_add(zeros);
                write!(f, "0.{digits:0>width$}")
            }
        }
    }
}

/// An exponent too great for a machine integer becomes the greatest one: too great for anything but zero.
fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    if digits.is_empty() || !all_digits(digits) {
        return None;
    }
    let magnitude = digits.parse().unwrap_or(i64::MAX);
    Some(if negative { -magnitude } else { magnitude })
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Lengths in memory always fit.
fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
