//! Fair frames: every version and level, turned, small and blurred, and over several frames.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_lossless)]
#![allow(clippy::cast_possible_wrap, reason = "noise is small")]

mod drawing;

use drawing::{Canvas, Random, Square};
use ikd_scan::{Level, QrText, Scanner};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

fn alphanumeric(length: usize, seed: u64) -> String {
    let mut random = Random(seed);
    (0..length).map(|_| char::from(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[random.below(45)])).collect()
}

fn is_read(canvas: &Canvas, text: &str) -> bool {
    Scanner::new().find(&canvas.frame()).is_ok_and(|found| found.is_some_and(|t| t.as_str() == text))
}

#[test]
fn every_version_and_level_is_read_at_three_pixels_a_module() {
    for number in 1..=40 {
        for level in [QrCodeEcc::Low, QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High] {
            let (version, text) = (Version::new(number), alphanumeric(10, u64::from(number)));
            let segments = QrSegment::make_segments(&text);
            let code =
                QrCode::encode_segments_advanced(&segments, level, version, version, None, false).expect("short");
            assert!(is_read(&Canvas::around(&Square::of_code(&code), 3), &text), "version {number}, {level:?}");
        }
    }
}

#[test]
fn a_dense_symbol_is_read_at_every_angle() {
    let text = alphanumeric(600, 7);
    let square = Square::of_text(&text, Level::Low);
    for step in 0..12 {
        let mut canvas = Canvas::new(640, 480);
        canvas.draw_turned(&square, 4.0, f64::from(step) * std::f64::consts::FRAC_PI_6);
        assert!(is_read(&canvas, &text), "{} degrees", step * 30);
    }
}

#[test]
fn a_dense_symbol_is_read_at_every_angle_when_tilted() {
    let text = alphanumeric(1100, 9);
    let square = Square::of_text(&text, Level::Low);
    for step in 0..8 {
        let mut canvas = Canvas::new(720, 640);
        canvas.draw_tilted(&square, 3.2, f64::from(step) * std::f64::consts::FRAC_PI_4 + 0.1, 0.7);
        assert!(is_read(&canvas, &text), "step {step}");
    }
}

#[test]
fn small_and_dense_symbols_are_read_on_folded_cloth_by_the_second_frame() {
    for (length, pixels) in [(45, 6.0), (70, 5.0), (150, 5.0), (300, 4.0)] {
        let text = alphanumeric(length, 13);
        let mut canvas = Canvas::new(480, 480);
        canvas.draw_folded(&Square::of_text(&text, Level::Low), pixels, 0.1, 0.3);
        let mut scanner = Scanner::new();
        let frames = [(); 2].map(|()| scanner.find(&canvas.frame()).expect("a fair frame"));
        let picture = Scanner::new().find_in_picture(&canvas.frame()).expect("a fair picture");
        for found in [frames.into_iter().flatten().next(), picture] {
            assert_eq!(found.as_ref().map(QrText::as_str), Some(text.as_str()), "{length} characters");
        }
    }
}

#[test]
fn noise_on_small_modules_is_no_hindrance() {
    let text = alphanumeric(700, 11);
    let square = Square::of_text(&text, Level::Low);
    let mut random = Random(4);
    for step in 0..6 {
        let mut canvas = Canvas::new(420, 380);
        canvas.draw_tilted(&square, 2.6, f64::from(step) * 0.2, 0.5);
        canvas
            .luma
            .iter_mut()
            .for_each(|p| *p = p.saturating_add(random.below(40) as u8).saturating_sub(random.below(40) as u8));
        assert!(is_read(&canvas, &text), "step {step}");
    }
}

#[test]
fn an_uneven_light_is_no_hindrance() {
    let text = alphanumeric(300, 3);
    let mut canvas = Canvas::around(&Square::of_text(&text, Level::Medium), 4);
    let width = canvas.width;
    canvas
        .luma
        .iter_mut()
        .enumerate()
        .for_each(|(i, p)| *p = (usize::from(*p) * (width + 3 * (i % width)) / (4 * width)) as u8);
    assert!(is_read(&canvas, &text));
}

#[test]
fn a_near_corner_may_be_more_than_twice_as_large_as_a_far_one() {
    let text = alphanumeric(500, 17);
    let square = Square::of_text(&text, Level::Medium);
    for step in 0..8 {
        let mut canvas = Canvas::new(1100, 900);
        canvas.draw_tilted(&square, 4.5, f64::from(step) * std::f64::consts::FRAC_PI_4 + 0.2, 1.6);
        assert!(is_read(&canvas, &text), "step {step}");
    }
}

/// Every pixel the mean of the five by five around it, and then noise.
fn blur(canvas: &mut Canvas, noise: usize, random: &mut Random) {
    let (width, sharp) = (canvas.width, canvas.luma.clone());
    for i in (2 * width + 2..sharp.len() - 2 * width - 2).filter(|i| (2..width - 2).contains(&(i % width))) {
        let around = (0..25).map(|k| u32::from(sharp[i + k / 5 * width + k % 5 - 2 * width - 2]));
        let mean = (around.sum::<u32>() / 25) as i32;
        canvas.luma[i] = (mean + random.below(noise) as i32 - (noise / 2) as i32).clamp(0, 255) as u8;
    }
}

#[test]
fn blur_wider_than_a_module_is_no_hindrance() {
    let text = alphanumeric(400, 19);
    let square = Square::of_text(&text, Level::Low);
    let mut random = Random(8);
    for step in 0..8 {
        let mut canvas = Canvas::new(480, 480);
        canvas.draw_turned(&square, 3.0, f64::from(step) * 0.2);
        blur(&mut canvas, 40, &mut random);
        assert!(is_read(&canvas, &text), "step {step}");
    }
}

#[test]
fn a_faint_code_is_read_within_four_frames() {
    let text = alphanumeric(200, 23);
    let mut canvas = Canvas::new(480, 480);
    canvas.draw_turned(&Square::of_text(&text, Level::Medium), 4.0, 0.1);
    canvas.luma.iter_mut().for_each(|p| *p = 100 + *p / 10);
    let mut scanner = Scanner::new();
    let found = (0..4).find_map(|_| scanner.find(&canvas.frame()).expect("one code"));
    assert_eq!(found.as_ref().map(QrText::as_str), Some(text.as_str()));
}

/// The same symbol a little moved in each frame, small and noisy.
fn clip(square: &Square, frames: u32, seed: u64) -> Vec<Canvas> {
    let mut random = Random(seed);
    let frame = |i: u32| {
        let mut canvas = Canvas::new(320, 240);
        canvas.draw_turned(square, 1.55, 0.3 + f64::from(i) * 0.01);
        canvas.luma.iter_mut().for_each(|p| {
            let noise = random.below(90) as i32 + random.below(90) as i32 - 90;
            *p = (i32::from(*p) * 3 / 5 + 50 + noise).clamp(0, 255) as u8;
        });
        canvas
    };
    (0..frames).map(frame).collect()
}

#[test]
fn frames_that_cannot_be_read_alone_are_read_together() {
    let text = alphanumeric(230, 21);
    let clip = clip(&Square::of_text(&text, Level::Low), 12, 5);
    let alone = clip.iter().filter(|frame| is_read(frame, &text)).count();
    let mut scanner = Scanner::new();
    let found = |canvas: &Canvas, scanner: &mut Scanner| scanner.find(&canvas.frame()).ok().flatten();
    let texts: Vec<_> = clip.iter().filter_map(|canvas| found(canvas, &mut scanner)).collect();
    assert!(texts.iter().all(|t| t.as_str() == text));
    assert!(texts.len() > alone + 2, "{alone} alone, {} together", texts.len());
}

#[test]
fn what_was_seen_of_one_code_is_not_added_to_the_next() {
    let (one, two) = (alphanumeric(230, 21), alphanumeric(230, 22));
    let frames = clip(&Square::of_text(&one, Level::Low), 6, 5);
    let later = clip(&Square::of_text(&two, Level::Low), 6, 6);
    let mut scanner = Scanner::new();
    let mut texts = Vec::new();
    for canvas in frames.iter().chain(&later) {
        texts.push(scanner.find(&canvas.frame()).ok().flatten());
    }
    let (before, after) = texts.split_at(6);
    assert!(before.iter().flatten().all(|text| text.as_str() == one));
    assert!(after.iter().flatten().all(|text| text.as_str() == two));
}
