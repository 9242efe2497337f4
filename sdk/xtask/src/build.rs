//! Builds the npm package into npm-package/dist: production wasm, sandbox wasm, JavaScript, types. Fails when it is too big.

use crate::{
    module::{SANDBOX, VERIFY},
    problem::Problem,
    project, setup, step,
};
use std::fs;

/// Builds the package, then checks its sizes.
pub fn run() -> Result<(), Problem> {
    package()?;
    sizes()
}

/// Sets up, then builds everything.
pub fn package() -> Result<(), Problem> {
    setup::tools()?;
    let compiled = [(VERIFY, VERIFY.compile()?), (SANDBOX, SANDBOX.compile()?)];
    let package = project::package();
    let wasm = package.join("dist/wasm");
    // A file of an earlier build must not get into the package.
    let _ = fs::remove_dir_all(package.join("dist"));
    fs::create_dir_all(&wasm).map_err(Problem::with_file(&wasm))?;
    for (module, file) in compiled {
        module.generate(&file, &wasm)?;
    }
    step::run("compile TypeScript", &mut project::command("npm", &["run", "--silent", "build"], &package)).map(drop)
}

/// Prints how big the files are that a page loads; fails when one is over its limit.
pub fn sizes() -> Result<(), Problem> {
    let sizes = step::run("sizes", &mut project::command("npm", &["run", "--silent", "size"], &project::package()))?;
    print!("{sizes}");
    Ok(())
}
