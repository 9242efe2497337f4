//! Proves that ikd-verify needs no standard library: it is compiled where there is none.
//!
//! The folder that stands for the compiler's own holds core and alloc only, so that any `extern crate std` of the crate or of
//! a dependency cannot be found. Building for wasm32-unknown-unknown alone proves nothing: that target has a std.

use crate::{problem::Problem, project, setup, step};
use std::{fs, os::unix::fs::symlink, path::Path};

const TARGET: &str = "wasm32-unknown-unknown";
const WITHOUT_STD: [&str; 3] = ["libcore-", "liballoc-", "libcompiler_builtins-"];

/// Checks the crate.
pub fn check() -> Result<(), Problem> {
    let library = setup::answer("rustc", &["--print", "target-libdir", "--target", TARGET])
        .ok_or_else(|| Problem::new("rustc does not tell where its libraries are."))?;
    let target = project::target().join("no_std");
    let sysroot = target.join("sysroot");
    lay_out(Path::new(&library), &sysroot.join(format!("lib/rustlib/{TARGET}/lib")))?;
    let mut cargo = project::cargo(&["check", "--locked", "--package=ikd-verify", "--target", TARGET]);
    cargo.env("CARGO_TARGET_DIR", &target).env("CARGO_ENCODED_RUSTFLAGS", format!("--sysroot={}", sysroot.display()));
    step::run("ikd-verify without std", &mut cargo).map(drop)
}

fn lay_out(library: &Path, folder: &Path) -> Result<(), Problem> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(Problem::with_file(folder))?;
    for entry in fs::read_dir(library).map_err(Problem::with_file(library))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if WITHOUT_STD.iter().any(|start| name.starts_with(start)) {
            symlink(entry.path(), folder.join(&name)).map_err(Problem::with_file(folder))?;
        }
    }
    Ok(())
}
