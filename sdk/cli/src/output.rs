//! What a command prints on standard output.

use crate::Misuse;
use std::io::{Write, stdout};

/// One line, or a sentence where nobody reads it any more.
pub fn line(text: &str) -> Result<(), Misuse> {
    writeln!(stdout().lock(), "{text}").map_err(|error| format!("cannot write to standard output: {error}"))
}
