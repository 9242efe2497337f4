//! Where a symbol of a version has what: alignment patterns, fixed modules, and the modules of the data in their order
//! (ISO/IEC 18004, §6.3, §7.7 and Annex E).

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "pixels, modules and counts are far below the limits of these types"
)]

use crate::format::{self, Format};

/// The most alignment patterns along one side.
pub(crate) const MAX_ALIGNMENT: usize = 7;

/// A module that is the same in every symbol of the version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixed {
    pub(crate) index: u16,
    pub(crate) dark: bool,
}

/// What the version alone says about each module. Modules are numbered row by row.
pub(crate) struct Layout {
    pub(crate) version: u8,
    pub(crate) size: usize,
    /// Finders, separators, timing and alignment patterns.
    pub(crate) fixed: Vec<Fixed>,
    /// The modules of the codewords' bits, the first codeword's highest bit first, and up to seven that are left over.
    pub(crate) order: Vec<u16>,
    /// The same modules by their place in the mask's tile.
    pub(crate) cells: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Data,
    Fixed(bool),
    /// Format or version information.
    Information,
}

impl Layout {
    /// `version` is 1 to 40.
    pub(crate) fn new(version: u8) -> Self {
        let size = size(version);
        let roles = roles(version, size);
        let fixed = |(index, role): (usize, &Role)| match role {
            Role::Fixed(dark) => Some(Fixed { index: index as u16, dark: *dark }),
            _ => None,
        };
        let fixed = roles.iter().enumerate().filter_map(fixed).collect();
        let order: Vec<u16> =
            zigzag(size).filter(|&module| roles[module] == Role::Data).map(|module| module as u16).collect();
        let cell = |&module: &u16| format::cell(usize::from(module) % size, usize::from(module) / size);
        let cells = order.iter().map(cell).collect();
        Self { version, size, fixed, order, cells }
    }

    /// The modules with what is fixed and the format; all others are light.
    pub(crate) fn without_data(&self, format: &Format) -> Vec<bool> {
        let mut dark = vec![false; self.size * self.size];
        for fixed in &self.fixed {
            dark[usize::from(fixed.index)] = fixed.dark;
        }
        for bit in 0..15 {
            for (x, y) in format::places(bit, self.size) {
                dark[y * self.size + x] = format.word >> bit & 1 == 1;
            }
        }
        dark
    }
}

/// The number of codewords.
pub(crate) const fn codewords(version: u8) -> usize {
    let version = version as usize;
    let count = version / 7 + 2;
    let alignment = if version < 2 { 0 } else { (25 * count - 10) * count - 55 };
    let information = if version < 7 { 0 } else { 36 };
    ((16 * version + 128) * version + 64 - alignment - information) / 8
}

/// Modules along a side.
pub(crate) const fn size(version: u8) -> usize {
    17 + 4 * version as usize
}

/// The coordinates, in modules, of the alignment patterns' centres along one side, and how many there are.
pub(crate) fn alignment(version: u8) -> ([u8; MAX_ALIGNMENT], usize) {
    let mut centres = [0; MAX_ALIGNMENT];
    if version < 2 {
        return (centres, 0);
    }
    let (version, count) = (usize::from(version), usize::from(version / 7 + 2));
    let last = 4 * version + 10;
    // Version 32 is the standard's one exception to even spacing rounded up to an even number.
    let step = if version == 32 { 26 } else { (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2 };
    for (i, centre) in centres.iter_mut().take(count).enumerate() {
        *centre = if i == 0 { 6 } else { (last - (count - 1 - i) * step) as u8 };
    }
    (centres, count)
}

fn roles(version: u8, size: usize) -> Vec<Role> {
    let mut roles = vec![Role::Data; size * size];
    for i in 0..size {
        let timing = Role::Fixed(i % 2 == 0);
        (roles[6 * size + i], roles[i * size + 6]) = (timing, timing);
    }
    let (centres, count) = alignment(version);
    for (i, &x) in centres[..count].iter().enumerate() {
        for (j, &y) in centres[..count].iter().enumerate() {
            // The three corners belong to the finders.
            let last = count - 1;
            if ![(0, 0), (0, last), (last, 0)].contains(&(i, j)) {
                square(&mut roles, size, [i32::from(x), i32::from(y)], 2, |ring| ring != 1);
            }
        }
    }
    let far = size as i32 - 4;
    for centre in [[3, 3], [far, 3], [3, far]] {
        square(&mut roles, size, centre, 4, |ring| ring != 2 && ring != 4);
    }
    information(&mut roles, version, size);
    roles
}

/// A square pattern by its rings, as far as it lies in the symbol.
fn square(roles: &mut [Role], size: usize, [x, y]: [i32; 2], radius: i32, dark: impl Fn(i32) -> bool) {
    let inside = |value: i32| usize::try_from(value).ok().filter(|&value| value < size);
    for dy in -radius..=radius {
        for dx in -radius..=radius {
            if let (Some(column), Some(row)) = (inside(x + dx), inside(y + dy)) {
                roles[row * size + column] = Role::Fixed(dark(dx.abs().max(dy.abs())));
            }
        }
    }
}

fn information(roles: &mut [Role], version: u8, size: usize) {
    for i in (0..9).chain(size - 8..size) {
        for module in [8 * size + i, i * size + 8] {
            if roles[module] == Role::Data {
                roles[module] = Role::Information;
            }
        }
    }
    if version >= 7 {
        for i in 0..18 {
            let (near, far) = (i / 3, size - 11 + i % 3);
            (roles[near * size + far], roles[far * size + near]) = (Role::Information, Role::Information);
        }
    }
}

/// All modules in the order of the data: pairs of columns from the right, upwards and downwards by turns, without column 6.
fn zigzag(size: usize) -> impl Iterator<Item = usize> {
    let pairs = (0..size / 2).map(move |i| size - 1 - 2 * i).map(|right| if right <= 6 { right - 1 } else { right });
    pairs.enumerate().flat_map(move |(i, right)| {
        (0..size).flat_map(move |step| {
            let row = if i % 2 == 0 { size - 1 - step } else { step };
            [row * size + right, row * size + right - 1]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignment_patterns_are_those_of_annex_e() {
        let centres = |version| {
            let (centres, count) = alignment(version);
            centres[..count].to_vec()
        };
        assert_eq!(centres(1), []);
        assert_eq!(centres(2), [6, 18]);
        assert_eq!(centres(7), [6, 22, 38]);
        assert_eq!(centres(14), [6, 26, 46, 66]);
        assert_eq!(centres(22), [6, 26, 50, 74, 98]);
        assert_eq!(centres(28), [6, 26, 50, 74, 98, 122]);
        assert_eq!(centres(32), [6, 34, 60, 86, 112, 138]);
        assert_eq!(centres(36), [6, 24, 50, 76, 102, 128, 154]);
        assert_eq!(centres(40), [6, 30, 58, 86, 114, 142, 170]);
    }

    #[test]
    fn codewords_are_as_many_as_table_1_says() {
        for (version, codewords) in [(1, 26), (2, 44), (6, 172), (7, 196), (14, 581), (27, 1828), (40, 3706)] {
            assert_eq!(self::codewords(version), codewords, "version {version}");
        }
        for version in 1..=40 {
            assert_eq!(Layout::new(version).order.len() / 8, codewords(version), "version {version}");
        }
    }
}
