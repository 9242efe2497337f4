//! Measures a verification in wasm beside the bare signature check in the same wasm.

use crate::{module::BENCH, problem::Problem, project, setup, step};

/// Builds the measuring module and runs npm-package/bench/verify.mjs on it.
pub fn run() -> Result<(), Problem> {
    setup::tools()?;
    let folder = BENCH.build()?.display().to_string();
    let figures =
        step::run("measure", &mut project::command("node", &["bench/verify.mjs", &folder], &project::package()))?;
    print!("{figures}");
    Ok(())
}
