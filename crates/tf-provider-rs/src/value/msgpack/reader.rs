//! Bytes as MessagePack tokens.

use rmp::Marker;
use rmp::decode::RmpRead;

use crate::value::DecodeError;

/// The next thing in the bytes. An array or a map is its header only; its elements follow as tokens of their own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'a> {
    Nil,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// A string or a binary: Terraform's decoder takes either for the other.
    Text(&'a [u8]),
    /// Number of elements; no greater than the number of bytes that follow.
    Array(usize),
    /// Number of pairs; no greater than half the number of bytes that follow.
    Map(usize),
    Extension {
        kind: i8,
        body: &'a [u8],
    },
}

/// A place in MessagePack bytes.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next token. Whatever length it declares is there: nothing is allocated on the word of a header.
    pub(super) fn token(&mut self) -> Result<Token<'a>, DecodeError> {
        let marker = Marker::from_u8(self.rest.read_u8().map_err(truncated)?);
        match marker {
            Marker::Null => Ok(Token::Nil),
            Marker::True => Ok(Token::Bool(true)),
            Marker::False => Ok(Token::Bool(false)),
            Marker::FixPos(number) => Ok(Token::Unsigned(number.into())),
            Marker::FixNeg(number) => Ok(Token::Signed(number.into())),
            Marker::U8 => Ok(Token::Unsigned(self.rest.read_data_u8().map_err(truncated)?.into())),
            Marker::U16 => Ok(Token::Unsigned(self.rest.read_data_u16().map_err(truncated)?.into())),
            Marker::U32 => Ok(Token::Unsigned(self.rest.read_data_u32().map_err(truncated)?.into())),
            Marker::U64 => Ok(Token::Unsigned(self.rest.read_data_u64().map_err(truncated)?)),
            Marker::I8 => Ok(Token::Signed(self.rest.read_data_i8().map_err(truncated)?.into())),
            Marker::I16 => Ok(Token::Signed(self.rest.read_data_i16().map_err(truncated)?.into())),
            Marker::I32 => Ok(Token::Signed(self.rest.read_data_i32().map_err(truncated)?.into())),
            Marker::I64 => Ok(Token::Signed(self.rest.read_data_i64().map_err(truncated)?)),
            Marker::F32 => Ok(Token::Float(self.rest.read_data_f32().map_err(truncated)?.into())),
            Marker::F64 => Ok(Token::Float(self.rest.read_data_f64().map_err(truncated)?)),
            Marker::FixStr(length) => self.text(length.into()),
            Marker::Str8 | Marker::Bin8 => self.length8().and_then(|length| self.text(length)),
            Marker::Str16 | Marker::Bin16 => self.length16().and_then(|length| self.text(length)),
            Marker::Str32 | Marker::Bin32 => self.length32().and_then(|length| self.text(length)),
            Marker::FixArray(length) => self.array(length.into()),
            Marker::Array16 => self.length16().and_then(|length| self.array(length)),
            Marker::Array32 => self.length32().and_then(|length| self.array(length)),
            Marker::FixMap(length) => self.map(length.into()),
            Marker::Map16 => self.length16().and_then(|length| self.map(length)),
            Marker::Map32 => self.length32().and_then(|length| self.map(length)),
            Marker::FixExt1 => self.extension(1),
            Marker::FixExt2 => self.extension(2),
            Marker::FixExt4 => self.extension(4),
            Marker::FixExt8 => self.extension(8),
            Marker::FixExt16 => self.extension(16),
            Marker::Ext8 => self.length8().and_then(|length| self.extension(length)),
            Marker::Ext16 => self.length16().and_then(|length| self.extension(length)),
            Marker::Ext32 => self.length32().and_then(|length| self.extension(length)),
            Marker::Reserved => Err(DecodeError::new("the byte c1 is not MessagePack")),
        }
    }

    /// Passes over the next value, whatever it is.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        let mut values = 1_usize;
        while values > 0 {
            values -= 1;
            values = values.saturating_add(match self.token()? {
                Token::Array(length) => length,
                Token::Map(length) => length.saturating_mul(2),
                _ => 0,
            });
        }
        Ok(())
    }

    fn text(&mut self, length: usize) -> Result<Token<'a>, DecodeError> {
        self.bytes(length).map(Token::Text)
    }

    fn array(&self, length: usize) -> Result<Token<'a>, DecodeError> {
        if length > self.rest.len() { Err(truncated(())) } else { Ok(Token::Array(length)) }
    }

    fn map(&self, length: usize) -> Result<Token<'a>, DecodeError> {
        if length > self.rest.len() / 2 { Err(truncated(())) } else { Ok(Token::Map(length)) }
    }

    fn extension(&mut self, length: usize) -> Result<Token<'a>, DecodeError> {
        let kind = self.rest.read_data_i8().map_err(truncated)?;
        Ok(Token::Extension { kind, body: self.bytes(length)? })
    }

    fn bytes(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(|| truncated(()))?;
        self.rest = rest;
        Ok(bytes)
    }

    fn length8(&mut self) -> Result<usize, DecodeError> {
        self.rest.read_data_u8().map(usize::from).map_err(truncated)
    }

    fn length16(&mut self) -> Result<usize, DecodeError> {
        self.rest.read_data_u16().map(usize::from).map_err(truncated)
    }

    fn length32(&mut self) -> Result<usize, DecodeError> {
        let length = self.rest.read_data_u32().map_err(truncated)?;
        usize::try_from(length).map_err(truncated)
    }
}

impl Token<'_> {
    /// What the token is, for messages.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Token::Nil => "null",
            Token::Bool(_) => "a bool",
            Token::Signed(_) | Token::Unsigned(_) | Token::Float(_) => "a number",
            Token::Text(_) => "a string",
            Token::Array(_) => "an array",
            Token::Map(_) => "a map",
            Token::Extension { .. } => "an unknown value",
        }
    }
}

/// Reading from a slice fails for one reason only.
fn truncated<E>(_: E) -> DecodeError {
    DecodeError::new("the value is cut short")
}
