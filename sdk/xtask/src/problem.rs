//! Why a command failed: one sentence for the person at the terminal.

use std::{fmt, io, path::Path};

/// A sentence.
pub struct Problem(String);

impl Problem {
    /// A problem in one sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// What the system answered for a file or folder.
    pub fn with_file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self(format!("{}: {error}.", path.display()))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
