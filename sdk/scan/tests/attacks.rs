//! Crafted frames: each must end in the documented way, within the counted budget, without a panic and without a wrong text.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_lossless)]

mod drawing;

use drawing::{Canvas, Random, Square};
use ikd_scan::{Frame, FrameError, Level, Scanner};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

const TEXT: &str = "IKD1:ATTACK$VECTOR/0123456789";

/// What a new scanner says of one camera frame.
fn find(canvas: &Canvas) -> Result<Option<String>, FrameError> {
    Scanner::new().find(&canvas.frame()).map(|text| text.map(|t| t.as_str().to_owned()))
}

/// What all passes say of one picture.
fn find_in_picture(canvas: &Canvas) -> Result<Option<String>, FrameError> {
    Scanner::new().find_in_picture(&canvas.frame()).map(|text| text.map(|t| t.as_str().to_owned()))
}

#[allow(clippy::unnecessary_wraps, reason = "it stands beside the other answers")]
fn read(text: &str) -> Result<Option<String>, FrameError> {
    Ok(Some(text.to_owned()))
}

#[test]
fn q01_blank_and_noise_give_no_text_and_no_error() {
    let mut canvas = Canvas::new(640, 480);
    assert_eq!(find(&canvas), Ok(None));
    let mut random = Random(1);
    for spread in [20, 120, 256] {
        canvas.luma.iter_mut().for_each(|p| *p = random.below(spread) as u8);
        assert_eq!(find(&canvas), Ok(None));
        assert_eq!(find_in_picture(&canvas), Ok(None));
    }
}

#[test]
fn q02_a_grid_of_1131_finders_is_over_budget_and_the_scanner_goes_on() {
    let grid = Canvas::of_finders(640, 480, 2, 16);
    let mut scanner = Scanner::new();
    assert_eq!(scanner.find(&grid.frame()).err(), Some(FrameError::OverBudget));
    let mut good = Canvas::new(640, 480);
    good.draw(&Square::of_text(TEXT, Level::Medium), 100, 80, 4);
    assert!(scanner.find(&good.frame()).is_ok_and(|text| text.is_some_and(|t| t.as_str() == TEXT)));
}

#[test]
fn q03_denser_and_larger_grids_of_finders_are_over_budget() {
    assert_eq!(find(&Canvas::of_finders(640, 480, 1, 11)), Err(FrameError::OverBudget));
    assert_eq!(find(&Canvas::of_finders(1280, 720, 2, 16)), Err(FrameError::OverBudget));
    assert_eq!(find_in_picture(&Canvas::of_finders(1280, 720, 2, 16)), Err(FrameError::OverBudget));
}

#[test]
fn q04_up_to_32_large_finders_give_no_text_and_33_are_over_budget() {
    for count in [20, 32, 33] {
        let mut canvas = Canvas::new(1280, 720);
        (0..count).for_each(|i| canvas.draw(&Square::finder(), 20 + i % 8 * 155, 20 + i / 8 * 140, 15));
        let expected = if count > 32 { Err(FrameError::OverBudget) } else { Ok(None) };
        assert_eq!(find(&canvas), expected, "{count} finders");
    }
}

#[test]
fn q05_sides_out_of_range_are_invalid() {
    let luma = vec![0; 1 << 20];
    for (width, height) in
        [(0, 0), (1, 1), (20, 100), (16384, 16384), (16384, 64), (usize::MAX, 2), (usize::MAX, usize::MAX)]
    {
        let short = luma.get(..width.wrapping_mul(height)).unwrap_or(&luma);
        assert_eq!(Frame::new(short, width, height).err(), Some(FrameError::Invalid), "{width} x {height}");
    }
}

#[test]
fn q06_a_buffer_of_another_length_is_invalid() {
    let luma = vec![0; 640 * 480 + 1];
    assert_eq!(Frame::new(&luma, 640, 480).err(), Some(FrameError::Invalid));
    assert_eq!(Frame::new(&luma[..640 * 480 - 1], 640, 480).err(), Some(FrameError::Invalid));
    assert_eq!(Frame::new(&[], 640, 480).err(), Some(FrameError::Invalid));
    assert!(Frame::new(&luma[..640 * 480], 640, 480).is_ok());
}

#[test]
fn q07_two_different_texts_are_refused_and_one_text_twice_is_not() {
    let (one, two) = (Square::of_text(TEXT, Level::Low), Square::of_text("IKD1:SOMEBODY$ELSE", Level::Low));
    let mut canvas = Canvas::new(640, 480);
    canvas.draw(&one, 40, 100, 5);
    let mut same = canvas.clone();
    same.draw(&one, 300, 200, 5);
    assert_eq!(find(&same), read(TEXT));
    canvas.draw(&two, 300, 200, 5);
    assert_eq!(find(&canvas), Err(FrameError::SeveralCodes));
    assert_eq!(find_in_picture(&canvas), Err(FrameError::SeveralCodes));
    let texts = Scanner::new().texts(&canvas.frame()).expect("a fair frame");
    let mut texts: Vec<_> = texts.iter().map(|t| t.as_str().to_owned()).collect();
    texts.sort();
    assert_eq!(texts, [TEXT, "IKD1:SOMEBODY$ELSE"]);
}

#[test]
fn q07_the_region_of_the_last_code_hides_no_second_code() {
    let mut canvas = Canvas::new(640, 480);
    canvas.draw(&Square::of_text(TEXT, Level::Low), 20, 20, 5);
    let mut scanner = Scanner::new();
    assert!(scanner.find(&canvas.frame()).is_ok_and(|text| text.is_some()));
    canvas.draw(&Square::of_text("IKD1:SOMEBODY$ELSE", Level::Low), 400, 300, 5);
    assert_eq!(scanner.find(&canvas.frame()).err(), Some(FrameError::SeveralCodes));
}

#[test]
fn q09_the_largest_symbol_is_read_whole() {
    let text: String =
        (0..4296).map(|i| char::from(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[i * 7 % 45])).collect();
    let canvas = Canvas::around(&Square::of_text(&text, Level::Low), 4);
    assert_eq!(find(&canvas), read(&text));
}

#[test]
fn q10_version_bits_of_another_version_are_not_believed() {
    let text = "IKD1:ABCDEFGHIJ".repeat(20);
    let mut square = Square::of_text(&text, Level::Low);
    assert!(square.size >= 45, "a symbol with version information");
    let word_of_version_40 = 0x28c69_u32;
    for i in 0..18 {
        let (near, far) = (i / 3, square.size - 11 + i % 3);
        let dark = word_of_version_40 >> i & 1 == 1;
        square.dark[near * square.size + far] = dark;
        square.dark[far * square.size + near] = dark;
    }
    assert_eq!(find(&Canvas::around(&square, 4)), read(&text));
}

#[test]
fn q10_a_symbol_of_version_41_is_no_code() {
    let size = 181;
    let mut square = Square { size, dark: (0..size * size).map(|i| i * i % 7 < 3).collect() };
    for i in 8..size - 8 {
        square.dark[6 * size + i] = i % 2 == 0;
        square.dark[i * size + 6] = i % 2 == 0;
    }
    for (left, top) in [(0, 0), (size - 8, 0), (0, size - 8)] {
        for i in 0..64 {
            let ring = (left + i % 8)
                .abs_diff(if left == 0 { 3 } else { size - 4 })
                .max((top + i / 8).abs_diff(if top == 0 { 3 } else { size - 4 }));
            square.dark[(top + i / 8) * size + left + i % 8] = ring != 2 && ring < 4;
        }
    }
    assert_eq!(find_in_picture(&Canvas::around(&square, 4)), Ok(None));
}

#[test]
fn q11_destroyed_format_bits_are_no_code() {
    let mut square = Square::of_text(TEXT, Level::Low);
    let last = square.size - 1;
    for i in [0, 2, 4, 5, 7] {
        square.flip(8, i);
        square.flip(i, 8);
        square.flip(last - i, 8);
        square.flip(8, last - i);
    }
    assert_eq!(find_in_picture(&Canvas::around(&square, 5)), Ok(None));
}

#[test]
fn q11_destroyed_codewords_are_no_code() {
    let mut square = Square::of_text(TEXT, Level::Low);
    (9..square.size).for_each(|y| (9..14).for_each(|x| square.flip(x, y)));
    assert_eq!(find_in_picture(&Canvas::around(&square, 5)), Ok(None));
}

#[test]
fn q11_random_codewords_in_a_fair_symbol_are_no_code() {
    let mut random = Random(11);
    for round in 0..300 {
        let level = [Level::Low, Level::Medium][round % 2];
        let mut square = Square::of_text(&TEXT[..10 + round % 3 * 8], level);
        let (size, far) = (square.size, square.size - 8);
        for (y, x) in (0..size).flat_map(|y| (0..size).map(move |x| (y, x))) {
            let beside_finders = (9..far).contains(&x) && y != 6 || (9..far).contains(&y) && x != 6;
            if (beside_finders || x >= 9 && y >= 9) && random.below(2) == 0 {
                square.flip(x, y);
            }
        }
        assert_eq!(find_in_picture(&Canvas::around(&square, 4)), Ok(None), "round {round}");
    }
}

#[test]
fn q12_torn_and_skewed_finders_never_panic() {
    let mut random = Random(12);
    for _ in 0..150 {
        let mut canvas = Canvas::new(240, 180);
        for _ in 0..3 + random.below(6) {
            draw_skewed(&mut canvas, &mut random);
        }
        // The ends allowed: no text, or too many places. Neither a text nor a panic.
        assert!(matches!(find_in_picture(&canvas), Ok(None) | Err(FrameError::OverBudget)));
    }
}

/// A finder as a random parallelogram with random modules flipped, partly outside the picture.
fn draw_skewed(canvas: &mut Canvas, random: &mut Random) {
    let mut finder = Square::finder();
    if random.below(3) == 0 {
        finder.flip(random.below(7), random.below(7));
    }
    let mut part = |end: usize| random.below(end) as f64;
    let (left, top) = (part(240), part(180));
    let axes = [2.0 + part(8), part(5) - 2.0, part(5) - 2.0, 2.0 + part(8)];
    let det = axes[0] * axes[3] - axes[1] * axes[2];
    for i in 0..canvas.luma.len() {
        let (x, y) = ((i % canvas.width) as f64 - left, (i / canvas.width) as f64 - top);
        let (u, v) = ((x * axes[3] - y * axes[1]) / det, (y * axes[0] - x * axes[2]) / det);
        if u >= 0.0 && v >= 0.0 && u < 7.0 && v < 7.0 {
            canvas.luma[i] = if finder.dark[v as usize * 7 + u as usize] { 25 } else { 230 };
        }
    }
}

#[test]
fn q13_a_mirrored_symbol_is_read() {
    assert_eq!(find(&Canvas::around(&Square::of_text(TEXT, Level::Low).mirrored(), 5)), read(TEXT));
}

#[test]
fn q13_an_inverted_symbol_is_read() {
    let canvas = Canvas::around(&Square::of_text(TEXT, Level::Low), 5).invert();
    assert_eq!(find(&canvas), read(TEXT));
    assert_eq!(find_in_picture(&canvas), read(TEXT));
}

/// A byte segment "AB", for what stands before it.
const BYTES_AB: [(u32, usize); 4] = [(4, 4), (2, 8), (0x41, 8), (0x42, 8)];

#[test]
fn q13_a_part_of_a_structured_append_is_an_error_of_its_own() {
    let part = |position: u32| {
        let bits: Vec<_> = [(3, 4), (position, 4), (1, 4), (0x5a, 8)].into_iter().chain(BYTES_AB).collect();
        Square::of_bits(&bits)
    };
    assert_eq!(find(&Canvas::around(&part(0), 5)), Err(FrameError::StructuredAppend));
    assert_eq!(find_in_picture(&Canvas::around(&part(1).mirrored(), 5)), Err(FrameError::StructuredAppend));
    // No third part of two.
    assert_eq!(find_in_picture(&Canvas::around(&part(2), 5)), Ok(None));
    let mut canvas = Canvas::new(640, 480);
    canvas.draw(&part(0), 40, 100, 5);
    let mut parts = canvas.clone();
    parts.draw(&part(1), 300, 200, 5);
    assert_eq!(find(&parts), Err(FrameError::StructuredAppend));
    assert_eq!(Scanner::new().texts(&parts.frame()).err(), Some(FrameError::StructuredAppend));
    canvas.draw(&Square::of_text(TEXT, Level::Low), 300, 200, 5);
    assert_eq!(find(&canvas), Err(FrameError::SeveralCodes));
    assert!(Scanner::new().texts(&canvas.frame()).is_ok_and(|texts| texts.len() == 1));
}

#[test]
fn q13_what_no_reader_or_not_every_reader_takes_for_text_is_no_code() {
    let (late_append, fnc1_second) = ([(2, 4), (0, 9), (3, 4), (0x01, 8), (0x5a, 8)], [(9, 4), (0x41, 8)]);
    let (eci_unknown, eci_binary) = ([(7, 4), (14, 8)], [(7, 4), (2, 2), (899, 14)]);
    let (eci_utf_32, eci_broken) = ([(7, 4), (34, 8)], [(7, 4), (0xff, 8)]);
    let kanji_in_utf_8 = [(7, 4), (26, 8), (8, 4), (1, 8), (0x0d9f, 13)];
    let digit_in_utf_16 = [(7, 4), (25, 8), (1, 4), (1, 10), (7, 4)];
    let heads: [&[(u32, usize)]; 8] = [
        &late_append,
        &fnc1_second,
        &eci_unknown,
        &eci_binary,
        &eci_utf_32,
        &eci_broken,
        &kanji_in_utf_8,
        &digit_in_utf_16,
    ];
    for head in heads {
        let bits: Vec<_> = head.iter().chain(&BYTES_AB).copied().collect();
        assert_eq!(find_in_picture(&Canvas::around(&Square::of_bits(&bits), 5)), Ok(None), "{head:?}");
    }
}

#[test]
fn q13_kanji_are_never_read_as_utf_8() {
    // Shift JIS E0 A0, 81 41: as UTF-8 these four bytes are one sign and a letter.
    let bits = [(8, 4), (2, 8), (0x1f * 0xc0 + 0x60, 13), (0x01, 13)];
    assert_eq!(find_in_picture(&Canvas::around(&Square::of_bits(&bits), 5)), read("燿、"));
}

#[test]
fn q13_values_that_no_encoder_writes_are_no_code() {
    let digits_1023 = [(1, 4), (3, 10), (1023, 10)];
    let pair_2047 = [(2, 4), (2, 9), (2047, 11)];
    let kanji_7f = [(8, 4), (1, 8), (0x3f, 13)];
    for bits in [digits_1023, pair_2047, kanji_7f] {
        assert_eq!(find_in_picture(&Canvas::around(&Square::of_bits(&bits), 5)), Ok(None), "{bits:?}");
    }
}

#[test]
fn q13_utf8_is_read_with_and_without_its_designator() {
    let text = "Déwi Ñusantara ✓";
    let bytes = QrSegment::make_bytes(text.as_bytes());
    for segments in [vec![bytes.clone()], vec![QrSegment::make_eci(26), bytes]] {
        let code = QrCode::encode_segments(&segments, QrCodeEcc::Medium).expect("short");
        assert_eq!(find(&Canvas::around(&Square::of_code(&code), 5)), read(text));
    }
    // Declared, but not UTF-8.
    let latin_1 = Square::of_bits(&[(7, 4), (26, 8), (4, 4), (1, 8), (0xe9, 8)]);
    assert_eq!(find_in_picture(&Canvas::around(&latin_1, 5)), Ok(None));
}

#[test]
fn q13_mixed_segments_are_read() {
    let segments = [
        QrSegment::make_alphanumeric("IKD1:ABC"),
        QrSegment::make_numeric("01234567"),
        QrSegment::make_bytes(b"lower case"),
        QrSegment::make_numeric("999"),
    ];
    let code = QrCode::encode_segments(&segments, QrCodeEcc::Low).expect("short");
    assert_eq!(find(&Canvas::around(&Square::of_code(&code), 5)), read("IKD1:ABC01234567lower case999"));
}

#[test]
fn q14_the_same_text_in_bytes_is_read() {
    let segments = [QrSegment::make_bytes(TEXT.as_bytes())];
    for mask in 0..8 {
        let (low, high) = (Version::MIN, Version::MAX);
        let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, low, high, Some(Mask::new(mask)), false);
        assert_eq!(find(&Canvas::around(&Square::of_code(&code.expect("short")), 5)), read(TEXT));
    }
}

#[test]
fn q15_damage_is_repaired_up_to_the_level_and_else_refused() {
    let clean = Square::of_text(TEXT, Level::High);
    for (rows, expected) in [(2, read(TEXT)), (9, Ok(None))] {
        let mut square = Square { size: clean.size, dark: clean.dark.clone() };
        (0..rows).for_each(|y| (9..square.size).for_each(|x| square.flip(x, y + 10)));
        assert_eq!(find_in_picture(&Canvas::around(&square, 5)), expected, "{rows} rows flipped");
    }
}

#[test]
fn q16_every_valid_frame_between_adversarial_ones_is_read() {
    let adversarial = [Canvas::of_finders(320, 240, 2, 16), Canvas::new(320, 240)];
    let mut scanner = Scanner::new();
    for i in 0..40 {
        let bad = &adversarial[i % 2];
        assert!(scanner.find(&bad.frame()).map_or_else(|e| e == FrameError::OverBudget, |text| text.is_none()));
        let mut good = Canvas::new(320, 240);
        good.draw(&Square::of_text(TEXT, Level::Low), 10 + 3 * i, 20 + i, 4);
        assert!(scanner.find(&good.frame()).is_ok_and(|text| text.is_some_and(|t| t.as_str() == TEXT)), "frame {i}");
    }
}

#[test]
fn q07_a_second_code_that_cannot_be_read_is_no_reason_to_pick_the_first() {
    let mut canvas = Canvas::new(640, 480);
    canvas.draw(&Square::of_text(TEXT, Level::Low), 40, 100, 5);
    let mut torn = Square::of_text("IKD1:SOMEBODY$ELSE", Level::Low);
    (9..torn.size).for_each(|y| (9..14).for_each(|x| torn.flip(x, y)));
    canvas.draw(&torn, 300, 200, 5);
    assert_eq!(find(&canvas), Err(FrameError::SeveralCodes));
}
