//! A step: a named piece of work, with a line when it is done.
//!
//! In: a command or a function. Out: its output. While a command runs, its last line is shown now and then;
//! the whole output is shown only when it fails.

use crate::problem::Problem;
use std::{
    io::{self, BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// Runs a command as a step, and returns what it printed.
pub fn run(name: &str, command: &mut Command) -> Result<String, Problem> {
    work(name, || {
        let start = Instant::now();
        let mut child = spawn(command)?;
        let output = follow(name, &mut child, start);
        let status = child.wait().map_err(|error| Problem::new(format!("{name}: {error}.")))?;
        if status.success() {
            return Ok(output);
        }
        Err(Problem::new(format!("{output}\n{name} failed ({status}).")))
    })
}

/// Does some work as a step.
pub fn work<T>(name: &str, work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { "ok  " } else { "FAIL" };
    println!("{mark} {name} ({:.1} s)", start.elapsed().as_secs_f64());
    result
}

fn spawn(command: &mut Command) -> Result<Child, Problem> {
    let program = command.get_program().display().to_string();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| {
        match error.kind() {
            io::ErrorKind::NotFound => Problem::new(format!("{program} was not found: install it and try again.")),
            _ => Problem::new(format!("{program} could not be started: {error}.")),
        }
    })
}

fn follow(name: &str, child: &mut Child, start: Instant) -> String {
    let (lines, arriving) = mpsc::channel();
    if let Some(stream) = child.stdout.take() {
        forward(stream, lines.clone());
    }
    if let Some(stream) = child.stderr.take() {
        forward(stream, lines);
    }
    let (mut output, mut last, mut shown) = (String::new(), String::new(), Instant::now());
    loop {
        match arriving.recv_timeout(SIGN_OF_LIFE) {
            Ok(line) => {
                output.push_str(&line);
                output.push('\n');
                last = line;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return output,
        }
        if shown.elapsed() >= SIGN_OF_LIFE {
            shown = Instant::now();
            let start_of_last: String = last.trim().chars().take(80).collect();
            println!("     {name}, {} s: {start_of_last}", start.elapsed().as_secs());
        }
    }
}

fn forward(stream: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            // The receiver lives as long as the child's streams.
            let _ = lines.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
}
