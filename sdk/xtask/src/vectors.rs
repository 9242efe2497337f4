//! Writes the test vectors and the generated tables, or checks that those in the repository are what the code makes.

use crate::problem::Problem;
use crate::project;
use ikd_sandbox::vectors::{code_table, field_table, files, kind_table, size_table};
use std::fs;
use std::path::PathBuf;

/// What to do with the vectors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Write them.
    Write,
    /// Fail on any byte that differs.
    Compare,
}

/// Makes the vectors and the tables.
pub fn run(check: Check) -> Result<(), Problem> {
    let made = everything()?;
    let drifted: Vec<&PathBuf> =
        made.iter().filter(|(path, bytes)| !holds(path, bytes)).map(|(path, _)| path).collect();
    match check {
        Check::Write => write(&made),
        Check::Compare if drifted.is_empty() => Ok(()),
        Check::Compare => {
            let names: Vec<String> = drifted.iter().map(|path| path.display().to_string()).collect();
            Err(Problem::new(format!("Not what the code makes; run cargo xtask vectors: {}", names.join(", "))))
        }
    }
}

fn everything() -> Result<Vec<(PathBuf, Vec<u8>)>, Problem> {
    let folder = project::root().join("test-vectors");
    let mut made: Vec<_> = files().into_iter().map(|file| (folder.join(file.path), file.bytes)).collect();
    made.push(with_tables(
        folder.join("PROFILE.md"),
        &[("kinds", kind_table()), ("fields", field_table()), ("sizes", size_table())],
    )?);
    made.push(with_tables(project::root().join("README.md"), &[("codes", code_table())])?);
    Ok(made)
}

/// A document with each table between its two marks replaced.
fn with_tables(path: PathBuf, tables: &[(&str, String)]) -> Result<(PathBuf, Vec<u8>), Problem> {
    let mut text =
        fs::read_to_string(&path).map_err(|error| Problem::new(format!("Cannot read {}: {error}.", path.display())))?;
    for (name, table) in tables {
        let missing = || Problem::new(format!("{} has no place for the table {name}.", path.display()));
        text = with_table(&text, name, table).ok_or_else(missing)?;
    }
    Ok((path, text.into_bytes()))
}

fn with_table(text: &str, name: &str, table: &str) -> Option<String> {
    let (start, end) = (format!("<!-- {name}: generated -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = text.split_once(&start)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{start}{table}{end}{after}"))
}

fn holds(path: &PathBuf, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|own| own == bytes)
}

fn write(made: &[(PathBuf, Vec<u8>)]) -> Result<(), Problem> {
    for (path, bytes) in made {
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, bytes));
        written.map_err(|error| Problem::new(format!("Cannot write {}: {error}.", path.display())))?;
    }
    println!("{} files written", made.len());
    Ok(())
}
