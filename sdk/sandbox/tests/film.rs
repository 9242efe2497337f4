//! Films: their codes are read, their bytes depend on the seed alone, and their files have the right form.

use std::collections::BTreeSet;
use std::io;

use ikd_sandbox::film::{Conditions, Film, Options, Picture, Size};
use ikd_scan::{Frame, Scanner};

/// As long as a real code.
fn text(part: u64) -> String {
    let mut state = part;
    let mut text = String::from("IKD1:");
    while text.len() < 370 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let characters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:";
        text.push(char::from(characters[usize::try_from(state >> 33).expect("31 bits") % characters.len()]));
    }
    text
}

fn read(picture: &Picture) -> Option<String> {
    let frame = Frame::new(picture.luma(), picture.size().width(), picture.size().height()).expect("a whole picture");
    let text = Scanner::new().find(&frame).expect("a picture within the budget");
    text.map(|text| text.as_str().to_owned())
}

fn small(seed: u64) -> Film {
    let options = Options { size: Size::new(320, 240).expect("even sides"), seconds: 0.4, seed, ..Options::default() };
    Film::with(&["ONE", "TWO"], &options).expect("short texts")
}

fn bytes(film: &Film, write: impl Fn(&Film, &mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    write(film, &mut out).expect("memory takes everything");
    out
}

#[test]
fn a_reader_sees_each_code_of_a_film_at_a_desk() {
    let texts = [text(1), text(2)];
    let film = Film::new(&texts.each_ref().map(String::as_str)).expect("texts of a code's length");
    let every = 4;
    let read: Vec<_> = (0..film.len()).step_by(every).filter_map(|index| read(&film.frame(index))).collect();
    assert!(read.len() * every * 10 >= film.len() * 3, "{} of {} frames", read.len(), film.len() / every);
    let found: BTreeSet<_> = read.iter().collect();
    assert_eq!(found, texts.iter().collect(), "nothing else is read");
}

#[test]
fn easy_is_read_more_often_than_hard() {
    let texts = [text(3)];
    let count = |conditions| {
        let options = Options { conditions, seconds: 4.0, ..Options::default() };
        let film = Film::with(&texts.each_ref().map(String::as_str), &options).expect("a text of a code's length");
        (0..film.len()).step_by(4).filter_map(|index| read(&film.frame(index))).count()
    };
    assert!(count(Conditions::Easy) > count(Conditions::Hard));
}

#[test]
fn a_seed_gives_the_same_bytes_and_another_seed_others() {
    let mjpeg = |seed| bytes(&small(seed), |film, out| film.write_mjpeg(out, |_, _| ()));
    assert_eq!(mjpeg(7), mjpeg(7));
    assert_ne!(mjpeg(7), mjpeg(8));
}

#[test]
fn an_mjpeg_file_is_each_picture_twice() {
    let film = small(1);
    let file = bytes(&film, |film, out| film.write_mjpeg(out, |_, _| ()));
    let starts: Vec<_> = (0..file.len() - 2).filter(|&at| file[at..].starts_with(&[0xff, 0xd8, 0xff])).collect();
    assert_eq!(starts.len(), film.len() * 2);
    let end = starts.get(2).copied().unwrap_or(file.len());
    assert_eq!(file[starts[0]..starts[1]], file[starts[1]..end]);
    assert!(file.ends_with(&[0xff, 0xd9]));
}

#[test]
fn a_y4m_file_has_a_header_and_frames_of_the_right_size() {
    let film = small(1);
    let file = bytes(&film, |film, out| film.write_y4m(out, |_, _| ()));
    let header = b"YUV4MPEG2 W320 H240 F15:1 Ip A1:1 C420jpeg XCOLORRANGE=FULL\n";
    assert!(file.starts_with(header));
    let frame = b"FRAME\n".len() + 320 * 240 * 3 / 2;
    assert_eq!(file.len(), header.len() + film.len() * frame);
    let frames = file[header.len()..].chunks(frame);
    for (index, frame) in frames.enumerate() {
        assert!(frame.starts_with(b"FRAME\n"));
        assert_eq!(&frame[6..6 + 320 * 240], film.luma(index));
    }
}

#[test]
fn progress_counts_each_picture() {
    let film = small(1);
    let mut heard = Vec::new();
    film.write_y4m(&mut io::sink(), |done, total| heard.push((done, total))).expect("a sink takes everything");
    assert_eq!(heard, (1..=film.len()).map(|done| (done, film.len())).collect::<Vec<_>>());
}

#[test]
fn a_writer_that_fails_ends_the_film_with_its_error() {
    let mut full: &mut [u8] = &mut [0; 1000];
    let error = small(1).write_mjpeg(&mut full, |_, _| ()).expect_err("too small a place");
    assert_eq!(error.kind(), io::ErrorKind::WriteZero);
}

#[test]
fn what_no_film_can_be_is_refused() {
    assert!(Film::new(&[&"A".repeat(5000)]).is_err());
    for (width, height) in [(0, 0), (641, 480), (640, 481), (158, 160), (3842, 720)] {
        let error = Size::new(width, height).expect_err("no film has this size");
        assert_eq!(error.code(), "film_size");
    }
}

#[test]
fn a_film_without_texts_shows_no_code() {
    let options = Options { size: Size::VGA, seconds: 2.0, ..Options::default() };
    let film = Film::with(&[], &options).expect("nothing to encode");
    assert!((0..film.len()).step_by(6).all(|index| read(&film.frame(index)).is_none()));
}

#[test]
fn after_its_end_a_film_begins_again() {
    let film = small(1);
    assert_eq!(film.luma(film.len() + 2), film.luma(2));
}
