//! How many pictures of a folder are read: `cargo run --release -p ikd-scan --example read_rate -- [--frame] FOLDER…`.
//!
//! A folder holds pictures (PNG or PGM) and manifest.json: a list of {file, text}; text is null for a picture without a code
//! and "?" where the truth is unknown. With `--frame` each picture is one frame of a camera, otherwise it gets every pass.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use ikd_scan::{Frame, FrameError, QrText, Scanner};
use serde_json::Value;

/// Which of the scanner's two ways is measured.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    CameraFrame,
    Picture,
}

#[derive(Default)]
struct Tally {
    pictures: usize,
    read: usize,
    unknown: usize,
    wrong: Vec<String>,
    over_budget: usize,
    several: usize,
    millis: Vec<f64>,
}

impl Tally {
    fn add(&mut self, file: &str, truth: Option<&str>, result: Result<Option<QrText>, FrameError>) {
        self.pictures += 1;
        match result {
            Ok(Some(text)) if truth == Some(text.as_str()) => self.read += 1,
            Ok(Some(_)) if truth == Some("?") => self.unknown += 1,
            Ok(Some(_)) => self.wrong.push(file.to_owned()),
            Ok(None) => {}
            Err(FrameError::SeveralCodes) => self.several += 1,
            Err(_) => self.over_budget += 1,
        }
    }

    fn print(&mut self, folder: &str) {
        self.millis.sort_by(f64::total_cmp);
        let at = |percent: usize| self.millis.get(self.millis.len() * percent / 100).copied().unwrap_or_default();
        println!(
            "{folder}: {} read of {}; wrong {:?}; truth unknown {}; several codes {}; over budget {}; median {:.1} ms, p95 {:.1} ms, worst {:.1} ms",
            self.read,
            self.pictures,
            self.wrong,
            self.unknown,
            self.several,
            self.over_budget,
            at(50),
            at(95),
            self.millis.last().copied().unwrap_or_default(),
        );
    }
}

fn measure(folder: &str, way: Way) -> Result<(), Box<dyn Error>> {
    let manifest: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(Path::new(folder).join("manifest.json"))?)?;
    let mut tally = Tally::default();
    for entry in &manifest {
        let file = entry["file"].as_str().ok_or("the manifest has an entry without a file")?;
        let picture = image::open(Path::new(folder).join(file))?.to_luma8();
        let frame = Frame::new(picture.as_raw(), picture.width() as usize, picture.height() as usize)?;
        let start = Instant::now();
        let result = match way {
            Way::CameraFrame => Scanner::new().find(&frame),
            Way::Picture => Scanner::find_in_picture(&frame),
        };
        tally.millis.push(start.elapsed().as_secs_f64() * 1e3);
        tally.add(file, entry["text"].as_str(), result);
    }
    tally.print(folder);
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut way = Way::Picture;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--frame" => way = Way::CameraFrame,
            folder => measure(folder, way)?,
        }
    }
    Ok(())
}
