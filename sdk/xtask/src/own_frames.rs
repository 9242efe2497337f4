//! The project's own frames as sets for the scanner's benchmark: short films of a phone, and the pictures of the test vectors.
//!
//! Out: a folder for each set, with PGM pictures and manifest.json, a list of {file, text} and more.

use crate::{problem::Problem, project};
use ikd_sandbox::film::{Conditions, Film, Options};
use ikd_sandbox::{Fault, Wallet};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// The names of the sets.
pub const SETS: [&str; 4] = ["film-easy", "film-desk", "film-hard", "frames"];

const CONDITIONS: [Conditions; 3] = [Conditions::Easy, Conditions::Desk, Conditions::Hard];
const CLIPS: u64 = 3;
const SECONDS: f32 = 1.0;
const NOW: u64 = 1_800_000_000;

/// Writes every set into `folder`.
pub fn write(folder: &Path) -> Result<(), Problem> {
    let [films @ .., frames] = SETS;
    for (name, conditions) in films.iter().zip(CONDITIONS) {
        write_films(&folder.join(name), conditions)?;
    }
    write_vectors(&folder.join(frames))
}

/// One clip for each seed, of a code that a wallet would show.
fn write_films(folder: &Path, conditions: Conditions) -> Result<(), Problem> {
    create(folder)?;
    let mut manifest = Vec::new();
    for seed in 0..CLIPS {
        let text = Wallet::budi().mint(None, &["nik", "nama"], NOW + seed, Fault::None);
        let options = Options { seed, seconds: SECONDS, conditions, ..Options::default() };
        let film = Film::with(&[&text], &options).map_err(|error| Problem::new(format!("No film: {error}.")))?;
        for index in 0..film.len() {
            let file = format!("{seed}-{index:03}.pgm");
            save(&folder.join(&file), &pgm(&film, index))?;
            manifest.push(json!({ "file": file, "text": text, "seq": seed, "frame": index }));
        }
    }
    save(&folder.join("manifest.json"), Value::Array(manifest).to_string().as_bytes())
}

fn pgm(film: &Film, index: usize) -> Vec<u8> {
    let picture = film.frame(index);
    let header = format!("P5\n{} {}\n255\n", picture.size().width(), picture.size().height());
    [header.as_bytes(), picture.luma()].concat()
}

/// The pictures of the test vectors. They are made to be hard on a reader: some readers never come back from one.
fn write_vectors(folder: &Path) -> Result<(), Problem> {
    create(folder)?;
    let vectors = project::root().join("test-vectors");
    let list = vectors.join("frames/frames.json");
    let records = fs::read(&list).map_err(Problem::with_file(&list))?;
    let records: Vec<Value> =
        serde_json::from_slice(&records).map_err(|error| Problem::new(format!("{}: {error}.", list.display())))?;
    let mut manifest = Vec::new();
    for record in &records {
        let source = vectors.join(record["file"].as_str().unwrap_or_default());
        let file = source.file_name().unwrap_or_default().display().to_string();
        save(&folder.join(&file), &fs::read(&source).map_err(Problem::with_file(&source))?)?;
        manifest.push(json!({ "file": file, "text": truth(record), "crafted": true }));
    }
    save(&folder.join("manifest.json"), Value::Array(manifest).to_string().as_bytes())
}

/// Of several codes in a picture a reader may give any: no text is right or wrong.
fn truth(record: &Value) -> Value {
    let several = record["expect"]["code"] == "several_codes";
    if several { json!("?") } else { record["text"].clone() }
}

fn create(folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(Problem::with_file(folder))
}

fn save(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    fs::write(file, bytes).map_err(Problem::with_file(file))
}
