//! Installs what is missing for a build: the wasm target and the npm packages.
//!
//! Says in one sentence what it cannot install. Installs npm packages only when their lock has changed.

use crate::{problem::Problem, project, step};
use sha2::{Digest, Sha256};
use std::{fs, path::Path, process::Command};

const WASM: &str = "wasm32-unknown-unknown";
const NODE: &str = "Node 20 or later is needed (with npm): install it, then try again.";

/// Makes the wasm target, Node, npm and the npm packages ready.
pub fn tools() -> Result<(), Problem> {
    wasm_target()?;
    node()?;
    packages(&project::package())?;
    packages(&project::examples())
}

/// Makes the readers ready that the scanner is measured beside.
pub fn peers() -> Result<(), Problem> {
    packages(&project::package().join("bench/peers"))
}

/// Makes the other runtimes ready in which the server's entry is tested.
pub fn runtimes() -> Result<(), Problem> {
    packages(&project::package().join("test/runtimes"))
}

/// Makes the bundlers ready that the packed package is built with. `npm ci` would want the parts for other platforms in the lock, which not
/// every registry has.
pub fn bundlers() -> Result<(), Problem> {
    install(&project::package().join("test/bundlers"), &["install", "--no-save"])
}

/// The first line that a program prints, or nothing when it cannot run.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(project::root()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Whether apt-get can install something: as root on Debian.
pub fn may_install() -> bool {
    Path::new("/etc/debian_version").exists() && answer("id", &["-u"]).as_deref() == Some("0")
}

/// Installs a package of Debian.
pub fn debian_package(name: &str) -> Result<(), Problem> {
    let apt = |arguments: &[&str]| {
        let mut command = project::command("apt-get", arguments, &project::root());
        step::run(&format!("apt-get {} {name}", arguments[0]), command.env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"])?;
    apt(&["install", "-y", "--no-install-recommends", name]).map(drop)
}

fn wasm_target() -> Result<(), Problem> {
    let folder = answer("rustc", &["--print", "target-libdir", "--target", WASM]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    let sentence = format!("Rust's target {WASM} is needed, and rustup could not install it: install Rust by rustup.");
    step::run("install the wasm target", &mut project::command("rustup", &["target", "add", WASM], &project::root()))
        .map(drop)
        .map_err(|problem| Problem::new(format!("{problem}\n{sentence}")))
}

fn node() -> Result<(), Problem> {
    let version = answer("node", &["--version"]).ok_or_else(|| Problem::new(NODE))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(Problem::new(format!("{NODE} This is Node {version}.")));
    }
    answer("npm", &["--version"]).map(drop).ok_or_else(|| Problem::new(NODE))
}

fn packages(folder: &Path) -> Result<(), Problem> {
    install(folder, &["ci"])
}

/// `words`: what npm is told to do.
fn install(folder: &Path, words: &[&str]) -> Result<(), Problem> {
    let Ok(lock) = fs::read(folder.join("package-lock.json")) else {
        return Ok(());
    };
    let hash = hex(&lock);
    let stamp = folder.join("node_modules/.installed-lock-sha256");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == hash) {
        return Ok(());
    }
    let name = format!("npm {} in {}", words.join(" "), folder.file_name().unwrap_or_default().display());
    step::run(&name, project::command("npm", words, folder).args(["--no-audit", "--no-fund"]))?;
    fs::create_dir_all(folder.join("node_modules")).map_err(Problem::with_file(folder))?;
    fs::write(&stamp, hash).map_err(Problem::with_file(&stamp))
}

/// The SHA-256 of some bytes, in hex.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
