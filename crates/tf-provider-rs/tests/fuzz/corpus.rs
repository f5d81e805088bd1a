//! The checked-in inputs: `crates/tf-provider-rs/fuzz/corpus/TARGET/NAME`.

use std::fs;
use std::path::PathBuf;

use crate::seeds;
use crate::targets::TARGETS;

/// An input with a name that says what it is.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The inputs of a target, in order of their names.
pub(crate) fn of(target: &str) -> Vec<Input> {
    let entries = fs::read_dir(directory(target)).unwrap().map(|entry| entry.unwrap().path());
    let mut inputs: Vec<Input> = entries
        .map(|path| Input {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(path).unwrap(),
        })
        .collect();
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    inputs
}

fn directory(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

/// The seeds are code, so that they follow the schema and the protocol. What fuzzing found lies beside them.
#[test]
fn the_corpus_has_every_seed() {
    for (target, _) in TARGETS {
        for (name, bytes) in seeds::of(target) {
            let file = directory(target).join(name);
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(directory(target)).unwrap();
                fs::write(&file, &bytes).unwrap();
            }
            let checked_in = fs::read(&file).unwrap_or_default();
            assert!(checked_in == bytes, "{} is old; write it with `make generate`", file.display());
        }
    }
}
