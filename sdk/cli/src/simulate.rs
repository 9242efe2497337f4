//! `ikd simulate`: the test wallet. Answers a challenge with a token, prints its text, draws its QR, films it.

use crate::{Misuse, input, output, picture};
use clap::Args;
use ikd_sandbox::film::{Conditions, Film, Options};
use ikd_sandbox::{Device, Fault, Showing, Wallet};
use ikd_scan::{Level, Symbol};
use ikd_verify::Challenge;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The options of `ikd simulate`.
#[derive(Args)]
pub struct Arguments {
    /// The challenge to answer (IKDQ1:…). Without it the token is for anybody and has no nonce.
    #[arg(long, value_name = "TEXT")]
    challenge: Option<String>,
    /// The fields to share. Without it, those that the challenge asks, or nik and nama.
    #[arg(long, value_name = "FIELD,FIELD", value_delimiter = ',')]
    fields: Vec<String>,
    /// The time of issue, in UNIX seconds. Without it the machine's clock.
    #[arg(long, value_name = "UNIX", value_parser = input::number())]
    now: Option<u64>,
    /// What goes wrong: none, expired, tampered, unknown_issuer, wrong_audience, wrong_nonce or revoked; with
    /// --mode sd also wrong_holder or forged_disclosure.
    #[arg(long, default_value = "none", value_name = "NAME")]
    fault: String,
    /// A token that the issuer makes for this showing, or an SD-CWT that the holder shows.
    #[arg(long, default_value = "minted", value_name = "minted|sd", value_parser = ["minted", "sd"])]
    mode: String,
    /// The kind of key that the phone has, with --mode sd.
    #[arg(long, default_value = "ed25519", value_name = "ed25519|p256", value_parser = ["ed25519", "p256"])]
    device: String,
    /// How many codes the film shows, one after the other.
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=20))]
    codes: u64,
    /// Draw the last code: a .png or .svg file, or - for the terminal.
    #[arg(long, value_name = "FILE")]
    qr: Option<PathBuf>,
    /// Film the codes on a phone held to a camera: a .mjpeg or .y4m file.
    #[arg(long, value_name = "FILE")]
    film: Option<PathBuf>,
    /// How hard the film is to read.
    #[arg(long, default_value = "desk", value_name = "easy|desk|hard", value_parser = ["easy", "desk", "hard"])]
    conditions: String,
    /// The same seed films the same movement, room and noise.
    #[arg(long, default_value_t = Options::default().seed, value_name = "N")]
    seed: u64,
    /// How long the film is.
    #[arg(long, default_value_t = 8, value_name = "SECONDS", value_parser = clap::value_parser!(u8).range(1..=60))]
    seconds: u8,
}

/// Prints the text of the last code.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    let texts = arguments.present()?;
    let last = texts.last().ok_or("no code was made")?;
    if let Some(path) = &arguments.qr {
        draw(last, path)?;
    }
    if let Some(path) = &arguments.film {
        film(&texts, path, &arguments.filming())?;
    }
    output::line(last)?;
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn present(&self) -> Result<Vec<String>, Misuse> {
        const SECONDS_APART: u64 = 2;
        let fault = Fault::named(&self.fault).ok_or("--fault knows no such name; see ikd simulate --help")?;
        let challenge = self.challenge.as_deref().map(Challenge::open).transpose();
        let challenge = challenge.map_err(|error| format!("the challenge is refused: {}: {error}", error.code()))?;
        let asked = challenge.iter().flat_map(|challenge| challenge.fields.iter().map(|asked| asked.field.name));
        let mut fields: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        if fields.is_empty() {
            fields = if challenge.is_some() { asked.collect() } else { vec!["nik", "nama"] };
        }
        let now = self.now.map_or_else(input::unix_time, Ok)?;
        // The last code is minted at `now`, those before it earlier: none comes from the future.
        let times = (0..self.codes).rev().map(|back| now.saturating_sub(back * SECONDS_APART));
        let (wallet, challenge) = (Wallet::budi(), challenge.as_ref());
        if self.mode == "minted" {
            let minted = fault.can_be_minted().then(|| times.map(|at| wallet.mint(challenge, &fields, at, fault)));
            return Ok(minted.ok_or("--fault: a minted token cannot have this one; see --mode sd")?.collect());
        }
        let device = if self.device == "p256" { Device::P256 } else { Device::Ed25519 };
        let show = |(number, at)| wallet.show(challenge, &fields, at, Showing { device, number, fault });
        Ok((0..).zip(times).map(show).collect())
    }

    fn filming(&self) -> Options {
        let conditions = match self.conditions.as_str() {
            "easy" => Conditions::Easy,
            "hard" => Conditions::Hard,
            _ => Conditions::Desk,
        };
        Options { seconds: f32::from(self.seconds), seed: self.seed, conditions, ..Options::default() }
    }
}

fn draw(text: &str, path: &Path) -> Result<(), Misuse> {
    const QUIET: usize = 4;
    let symbol = Symbol::encode(text, Level::Medium).map_err(|error| error.to_string())?;
    match path.extension().and_then(|extension| extension.to_str()) {
        _ if path == Path::new("-") => terminal(&symbol, QUIET).iter().try_for_each(|line| output::line(line)),
        Some("svg") => input::write(path, symbol.to_svg(QUIET).as_bytes()),
        Some("png") => picture::write(&symbol, QUIET, path),
        _ => Err("--qr takes a .png or .svg file, or -".into()),
    }
}

/// Two rows of modules a line of text, dark on light whatever the terminal's colours are.
fn terminal(symbol: &Symbol, quiet: usize) -> Vec<String> {
    let side = symbol.size() + 2 * quiet;
    let dark = |x: usize, y: usize| x >= quiet && y >= quiet && symbol.is_dark(x - quiet, y - quiet);
    let cell = |x, y| match (dark(x, y), dark(x, y + 1)) {
        (true, true) => ' ',
        (true, false) => '▄',
        (false, true) => '▀',
        (false, false) => '█',
    };
    let row = |y| format!("\x1b[97;40m{}\x1b[0m", (0..side).map(|x| cell(x, y)).collect::<String>());
    (0..side).step_by(2).map(row).collect()
}

fn film(texts: &[String], path: &Path, options: &Options) -> Result<(), Misuse> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let film = Film::with(&texts, options).map_err(|error| error.to_string())?;
    let sentence = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    let mut out = BufWriter::new(File::create(path).map_err(sentence)?);
    let progress = |done, total| eprint!("\rfilm {done}/{total}{}", if done == total { "\n" } else { "" });
    let written = match path.extension().and_then(|extension| extension.to_str()) {
        Some("mjpeg") => film.write_mjpeg(&mut out, progress),
        Some("y4m") => film.write_y4m(&mut out, progress),
        _ => return Err("--film takes a .mjpeg or .y4m file".into()),
    };
    written.map_err(sentence)
}
