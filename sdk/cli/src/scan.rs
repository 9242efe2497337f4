//! `ikd scan`: pictures → the texts of the QR codes in them, and on request why one was read or not.

use crate::picture::Picture;
use crate::{Misuse, annotated, output};
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
    /// Draw on a copy of the one picture what was found, and say where reading it ended. The copy still shows the code.
    #[arg(long, value_name = "OUT.png")]
    explain: Option<PathBuf>,
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
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    arguments.check()?;
    let mut worst = 0;
    for path in &arguments.images {
        let status = arguments.scan(path).unwrap_or_else(|sentence| {
            eprintln!("ikd: {sentence}");
            2
        });
        worst = worst.max(status);
    }
    Ok(ExitCode::from(worst))
}

impl Arguments {
    /// One picture is explained, in a file of its own.
    fn check(&self) -> Result<(), Misuse> {
        let (Some(out), [first, others @ ..]) = (&self.explain, self.images.as_slice()) else { return Ok(()) };
        if !others.is_empty() {
            return Err("--explain takes one picture".into());
        }
        if out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("png")) {
            return Err("--explain takes a .png file to write".into());
        }
        let is_same = |(out, picture): (PathBuf, PathBuf)| out == picture;
        if out.canonicalize().ok().zip(first.canonicalize().ok()).is_some_and(is_same) {
            return Err("--explain would overwrite the picture itself".into());
        }
        Ok(())
    }

    fn scan(&self, path: &Path) -> Result<u8, Misuse> {
        let picture = Picture::read(path)?;
        let start = Instant::now();
        let found =
            Frame::new(&picture.luma, picture.width, picture.height).and_then(|frame| Scanner::new().texts(&frame));
        let ms = (start.elapsed().as_secs_f64() * 10_000.0).round() / 10.0;
        if self.json {
            output::json(&record(path, &found, ms))?;
        } else {
            output::line(&plain(path, &found, ms))?;
        }
        if let Some(out) = &self.explain {
            explain(&picture, out)?;
        }
        Ok(u8::from(!found.is_ok_and(|texts| !texts.is_empty())))
    }
}

/// Draws what was found, and says it on standard error.
fn explain(picture: &Picture, out: &Path) -> Result<(), Misuse> {
    let Ok(frame) = Frame::new(&picture.luma, picture.width, picture.height) else {
        eprintln!("ikd: a picture of {} by {} pixels is not looked at", picture.width, picture.height);
        return Ok(());
    };
    let explanation = Scanner::explain(&frame);
    annotated::write(picture, &explanation, out)?;
    for sentence in annotated::sentences(&explanation) {
        eprintln!("ikd: {sentence}");
    }
    eprintln!("ikd: in {}, {}", out.display(), annotated::LEGEND);
    Ok(())
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
