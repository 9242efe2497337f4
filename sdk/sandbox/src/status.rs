//! Status lists: the statuses packed, a list, and the sandbox's own (draft-ietf-oauth-status-list-20; profile §8).
//!
//! ```
//! use ikd_sandbox::status::Statuses;
//! let statuses = Statuses::new(2, 16).with(1, 3);
//! assert_eq!(statuses.packed(), [0b1100, 0, 0, 0]);
//! ```

use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::signer::Signer;
use miniz_oxide::deflate::compress_to_vec_zlib;

/// What the addresses of the sandbox's lists start with.
pub const PREFIX: &str = "https://status.sandbox.example/";
/// The address of the sandbox's list.
pub const URI: &str = "https://status.sandbox.example/1";
/// The claim of a token that names its place in a list.
pub const CLAIM: i64 = 65535;
const HOUR: u64 = 3_600;
const COMPRESSION: u8 = 9;

/// The typ of a status list.
#[must_use]
pub fn typ() -> Cbor {
    Cbor::text("application/statuslist+cwt")
}

/// The key that signs the sandbox's status lists.
#[must_use]
pub fn signer() -> Signer {
    Signer::named("status")
}

/// The value of [`CLAIM`]: this index of the list at this address.
#[must_use]
pub fn reference(index: Cbor, uri: &str) -> Cbor {
    let place = Cbor::Map(vec![(Cbor::text("idx"), index), (Cbor::text("uri"), Cbor::text(uri))]);
    Cbor::Map(vec![(Cbor::text("status_list"), place)])
}

/// The statuses of a list: 1, 2, 4 or 8 bits each, packed from the lowest bit of the first byte.
#[derive(Clone)]
pub struct Statuses {
    bits: usize,
    packed: Vec<u8>,
}

impl Statuses {
    /// So many statuses of so many bits, all valid.
    #[must_use]
    pub fn new(bits: usize, count: usize) -> Self {
        Self { bits, packed: vec![0; (bits * count).div_ceil(8)] }
    }

    /// The statuses with another value at an index.
    ///
    /// # Panics
    /// If there is no such index.
    #[must_use]
    pub fn with(mut self, index: usize, value: u8) -> Self {
        let first = index * self.bits;
        let mask = u8::MAX >> (8 - self.bits);
        let byte = &mut self.packed[first / 8];
        *byte = *byte & !(mask << (first % 8)) | (value & mask) << (first % 8);
        self
    }

    /// The bytes before they are compressed.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// The map `{"bits", "lst"}`.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        status_list(Cbor::uint(self.bits as u64), deflated(&self.packed))
    }
}

/// The map of any bits and any compressed bytes.
#[must_use]
pub fn status_list(bits: Cbor, packed: Vec<u8>) -> Cbor {
    Cbor::Map(vec![(Cbor::text("bits"), bits), (Cbor::text("lst"), Cbor::Bytes(packed))])
}

/// The bytes as a zlib stream (RFC 1950).
#[must_use]
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, COMPRESSION)
}

/// The claims of a list made at `now` that lives a day and is fresh for an hour.
#[must_use]
pub fn claims(uri: &str, statuses: Cbor, now: u64) -> Labels {
    let claims = [
        (2, Cbor::text(uri)),
        (4, Cbor::uint(now.saturating_add(24 * HOUR))),
        (6, Cbor::uint(now)),
        (65533, statuses),
        (65534, Cbor::uint(HOUR)),
    ];
    claims.into_iter().collect()
}

/// The unsigned list.
#[must_use]
pub fn token(claims: &Labels, signer: &Signer) -> Sign1 {
    Sign1::new(signer, typ(), claims.encode())
}

/// The signed list.
#[must_use]
pub fn sign(claims: &Labels, signer: &Signer) -> Vec<u8> {
    token(claims, signer).sign(signer)
}

/// The sandbox's list at an address: 1 024 statuses of two bits, all valid but those named. An index beyond is left out.
#[must_use]
pub fn list(uri: &str, changed: &[(usize, u8)], now: u64) -> Vec<u8> {
    const COUNT: usize = 1_024;
    let within = changed.iter().filter(|(index, _)| *index < COUNT);
    let statuses = within.fold(Statuses::new(2, COUNT), |all, (index, value)| all.with(*index, *value));
    sign(&claims(uri, statuses.to_cbor(), now), &signer())
}
