//! Measures a verification in wasm beside the bare signature check in the same wasm.

use crate::{module::BENCH, problem::Problem, project, setup, step};
use std::fs;

/// Builds the measuring module and runs npm-package/bench/verify.mjs on it.
pub fn run() -> Result<(), Problem> {
    setup::tools()?;
    let compiled = BENCH.compile()?;
    let folder = project::target().join("ikd_bench/generated");
    fs::create_dir_all(&folder).map_err(Problem::with_file(&folder))?;
    BENCH.generate(&compiled, &folder)?;
    let folder = folder.display().to_string();
    let figures =
        step::run("measure", &mut project::command("node", &["bench/verify.mjs", &folder], &project::package()))?;
    print!("{figures}");
    Ok(())
}
