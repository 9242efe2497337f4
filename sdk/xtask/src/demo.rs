//! Sets up, builds, and hands over to examples/demo.mjs, which drives the browser and prints what it sees.

use crate::{build, chromium, problem::Problem, project, step};

/// What happens after the last stage.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The examples are served until the person stops them.
    Serve,
    /// The command ends.
    Exit,
}

/// The demo.
pub fn run(end: End) -> Result<(), Problem> {
    build::package()?;
    let chromium = step::work("Chromium", chromium::find)?;
    step::run(
        "compile the command ikd",
        &mut project::cargo(&["build", "--locked", "--package=ikd-cli", "--release"]),
    )?;
    let mut demo = project::command("node", &["demo.mjs"], &project::examples());
    if end == End::Exit {
        demo.arg("--once");
    }
    let status = demo
        .env("IKD_BIN", project::target().join("release/ikd"))
        .env("CHROMIUM", chromium)
        .status()
        .map_err(|error| Problem::new(format!("The demo could not be started: {error}.")))?;
    if status.success() { Ok(()) } else { Err(Problem::new("The demo failed.")) }
}
