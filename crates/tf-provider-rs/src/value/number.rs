//! Terraform's numbers, exactly.

mod decimal;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use decimal::{Decimal, MAX_DIGITS};

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

impl Number {
    /// The number that this decimal text writes: `12`, `-1.50`, `.5`, `1e-7`, `+1E3`.
    ///
    /// # Errors
    ///
    /// If it is something else (hexadecimal, infinity, blanks included), or would have more than 4096 digits written out.
    pub fn parse(text: &str) -> Result<Self, InvalidNumber> {
        let decimal = Decimal::parse(text).ok_or_else(|| not_a_number(text))?;
        if !decimal.is_short_enough() {
            return Err(InvalidNumber(format!("a number of more than {MAX_DIGITS} digits is not supported")));
        }
        Ok(Self::from(decimal))
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
            Form::Decimal(decimal) => decimal.as_u64(),
            _ => None,
        }
    }

    /// The nearest float, which is an infinity beyond about 1.8e308.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Form::NegativeInfinity => f64::NEG_INFINITY,
            Form::Integer(integer) => *integer as f64,
            Form::Decimal(decimal) => decimal.as_f64(),
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
            (Form::Integer(a), Form::Decimal(b)) => Decimal::from_i64(*a).cmp(b),
            (Form::Decimal(a), Form::Integer(b)) => a.cmp(&Decimal::from_i64(*b)),
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
        i64::try_from(integer).map_or_else(|_| Self(Form::Decimal(Decimal::from_integer(integer, false))), Self::from)
    }
}

/// A decimal becomes an integer if it fits.
impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Self {
        Self(decimal.as_i64().map_or(Form::Decimal(decimal), Form::Integer))
    }
}

fn not_a_number(text: &str) -> InvalidNumber {
    const MOST_QUOTED: usize = 64;
    InvalidNumber(format!(
        "\"{}\" is not a decimal number",
        text[..text.floor_char_boundary(MOST_QUOTED)].escape_debug()
    ))
}

#[cfg(test)]
mod tests;
