//! One-time credentials: the issuer gives a wallet many SD-CWTs of one document, and each is shown once.
//!
//! Each has a device key, salts and a status index of its own, so that two showings have nothing in common by which two
//! relying parties could tell that it is the same person (draft-ietf-spice-sd-cwt, privacy considerations).

use crate::cbor::Cbor;
use crate::holder::Holder;
use crate::person::Person;
use crate::sd_cwt::SdCwt;
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

/// Where the sandbox's status list stands.
pub const STATUS_URI: &str = "https://issuer.sandbox.example/status/1";

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
        let list = [(Cbor::text("idx"), Cbor::Int(number.into())), (Cbor::text("uri"), Cbor::text(STATUS_URI))];
        let status = Cbor::Map(vec![(Cbor::text("status_list"), Cbor::Map(list.into()))]);
        let until = Cbor::uint(self.issued.saturating_add(THIRTY_DAYS));
        credential.claims = credential.claims.with(4, until).with(65535, status);
        (credential, holder)
    }
}
