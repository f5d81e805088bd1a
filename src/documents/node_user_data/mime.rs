//! A message of several parts, as cloud-init and nodeadm read it.

use aws_smithy_types::base64;

/// The user guide's own. A part that has it in a line is written in Base64.
const BOUNDARY: &str = "BOUNDARY";

/// A script, which cloud-init runs.
pub(super) const SCRIPT: &str = "text/x-shellscript; charset=\"utf-8\"";

/// A message of these parts, each a content type and a text.
pub(super) fn multipart<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut message = format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\n\n");
    for (content_type, text) in parts {
        message.push_str(&format!("--{BOUNDARY}\nContent-Type: {content_type}\n"));
        // cloud-init (Python's email) changes text beyond ASCII that is not encoded.
        if text.is_ascii() && !text.lines().any(|line| line.starts_with(&format!("--{BOUNDARY}"))) {
            message.push_str(&format!("\n{text}\n"));
        } else {
            message.push_str(&format!("Content-Transfer-Encoding: base64\n\n{}\n", wrapped(&base64::encode(text))));
        }
    }
    message.push_str(&format!("--{BOUNDARY}--\n"));
    message
}

/// In lines of 76 characters, the most that RFC 2045 allows.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index % 76 == 0 {
            lines.push('\n');
        }
        lines.push(character);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_boundaries() {
        let expected = "\
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=\"BOUNDARY\"

--BOUNDARY
Content-Type: text/x-shellscript; charset=\"utf-8\"

#!/bin/sh
true

--BOUNDARY
Content-Type: application/node.eks.aws

---

--BOUNDARY--
";
        assert_eq!(multipart([(SCRIPT, "#!/bin/sh\ntrue\n"), ("application/node.eks.aws", "---\n")]), expected);
    }

    #[test]
    fn what_would_not_survive_is_encoded() {
        for text in ["#!/bin/sh\necho 엣지\n", "#!/bin/sh\n--BOUNDARY--\n"] {
            let message = multipart([(SCRIPT, text)]);
            let (_, encoded) = message.split_once("Content-Transfer-Encoding: base64\n\n").unwrap();
            let encoded = encoded.strip_suffix("\n--BOUNDARY--\n").unwrap();
            assert_eq!(base64::decode(encoded.replace('\n', "")).unwrap(), text.as_bytes());
        }
        assert!(wrapped(&"x".repeat(200)).lines().map(str::len).eq([76, 76, 48]));
    }
}
