//! What a command prints on standard output. A terminal obeys control characters, so none that came from a QR gets there.

use crate::Misuse;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{Write, stdout};

/// One line, or a sentence where nobody reads it any more.
pub fn line(text: &str) -> Result<(), Misuse> {
    writeln!(stdout().lock(), "{text}").map_err(|error| format!("cannot write to standard output: {error}"))
}

/// One line of JSON.
pub fn json(value: &impl Serialize) -> Result<(), Misuse> {
    line(&json_text(value)?)
}

/// JSON without an end of line, in which the control and direction characters that JSON allows are escaped too.
pub fn json_text(value: &impl Serialize) -> Result<String, Misuse> {
    let json = serde_json::to_string(value).map_err(|error| error.to_string())?;
    if json.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return Ok(json);
    }
    Ok(json.chars().fold(String::new(), |mut safe, character| {
        if is_plain(character) {
            safe.push(character);
        } else {
            let _ = write!(safe, "\\u{:04x}", u32::from(character));
        }
        safe
    }))
}

/// The text of a QR for people: what a terminal would obey is written out.
pub fn safe(text: &str) -> String {
    let shown = |character: char| {
        if is_plain(character) { character.to_string() } else { character.escape_unicode().to_string() }
    };
    text.chars().map(shown).collect()
}

/// Neither a control character nor one that turns the direction of the text (Unicode UAX #9). All are in the first plane.
fn is_plain(character: char) -> bool {
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !character.is_control() && !turns
}
