//! Writes the test vectors, or checks that those in the repository are what the code makes.

use crate::problem::Problem;

/// What to do with the vectors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Write them.
    Write,
    /// Fail on any byte that differs.
    Compare,
}

/// Makes the vectors.
pub fn run(check: Check) -> Result<(), Problem> {
    match check {
        Check::Write | Check::Compare => Err(Problem::new("The vectors have no generator yet.")),
    }
}
