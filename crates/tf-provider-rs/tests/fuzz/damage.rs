//! Inputs like those of the corpus, and damaged. Always the same ones: a finding can be had again.

/// Bytes that mean something to one of the formats: lengths, markers, ends of ranges, pieces of JSON.
const PIECES: &[&[u8]] = &[
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\x9f",
    b"\xc0",
    b"\xc1",
    b"\xc7",
    b"\xd4\x00\x00",
    b"\xd9\xff",
    b"\xdb\xff\xff\xff\xff",
    b"\xdc\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\xc9\xff\xff\xff\xff\x0c",
    b"\x91",
    b"\x81\xa1a",
    b"\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00",
    b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff",
    b"[",
    b"]",
    b"{",
    b"}",
    b"\"",
    b"\\ud800",
    b"null",
    b"true",
    b"1e999999999",
    b"-0",
    b"0.1",
    b",",
    b":",
    b"{\"value\":",
    b"\"type\":",
    b"[\"list\",",
    b"\"dynamic\"",
    b"[\"object\",{",
    b"\xed\xa0\x80",
    b"e\xcc\x81",
    b"\x0a\xff\xff\xff\xff\x0f",
    b"\x12\x00",
    b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
];

/// A source of damaged inputs.
pub(crate) struct Damage<'a> {
    inputs: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Damage<'a> {
    pub(crate) const fn new(inputs: &'a [Vec<u8>]) -> Self {
        Self { inputs, state: 0x9e37_79b9_7f4a_7c15 }
    }

    /// An input with one to four damages.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.one_of().to_vec();
        for _ in 0..=self.below(4) {
            self.damage(&mut bytes);
        }
        bytes
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let until = (at + self.below(16)).min(bytes.len());
        match self.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..until)),
            2 => {
                let again = bytes[at..until].repeat(self.below(40));
                bytes.splice(at..at, again);
            }
            3 => {
                let piece = PIECES[self.below(PIECES.len())];
                bytes.splice(at..until, piece.iter().copied());
            }
            4 => {
                let other = self.one_of();
                let from = self.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let bit = self.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
        }
    }

    fn one_of(&mut self) -> &'a [u8] {
        &self.inputs[self.below(self.inputs.len())]
    }

    /// A number below `end`, by xorshift64.
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}
