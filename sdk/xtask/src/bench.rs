//! Measures a verification: in wasm beside the bare signature check in the same wasm, and natively beside claim169-core.

use crate::{module::BENCH, problem::Problem, project, setup, step};

/// Builds the measuring module and runs npm-package/bench/verify.mjs on it, then runs sdk/bench.
pub fn run() -> Result<(), Problem> {
    setup::tools()?;
    let folder = BENCH.build()?.display().to_string();
    let figures =
        step::run("measure", &mut project::command("node", &["bench/verify.mjs", &folder], &project::package()))?;
    print!("{figures}");
    let manifest = project::root().join("sdk/bench/Cargo.toml").display().to_string();
    let mut native = project::cargo(&["run", "--quiet", "--locked", "--release", "--manifest-path", &manifest]);
    native.env("CARGO_TARGET_DIR", project::target().join("verify-bench"));
    print!("{}", step::run("measure natively", &mut native)?);
    Ok(())
}
