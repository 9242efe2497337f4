//! Public photographs, where they are at hand: whatever is read from one is what it says, as a frame and as a picture.
//!
//! In: `$IKD_BENCH/pictures` (default: ../shared/bench beside the project), each folder with a manifest.json of {file, text}; text
//! is null for a picture without a code and "?" where nobody knows. How many are read is measured elsewhere.

use ikd_scan::{Frame, FrameError, QrText, Scanner};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Checks every picture of a set.
fn check(set: &str) {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench");
    let folder = std::env::var_os("IKD_BENCH").map_or_else(beside, PathBuf::from).join("pictures").join(set);
    let Ok(manifest) = std::fs::read(folder.join("manifest.json")) else {
        eprintln!("not run: the public pictures {} are not at hand", folder.display());
        return;
    };
    let manifest: Vec<Value> = serde_json::from_slice(&manifest).expect("a list of pictures");
    assert!(!manifest.is_empty());
    for entry in &manifest {
        let file = entry["file"].as_str().expect("a picture's name");
        let picture = image::open(folder.join(file)).expect("a picture").into_luma8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let frame = Frame::new(picture.as_raw(), width, height).expect("sides in range");
        let mut scanner = Scanner::new();
        // The second frame is read together with what the first one showed.
        for read in [scanner.find(&frame), scanner.find(&frame), Scanner::new().find_in_picture(&frame)] {
            assert!(is_true(&read, entry["text"].as_str()), "{set}/{file}: a text was read that it does not say");
        }
    }
}

/// A text must be the one that is known. No text is true, too.
fn is_true(read: &Result<Option<QrText>, FrameError>, truth: Option<&str>) -> bool {
    match read {
        Ok(Some(text)) => truth == Some("?") || truth == Some(text.as_str()),
        Ok(None) | Err(_) => true,
    }
}

#[test]
fn nothing_but_the_truth_is_read_of_zxing() {
    check("zxing");
}

#[test]
fn nothing_is_read_of_zxing_without_codes() {
    check("zxing-none");
}

#[test]
fn nothing_but_the_truth_is_read_of_boof() {
    check("boof");
}

#[test]
fn nothing_but_the_truth_is_read_of_boof_of_high_versions() {
    check("boof-hv720");
}
