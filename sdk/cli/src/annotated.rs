//! A picture and what was found in it → a picture with marks, and sentences that say what they mean.
//!
//! Marks and sentences tell places, sizes and fits; nothing of what a code says.

use crate::Misuse;
use crate::picture::Picture;
use ikd_scan::{Attempt, Ending, Explanation, FinderMark, Placement, Point};
use image::{ImageFormat, Rgb, RgbImage};
use std::path::Path;

/// What the colours mean.
pub const LEGEND: &str = "squares are finder patterns, from orange (doubtful) to green (clear); an outline with a dot on its modules is \
     a symbol: green read, red not repaired, violet not fitting; crosses are alignment patterns: blue found, orange predicted";

const GREEN: Rgb<u8> = Rgb([0, 200, 60]);
const RED: Rgb<u8> = Rgb([235, 30, 40]);
const VIOLET: Rgb<u8> = Rgb([190, 60, 230]);
const BLUE: Rgb<u8> = Rgb([20, 120, 255]);
const ORANGE: Rgb<u8> = Rgb([255, 140, 0]);
/// Pixels between two dots that can be told apart.
const APART: f32 = 4.0;
/// The quality up to which a finder is drawn orange, and that from which it is green.
const DOUBTFUL: f32 = 1.5;
const CLEAR: f32 = 3.5;

/// The tries worth telling: of each place the one that got furthest.
pub fn symbols(explanation: &Explanation) -> Vec<&Attempt> {
    let mut symbols: Vec<&Attempt> = Vec::new();
    for attempt in &explanation.attempts {
        match symbols.iter_mut().find(|known| is_of_one_place(known, attempt)) {
            Some(known) if rank(known) < rank(attempt) => *known = attempt,
            Some(_) => {}
            None => symbols.push(attempt),
        }
    }
    symbols
}

/// Sentences on all that was found, without a full stop at their ends.
pub fn sentences(explanation: &Explanation) -> Vec<String> {
    let symbols = symbols(explanation);
    let mut sentences = vec![finders(&explanation.finders)];
    if symbols.is_empty() && explanation.finders.len() > 2 {
        sentences.push("no three of them lie as those of one symbol do".into());
    }
    sentences.extend(symbols.into_iter().map(symbol));
    sentences
}

/// Draws all marks over the picture, and writes it as a PNG.
pub fn write(picture: &Picture, explanation: &Explanation, path: &Path) -> Result<(), Misuse> {
    let grey: Vec<u8> = picture.luma.iter().flat_map(|&luma| [luma; 3]).collect();
    let (width, height) = (u32::try_from(picture.width), u32::try_from(picture.height));
    let sides = width.ok().zip(height.ok());
    let image = sides.and_then(|(width, height)| RgbImage::from_raw(width, height, grey));
    let image = image.ok_or("the picture is too large to draw on")?;
    let mut canvas = Canvas { brush: i64::from(image.width().min(image.height()) / 600), image };
    for attempt in symbols(explanation) {
        canvas.symbol(attempt);
    }
    explanation.finders.iter().for_each(|finder| canvas.finder(finder));
    let written = canvas.image.save_with_format(path, ImageFormat::Png);
    written.map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn finders(found: &[FinderMark]) -> String {
    /// Two symbols' finders: the rest is clutter.
    const TOLD: usize = 6;
    let mut qualities: Vec<f32> = found.iter().map(|finder| finder.quality).collect();
    qualities.sort_by(|a, b| b.total_cmp(a));
    let best: Vec<String> = qualities.iter().take(TOLD).map(|quality| format!("{quality:.1}")).collect();
    let best = best.join(", ");
    match found.len() {
        0 => "nothing looks like a finder pattern".into(),
        1 => format!("one place looks like a finder pattern, of quality {best}"),
        many if many > TOLD => format!("{many} places look like finder patterns, the best of quality {best}"),
        many => format!("{many} places look like finder patterns, of quality {best}"),
    }
}

fn symbol(attempt: &Attempt) -> String {
    let side = u32::from(attempt.version) * 4 + 17;
    let what = format!("tried as version {}, {side} by {side} modules", attempt.version);
    let placed = attempt.placement.as_ref().map_or_else(String::new, placed);
    let fit = attempt.quality.map_or_else(String::new, |fit| format!(", fixed modules fit by {:.0} %", 100.0 * fit));
    format!("{what}{placed}{fit}: {}", attempt.ending)
}

fn placed(placement: &Placement) -> String {
    let [corner, ..] = placement.corners;
    let at = format!(" of {:.1} pixels, corner at ({:.0}, {:.0})", pitch(placement), corner.x, corner.y);
    let found = placement.alignment.iter().filter(|mark| mark.found).count();
    match placement.alignment.len() {
        0 => at,
        all => format!("{at}, {found} of {all} alignment patterns found"),
    }
}

/// Tries without a place are of one place if they are of one version: no more is known of them.
fn is_of_one_place(a: &Attempt, b: &Attempt) -> bool {
    match (&a.placement, &b.placement) {
        (Some(one), Some(other)) => {
            let sides = side(one).max(side(other));
            distance(middle(one), middle(other)) < sides / 2.0
        }
        (None, None) => a.version == b.version,
        _ => false,
    }
}

fn rank(attempt: &Attempt) -> (Ending, i32) {
    // A fit is −1 to 1: thousandths are exact enough to tell two apart.
    #[expect(clippy::cast_possible_truncation, reason = "a fit in thousandths")]
    let fit = (1000.0 * attempt.quality.unwrap_or(-1.0)) as i32;
    (attempt.ending, fit)
}

fn middle(placement: &Placement) -> Point {
    let [corner, _, far, _] = placement.corners;
    between(corner, far, 0.5)
}

/// The average length of a side in pixels.
fn side(placement: &Placement) -> f32 {
    let corners = placement.corners;
    (0..4).map(|i| distance(corners[i], corners[(i + 1) % 4])).sum::<f32>() / 4.0
}

/// Pixels a module, on average.
#[expect(clippy::cast_precision_loss, reason = "a symbol has at most 177 modules along a side")]
fn pitch(placement: &Placement) -> f32 {
    side(placement) / placement.modules.len().isqrt().max(1) as f32
}

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

fn between(a: Point, b: Point, share: f32) -> Point {
    Point { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

/// The picture that is drawn on. What lies outside it is not drawn.
struct Canvas {
    image: RgbImage,
    /// How far a line reaches to either side, in pixels.
    brush: i64,
}

impl Canvas {
    fn finder(&mut self, finder: &FinderMark) {
        let reach = 3.5 * finder.module;
        let corner = |x: f32, y: f32| Point { x: finder.centre.x + x * reach, y: finder.centre.y + y * reach };
        let corners = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
        self.outline(corners, mix(ORANGE, GREEN, (finder.quality - DOUBTFUL) / (CLEAR - DOUBTFUL)));
    }

    fn symbol(&mut self, attempt: &Attempt) {
        let Some(placement) = &attempt.placement else { return };
        let colour = match attempt.ending {
            Ending::Read => GREEN,
            Ending::Decoding => RED,
            Ending::Fit | Ending::Budget | Ending::Alignment => VIOLET,
        };
        self.modules(placement, colour);
        let reach = pitch(placement).max(2.0);
        for mark in &placement.alignment {
            self.cross(mark.place, reach, if mark.found { BLUE } else { ORANGE });
        }
        self.outline(placement.corners, colour);
    }

    /// A dot on every module, or on every so many where they are small.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are small and not negative")]
    fn modules(&mut self, placement: &Placement, colour: Rgb<u8>) {
        let (size, pitch) = (placement.modules.len().isqrt().max(1), pitch(placement).max(0.1));
        let (every, reach) = ((APART / pitch).ceil().max(1.0) as usize, (pitch / 10.0).min(8.0) as i64);
        for row in placement.modules.chunks(size).step_by(every) {
            row.iter().step_by(every).for_each(|&module| self.dot(module, reach, colour));
        }
    }

    fn cross(&mut self, place: Point, reach: f32, colour: Rgb<u8>) {
        let at = |x: f32, y: f32| Point { x: place.x + x * reach, y: place.y + y * reach };
        self.line(at(-1.0, -1.0), at(1.0, 1.0), colour);
        self.line(at(-1.0, 1.0), at(1.0, -1.0), colour);
    }

    fn outline(&mut self, corners: [Point; 4], colour: Rgb<u8>) {
        for i in 0..4 {
            self.line(corners[i], corners[(i + 1) % 4], colour);
        }
    }

    fn line(&mut self, from: Point, to: Point, colour: Rgb<u8>) {
        /// More steps than any line within a picture needs: a line far beyond it is not walked to its end.
        const MOST: f32 = 32_768.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most MOST, and not negative")]
        let steps = (to.x - from.x).abs().max((to.y - from.y).abs()).clamp(1.0, MOST) as u16;
        for step in 0..=steps {
            self.dot(between(from, to, f32::from(step) / f32::from(steps)), self.brush, colour);
        }
    }

    /// A square of pixels around a place.
    #[expect(clippy::cast_possible_truncation, reason = "what is out of range is outside the picture")]
    fn dot(&mut self, place: Point, reach: i64, colour: Rgb<u8>) {
        let (x, y) = (i64::from(place.x.floor() as i32), i64::from(place.y.floor() as i32));
        for y in y - reach..=y + reach {
            for x in x - reach..=x + reach {
                let pixel = u32::try_from(x).ok().zip(u32::try_from(y).ok());
                if let Some(pixel) = pixel.and_then(|(x, y)| self.image.get_pixel_mut_checked(x, y)) {
                    *pixel = colour;
                }
            }
        }
    }
}

/// A colour between two others.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between two bytes")]
fn mix(from: Rgb<u8>, to: Rgb<u8>, share: f32) -> Rgb<u8> {
    let share = share.clamp(0.0, 1.0);
    let channel = |i: usize| f32::from(from[i]) + (f32::from(to[i]) - f32::from(from[i])) * share;
    Rgb([0, 1, 2].map(|i| channel(i) as u8))
}
