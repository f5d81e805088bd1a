//! Unknown values, with what is known about them, as MessagePack extensions.
//!
//! Source: go-cty, cty/msgpack/unknown.go.

use rmp::encode as write;

use super::decode::decode as decode_value;
use super::encode::{array_header, encode_number, encode_text, length, map_header, written};
use super::reader::{Reader, Token};
use crate::value::{Bound, DecodeError, EncodeError, Refinement, Type, Value};

/// Any extension is an unknown value; this kind, with more than one byte, says what is known about it.
const REFINED: i8 = 0x0c;
/// Longer bodies are refused by Terraform.
const MAX_BODY: usize = 1024;

const NULLNESS: u64 = 1;
const STRING_PREFIX: u64 = 2;
const NUMBER_LOWER_BOUND: u64 = 3;
const NUMBER_UPPER_BOUND: u64 = 4;
const LENGTH_LOWER_BOUND: u64 = 5;
const LENGTH_UPPER_BOUND: u64 = 6;

/// The value that an extension stands for. What is said about it beyond what can be said of `ty`, or in keys that came
/// after this was written, is dropped: to know less is never wrong.
pub(super) fn decode(kind: i8, body: &[u8], ty: &Type) -> Result<Value, DecodeError> {
    if kind != REFINED || body.len() <= 1 || *ty == Type::Dynamic {
        return Ok(Value::unknown());
    }
    if body.len() > MAX_BODY {
        return Err(DecodeError::new(format!("the refinement of an unknown value has more than {MAX_BODY} bytes")));
    }
    let mut reader = Reader::new(body);
    let Token::Map(entries) = reader.token()? else { return Err(malformed("it is not a map")) };
    let mut refinement = Refinement::none();
    for _ in 0..entries {
        let Token::Unsigned(key) = reader.token()? else { return Err(malformed("a key is not a positive integer")) };
        refinement = match (key, ty) {
            (NULLNESS, _) => match reader.token()? {
                Token::Bool(false) => refinement.not_null(),
                Token::Bool(true) => return Ok(Value::Null),
                _ => return Err(malformed("nullness is not a bool")),
            },
            (STRING_PREFIX, Type::String) => match reader.token()? {
                Token::Text(prefix) => {
                    let prefix = std::str::from_utf8(prefix).map_err(|_| malformed("the prefix is not UTF-8"))?;
                    refinement.with_string_prefix(prefix)
                }
                _ => return Err(malformed("the prefix is not a string")),
            },
            (NUMBER_LOWER_BOUND, Type::Number) => {
                let bound = decode_bound(&mut reader)?;
                refinement.with_number_lower_bound(bound.value, bound.inclusive)
            }
            (NUMBER_UPPER_BOUND, Type::Number) => {
                let bound = decode_bound(&mut reader)?;
                refinement.with_number_upper_bound(bound.value, bound.inclusive)
            }
            (LENGTH_LOWER_BOUND, Type::List(_) | Type::Set(_) | Type::Map(_)) => {
                refinement.with_length_lower_bound(decode_length(&mut reader)?)
            }
            (LENGTH_UPPER_BOUND, Type::List(_) | Type::Set(_) | Type::Map(_)) => {
                refinement.with_length_upper_bound(decode_length(&mut reader)?)
            }
            _ => {
                reader.skip()?;
                refinement
            }
        };
    }
    Ok(Value::Unknown(refinement))
}

/// An unknown value of type `ty`, with what can be said of that type. Versions of Terraform before 1.6 skip the body.
pub(super) fn encode(refinement: &Refinement, ty: &Type, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let mut entries = Entries::default();
    if *ty != Type::Dynamic && refinement.is_not_null() {
        entries.add(NULLNESS, |body| written(write::write_bool(body, false)))?;
    }
    match ty {
        Type::String => {
            entries.add_some(STRING_PREFIX, refinement.string_prefix(), encode_text)?;
        }
        Type::Number => {
            entries.add_some(NUMBER_LOWER_BOUND, refinement.number_lower_bound(), encode_bound)?;
            entries.add_some(NUMBER_UPPER_BOUND, refinement.number_upper_bound(), encode_bound)?;
        }
        Type::List(_) | Type::Set(_) | Type::Map(_) => {
            let integer = |bound, body: &mut Vec<u8>| written(write::write_uint(body, bound));
            entries.add_some(LENGTH_LOWER_BOUND, refinement.length_lower_bound(), integer)?;
            entries.add_some(LENGTH_UPPER_BOUND, refinement.length_upper_bound(), integer)?;
        }
        _ => {}
    }
    entries.write(out)
}

/// The entries of the map that an extension's body is.
#[derive(Default)]
struct Entries {
    count: usize,
    body: Vec<u8>,
}

impl Entries {
    /// Adds an entry, unless the body would become longer than Terraform takes.
    fn add(
        &mut self,
        key: u64,
        value: impl FnOnce(&mut Vec<u8>) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let before = self.body.len();
        written(write::write_uint(&mut self.body, key))?;
        value(&mut self.body)?;
        if self.body.len() < MAX_BODY {
            self.count += 1;
        } else {
            self.body.truncate(before);
        }
        Ok(())
    }

    fn add_some<T>(
        &mut self,
        key: u64,
        value: Option<T>,
        encode: impl FnOnce(T, &mut Vec<u8>) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        value.map_or(Ok(()), |value| self.add(key, |body| encode(value, body)))
    }

    /// An empty map is never written: without entries the value is plainly unknown.
    fn write(self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        const PLAIN: [u8; 3] = [0xd4, 0, 0];
        if self.count == 0 {
            out.extend(PLAIN);
            return Ok(());
        }
        let mut body = Vec::new();
        map_header(self.count, &mut body)?;
        body.extend(self.body);
        written(write::write_ext_meta(out, length(body.len())?, REFINED))?;
        out.extend(body);
        Ok(())
    }
}

fn decode_bound(reader: &mut Reader<'_>) -> Result<Bound, DecodeError> {
    const LEVELS: usize = 2;
    let bound = decode_value(reader, &Type::tuple([Type::Number, Type::Bool]), LEVELS)?;
    match bound.as_list() {
        Some([Value::Number(value), Value::Bool(inclusive)]) => {
            Ok(Bound { value: value.clone(), inclusive: *inclusive })
        }
        _ => Err(malformed("a bound is not a number and a bool")),
    }
}

fn encode_bound(bound: &Bound, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    array_header(2, out)?;
    encode_number(&bound.value, out)?;
    written(write::write_bool(out, bound.inclusive))
}

fn decode_length(reader: &mut Reader<'_>) -> Result<u64, DecodeError> {
    match reader.token()? {
        Token::Unsigned(length) => Ok(length),
        _ => Err(malformed("a length is not a positive integer")),
    }
}

fn malformed(what: &str) -> DecodeError {
    DecodeError::new(format!("the refinement of an unknown value is malformed: {what}"))
}
