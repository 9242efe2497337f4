//! Builds the npm package into npm-package/dist: production wasm, sandbox wasm, JavaScript, types. Fails when it is too big.

use crate::{
    module::{BASELINE, SANDBOX, SERVER, VERIFY},
    problem::Problem,
    project, setup, step,
};
use std::{fs, path::Path};

/// Builds the package, then checks its sizes.
pub fn run() -> Result<(), Problem> {
    package()?;
    sizes()
}

/// Sets up, then builds everything.
pub fn package() -> Result<(), Problem> {
    setup::tools()?;
    let folders = [VERIFY.build()?, SANDBOX.build()?, SERVER.build()?];
    let baseline = BASELINE.build()?;
    same_glue(&folders[0], &baseline)?;
    let package = project::package();
    let wasm = package.join("dist/wasm");
    // A file of an earlier build must not get into the package.
    let _ = fs::remove_dir_all(package.join("dist"));
    fs::create_dir_all(&wasm).map_err(Problem::with_file(&wasm))?;
    for folder in folders {
        copy_files(&folder, &wasm)?;
    }
    for end in ["_bg.wasm", "_sha256.js", "_sha256.d.ts"] {
        let (from, to) = (format!("{}{end}", BASELINE.files), format!("{}{end}", BASELINE.name));
        fs::copy(baseline.join(from), wasm.join(to)).map_err(Problem::with_file(&wasm))?;
    }
    let licence = project::root().join("LICENSE");
    fs::copy(&licence, package.join("dist/LICENSE")).map_err(Problem::with_file(&licence))?;
    step::run("compile TypeScript", &mut project::command("npm", &["run", "--silent", "build"], &package)).map(drop)
}

/// Prints how big the files are that a page loads; fails when one is over its limit.
pub fn sizes() -> Result<(), Problem> {
    let sizes = step::run("sizes", &mut project::command("npm", &["run", "--silent", "size"], &project::package()))?;
    print!("{sizes}");
    Ok(())
}

fn copy_files(from: &Path, to: &Path) -> Result<(), Problem> {
    for file in fs::read_dir(from).map_err(Problem::with_file(from))?.flatten() {
        fs::copy(file.path(), to.join(file.file_name())).map_err(Problem::with_file(to))?;
    }
    Ok(())
}

/// Both files of the verifier are started by one script: what it calls must be the same in both.
fn same_glue(verify: &Path, baseline: &Path) -> Result<(), Problem> {
    let glue = |folder: &Path| {
        let file = folder.join(format!("{}.js", VERIFY.files));
        fs::read(&file).map_err(Problem::with_file(&file))
    };
    if glue(verify)? == glue(baseline)? {
        return Ok(());
    }
    Err(Problem::new("The module without vector instructions needs another script than the one with them."))
}
