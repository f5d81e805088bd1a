//! Terraform's numbers, exactly.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most digits that a number may have when written out without an exponent.
///
/// Terraform computes with 512 bits (156 digits) and writes exponents out; this leaves room for far more than it can
/// sensibly hold, and keeps `1e999999999` from taking a gigabyte.
const MAX_DIGITS: i64 = 4096;

/// An exact decimal number of any size up to 4096 digits, or an infinity.
///
/// One value has one form: `1`, `1.0` and `10e-1` are equal, hash alike and are displayed as `1`. Displayed is plain decimal
/// text without an exponent, which is also how the number travels where a machine integer or float would not be exact.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// The text is not a number, or one with too many digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidNumber(String);

/// Canonical: `Integer` whenever it fits.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    NegativeInfinity,
    Integer(i64),
    Decimal(Decimal),
    PositiveInfinity,
}

/// `0.{digits} * 10^exponent`; the digits neither start nor end with zero, so that two magnitudes compare as
/// (exponent, digits).
#[derive(Clone, PartialEq, Eq, Hash)]
struct Decimal {
    negative: bool,
    exponent: i64,
    digits: Box<str>,
}

impl Number {
    /// The number that this decimal text writes: `12`, `-1.50`, `.5`, `1e-7`, `+1E3`.
    ///
    /// # Errors
    ///
    /// If it is something else (hexadecimal, infinity, blanks included), or would have more than 4096 digits written out.
    pub fn parse(text: &str) -> Result<Self, InvalidNumber> {
        let (mantissa, exponent) = split_exponent(text).ok_or_else(|| not_a_number(text))?;
        let (negative, magnitude) = match mantissa.as_bytes().first() {
            Some(b'-') => (true, &mantissa[1..]),
            Some(b'+') => (false, &mantissa[1..]),
            _ => (false, mantissa),
        };
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return Err(not_a_number(text));
        }
        Decimal::new(negative, whole, fraction, exponent)
            .map(Self::from_decimal)
            .ok_or_else(|| InvalidNumber(format!("a number of more than {MAX_DIGITS} digits is not supported")))
    }

    /// The number that a float stands for; `None` for NaN. A fraction is the shortest decimal that reads back as the same
    /// float, as Terraform sees it (0.1 is 0.1); a whole number is exact.
    #[must_use]
    pub fn from_f64(float: f64) -> Option<Self> {
        if float.is_nan() {
            None
        } else if float == f64::INFINITY {
            Some(Self(Form::PositiveInfinity))
        } else if float == f64::NEG_INFINITY {
            Some(Self(Form::NegativeInfinity))
        } else if float.fract() == 0.0 {
            Self::parse(&format!("{float:.0}")).ok()
        } else {
            Self::parse(&float.to_string()).ok()
        }
    }

    /// The number as `i64`, if it is one.
    #[must_use]
    pub const fn as_i64(&self) -> Option<i64> {
        if let Form::Integer(integer) = self.0 { Some(integer) } else { None }
    }

    /// The number as `u64`, if it is one.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Form::Integer(integer) => u64::try_from(*integer).ok(),
            Form::Decimal(decimal) if decimal.is_integer() => decimal.to_string().parse().ok(),
            _ => None,
        }
    }

    /// The nearest float, which is an infinity beyond about 1.8e308.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Form::NegativeInfinity => f64::NEG_INFINITY,
            Form::Integer(integer) => *integer as f64,
            Form::Decimal(decimal) => decimal.to_string().parse().unwrap_or(f64::NAN),
            Form::PositiveInfinity => f64::INFINITY,
        }
    }

    /// The float that is exactly this number, if there is one.
    #[must_use]
    pub fn as_exact_f64(&self) -> Option<f64> {
        const MOST_FRACTION_DIGITS_OF_A_FLOAT: usize = 1074;
        let nearest = self.as_f64();
        if nearest.is_infinite() {
            return self.is_infinite().then_some(nearest);
        }
        let exact = Self::parse(&format!("{nearest:.MOST_FRACTION_DIGITS_OF_A_FLOAT$}")).ok()?;
        (exact == *self).then_some(nearest)
    }

    /// Whether this has no fraction. Infinities are not integers.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Integer(_) => true,
            Form::Decimal(decimal) => decimal.is_integer(),
            _ => false,
        }
    }

    /// Whether this is an infinity.
    #[must_use]
    pub const fn is_infinite(&self) -> bool {
        matches!(self.0, Form::NegativeInfinity | Form::PositiveInfinity)
    }

    fn from_decimal(decimal: Decimal) -> Self {
        let integer = if decimal.is_integer() { decimal.to_string().parse().ok() } else { None };
        Self(integer.map_or(Form::Decimal(decimal), Form::Integer))
    }
}

impl Decimal {
    /// `None` if it has too many digits. An empty `digits` is zero, which never stays a `Decimal`.
    fn new(negative: bool, whole: &str, fraction: &str, exponent: i64) -> Option<Self> {
        let digits = [whole, fraction].concat();
        let significant = digits.trim_start_matches('0');
        let leading_zeros = i64::try_from(digits.len() - significant.len()).ok()?;
        let significant = significant.trim_end_matches('0');
        if significant.is_empty() {
            return Some(Self { negative: false, exponent: 0, digits: "".into() });
        }
        let exponent = exponent.checked_add(i64::try_from(whole.len()).ok()?)?.checked_sub(leading_zeros)?;
        let before_the_point = exponent.max(0);
        let after_the_point = i64::try_from(significant.len()).ok()?.checked_sub(exponent)?.max(0);
        let fits = before_the_point.checked_add(after_the_point)? <= MAX_DIGITS;
        fits.then(|| Self { negative, exponent, digits: significant.into() })
    }

    fn is_integer(&self) -> bool {
        i64::try_from(self.digits.len()).is_ok_and(|digits| digits <= self.exponent) || self.digits.is_empty()
    }
}

impl From<i64> for Decimal {
    fn from(integer: i64) -> Self {
        let digits = integer.unsigned_abs().to_string();
        let exponent = if integer == 0 { 0 } else { i64::try_from(digits.len()).unwrap_or(i64::MAX) };
        Self { negative: integer < 0, exponent, digits: digits.trim_end_matches('0').into() }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits.is_empty() {
            return f.write_str("0");
        }
        if self.negative {
            f.write_str("-")?;
        }
        let digits: &str = &self.digits;
        match usize::try_from(self.exponent) {
            Ok(0) => write!(f, "0.{digits}"),
            Ok(whole) if whole >= digits.len() => write!(f, "{digits:0<whole$}"),
            Ok(whole) => write!(f, "{}.{}", &digits[..whole], &digits[whole..]),
            Err(_) => {
                let width = digits.len() + usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
                write!(f, "0.{digits:0>width$}")
            }
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // The only number without digits is zero, which is less than every positive and more than every negative one.
        let sign = |number: &Self| {
            if number.digits.is_empty() {
                0
            } else if number.negative {
                -1
            } else {
                1
            }
        };
        let magnitudes = || (self.exponent, &self.digits).cmp(&(other.exponent, &other.digits));
        sign(self).cmp(&sign(other)).then_with(|| if self.negative { magnitudes().reverse() } else { magnitudes() })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |number: &Self| match number.0 {
            Form::NegativeInfinity => -1,
            Form::Integer(_) | Form::Decimal(_) => 0,
            Form::PositiveInfinity => 1,
        };
        match (&self.0, &other.0) {
            (Form::Integer(a), Form::Integer(b)) => a.cmp(b),
            (Form::Integer(a), Form::Decimal(b)) => Decimal::from(*a).cmp(b),
            (Form::Decimal(a), Form::Integer(b)) => a.cmp(&Decimal::from(*b)),
            (Form::Decimal(a), Form::Decimal(b)) => a.cmp(b),
            _ => rank(self).cmp(&rank(other)),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::NegativeInfinity => f.write_str("-Inf"),
            Form::Integer(integer) => integer.fmt(f),
            Form::Decimal(decimal) => decimal.fmt(f),
            Form::PositiveInfinity => f.write_str("Inf"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        Self::parse(text)
    }
}

impl From<i32> for Number {
    fn from(integer: i32) -> Self {
        Self(Form::Integer(integer.into()))
    }
}

impl From<u32> for Number {
    fn from(integer: u32) -> Self {
        Self(Form::Integer(integer.into()))
    }
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        Self(Form::Integer(integer))
    }
}

impl From<u64> for Number {
    fn from(integer: u64) -> Self {
        i64::try_from(integer).map_or_else(
            |_| {
                let digits = integer.to_string();
                let exponent = i64::try_from(digits.len()).unwrap_or(i64::MAX);
                Self(Form::Decimal(Decimal { negative: false, exponent, digits: digits.trim_end_matches('0').into() }))
            },
            Self::from,
        )
    }
}

/// Text before and number after an `e`; an absurd exponent becomes the greatest one, which is refused or multiplies zero.
fn split_exponent(text: &str) -> Option<(&str, i64)> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Some((text, 0)) };
    let (sign, digits) = match exponent.as_bytes().first()? {
        b'-' => (-1, &exponent[1..]),
        b'+' => (1, &exponent[1..]),
        _ => (1, exponent),
    };
    if digits.is_empty() || !all_digits(digits) {
        return None;
    }
    Some((mantissa, sign * digits.parse::<i64>().unwrap_or(i64::MAX)))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn not_a_number(text: &str) -> InvalidNumber {
    const MOST_QUOTED: usize = 64;
    InvalidNumber(format!(
        "\"{}\" is not a decimal number",
        text[..text.floor_char_boundary(MOST_QUOTED)].escape_debug()
    ))
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
