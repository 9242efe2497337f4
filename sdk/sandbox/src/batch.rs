//! One-time credentials: the issuer gives a wallet many SD-CWTs of one document, and each is shown once.
//!
//! Each has a device key, salts and a status index of its own, so that two showings have nothing in common by which two
//! relying parties could tell that it is the same person (draft-ietf-spice-sd-cwt, privacy considerations).

use crate::cbor::Cbor;
use crate::holder::Holder;
use crate::person::Person;
use crate::sd_cwt::SdCwt;
use crate::status;
use ikd_verify::Document;

/// What kind of key the device has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// Ed25519.
    #[default]
    Ed25519,
    /// P-256, as the secure elements of phones have it.
    P256,
}

/// How many credentials a phone has before the numbers begin anew. Those of the phone that was lost come after them.
pub const PHONE: u32 = 512;

/// The status of the credential with this number, as a token names it. Every number has an index of its own.
#[must_use]
pub fn status(number: u32) -> Cbor {
    status::reference(Cbor::Int(number.into()), status::URI)
}

/// The sandbox's status list at `now`: the credentials of the phone that was lost are revoked, all others are valid.
#[must_use]
pub fn status_list(now: u64) -> Vec<u8> {
    const REVOKED: u8 = 1;
    let lost: Vec<(usize, u8)> = (PHONE..2 * PHONE).map(|number| (number as usize, REVOKED)).collect();
    status::list(status::URI, &lost, now)
}

/// A wallet's credentials of one document, all issued at one time.
pub struct Batch {
    person: Person,
    document: &'static Document,
    device: Device,
    issued: u64,
}

impl Batch {
    /// The credentials that were issued at `issued`, UNIX seconds.
    #[must_use]
    pub fn issued(person: Person, document: &'static Document, device: Device, issued: u64) -> Self {
        Self { person, document, device, issued }
    }

    /// The credential with this number, and the device key that it is bound to. With a status it may live thirty days.
    #[must_use]
    pub fn credential(&self, number: u32) -> (SdCwt, Holder) {
        const THIRTY_DAYS: u64 = 30 * 24 * 3_600;
        let name = format!("{} {} {number}", self.document.name, self.issued);
        let holder = match self.device {
            Device::Ed25519 => Holder::ed25519(&name),
            Device::P256 => Holder::p256(&name),
        };
        let mut credential = SdCwt::of(&self.person, self.document, &holder, self.issued, &name);
        let until = Cbor::uint(self.issued.saturating_add(THIRTY_DAYS));
        credential.claims = credential.claims.with(4, until).with(status::CLAIM, status(number));
        (credential, holder)
    }
}
