//! Terraform's strings are Unicode text in normalization form C.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// This text in normalization form C; nothing is copied if it is in that form already, as all of ASCII is.
pub(super) fn nfc(text: String) -> String {
    if text.is_ascii() || is_nfc(&text) { text } else { text.nfc().collect() }
}
