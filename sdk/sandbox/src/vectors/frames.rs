//! Pictures with a known answer (`test-vectors/frames/`): drawn by integer arithmetic, so the bytes never differ.

use super::case::{BANK, NOW, case, minted};
use super::{File, json};
use crate::cose::qr_text;
use crate::minted;
use ikd_scan::{Level, Symbol};
use serde::Serialize;
use serde_json::{Value, json};

/// A grey picture, row by row.
#[derive(Clone)]
struct Canvas {
    width: usize,
    height: usize,
    luma: Vec<u8>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    id: &'static str,
    flags: Vec<&'static str>,
    file: &'static str,
    width: usize,
    height: usize,
    /// The text of the QR that must be read, or null.
    text: Option<String>,
    /// The verdict on it under the list of `verify/accepted.json`, or null where there is no QR.
    expect: Value,
    now: u64,
    trust_list: Value,
    roots: Value,
}

impl Canvas {
    fn white(width: usize, height: usize) -> Self {
        Self { width, height, luma: vec![235; width * height] }
    }

    /// Draws a symbol at a place, a module as a square of this side.
    fn draw(mut self, symbol: &Symbol, [left, top]: [usize; 2], side: usize) -> Self {
        for y in 0..symbol.size() * side {
            for x in 0..symbol.size() * side {
                if symbol.is_dark(x / side, y / side) {
                    self.luma[(top + y) * self.width + left + x] = 20;
                }
            }
        }
        self
    }

    fn map(&self, width: usize, height: usize, from: impl Fn(usize, usize) -> (usize, usize)) -> Self {
        let pixel = |at: usize| {
            let (x, y) = from(at % width, at / width);
            self.luma[y * self.width + x]
        };
        Self { width, height, luma: (0..width * height).map(pixel).collect() }
    }

    fn pgm(&self) -> Vec<u8> {
        [format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes(), self.luma.clone()].concat()
    }
}

fn symbol(text: &str) -> Symbol {
    Symbol::encode(text, Level::Medium).unwrap_or_else(|_| unreachable!("the texts of this file fit"))
}

fn token_text() -> String {
    qr_text(&minted::token(&minted(), &super::case::issuer()).sign(&super::case::issuer()))
}

/// Grey of the same period everywhere: a generator of the Park-Miller family, in integers.
fn noise(width: usize, height: usize) -> Canvas {
    let mut state = 1_u64;
    let mut next = || {
        state = state * 48_271 % 2_147_483_647;
        u8::try_from(state % 256).unwrap_or(0)
    };
    Canvas { width, height, luma: (0..width * height).map(|_| next()).collect() }
}

/// Finder patterns alone, pitch 16, module 2: what freezes a naive scanner (row Q02).
fn finders(width: usize, height: usize) -> Canvas {
    let dark = |x: usize, y: usize| {
        let (x, y) = (x % 16 / 2, y % 16 / 2);
        let ring = x.abs_diff(3).max(y.abs_diff(3));
        x < 7 && y < 7 && ring != 2
    };
    let luma = (0..width * height).map(|at| if dark(at % width, at / width) { 20 } else { 235 }).collect();
    Canvas { width, height, luma }
}

pub fn files() -> Vec<File> {
    let drawn = pictures();
    let records: Vec<&Frame> = drawn.iter().map(|(frame, _)| frame).collect();
    let index = File { path: "frames/frames.json", bytes: json(&records) };
    let pictures = drawn.iter().map(|(frame, canvas)| File { path: frame.file, bytes: canvas.pgm() });
    pictures.chain([index]).collect()
}

fn pictures() -> Vec<(Frame, Canvas)> {
    let text = token_text();
    let own = symbol(&text);
    let (side, border) = (3, 12);
    let edge = own.size() * side + 2 * border;
    let clean = Canvas::white(edge, edge).draw(&own, [border, border], side);
    let other = symbol("https://example.com/");
    let two = Canvas::white(2 * edge, edge).draw(&own, [border, border], side).draw(&other, [edge + border, border], 4);
    let verified = || case("", &[]).minted(&minted()).verifies_nik_nama();
    let url = || case("", &[]).text("").rejects_with("not_an_ikd_qr", json!({"kind": "url"}));
    let refused = |code: &str| case("", &[]).rejects(code);
    let small = Canvas::white(160, 160).draw(&other, [20, 20], 4);
    vec![
        frame("clean", "frames/clean.pgm", &["Q15"], Some(&text), Some(verified()), clean.clone()),
        frame(
            "turned",
            "frames/turned.pgm",
            &["Q13"],
            Some(&text),
            Some(verified()),
            clean.map(edge, edge, |x, y| (y, edge - 1 - x)),
        ),
        frame(
            "mirrored",
            "frames/mirrored.pgm",
            &["Q13"],
            Some(&text),
            Some(verified()),
            clean.map(edge, edge, |x, y| (edge - 1 - x, y)),
        ),
        frame("another-qr", "frames/another_qr.pgm", &["B08"], Some("https://example.com/"), Some(url()), small),
        frame("blank", "frames/blank.pgm", &["Q01"], None, None, Canvas::white(320, 240)),
        frame("noise", "frames/noise.pgm", &["Q01"], None, None, noise(320, 240)),
        frame("two-codes", "frames/two_codes.pgm", &["Q07"], None, Some(refused("several_codes")), two),
        frame(
            "finder-patterns",
            "frames/finder_patterns.pgm",
            &["Q02"],
            None,
            Some(refused("frame_over_budget")),
            finders(320, 240),
        ),
    ]
}

fn frame(
    id: &'static str,
    file: &'static str,
    flags: &[&'static str],
    text: Option<&str>,
    verdict: Option<super::case::Record>,
    canvas: Canvas,
) -> (Frame, Canvas) {
    let record = serde_json::to_value(case(BANK, &[])).unwrap_or_default();
    let expect = verdict.map(|verdict| serde_json::to_value(verdict).unwrap_or_default()["expect"].clone());
    let frame = Frame {
        id,
        flags: flags.into(),
        file,
        width: canvas.width,
        height: canvas.height,
        text: text.map(str::to_owned),
        expect: expect.unwrap_or_default(),
        now: NOW,
        trust_list: record["trustList"].clone(),
        roots: record["roots"].clone(),
    };
    (frame, canvas)
}
