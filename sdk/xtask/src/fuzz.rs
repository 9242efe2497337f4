//! Fuzzes the scanner with arbitrary frames, by libFuzzer with the coverage flags of stable Rust.
//!
//! In: how long. Out: how many pictures were looked at; or a failure with the file of the picture's bytes, which
//! `target/fuzz/HOST/release/frame FILE` looks at again. A C++ compiler is needed, for libFuzzer.

use crate::{problem::Problem, project, setup, step};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Seconds without an answer of the caller's.
pub const SECONDS: u32 = 60;
/// What lets libFuzzer see which code a picture reaches: as `cargo fuzz --sanitizer none` sets it.
const COVERAGE: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];
/// A picture that is looked at longer than this is a failure: a frame takes some milliseconds.
const MOST_SECONDS: u32 = 5;

/// Builds the fuzzer and runs it for `seconds`.
pub fn run(seconds: u32) -> Result<(), Problem> {
    let folder = project::target().join("fuzz");
    let fuzzer = build(&folder)?;
    let (corpus, failures) = (folder.join("corpus"), folder.join("failures"));
    for made in [&corpus, &failures] {
        fs::create_dir_all(made).map_err(Problem::with_file(made))?;
    }
    seed(&corpus)?;
    let mut command = Command::new(fuzzer);
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-timeout={MOST_SECONDS}"));
    command.arg(format!("-artifact_prefix={}/", failures.display())).arg(&corpus);
    let output = step::run("fuzz the scanner", &mut command)?;
    println!("     {}", output.lines().last().unwrap_or_default());
    Ok(())
}

fn build(folder: &Path) -> Result<PathBuf, Problem> {
    let host = setup::answer("rustc", &["--print", "host-tuple"])
        .ok_or_else(|| Problem::new("rustc does not tell what machine this is."))?;
    // With a target named, the flags are not for the build scripts, which would not link with them.
    let mut cargo = project::cargo(&["build", "--release", "--locked", "--target", &host]);
    cargo.args(["--manifest-path", "sdk/scan/fuzz/Cargo.toml"]);
    cargo.env("CARGO_TARGET_DIR", folder).env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"));
    step::run("build the fuzzer", &mut cargo)?;
    Ok(folder.join(host).join("release/frame"))
}

/// Pictures of each kind to begin with: the fuzzer keeps what it finds beside them.
fn seed(corpus: &Path) -> Result<(), Problem> {
    const LENGTH: usize = 64;
    let mut state = 1_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    for kind in 0..32_u8 {
        let bytes: Vec<u8> = std::iter::once(kind).chain((0..LENGTH).map(|_| byte())).collect();
        let path = corpus.join(format!("seed-{kind}"));
        fs::write(&path, bytes).map_err(Problem::with_file(&path))?;
    }
    Ok(())
}
