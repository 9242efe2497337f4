//! Binary galois fields by logarithm tables, with the interface that rqrr uses of the crate `g2p`.
//!
//! The published crate keeps a full multiplication table of 64 KiB, half of what a page would download. These tables
//! take 768 bytes a field, and a power is one look-up instead of a chain of products.
//! `[patch.crates-io]` in the workspace puts this crate in its place.
#![no_std]
#![forbid(unsafe_code)]

use core::ops::{Add, AddAssign, Div, Mul, MulAssign, Sub, SubAssign};

/// A field of at most 256 elements, written as polynomials over two elements.
pub trait GaloisField:
    Copy
    + Eq
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + SubAssign
    + Mul<Output = Self>
    + MulAssign
    + Div<Output = Self>
{
    /// The neutral element of the sum.
    const ZERO: Self;
    /// The neutral element of the product.
    const ONE: Self;
    /// The element whose powers are all others but zero: the polynomial x.
    const GENERATOR: Self;

    /// The element to a power.
    ///
    /// ```
    /// use g2p::{GaloisField, g2p};
    /// g2p!(GF256, 8, modulus: 0b1_0001_1101);
    /// assert!(GF256::GENERATOR.pow(8) == GF256(0b0001_1101));
    /// assert!(GF256(7).pow(255) == GF256::ONE);
    /// ```
    #[must_use]
    fn pow(self, power: usize) -> Self;
}

/// The powers of the generator, twice over so that a sum of two logarithms needs no remainder, and their inverse.
pub struct Tables {
    exp: [u8; 512],
    log: [u8; 256],
    order: usize,
}

impl Tables {
    /// The tables of a field of 2^`bits` elements.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "elements and logarithms of such a field fit a byte")]
    pub const fn new(bits: u32, modulus: u32) -> Self {
        let order = (1 << bits) - 1;
        let (mut exp, mut log) = ([0; 512], [0; 256]);
        let (mut element, mut power) = (1_u32, 0);
        while power < order {
            exp[power] = element as u8;
            exp[power + order] = element as u8;
            log[element as usize] = power as u8;
            element <<= 1;
            if element >> bits != 0 {
                element ^= modulus;
            }
            power += 1;
        }
        Self { exp, log, order }
    }

    /// The sum of two elements, which is their difference too.
    #[must_use]
    #[inline]
    pub const fn sum(left: u8, right: u8) -> u8 {
        left ^ right
    }

    /// The product of two elements.
    #[must_use]
    #[inline]
    pub fn product(&self, left: u8, right: u8) -> u8 {
        if left == 0 || right == 0 {
            return 0;
        }
        self.exp[usize::from(self.log[usize::from(left)]) + usize::from(self.log[usize::from(right)])]
    }

    /// The quotient of two elements. Nothing is divided by zero: the quotient by zero is zero.
    #[must_use]
    #[inline]
    pub fn quotient(&self, left: u8, right: u8) -> u8 {
        if left == 0 || right == 0 {
            return 0;
        }
        self.exp[usize::from(self.log[usize::from(left)]) + self.order - usize::from(self.log[usize::from(right)])]
    }

    /// An element to a power.
    #[must_use]
    #[inline]
    pub fn power(&self, element: u8, power: usize) -> u8 {
        match (element, power) {
            (_, 0) => 1,
            (0, _) => 0,
            _ => self.exp[self.remainder(usize::from(self.log[usize::from(element)]) * self.remainder(power))],
        }
    }

    /// The remainder by the order, or the order itself for one of its multiples: without a division, as the order is all ones.
    #[inline]
    const fn remainder(&self, mut power: usize) -> usize {
        while power > self.order {
            power = (power & self.order) + (power >> self.order.count_ones());
        }
        power
    }
}

/// Makes the type of a field: its name, the number of bits, the modulus that makes x a generator.
///
/// ```
/// g2p::g2p!(GF16, 4, modulus: 0b1_0011);
/// assert!(GF16(5) * GF16(4) == GF16(7));
/// assert!(GF16(5) / GF16(7) == GF16(1) / GF16(4));
/// assert!(GF16(5) + GF16(7) == GF16(2));
/// ```
#[macro_export]
macro_rules! g2p {
    ($name:ident, $bits:literal, modulus: $modulus:literal) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        struct $name(pub u8);

        impl $name {
            const TABLES: &'static $crate::Tables = &$crate::Tables::new($bits, $modulus);
        }

        impl $crate::GaloisField for $name {
            const ZERO: Self = Self(0);
            const ONE: Self = Self(1);
            const GENERATOR: Self = Self(2);

            #[inline]
            fn pow(self, power: usize) -> Self {
                Self(Self::TABLES.power(self.0, power))
            }
        }

        $crate::operators!($name, Add add, AddAssign add_assign, |left, right| $crate::Tables::sum(left, right));
        $crate::operators!($name, Sub sub, SubAssign sub_assign, |left, right| $crate::Tables::sum(left, right));
        $crate::operators!($name, Mul mul, MulAssign mul_assign, |left, right| Self::TABLES.product(left, right));
        $crate::operators!($name, Div div, DivAssign div_assign, |left, right| Self::TABLES.quotient(left, right));
    };
}

/// One operator and its assigning form.
#[doc(hidden)]
#[macro_export]
macro_rules! operators {
    ($name:ident, $operator:ident $method:ident, $assign:ident $assign_method:ident, |$left:ident, $right:ident| $value:expr) => {
        impl core::ops::$operator for $name {
            type Output = Self;

            #[inline]
            fn $method(self, other: Self) -> Self {
                let ($left, $right) = (self.0, other.0);
                Self($value)
            }
        }

        impl core::ops::$assign for $name {
            #[inline]
            fn $assign_method(&mut self, other: Self) {
                *self = core::ops::$operator::$method(*self, other);
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::GaloisField;

    crate::g2p!(GF256, 8, modulus: 0b1_0001_1101);
    crate::g2p!(GF16, 4, modulus: 0b1_0011);

    /// The product by the school method: shift, add, reduce.
    fn product(left: u8, right: u8, bits: u32, modulus: u32) -> u8 {
        let mut product =
            (0..bits).filter(|bit| right >> bit & 1 == 1).fold(0, |sum, bit| sum ^ (u32::from(left) << bit));
        for bit in (bits..2 * bits).rev() {
            if product >> bit & 1 == 1 {
                product ^= modulus << (bit - bits);
            }
        }
        product.try_into().unwrap()
    }

    #[test]
    fn all_products_quotients_and_powers() {
        for left in 0..=255 {
            for right in 0..=255 {
                assert_eq!((GF256(left) * GF256(right)).0, product(left, right, 8, 0x11d));
                let quotient = GF256(left) / GF256(right);
                assert!(right == 0 || quotient * GF256(right) == GF256(left));
            }
            let powers = (0..300).scan(GF256::ONE, |power, _| Some(core::mem::replace(power, *power * GF256(left))));
            assert!(powers.enumerate().all(|(exponent, power)| GF256(left).pow(exponent) == power));
        }
        for (left, right) in (0..16).flat_map(|left| (0..16).map(move |right| (left, right))) {
            assert_eq!((GF16(left) * GF16(right)).0, product(left, right, 4, 0x13));
            assert!(GF16(left) - GF16(right) == GF16(left) + GF16(right));
        }
    }
}
