//! Bytes → a small picture, looked at as three frames in a row and as a picture. Neither a panic nor a text that was not drawn
//! is allowed; libFuzzer's own limit on time tells where work is not bounded.
#![no_main]

mod scene;

use ikd_scan::{Frame, Scanner};
use libfuzzer_sys::fuzz_target;
use scene::Scene;

fuzz_target!(|bytes: &[u8]| {
    let scene = Scene::of(bytes);
    let negative: Vec<u8> = scene.luma.iter().map(|pixel| !pixel).collect();
    let mut scanner = Scanner::new();
    for luma in [&scene.luma, &negative, &scene.luma] {
        let frame = Frame::new(luma, scene.width, scene.height).expect("the sides are in range");
        if let Ok(Some(text)) = scanner.find(&frame) {
            scene.check(text.as_str());
        }
        let _ = scanner.sight();
    }
    let frame = Frame::new(&scene.luma, scene.width, scene.height).expect("the sides are in range");
    let explanation = Scanner::explain(&frame);
    assert!(explanation.attempts.len() <= 128, "more tries than a picture's budget has");
});
