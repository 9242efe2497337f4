//! Puts a relying party's backend at fault, by npm-package/bench/faults.mjs: its stores are killed, stopped, filled and cut off, its clock is
//! years off, its clients are hostile, and what it wrote is searched for a person's data.
//!
//! In: the arguments after `faults`. Out: a table on the terminal, and faults.json in target/faults.

use crate::{build, problem::Problem, project, servers::Servers, setup, step};

/// Sets up, builds the package and `ikd`, runs.
pub fn run(arguments: &[&str]) -> Result<(), Problem> {
    setup::tools()?;
    build::package()?;
    step::run("build ikd", &mut project::cargo(&["build", "--locked", "--release", "-p", "ikd-cli"]))?;
    let servers = step::work("Redis and PostgreSQL", Servers::find)?;
    let mut faults = project::command("node", &["bench/faults.mjs"], &project::package());
    faults.arg("--out").arg(project::target().join("faults")).arg("--ikd").arg(project::target().join("release/ikd"));
    let status = servers.name_to(&mut faults).args(arguments).status();
    let status = status.map_err(|error| Problem::new(format!("The faults could not be started: {error}.")))?;
    if status.success() { Ok(()) } else { Err(Problem::new("The backend did not stand every fault.")) }
}
