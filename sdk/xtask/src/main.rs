//! The project's own commands: `cargo xtask build|test|demo|bench|faults|fuzz|soak|vectors|setup|help`.
//!
//! In: the arguments. Out: progress lines, and exit status 0 or 1. A failure is one sentence, never a stack trace.

mod bench;
mod bench_batch;
mod bench_scan;
mod bench_server;
mod bench_web;
mod browsers;
mod build;
mod chromium;
mod data;
mod demo;
mod faults;
mod fuzz;
mod module;
mod no_std;
mod own_frames;
mod panics;
mod problem;
mod project;
mod sentences;
mod servers;
mod setup;
mod soak;
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
  bench batch       how many archived records ikd verify --batch verifies a second, beside the bare signature check
  bench server [--quick]
                    what a relying party's backend verifies a second, in process beside the bare signature check and over HTTP with its
                    stores (three minutes, --quick one)
  bench web [--quick]
                    how long a person waits in Chromium: from the page's load to the camera, from the camera to a verified code, over
                    fifty films (--quick ten), and the same with the browser slowed
  bench scan        how many codes the scanner reads and how fast, beside other readers, in Node and in Chromium (half an hour);
                    then names of sets, if not all, --only PEER,…, --quick: zxing-wasm only, in Node only,
                    --write: into README.md and npm-package/bench/scan.svg rather than target/bench
  faults            puts a relying party's backend and its stores at fault, each in every way (half an hour); then words of rows, if not
                    all, --codes N and --requests N for fewer than ten thousand of each
  fuzz [SECONDS]    arbitrary frames for the scanner, for a minute or as long as said; needs a C++ compiler
  soak [MINUTES]    scans good, empty and hostile frames in Chromium, for ten minutes or as long as said, and watches the memory
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
        ["bench", "batch"] => bench_batch::run(),
        ["bench", "server", arguments @ ..] => bench_server::run(arguments),
        ["bench", "web", arguments @ ..] => bench_web::run(arguments),
        ["bench", "scan", arguments @ ..] => bench_scan::run(arguments),
        ["faults", arguments @ ..] => faults::run(arguments),
        ["fuzz"] => fuzz::run(fuzz::SECONDS),
        ["fuzz", seconds] => fuzz::run(seconds.parse().map_err(|_| Problem::new("fuzz takes a number of seconds."))?),
        ["soak"] => soak::run(soak::MINUTES),
        ["soak", minutes] => soak::run(minutes),
        ["vectors"] => vectors::run(vectors::Check::Write),
        ["vectors", "--check"] => vectors::run(vectors::Check::Compare),
        ["setup"] => {
            setup::tools()?;
            chromium::find()?;
            browsers::Browsers::find();
            servers::Servers::find().map(drop)
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(Problem::new(format!("There is no such command: {}.\n\n{HELP}", words.join(" ")))),
    }
}
