//! Measures the scanner beside other QR readers, in Node and in Chromium, by npm-package/bench/scan.mjs.
//!
//! In: the arguments after `bench scan`; pictures in `$IKD_BENCH/pictures` (default: ../shared/bench beside the project) and
//! synthetic frames in `$IKD_BENCH_DATA` (default: `$IKD_BENCH/data`). Where neither is there, the project's own frames are
//! written and used. Out: figures on the terminal, a table and a chart in target/bench or, with `--write`, in the project.

use crate::{build, chromium, module::BENCH, own_frames, problem::Problem, project, setup, step};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Sets up, builds, measures.
pub fn run(arguments: &[&str]) -> Result<(), Problem> {
    setup::tools()?;
    setup::peers()?;
    let module = BENCH.build()?;
    let out = project::target().join("bench");
    let mut scan = project::command("node", &["bench/scan.mjs"], &project::package());
    scan.arg("--module").arg(module).arg("--out").arg(&out);
    name_sources(&mut scan, arguments, &out)?;
    if !arguments.contains(&"--quick") {
        // The sizes are those of the package, and its files are what a page loads.
        build::package()?;
        scan.env("CHROMIUM", step::work("Chromium", chromium::find)?);
    }
    let status = scan
        .args(arguments)
        .status()
        .map_err(|error| Problem::new(format!("The benchmark could not be started: {error}.")))?;
    if status.success() { Ok(()) } else { Err(Problem::new("The benchmark of the scanner failed.")) }
}

/// Says where the pictures are. The project's own are rendered only when they are needed.
fn name_sources(scan: &mut Command, arguments: &[&str], out: &Path) -> Result<(), Problem> {
    let bench = folder("IKD_BENCH", || project::root().join("../shared/bench"));
    let sources =
        [("--synthetic", folder("IKD_BENCH_DATA", || bench.join("data"))), ("--photographs", bench.join("pictures"))];
    let present: Vec<_> = sources.iter().filter(|(_, folder)| folder.is_dir()).collect();
    for (option, folder) in &present {
        scan.arg(option).arg(folder);
    }
    if present.is_empty() || arguments.iter().any(|name| own_frames::SETS.contains(name)) {
        let own = out.join("own");
        step::work("render the project's own frames", || own_frames::write(&own))?;
        scan.arg("--own").arg(own);
    }
    Ok(())
}

fn folder(variable: &str, default: impl FnOnce() -> PathBuf) -> PathBuf {
    env::var_os(variable).map_or_else(default, |named| project::root().join(named))
}
