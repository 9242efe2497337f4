//! One block of codewords → the same block repaired (ISO/IEC 18004, §7.5 and Annex A).
//!
//! The field is GF(256) by 0x11d, the generator's roots are α⁰ to αᵉ⁻¹. Syndromes, Berlekamp–Massey, Chien, Forney, and the
//! syndromes again. The tables are its own: a second reader that shared rqrr's would share its errors. Refuses a block with
//! more wrong codewords than half of its check codewords.

const FIELD: u16 = 0x11d;
const EXP: [u8; 512] = powers();
const LOG: [u8; 256] = logarithms();

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

const fn mul(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { EXP[log(a) + log(b)] }
}

/// `b` is not zero.
const fn div(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { EXP[log(a) + 255 - log(b)] }
}

/// The value of a polynomial, its lowest coefficient first.
fn value(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, &coefficient| mul(sum, x) ^ coefficient)
}

fn syndromes(block: &[u8], checks: usize) -> Vec<u8> {
    EXP.iter().take(checks).map(|&root| block.iter().fold(0, |sum, &word| mul(sum, root) ^ word)).collect()
}

/// Repairs `block`, whose last `checks` codewords are check codewords; `None` where it cannot, and then it is left half done.
pub(crate) fn repair(block: &mut [u8], checks: usize) -> Option<()> {
    let wrong = syndromes(block, checks);
    if wrong.iter().all(|&s| s == 0) {
        return Some(());
    }
    let locator = locator(&wrong);
    let errors = locator.len() - 1;
    let evaluator: Vec<u8> = (0..checks).map(|i| convolve(&locator, &wrong, i)).collect();
    // Over this field the derivative keeps the odd coefficients only.
    let odd = |(i, &coefficient): (usize, &u8)| if i % 2 == 0 { coefficient } else { 0 };
    let derivative: Vec<u8> = locator.iter().skip(1).enumerate().map(odd).collect();
    let mut found = 0;
    for (power, word) in block.iter_mut().rev().enumerate() {
        let inverse = EXP[255 - power % 255];
        if value(&locator, inverse) == 0 {
            let slope = Some(value(&derivative, inverse)).filter(|&slope| slope != 0)?;
            *word ^= mul(EXP[power % 255], div(value(&evaluator, inverse), slope));
            found += 1;
        }
    }
    let repaired = found == errors && 2 * errors <= checks && syndromes(block, checks).iter().all(|&s| s == 0);
    repaired.then_some(())
}

/// Coefficient `i` of the product of two polynomials.
fn convolve(a: &[u8], b: &[u8], i: usize) -> u8 {
    a.iter().take(i + 1).enumerate().fold(0, |sum, (j, &x)| sum ^ mul(x, b.get(i - j).copied().unwrap_or(0)))
}

/// The error locator polynomial, by Berlekamp and Massey.
fn locator(syndromes: &[u8]) -> Vec<u8> {
    let (mut current, mut previous) = (vec![1], vec![1]);
    let (mut length, mut shift, mut last) = (0, 1, 1);
    for n in 0..syndromes.len() {
        let discrepancy = convolve(&current, syndromes, n);
        if discrepancy == 0 {
            shift += 1;
            continue;
        }
        let before = current.clone();
        add_shifted(&mut current, &previous, div(discrepancy, last), shift);
        if 2 * length <= n {
            (length, previous, last, shift) = (n + 1 - length, before, discrepancy, 1);
        } else {
            shift += 1;
        }
    }
    while current.len() > 1 && current.last() == Some(&0) {
        current.pop();
    }
    current
}

/// Adds `other` times `factor`, its coefficients moved up by `shift`.
fn add_shifted(sum: &mut Vec<u8>, other: &[u8], factor: u8, shift: usize) {
    sum.resize(sum.len().max(other.len() + shift), 0);
    sum.iter_mut().skip(shift).zip(other).for_each(|(a, &b)| *a ^= mul(b, factor));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the standard's Annex I: version 1-M, "01234567".
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xa5, 0x24,
        0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
    ];

    #[test]
    fn up_to_half_of_the_check_codewords_are_repaired_and_not_one_more() {
        for errors in 0..=6 {
            let mut block = BLOCK;
            (0..errors).for_each(|i| block[i * 4 + 1] ^= 0x5a + u8::try_from(i).unwrap_or(0));
            let repaired = repair(&mut block, 10);
            assert_eq!(repaired.is_some() && block == BLOCK, errors <= 5, "{errors} errors");
            assert_eq!(repaired.is_some(), errors <= 5, "{errors} errors");
        }
    }
}
