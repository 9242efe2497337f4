//! A symbol's modules → how hard they make it to find and to read (ISO/IEC 18004:2015, §7.8.3, table 11): the mask with the least
//! is drawn.

/// The penalty of a symbol with so many modules along a side.
pub(crate) fn penalty(dark: &[bool], size: usize) -> usize {
    let rows = dark.chunks(size).map(|row| line(row.iter().copied(), size)).sum::<usize>();
    let column = |x: usize| line(dark.iter().skip(x).step_by(size).copied(), size);
    let columns = (0..size).map(column).sum::<usize>();
    rows + columns + squares(dark, size) + balance(dark)
}

/// Long runs of one colour, and what looks like a finder pattern: 1 : 1 : 3 : 1 : 1 with four light on one side.
fn line(modules: impl Iterator<Item = bool>, size: usize) -> usize {
    // Light and dark by turns, light first and last.
    let mut runs = vec![0];
    for module in modules {
        if module == (runs.len() % 2 == 1) {
            runs.push(0);
        }
        runs.last_mut().into_iter().for_each(|run| *run += 1);
    }
    if runs.len() % 2 == 0 {
        runs.push(0);
    }
    let long = runs.iter().filter(|run| **run >= 5).map(|run| run - 2).sum::<usize>();
    // Around the symbol all is light.
    let last = runs.len() - 1;
    runs[0] += size;
    runs[last] += size;
    long + 40 * runs.windows(7).step_by(2).map(finders).sum::<usize>()
}

fn finders(runs: &[usize]) -> usize {
    let &[before, one, gap, core, other_gap, other, after] = runs else { return 0 };
    if [gap, other_gap, other] != [one; 3] || core != 3 * one {
        return 0;
    }
    usize::from(before >= 4 * one && after >= one) + usize::from(after >= 4 * one && before >= one)
}

/// Squares of 2 × 2 modules of one colour.
fn squares(dark: &[bool], size: usize) -> usize {
    let pairs = dark.chunks(size).zip(dark.chunks(size).skip(1));
    let count = |(upper, lower): (&[bool], &[bool])| {
        let one = |(a, b): (&[bool], &[bool])| a[0] == a[1] && a == b;
        upper.windows(2).zip(lower.windows(2)).filter(|&pair| one(pair)).count()
    };
    3 * pairs.map(count).sum::<usize>()
}

/// How far the dark modules are from a half, in steps of 5 %.
fn balance(dark: &[bool]) -> usize {
    let count = dark.iter().filter(|dark| **dark).count();
    10 * (20 * count).abs_diff(10 * dark.len()).div_ceil(dark.len()).saturating_sub(1)
}
