//! Where things are: the folders of the project, and the commands cargo, node and npm in them.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    // Cargo sets it when it runs the command; the built-in value serves a binary that is started by hand.
    let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&manifest).ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The folder of the npm package.
pub fn package() -> PathBuf {
    root().join("npm-package")
}

/// The folder of the examples.
pub fn examples() -> PathBuf {
    root().join("examples")
}

/// Where cargo builds: the caller's choice, or `target`.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Cargo, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    command(&env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments, &root())
}

/// A program in a folder.
pub fn command(program: &str, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command
}
