//! One block of codewords → the same block repaired (ISO/IEC 18004, §7.5 and Annex A).
//!
//! The field is GF(256) by 0x11d, the generator's roots are α⁰ to αᵉ⁻¹. Syndromes, Berlekamp–Massey, Chien, Forney, and the
//! syndromes again. The tables are its own: a second reader that shared rqrr's would share its errors. Codewords that are
//! known to be doubtful can be named: a named one costs one check codeword, an unknown wrong one two. Refuses a block for which
//! the check codewords do not suffice.

const FIELD: u16 = 0x11d;
const EXP: [u8; 512] = powers();
const LOG: [u8; 256] = logarithms();
/// The most check codewords of a block.
pub(crate) const MAX_CHECKS: usize = 30;

/// The coefficients of a polynomial, the lowest first.
type Polynomial = [u8; MAX_CHECKS + 1];

#[expect(clippy::cast_possible_truncation, reason = "elements and logarithms of the field fit a byte")]
const fn powers() -> [u8; 512] {
    let (mut table, mut power, mut i) = ([0; 512], 1_u16, 0);
    while i < 512 {
        table[i] = power as u8;
        power <<= 1;
        if power > 255 {
            power ^= FIELD;
        }
        i += 1;
    }
    table
}

#[expect(clippy::cast_possible_truncation, reason = "elements and logarithms of the field fit a byte")]
const fn logarithms() -> [u8; 256] {
    let (mut table, mut i) = ([0; 256], 0);
    while i < 255 {
        table[EXP[i] as usize] = i as u8;
        i += 1;
    }
    table
}

const fn log(a: u8) -> usize {
    LOG[a as usize] as usize
}

#[inline]
const fn mul(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { EXP[log(a) + log(b)] }
}

/// `b` is not zero.
const fn div(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { EXP[log(a) + 255 - log(b)] }
}

/// The value of a polynomial.
fn value(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, &coefficient| mul(sum, x) ^ coefficient)
}

/// A block's values at the generator's roots.
pub(crate) struct Syndromes {
    sums: [u8; MAX_CHECKS],
    checks: usize,
}

impl Syndromes {
    /// Those of a block whose last `checks` codewords are check codewords.
    pub(crate) fn of(block: &[u8], checks: usize) -> Self {
        let mut sums = [0; MAX_CHECKS];
        for &word in block {
            for (root, sum) in sums.iter_mut().enumerate().take(checks) {
                // Times the root: its logarithm is its number.
                *sum = word ^ if *sum == 0 { 0 } else { EXP[log(*sum) + root] };
            }
        }
        Self { sums, checks }
    }

    /// Whether nothing is wrong.
    fn are_zero(&self) -> bool {
        self.sums == [0; MAX_CHECKS]
    }
}

/// Repairs `block`, whose syndromes these are. `erased` are the places of doubtful codewords. The answer is how many codewords it
/// changed. `spare` check codewords may not be needed, so that a chance agreement is rarer; `None` where it cannot be repaired,
/// and then the block is left half done.
pub(crate) fn repair(block: &mut [u8], syndromes: &Syndromes, spare: usize, erased: &[usize]) -> Option<usize> {
    if syndromes.are_zero() {
        return Some(0);
    }
    let &Syndromes { sums, checks } = syndromes;
    let locator = locator(&sums[..checks], block.len(), erased)?;
    let degree = locator.iter().rposition(|&coefficient| coefficient != 0)?;
    if degree + degree.saturating_sub(erased.len()) + spare > checks {
        return None;
    }
    let mut evaluator = [0; MAX_CHECKS + 1];
    for (i, coefficient) in evaluator.iter_mut().enumerate().take(checks) {
        *coefficient = convolve(&locator, &sums, i);
    }
    let changed = correct(block, &locator[..=degree], &evaluator[..checks])?;
    Syndromes::of(block, checks).are_zero().then_some(changed)
}

/// Puts right every codeword whose place is a root of the locator; `None` where there are not as many as it has roots.
fn correct(block: &mut [u8], locator: &[u8], evaluator: &[u8]) -> Option<usize> {
    let mut derivative = [0; MAX_CHECKS + 1];
    // Over this field the derivative keeps the odd coefficients only.
    for (i, &coefficient) in locator.iter().enumerate().filter(|(i, _)| i % 2 == 1) {
        derivative[i - 1] = coefficient;
    }
    let derivative = &derivative[..locator.len() - 1];
    let (mut found, mut changed) = (0, 0);
    for (power, word) in block.iter_mut().rev().enumerate() {
        let inverse = EXP[255 - power % 255];
        if value(locator, inverse) != 0 {
            continue;
        }
        found += 1;
        let slope = Some(value(derivative, inverse)).filter(|&slope| slope != 0)?;
        let error = mul(EXP[power % 255], div(value(evaluator, inverse), slope));
        *word ^= error;
        changed += usize::from(error != 0);
    }
    (found + 1 == locator.len()).then_some(changed)
}

/// Coefficient `i` of the product of two polynomials.
fn convolve(a: &Polynomial, b: &[u8], i: usize) -> u8 {
    a.iter().take(i + 1).enumerate().fold(0, |sum, (j, &x)| sum ^ mul(x, b.get(i - j).copied().unwrap_or(0)))
}

/// The locator of the erased and the wrong codewords, by Berlekamp and Massey begun from the erased ones.
fn locator(syndromes: &[u8], length: usize, erased: &[usize]) -> Option<Polynomial> {
    let mut current: Polynomial = [0; MAX_CHECKS + 1];
    current[0] = 1;
    for &place in erased {
        let root = EXP[length.checked_sub(place + 1)? % 255];
        for i in (1..current.len()).rev() {
            current[i] ^= mul(current[i - 1], root);
        }
    }
    let mut previous = current;
    let mut degree = erased.len();
    for n in erased.len()..syndromes.len() {
        previous.copy_within(..MAX_CHECKS, 1);
        previous[0] = 0;
        let discrepancy = convolve(&current, syndromes, n);
        if discrepancy == 0 {
            continue;
        }
        let before = current;
        current.iter_mut().zip(&previous).for_each(|(a, &b)| *a ^= mul(b, discrepancy));
        if 2 * degree <= n + erased.len() {
            degree = n + 1 + erased.len() - degree;
            previous = before.map(|coefficient| div(coefficient, discrepancy));
        }
    }
    Some(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the standard's Annex I: version 1-M, "01234567".
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xa5, 0x24,
        0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
    ];

    fn spoiled(errors: usize) -> [u8; 26] {
        let mut block = BLOCK;
        (0..errors).for_each(|i| block[i * 2 + 1] ^= 0x5a + u8::try_from(i).unwrap_or(0));
        block
    }

    fn repair_block(block: &mut [u8], erased: &[usize]) -> Option<usize> {
        let syndromes = Syndromes::of(block, 10);
        repair(block, &syndromes, 0, erased)
    }

    #[test]
    fn up_to_half_of_the_check_codewords_are_repaired_and_not_one_more() {
        for errors in 0..=6 {
            let mut block = spoiled(errors);
            let repaired = repair_block(&mut block, &[]);
            assert_eq!(repaired.is_some() && block == BLOCK, errors <= 5, "{errors} errors");
            assert_eq!(repaired, (errors <= 5).then_some(errors), "{errors} errors");
        }
    }

    #[test]
    fn a_named_codeword_costs_one_check_codeword_and_an_unknown_one_two() {
        for errors in 0..=11 {
            for named in 0..=errors.min(10) {
                let mut block = spoiled(errors);
                let erased: Vec<_> = (0..named).map(|i| i * 2 + 1).collect();
                let repaired = repair_block(&mut block, &erased).is_some();
                let possible = named + 2 * (errors - named) <= 10;
                assert_eq!(repaired && block == BLOCK, possible, "{errors} errors, {named} named");
            }
        }
    }

    #[test]
    fn named_codewords_that_are_right_do_no_harm() {
        let mut block = spoiled(2);
        assert_eq!(repair_block(&mut block, &[0, 2, 4, 6]), Some(2));
        assert_eq!(block, BLOCK);
    }
}
