//! After the first frames a scanner asks for no more memory.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_lossless)]

mod drawing;

use drawing::{Canvas, Random, Square};
use ikd_scan::{Level, Scanner};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, which counts what this thread asks for.
struct Counting;

// SAFETY: every call is handed on as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn asked_for(scanner: &mut Scanner, canvas: &Canvas) -> usize {
    let before = ASKED.get();
    let found = scanner.find(&canvas.frame());
    assert!(found.is_ok_and(|text| text.is_none()));
    ASKED.get() - before
}

#[test]
fn frames_without_a_text_ask_for_no_memory_after_the_first() {
    let mut random = Random(3);
    let mut noise = Canvas::new(640, 480);
    noise.luma.iter_mut().for_each(|p| *p = random.below(256) as u8);
    let mut torn = Canvas::new(640, 480);
    let mut square = Square::of_text(&"IKD1:TORN".repeat(20), Level::Low);
    (9..square.size - 9).for_each(|y| (9..square.size - 9).for_each(|x| square.flip(x, y)));
    torn.draw(&square, 60, 60, 4);
    let frames = [noise, torn, Canvas::new(640, 480)];
    let mut scanner = Scanner::new();
    for _ in 0..4 {
        for frame in &frames {
            drop(scanner.find(&frame.frame()));
        }
    }
    for round in 0..3 {
        let asked: Vec<usize> = frames.iter().map(|frame| asked_for(&mut scanner, frame)).collect();
        assert_eq!(asked, [0, 0, 0], "round {round}");
    }
}
