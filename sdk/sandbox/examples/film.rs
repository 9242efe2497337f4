//! Writes a film of two codes: `cargo run -p ikd-sandbox --features film --example film -- film.mjpeg [easy|desk|hard]`.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use ikd_sandbox::film::{Conditions, Film, Options};

/// As long as a real code: about 370 characters.
fn text(part: char) -> String {
    let filler = (0..364).map(|i| char::from(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:"[(i * 7 + i / 11) % 44]));
    ["IKD1:", &String::from(part)].concat().chars().chain(filler).collect()
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| String::from("film.mjpeg"));
    let conditions = match arguments.next().as_deref() {
        Some("easy") => Conditions::Easy,
        Some("hard") => Conditions::Hard,
        _ => Conditions::Desk,
    };
    let texts = ['A', 'B', 'C'].map(text);
    let film = Film::with(&texts.each_ref().map(String::as_str), &Options { conditions, ..Options::default() })
        .map_err(io::Error::other)?;
    let mut out = BufWriter::new(File::create(&path)?);
    let progress = |done, total| eprint!("\r{done}/{total} pictures");
    let raw = Path::new(&path).extension().is_some_and(|end| end.eq_ignore_ascii_case("y4m"));
    if raw { film.write_y4m(&mut out, progress) } else { film.write_mjpeg(&mut out, progress) }?;
    eprintln!(" in {path}");
    Ok(())
}
