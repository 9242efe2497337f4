//! Measures a relying party's backend: in process in Rust and in Node beside the bare signature check, and over HTTP.
//!
//! In: `--quick` for a third of it. Out: a table. sdk/bench measures Rust and mints the codes, npm-package/bench/server.mjs the rest, over
//! Redis and `PostgreSQL` that it starts for itself.

use crate::{
    bench_batch::bench, build, module::SERVER_BENCH, problem::Problem, project, servers::Servers, setup, step,
};
use std::process::Command;

const ROUNDS: u32 = 9;
const QUICK_ROUNDS: u32 = 3;

/// Builds, then measures.
pub fn run(arguments: &[&str]) -> Result<(), Problem> {
    let rounds = match arguments {
        [] => ROUNDS,
        ["--quick"] => QUICK_ROUNDS,
        _ => return Err(Problem::new("bench server takes --quick or nothing.")),
    };
    setup::tools()?;
    let servers = step::work("Redis and PostgreSQL", Servers::find)?;
    build::package()?;
    let module = SERVER_BENCH.build()?;
    step::run("build ikd", &mut project::cargo(&["build", "--locked", "--release", "-p", "ikd-cli"]))?;
    println!(
        "{:54} verify/s     bare    ratio    p50 µs      p99    p99.9",
        "beside the bare verify_strict of the same signatures"
    );
    follow(&mut bench(&["server", &rounds.to_string()]))?;
    let mut node = project::command("node", &["bench/server.mjs"], &project::package());
    node.arg("--module").arg(module).args(arguments);
    node.arg("--mint").arg(project::target().join("verify-bench/release/ikd-verify-bench"));
    node.arg("--ikd").arg(project::target().join("release/ikd"));
    follow(servers.name_to(&mut node))
}

/// Runs what prints rows, and shows each when it is there.
fn follow(command: &mut Command) -> Result<(), Problem> {
    let failed = |reason| Problem::new(format!("The benchmark of the backend failed ({reason})."));
    let status = command.status().map_err(|error| failed(error.to_string()))?;
    if status.success() { Ok(()) } else { Err(failed(status.to_string())) }
}
