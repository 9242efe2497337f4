//! Measures `ikd verify --batch` beside the bare check of the same signatures, both on every core.
//!
//! In: nothing; sdk/bench makes the records. Out: records a second, their ratio to the bare check, and the peak of the
//! memory at two sizes of file. The two are run in turns, and the fastest of each counts: other work on the machine only slows.

use crate::{problem::Problem, project, step};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const RECORDS: u32 = 20_000;
const TIMES: u32 = 5;
const ROUNDS: u32 = 9;
/// The sandbox's clock in the records.
const THEN: &str = "1800000000";

/// Builds, makes the records, measures.
pub fn run() -> Result<(), Problem> {
    let folder = project::target().join("bench/batch");
    fs::create_dir_all(&folder).map_err(Problem::with_file(&folder))?;
    step::run("build ikd", &mut project::cargo(&["build", "--locked", "--release", "-p", "ikd-cli"]))?;
    step::run("make records", &mut bench(&["make", &folder.display().to_string(), &RECORDS.to_string()]))?;
    let arguments = ["trust", "make", "--now", THEN, "trust.cbor"];
    let root = step::run("name the root", &mut ikd(&folder, &arguments))?.trim().to_owned();
    let records = fs::read(folder.join("records.ndjson")).map_err(Problem::with_file(&folder))?;
    let many = folder.join("many.ndjson");
    fs::write(&many, records.repeat(TIMES as usize)).map_err(Problem::with_file(&many))?;
    let (mut bare, mut whole, mut memory) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let seconds = step::run("bare signatures", &mut bench(&["bare", &folder.display().to_string()]))?;
        bare.push(seconds.trim().parse().map_err(|_| Problem::new("The bench printed no number of seconds."))?);
        let (seconds, peak) = verify(&folder, &root, "records.ndjson")?;
        whole.push(seconds);
        memory = memory.max(peak);
    }
    let (bare, whole) = (fastest(&bare), fastest(&whole));
    let count = f64::from(RECORDS);
    println!("bare verify_strict {:8.0} records/s (modes M and S in turn: three signatures for two)", count / bare);
    println!("ikd verify --batch {:8.0} records/s, {:.0} % of it", count / whole, 100.0 * bare / whole);
    let (_, peak) = verify(&folder, &root, "many.ndjson")?;
    println!("peak memory        {memory} KiB at {RECORDS} records, {peak} KiB at {}", RECORDS * TIMES);
    Ok(())
}

/// The program of sdk/bench with these arguments, compiled anew where that is needed.
pub fn bench(arguments: &[&str]) -> Command {
    let manifest = project::root().join("sdk/bench/Cargo.toml").display().to_string();
    let fixed = ["run", "--quiet", "--locked", "--release", "--manifest-path", &manifest, "--"];
    let mut command = project::cargo(&[&fixed, arguments].concat());
    command.env("CARGO_TARGET_DIR", project::target().join("verify-bench"));
    command
}

fn ikd(folder: &Path, arguments: &[&str]) -> Command {
    let program = project::target().join("release/ikd").display().to_string();
    project::command(&program, arguments, folder)
}

/// The seconds that a file takes, start included, and the peak of the resident memory in KiB.
fn verify(folder: &Path, root: &str, records: &str) -> Result<(f64, u64), Problem> {
    let arguments = ["verify", "--sandbox", "--root", root, "--lists", "lists", "--batch", records];
    let mut command = ikd(folder, &arguments);
    let out = folder.join("out.ndjson");
    let out = fs::File::create(&out).map_err(Problem::with_file(&out))?;
    let failed = |error: std::io::Error| Problem::new(format!("ikd verify --batch: {error}."));
    let start = Instant::now();
    let mut child = command.stdout(out).stderr(Stdio::null()).spawn().map_err(failed)?;
    let mut peak = 0;
    let status = loop {
        peak = peak.max(resident(child.id()).unwrap_or_default());
        match child.try_wait().map_err(failed)? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    if status.success() { Ok((seconds, peak)) } else { Err(Problem::new("ikd verify --batch rejected a record.")) }
}

/// The peak so far, where the system tells (Linux).
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn fastest(all: &[f64]) -> f64 {
    all.iter().copied().fold(f64::INFINITY, f64::min)
}
