//! Bytes → two small pictures, looked at as frames in a row, and the first as a picture. Neither a panic nor a text that was not
//! drawn is allowed; libFuzzer's own limit on time tells where work is not bounded.
#![no_main]

mod scene;

use ikd_scan::{Frame, Scanner};
use libfuzzer_sys::fuzz_target;
use scene::Scene;

fuzz_target!(|bytes: &[u8]| {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let (scene, other) = (Scene::of(first), Scene::of(second));
    let mut scanner = Scanner::new();
    // What is known of a symbol helps with the next frame, which may show it again, its negative, or another one.
    for (scene, flip) in [(&scene, 0), (&scene, 0), (&scene, u8::MAX), (&other, 0), (&scene, 0)] {
        let luma: Vec<u8> = scene.luma.iter().map(|pixel| pixel ^ flip).collect();
        let frame = Frame::new(&luma, scene.width, scene.height).expect("the sides are in range");
        if let Ok(Some(text)) = scanner.find(&frame) {
            scene.check(text.as_str());
        }
        let _ = scanner.sight();
    }
    let frame = Frame::new(&scene.luma, scene.width, scene.height).expect("the sides are in range");
    let explanation = Scanner::explain(&frame);
    assert!(explanation.attempts.len() <= 128, "more tries than a picture's budget has");
});
