//! Runs set-up and every check, and counts. A failing check shows its output; the others still run.

use crate::{
    browsers::Browsers, build, chromium, no_std, problem::Problem, project, servers::Servers, setup, step, vectors,
};
use std::{env, path::PathBuf, process::Command};

/// How many checks passed and failed.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

/// Every check. Fails if one does.
pub fn run() -> Result<(), Problem> {
    setup::tools()?;
    let mut tally = Tally::default();
    let servers = step::work("Redis and PostgreSQL", Servers::find);
    let servers = servers.map_err(|problem| tally.count(Err::<(), _>(problem))).ok();
    rust(&mut tally, servers.as_ref());
    if tally.count(build::package()) {
        tally.count(build::sizes());
        package(&mut tally, servers.as_ref());
    } else {
        println!("The checks of the package were not run, because it was not built.");
    }
    tally.count(step::work("test vectors", || vectors::run(vectors::Check::Compare)));
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err(Problem::new("Some checks failed.")) }
}

fn rust(tally: &mut Tally, servers: Option<&Servers>) {
    let workspace = ["--workspace", "--all-features", "--locked"];
    tally.run("format", &mut project::cargo(&["fmt", "--all", "--check"]));
    // The workspaces beside this one are built by commands of their own, which would find a stale lock file too late.
    for beside in ["sdk/bench", "sdk/scan/fuzz"] {
        let manifest = format!("--manifest-path={beside}/Cargo.toml");
        tally.run(&format!("lock file of {beside}"), &mut project::cargo(&["tree", "--locked", "--quiet", &manifest]));
    }
    tally.run("clippy", project::cargo(&["clippy", "--all-targets"]).args(workspace).args(["--", "-D", "warnings"]));
    tally.run("clippy of the vectors", &mut clippy_of_vectors());
    let mut tests = project::cargo(&["test", "--all-targets"]);
    if let Some(servers) = servers {
        servers.name_to(&mut tests);
    } else {
        println!("     not run: the Rust backend over Redis, because there is no redis-server");
    }
    tally.run("Rust tests", tests.args(workspace));
    say_what_is_absent();
    tally.run("Rust examples in the documentation", project::cargo(&["test", "--doc"]).args(workspace));
    let doc = ["doc", "--no-deps"];
    tally.run("Rust documentation", project::cargo(&doc).args(workspace).env("RUSTDOCFLAGS", "-D warnings"));
    tally.count(no_std::check());
}

/// Vectors are compiled for the browser alone, where the other clippy does not look.
fn clippy_of_vectors() -> Command {
    let mut cargo = project::cargo(&["clippy", "--locked", "--package=ikd-scan", "--no-default-features"]);
    cargo.args(["--target=wasm32-unknown-unknown", "--", "-D", "warnings"]);
    cargo.env("CARGO_TARGET_DIR", project::target().join("vectors"));
    cargo.env("CARGO_ENCODED_RUSTFLAGS", "-Ctarget-feature=+simd128");
    cargo
}

/// What the Rust tests could not run, since a test that passes shows no output.
fn say_what_is_absent() {
    println!("     not run: attack row K03, because its corpus of 914 signatures is not at hand");
    let beside = || project::root().join("../shared/vectors");
    if !env::var_os("IKD_EXTERNAL_VECTORS").map_or_else(beside, PathBuf::from).exists() {
        println!(
            "     not run: Wycheproof, speccheck, cose-wg, claim-169, dgc and the status lists' examples: external suites not present, skipped"
        );
    }
    let beside = || project::root().join("../shared/bench");
    if !env::var_os("IKD_BENCH").map_or_else(beside, PathBuf::from).join("pictures").exists() {
        println!("     not run: the public pictures of codes, because they are not at hand");
    }
}

fn package(tally: &mut Tally, servers: Option<&Servers>) {
    let package = project::package();
    let npm = |script: &str| project::command("npm", &["run", "--silent", script], &package);
    tally.run("package in Node", &mut npm("test:node"));
    if let Some(servers) = servers {
        tally.run("stores", servers.name_to(&mut npm("test:server")));
    }
    if tally.count(setup::runtimes()) {
        tally.run("package in Bun, Deno, workerd and Node 24", &mut npm("test:runtimes"));
    }
    let chromium = match step::work("Chromium", chromium::find) {
        Ok(chromium) => chromium,
        Err(problem) => {
            tally.count(Err::<(), _>(problem));
            return;
        }
    };
    tally.run("package in Chromium", npm("test:browser").env("CHROMIUM", &chromium));
    tally.run("package in Firefox and WebKit", Browsers::find().name_to(&mut npm("test:browsers")));
    tally.run("packed package", npm("test:pack").env("CHROMIUM", &chromium));
    if tally.count(setup::bundlers()) {
        tally.run("packed package in bundlers", npm("test:bundlers").env("CHROMIUM", &chromium));
    }
    tally.run(
        "examples",
        project::command("npm", &["test", "--silent"], &project::examples()).env("CHROMIUM", &chromium),
    );
}

/// How many tests the output of cargo and of our node reporter says have passed.
fn tests(output: &str) -> u32 {
    let number =
        |at: usize| output.get(..at)?.rsplit(|letter: char| !letter.is_ascii_digit()).next()?.parse::<u32>().ok();
    output.match_indices(" passed").filter_map(|(at, _)| number(at)).sum()
}

impl Tally {
    fn run(&mut self, name: &str, command: &mut Command) {
        let result = step::run(name, command);
        if let Ok(output) = &result
            && tests(output) > 0
        {
            println!("     {} tests passed", tests(output));
        }
        if let Ok(output) = &result {
            output.lines().filter(|line| line.starts_with("not run: ")).for_each(|line| println!("     {line}"));
        }
        self.count(result);
    }

    /// Counts a result and tells whether it was good.
    fn count<T>(&mut self, result: Result<T, Problem>) -> bool {
        let Err(problem) = result else {
            self.passed += 1;
            return true;
        };
        println!("{problem}");
        self.failed += 1;
        false
    }
}
