//! Pictures with a known answer (`test-vectors/frames/`): drawn by integer arithmetic, so the bytes never differ.

use super::case::{NOW, Record, case, minted};
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

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    id: &'static str,
    flags: Vec<&'static str>,
    file: String,
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
    fn draw(self, symbol: &Symbol, place: [usize; 2], side: usize) -> Self {
        self.draw_modules(symbol.size(), |x, y| symbol.is_dark(x, y), place, side)
    }

    fn draw_modules(
        mut self,
        size: usize,
        is_dark: impl Fn(usize, usize) -> bool,
        [left, top]: [usize; 2],
        side: usize,
    ) -> Self {
        for y in 0..size * side {
            for x in 0..size * side {
                if is_dark(x / side, y / side) {
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
    let drawn = [codes(), without_codes()].concat();
    let records: Vec<&Frame> = drawn.iter().map(|(frame, _)| frame).collect();
    let index = File { path: "frames/frames.json".into(), bytes: json(&records) };
    let pictures = drawn.iter().map(|(frame, canvas)| File { path: frame.file.clone(), bytes: canvas.pgm() });
    pictures.chain([index]).collect()
}

/// What a picture must give.
enum Answer<'a> {
    /// This text, and this verdict on it.
    Text(&'a str, Box<Record>),
    /// No text, and this code.
    Code(&'static str),
    /// Nothing: there is no QR.
    Nothing,
}

const VERSION_1: usize = 21;

/// 点茗 as two Kanji in a version 1-M symbol, a row a number: a text that `Symbol` does not write.
const KANJI: [u32; VERSION_1] = [
    0x1f_c17f, 0x10_4f41, 0x17_5d5d, 0x17_555d, 0x17_5b5d, 0x10_5141, 0x1f_d57f, 0x00_1300, 0x17_c17c, 0x0f_b52b,
    0x0f_4293, 0x18_8830, 0x14_f293, 0x00_17c1, 0x1f_c962, 0x10_5fc1, 0x17_5d24, 0x17_5d24, 0x17_5694, 0x10_4834,
    0x1f_d695,
];

/// AB as the first of two parts of a text.
const PART: [u32; VERSION_1] = [
    0x1f_cb7f, 0x10_5641, 0x17_455d, 0x17_475d, 0x17_595d, 0x10_4541, 0x1f_d57f, 0x00_0300, 0x15_4e12, 0x09_244a,
    0x01_f117, 0x07_844a, 0x0a_d553, 0x00_16a2, 0x1f_cae5, 0x10_43b8, 0x17_5eed, 0x17_4862, 0x17_5115, 0x10_4c69,
    0x1f_dd51,
];

const SIDE: usize = 3;
const BORDER: usize = 12;

/// A version 1 symbol on white.
fn small(rows: &[u32; VERSION_1]) -> Canvas {
    let dark = |x: usize, y: usize| rows[y] >> (VERSION_1 - 1 - x) & 1 == 1;
    Canvas::white(160, 160).draw_modules(VERSION_1, dark, [20, 20], 4)
}

/// The token's symbol on white.
fn clean(own: &Symbol) -> Canvas {
    let edge = own.size() * SIDE + 2 * BORDER;
    Canvas::white(edge, edge).draw(own, [BORDER, BORDER], SIDE)
}

fn codes() -> Vec<(Frame, Canvas)> {
    const URL: &str = "https://example.com/";
    const TWO_KANJI: &str = "点茗";
    let text = token_text();
    let clean = clean(&symbol(&text));
    let edge = clean.width;
    let own = || Answer::Text(&text, Box::new(case("", &[]).minted(&minted()).verifies_nik_nama()));
    let foreign = |kind: &str| Box::new(case("", &[]).text("").rejects_with("not_an_ikd_qr", json!({ "kind": kind })));
    let turned = clean.map(edge, edge, |x, y| (y, edge - 1 - x));
    let mirrored = clean.map(edge, edge, |x, y| (edge - 1 - x, y));
    let url = Canvas::white(160, 160).draw(&symbol(URL), [20, 20], 4);
    vec![
        frame("clean", "Q15", clean, own()),
        frame("turned", "Q13", turned, own()),
        frame("mirrored", "Q13", mirrored, own()),
        frame("another-qr", "B08", url, Answer::Text(URL, foreign("url"))),
        frame("kanji", "Q13", small(&KANJI), Answer::Text(TWO_KANJI, foreign("other"))),
    ]
}

fn without_codes() -> Vec<(Frame, Canvas)> {
    let clean = clean(&symbol(&token_text()));
    let edge = clean.width;
    let white = |x: usize, y: usize| if x < edge { (x, y) } else { (0, 0) };
    let both = clean.map(2 * edge, edge, white).draw(&symbol("https://example.com/"), [edge + BORDER, BORDER], 4);
    vec![
        frame("blank", "Q01", Canvas::white(320, 240), Answer::Nothing),
        frame("noise", "Q01", noise(320, 240), Answer::Nothing),
        frame("two-codes", "Q07", both, Answer::Code("several_codes")),
        frame("part-of-several", "Q13", small(&PART), Answer::Code("structured_append")),
        frame("finder-patterns", "Q02", finders(320, 240), Answer::Code("frame_over_budget")),
    ]
}

fn frame(id: &'static str, flag: &'static str, canvas: Canvas, answer: Answer<'_>) -> (Frame, Canvas) {
    let value = |record: Record| serde_json::to_value(record).unwrap_or_default();
    let (text, expect) = match answer {
        Answer::Text(text, verdict) => (Some(text.to_owned()), value(*verdict)["expect"].clone()),
        Answer::Code(code) => (None, value(case("", &[]).rejects(code))["expect"].clone()),
        Answer::Nothing => (None, Value::Null),
    };
    let list = value(case("", &[]));
    let frame = Frame {
        id,
        flags: vec![flag],
        file: format!("frames/{}.pgm", id.replace('-', "_")),
        width: canvas.width,
        height: canvas.height,
        text,
        expect,
        now: NOW,
        trust_list: list["trustList"].clone(),
        roots: list["roots"].clone(),
    };
    (frame, canvas)
}
