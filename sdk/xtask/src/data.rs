//! The data that a compiled module begins with, by where it stands in memory.

use std::ops::Range;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};

/// A value in a template, written as it is by itself.
const VALUE: u8 = 0xc0;
/// From this byte on a template has no short text.
const LONG: u8 = 0x80;

/// A copy of it.
pub struct Data {
    segments: Vec<(usize, Vec<u8>)>,
}

impl Data {
    /// That of this module.
    pub fn of(module: &Module) -> Self {
        let segments = module.data.iter().filter_map(|data| Some((start(&data.kind)?, data.value.clone())));
        Self { segments: segments.collect() }
    }

    /// The bytes at a place; none where they do not stand in one segment.
    pub fn at(&self, place: &Range<usize>) -> Option<&[u8]> {
        self.segments
            .iter()
            .find_map(|(start, bytes)| bytes.get(place.start.checked_sub(*start)?..place.end.checked_sub(*start)?))
    }

    /// Whether a sentence stands there.
    pub fn is_text(&self, place: &Range<usize>) -> bool {
        let is_letter = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        !place.is_empty() && self.at(place).is_some_and(|text| text.iter().all(is_letter))
    }

    /// The texts of a template of `fmt::Arguments`: each behind its length, with a mark for each value between them, and a zero at the end.
    /// None where no template stands.
    pub fn template(&self, start: usize) -> Vec<Range<usize>> {
        let (mut at, mut texts) = (start, Vec::new());
        while let Some(&[byte]) = self.at(&(at..at + 1)) {
            let text = at + 1..at + 1 + usize::from(byte);
            match byte {
                0 => return texts,
                VALUE => at += 1,
                _ if byte < LONG && self.is_text(&text) => {
                    at = text.end;
                    texts.push(text);
                }
                _ => break,
            }
        }
        Vec::new()
    }

    /// The addresses at which a number of four bytes may stand.
    pub fn addresses(&self) -> impl Iterator<Item = usize> {
        self.segments
            .iter()
            .flat_map(|(start, bytes)| (start.next_multiple_of(4)..(start + bytes.len()).saturating_sub(3)).step_by(4))
    }

    /// The numbers of four bytes.
    pub fn words(&self) -> impl Iterator<Item = usize> {
        self.addresses().filter_map(|at| {
            let bytes = self.at(&(at..at + 4))?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        })
    }
}

/// Overwrites these places with zeros: they are compressed to nothing.
pub fn forget(module: &mut Module, places: &[Range<usize>]) {
    let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in ids {
        let data = module.data.get_mut(id);
        let Some(start) = start(&data.kind) else { continue };
        let end = start + data.value.len();
        for place in places.iter().filter(|place| place.start >= start && place.end <= end) {
            data.value[place.start - start..place.end - start].fill(0);
        }
    }
}

/// Where a segment stands in memory.
const fn start(kind: &DataKind) -> Option<usize> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => Some(offset.cast_unsigned() as usize),
        _ => None,
    }
}
