//! Measures what a person waits for, by npm-package/bench/web.mjs: from the page's load to the camera, from the camera to a verified code.
//!
//! In: `--quick` for ten films instead of fifty. Out: a table.

use crate::{build, chromium, problem::Problem, project, step};

/// Builds, then measures in Chromium.
pub fn run(arguments: &[&str]) -> Result<(), Problem> {
    if !matches!(arguments, [] | ["--quick"]) {
        return Err(Problem::new("bench web takes --quick or nothing."));
    }
    build::package()?;
    let chromium = step::work("Chromium", chromium::find)?;
    step::run("build ikd", &mut project::cargo(&["build", "--locked", "--release", "-p", "ikd-cli"]))?;
    let mut web = project::command("node", &["bench/web.mjs"], &project::package());
    web.args(arguments).env("CHROMIUM", chromium).env("IKD_BIN", project::target().join("release/ikd"));
    let status = web.status().map_err(|error| Problem::new(format!("The benchmark could not be started: {error}.")))?;
    if status.success() { Ok(()) } else { Err(Problem::new("The benchmark of the page failed.")) }
}
