//! Segments of every kind, drawn as a code and read back: the text is exactly what was written, or there is none.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_lossless)]

mod drawing;

use drawing::{Canvas, Random, Square};
use ikd_scan::{FrameError, Scanner};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, QrSegmentMode, Version};

fn scan(code: &QrCode) -> Result<Option<String>, FrameError> {
    let canvas = Canvas::around(&Square::of_code(code), 4);
    Scanner::new().find(&canvas.frame()).map(|text| text.map(|t| t.as_str().to_owned()))
}

/// What is read from segments in a symbol of at least `version`.
fn read_from(version: u8, segments: &[QrSegment]) -> Option<String> {
    let (low, high) = (Version::new(version), Version::MAX);
    let code = QrCode::encode_segments_advanced(segments, QrCodeEcc::Low, low, high, None, false).expect("short");
    scan(&code).expect("one whole code")
}

fn read(segments: &[QrSegment]) -> Option<String> {
    read_from(1, segments)
}

fn eci(designator: u32, bytes: &[u8]) -> [QrSegment; 2] {
    [QrSegment::make_eci(designator), QrSegment::make_bytes(bytes)]
}

/// Double bytes of Shift JIS as a Kanji segment.
fn kanji(codes: &[u16]) -> QrSegment {
    let values = codes.iter().map(|&code| {
        let [lead, trail] = (code - if code < 0xe040 { 0x8140 } else { 0xc140 }).to_be_bytes();
        u32::from(lead) * 0xc0 + u32::from(trail)
    });
    let bits = values.flat_map(|value| (0..13).rev().map(move |i| value >> i & 1 == 1)).collect();
    QrSegment::new(QrSegmentMode::Kanji, codes.len(), bits)
}

/// What is read from a version 2-L symbol of these bits.
fn read_bits(bits: &[(u32, usize)]) -> Option<String> {
    let canvas = Canvas::around(&Square::of_bits(bits), 4);
    Scanner::new().find(&canvas.frame()).expect("at most one whole code").map(|t| t.as_str().to_owned())
}

#[allow(clippy::unnecessary_wraps, reason = "it stands beside the other answers")]
fn is(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn kanji_are_read_in_every_width_of_the_count() {
    for version in [1, 9, 10, 26, 27, 40] {
        assert_eq!(read_from(version, &[kanji(&[0x935f, 0xe4aa])]), is("点茗"), "version {version}");
    }
    // The ends of both ranges.
    assert_eq!(read(&[kanji(&[0x8140, 0x9ffc, 0xe040, 0xeaa4])]), is("\u{3000}滌漾熙"));
}

#[test]
fn kanji_mix_with_the_other_segments() {
    let segments = [
        QrSegment::make_alphanumeric("QR"),
        kanji(&[0x935f]),
        QrSegment::make_numeric("2024"),
        kanji(&[0xe4aa]),
        // Half-width katakana and a double byte in Shift JIS, as they stand beside Kanji.
        QrSegment::make_bytes(b"\xc3\xbd\xc4 \x83\x65 end"),
    ];
    assert_eq!(read(&segments), is("QR点2024茗ﾃｽﾄ テ end"));
    let utf8 = [QrSegment::make_bytes("é→".as_bytes()), kanji(&[0x935f])];
    assert_eq!(read(&utf8), is("é→点"));
}

#[test]
fn a_named_set_is_read_as_named() {
    let cases: [(u32, &[u8], &str); 12] = [
        (1, b"caf\xe9", "café"),
        (3, b"\xb1\xb2\xb3\xb4", "±²³´"),
        (17, b"\xa4 \xbd", "€ œ"),
        (20, b"\x93\x5f\xe4\xaa \xb1\\~", "点茗 ｱ\\~"),
        (23, b"\x80 \x93x\x94", "€ “x”"),
        (25, b"\x70\xb9\x00A", "点A"),
        (26, "é点".as_bytes(), "é点"),
        (27, b"plain", "plain"),
        (33, b"\xb9\x70A\x00", "点A"),
        (170, b"plain", "plain"),
        (0, b"plain", "plain"),
        (4, b"plain", "plain"),
    ];
    for (designator, bytes, text) in cases {
        assert_eq!(read(&eci(designator, bytes)), is(text), "ECI {designator}");
    }
}

#[test]
fn bytes_that_the_named_set_does_not_have_are_no_text() {
    let cases: [(u32, &[u8]); 12] = [
        (0, b"\x82"),
        (2, b"\xe9"),
        (4, b"caf\xe9"),
        (20, b"\x93"),
        (20, b"\x93\x20"),
        (20, b"\xa0"),
        (23, b"\x81"),
        (25, b"\xd8\x3d"),
        (25, b"odd"),
        (26, b"caf\xe9"),
        (27, b"caf\xe9"),
        (999, b"plain"),
    ];
    for (designator, bytes) in cases {
        assert_eq!(read(&eci(designator, bytes)), None, "ECI {designator} {bytes:x?}");
    }
}

#[test]
fn a_designator_has_one_to_three_codewords() {
    let byte = [(4, 4), (1, 8), (0xe9, 8)];
    let forms: [&[(u32, usize)]; 3] = [&[(7, 4), (3, 8)], &[(7, 4), (2, 2), (3, 14)], &[(7, 4), (6, 3), (3, 21)]];
    for form in forms {
        assert_eq!(read_bits(&[form, &byte].concat()), is("é"), "{form:?}");
    }
    assert_eq!(read(&eci(70_000, b"plain")), None);
}

#[test]
fn the_set_changes_in_the_middle_of_a_text() {
    let segments = [
        QrSegment::make_bytes(b"a"),
        QrSegment::make_eci(3),
        QrSegment::make_bytes(b"\xe9"),
        QrSegment::make_alphanumeric("B"),
        QrSegment::make_eci(26),
        QrSegment::make_bytes("é".as_bytes()),
        QrSegment::make_eci(20),
        kanji(&[0x935f]),
        QrSegment::make_bytes(b"\xb1"),
    ];
    assert_eq!(read(&segments), is("aéBé点ｱ"));
}

#[test]
fn a_sign_may_be_split_between_segments_of_one_set() {
    let [first, second] = [&[0xe2, 0x9c][..], &[0x93]].map(QrSegment::make_bytes);
    assert_eq!(read(&[first.clone(), second.clone()]), is("✓"));
    assert_eq!(read(&[QrSegment::make_eci(26), first.clone(), QrSegment::make_eci(26), second.clone()]), is("✓"));
    // But not between two sets.
    assert_eq!(read(&[QrSegment::make_eci(26), first, QrSegment::make_eci(3), second]), None);
}

#[test]
fn bytes_without_a_set_are_utf_8_or_shift_jis_or_latin_1() {
    let cases: [(&[u8], Option<&str>); 9] = [
        ("Déwi ✓".as_bytes(), Some("Déwi ✓")),
        ("\u{feff}mark".as_bytes(), Some("\u{feff}mark")),
        (b"caf\xe9", Some("café")),
        (b"\xa1Hola, se\xf1or! Hasta luego.", Some("¡Hola, señor! Hasta luego.")),
        (b"Google \x83\x82\x83\x6f\x83\x43\x83\x8b", Some("Google モバイル")),
        (b"*\xc3\xde\xbb\xde\xb2\xddQR*", Some("*ﾃﾞｻﾞｲﾝQR*")),
        (b"\x80\xff\x00\x01", None),
        (b"\xfe\xff\x00A", None),
        (b"\xff\xfeA\x00", None),
    ];
    for (bytes, text) in cases {
        assert_eq!(read(&[QrSegment::make_bytes(bytes)]).as_deref(), text, "{bytes:x?}");
    }
}

#[test]
fn a_scanner_without_shift_jis_refuses_it_and_reads_the_rest() {
    let find = |segments: &[QrSegment]| {
        let code = QrCode::encode_segments(segments, QrCodeEcc::Low).expect("short");
        let canvas = Canvas::around(&Square::of_code(&code), 4);
        let text = Scanner::with_shift_jis(|_| None).find(&canvas.frame()).expect("at most one whole code");
        text.map(|t| t.as_str().to_owned())
    };
    assert_eq!(find(&[kanji(&[0x935f])]), None);
    assert_eq!(find(&eci(20, b"\xb1")), None);
    assert_eq!(find(&[QrSegment::make_bytes("é".as_bytes())]), is("é"));
}

#[test]
fn a_gs1_text_has_its_separators() {
    let fnc1 = (5, 4);
    let pair = |first: usize, second: usize| ((45 * first + second) as u32, 11);
    let (percent, letter) = (38, 10);
    // A % B %% C, of which the last sign stands alone.
    let bits = [fnc1, (2, 4), (7, 9), pair(letter, percent), pair(11, percent), pair(percent, 12), (38, 6)];
    assert_eq!(read_bits(&bits), is("A\u{1d}B%C\u{1d}"));
    // Bytes and digits stay, and so does a percent sign without FNC1.
    assert_eq!(read_bits(&[fnc1, (4, 4), (1, 8), (0x25, 8), (1, 4), (1, 10), (7, 4)]), is("%7"));
    assert_eq!(read_bits(&[(2, 4), (2, 9), pair(percent, percent)]), is("%%"));
    // After data it is not in the first position.
    assert_eq!(read_bits(&[(4, 4), (1, 8), (0x41, 8), fnc1]), None);
}

#[test]
fn a_count_of_more_than_the_symbol_holds_is_no_text() {
    // One more than 34 data codewords have room for.
    let heads: [&[(u32, usize)]; 4] = [&[(1, 4), (78, 10)], &[(2, 4), (48, 9)], &[(4, 4), (33, 8)], &[(8, 4), (21, 8)]];
    for head in heads {
        assert_eq!(read_bits(head), None, "{head:?}");
    }
}

#[test]
fn an_empty_text_is_no_text() {
    let empty: [&[(u32, usize)]; 5] =
        [&[(0, 4)], &[(4, 4), (0, 8)], &[(1, 4), (0, 10), (2, 4), (0, 9)], &[(7, 4), (26, 8)], &[(5, 4)]];
    for bits in empty {
        assert_eq!(read_bits(bits), None, "{bits:?}");
    }
}

#[test]
fn random_codewords_never_panic_and_never_give_a_replacement_sign() {
    let mut random = Random(7);
    for _ in 0..400 {
        let mode = [1, 2, 4, 5, 7, 8][random.below(6)];
        let bits: Vec<_> = [(mode, 4)].into_iter().chain((0..33).map(|_| (random.below(256) as u32, 8))).collect();
        let canvas = Canvas::around(&Square::of_bits(&bits), 4);
        if let Ok(Some(text)) = Scanner::new().find(&canvas.frame()) {
            assert!(!text.as_str().is_empty() && !text.as_str().contains('\u{fffd}'));
        }
    }
}
