//! What is explained of a picture: where a symbol was seen, and where reading it ended.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_lossless)]

mod drawing;

use drawing::{Canvas, Square};
use ikd_scan::{Attempt, Ending, Explanation, Level, Point, Scanner};

const TEXT: &str = "IKD1:EXPLAINED/0123456789";

fn explain(canvas: &Canvas) -> Explanation {
    Scanner::explain(&canvas.frame())
}

/// The try that got furthest.
fn furthest(explanation: &Explanation) -> &Attempt {
    let furthest = explanation.attempts.iter().max_by_key(|attempt| attempt.ending);
    furthest.expect("a symbol was tried")
}

fn apart(a: Point, (x, y): (f32, f32)) -> f32 {
    (a.x - x).hypot(a.y - y)
}

#[test]
fn a_symbol_that_is_read_is_shown_where_it_is() {
    let square = Square::of_text(&TEXT.repeat(12), Level::Medium);
    let (left, top, pixels) = (100, 60, 5);
    let mut canvas = Canvas::new(640, 480);
    canvas.draw(&square, left, top, pixels);
    let explanation = explain(&canvas);
    let read = furthest(&explanation);
    assert_eq!(read.ending, Ending::Read);
    assert_eq!(usize::from(read.version) * 4 + 17, square.size);
    assert!(read.quality.is_some_and(|quality| quality > 0.8));
    let placement = read.placement.as_ref().expect("a place");
    let (near_x, near_y) = (left as f32, top as f32);
    let side = (square.size * pixels) as f32;
    let drawn = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
    for (corner, (x, y)) in placement.corners.iter().zip(drawn) {
        assert!(apart(*corner, (near_x + x, near_y + y)) < 2.0, "{corner:?}");
    }
    assert_eq!(placement.modules.len(), square.size * square.size);
    for (i, module) in placement.modules.iter().enumerate() {
        let middle = |i: usize| (i as f32 + 0.5) * pixels as f32;
        assert!(apart(*module, (near_x + middle(i % square.size), near_y + middle(i / square.size))) < 1.0, "{i}");
    }
    assert!(square.size >= 45, "a symbol with more than one alignment pattern");
    assert!(placement.alignment.len() >= 6 && placement.alignment.iter().all(|mark| mark.found));
    let far_finder = (near_x + side - 3.5 * pixels as f32, near_y + 3.5 * pixels as f32);
    for place in [(near_x + 17.5, near_y + 17.5), far_finder] {
        let near = explanation.finders.iter().filter(|finder| apart(finder.centre, place) < 2.0);
        assert_eq!(near.count(), 1, "each finder once");
    }
}

#[test]
fn a_symbol_without_alignment_patterns_has_a_place() {
    let explanation = explain(&Canvas::around(&Square::of_text("IKD1:V1", Level::Low), 6));
    let read = furthest(&explanation);
    assert_eq!((read.version, read.ending), (1, Ending::Read));
    assert!(read.placement.as_ref().is_some_and(|placement| placement.alignment.is_empty()));
}

#[test]
fn destroyed_codewords_end_at_decoding() {
    let mut square = Square::of_text(TEXT, Level::Low);
    (9..square.size - 8).for_each(|y| (9..square.size).for_each(|x| square.flip(x, y)));
    let canvas = Canvas::around(&square, 5);
    assert!(Scanner::new().texts(&canvas.frame()).is_ok_and(|texts| texts.is_empty()));
    let explanation = explain(&canvas);
    let torn = furthest(&explanation);
    assert_eq!(torn.ending, Ending::Decoding);
    assert!(torn.quality.is_some() && torn.placement.is_some());
    assert_eq!(torn.ending.to_string(), "the modules could not be repaired to a text");
}

#[test]
fn without_a_code_nothing_is_tried() {
    let blank = explain(&Canvas::new(320, 240));
    assert_eq!(blank, Explanation::default());
    let mut one_finder = Canvas::new(320, 240);
    one_finder.draw(&Square::finder(), 100, 100, 6);
    let explanation = explain(&one_finder);
    assert!(explanation.attempts.is_empty());
    assert_eq!(explanation.finders.len(), 1);
    assert!(apart(explanation.finders[0].centre, (121.0, 121.0)) < 1.0);
}

#[test]
fn nothing_that_a_symbol_says_is_explained() {
    let canvas = Canvas::around(&Square::of_text(TEXT, Level::Low), 5);
    let shown = format!("{:?}", explain(&canvas));
    assert!(shown.contains("Read") && !shown.contains("EXPLAINED"));
}
