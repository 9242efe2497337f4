//! The project's own commands: `cargo xtask build|test|demo|bench|vectors|setup|help`.
//!
//! In: the arguments. Out: progress lines, and exit status 0 or 1. A failure is one sentence, never a stack trace.

mod bench;
mod build;
mod chromium;
mod demo;
mod module;
mod no_std;
mod problem;
mod project;
mod setup;
mod step;
mod test;
mod vectors;

use problem::Problem;
use std::{env, process::ExitCode};

const HELP: &str = "\
cargo xtask COMMAND

  build             the npm package with its two wasm modules, into npm-package/dist
  test              set-up and every check
  demo [--once]     the whole path in a real browser, then the examples; --once ends instead
  bench             how long a verification takes, beside the bare signature check
  vectors [--check] writes test-vectors, or fails when they differ from what the code makes
  setup             installs what the other commands need; they do it too
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Problem> {
    match words {
        ["build"] => build::run(),
        ["test"] => test::run(),
        ["demo"] => demo::run(demo::End::Serve),
        ["demo", "--once"] => demo::run(demo::End::Exit),
        ["bench"] => bench::run(),
        ["vectors"] => vectors::run(vectors::Check::Write),
        ["vectors", "--check"] => vectors::run(vectors::Check::Compare),
        ["setup"] => setup::tools().and_then(|()| chromium::find().map(drop)),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(Problem::new(format!("There is no such command: {}.\n\n{HELP}", words.join(" ")))),
    }
}
