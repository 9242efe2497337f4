//! Scans for a long time in Chromium, by npm-package/bench/soak.mjs: good, empty and hostile frames in turn, and one trap.
//!
//! In: minutes. Out: a line each minute on the terminal.

use crate::{build, chromium, problem::Problem, project};

/// How long, where nothing is said.
pub const MINUTES: &str = "10";

/// Builds the package, runs.
pub fn run(minutes: &str) -> Result<(), Problem> {
    minutes.parse::<f64>().map_err(|_| Problem::new("soak takes a number of minutes."))?;
    build::package()?;
    let mut soak = project::command("node", &["bench/soak.mjs", "--minutes", minutes], &project::package());
    let status = soak.env("CHROMIUM", chromium::find()?).status();
    let status = status.map_err(|error| Problem::new(format!("The soak could not be started: {error}.")))?;
    if status.success() { Ok(()) } else { Err(Problem::new("The scanner did not stand the soak.")) }
}
