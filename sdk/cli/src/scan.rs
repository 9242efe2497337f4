//! `ikd scan`: pictures → the texts of the QR codes in them.

use crate::picture::Picture;
use crate::{Misuse, output};
use clap::Args;
use ikd_scan::{Frame, FrameError, QrText, Scanner};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The options of `ikd scan`.
#[derive(Args)]
pub struct Arguments {
    /// Print a JSON line a picture.
    #[arg(long)]
    json: bool,
    /// The pictures.
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Line<'a> {
    file: String,
    texts: Vec<&'a str>,
    ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

/// Exit 0 when every picture showed a code, 1 when one did not, 2 when one could not be read.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mut worst = 0;
    for path in &arguments.images {
        let status = scan(path, arguments.json).unwrap_or_else(|sentence| {
            eprintln!("ikd: {sentence}");
            2
        });
        worst = worst.max(status);
    }
    ExitCode::from(worst)
}

fn scan(path: &Path, json: bool) -> Result<u8, Misuse> {
    let picture = Picture::read(path)?;
    let start = Instant::now();
    let found = Frame::new(&picture.luma, picture.width, picture.height).and_then(|frame| Scanner::texts(&frame));
    let ms = (start.elapsed().as_secs_f64() * 10_000.0).round() / 10.0;
    if json {
        output::json(&record(path, &found, ms))?;
    } else {
        output::line(&plain(path, &found, ms))?;
    }
    Ok(u8::from(!found.is_ok_and(|texts| !texts.is_empty())))
}

type Found = Result<Vec<QrText>, FrameError>;

fn record<'a>(path: &Path, found: &'a Found, ms: f64) -> Line<'a> {
    let texts = found.iter().flatten().map(QrText::as_str).collect();
    let code = found.as_ref().err().map(|error| error.code());
    Line { file: path.display().to_string(), texts, ms, code }
}

fn plain(path: &Path, found: &Found, ms: f64) -> String {
    let file = path.display();
    match found {
        Err(error) => format!("{file}: {} ({error})", error.code()),
        Ok(texts) if texts.is_empty() => format!("{file}: no QR code found in {ms} ms"),
        Ok(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| output::safe(text.as_str())).collect();
            format!("{file}: {ms} ms\n{}", texts.join("\n"))
        }
    }
}
