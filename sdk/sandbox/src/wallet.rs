//! The test wallet: a challenge and a choice of fields → a QR text, and each way that it can go wrong.

use crate::cbor::Cbor;
use crate::cose::qr_text;
use crate::minted;
use crate::person::Person;
use crate::signer::Signer;
use crate::trust;
use ikd_verify::Challenge;

/// What is wrong with a minted token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Minted ten minutes ago: `expired`.
    Expired,
    /// A value changed after signing: `signature_invalid`.
    Tampered,
    /// Signed by a key that no trust list has: `issuer_unknown`.
    UnknownIssuer,
    /// Made for another relying party: `audience_mismatch`.
    WrongAudience,
    /// Answers another request: `nonce_mismatch`.
    WrongNonce,
}

impl Fault {
    /// Every fault with its name and the code that it must give.
    pub const ALL: [(Fault, &'static str, &'static str); 6] = [
        (Fault::None, "none", ""),
        (Fault::Expired, "expired", "expired"),
        (Fault::Tampered, "tampered", "signature_invalid"),
        (Fault::UnknownIssuer, "unknown_issuer", "issuer_unknown"),
        (Fault::WrongAudience, "wrong_audience", "audience_mismatch"),
        (Fault::WrongNonce, "wrong_nonce", "nonce_mismatch"),
    ];

    /// The fault with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own, _)| *own == name).map(|(fault, _, _)| *fault)
    }
}

/// A wallet with one person's documents.
pub struct Wallet {
    person: Person,
}

/// The audience of a token that is made without a challenge.
const ANYBODY: &str = "urn:ikd:any";

impl Wallet {
    /// The wallet of Budi Santoso.
    #[must_use]
    pub fn budi() -> Self {
        Self { person: Person::budi() }
    }

    /// Another person's wallet.
    #[must_use]
    pub fn of(person: Person) -> Self {
        Self { person }
    }

    /// Every field that the wallet can show.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        self.person.fields().collect()
    }

    /// The QR text of a token for the challenge, or of the identity card for anybody where there is none. Fields that the
    /// wallet has not are left out.
    #[must_use]
    pub fn mint(&self, challenge: Option<&Challenge>, fields: &[&str], now: u64, fault: Fault) -> String {
        const TEN_MINUTES: u64 = 600;
        let issued = if fault == Fault::Expired { now.saturating_sub(TEN_MINUTES) } else { now };
        let own_audience = challenge.map_or(ANYBODY, |challenge| &challenge.audience);
        let audience = if fault == Fault::WrongAudience { "https://other.example" } else { own_audience };
        let mut token = minted::claims(audience, issued, self.person.claims(fields));
        if let Some(challenge) = challenge {
            token = token.with(39, Cbor::Bytes(nonce(challenge, fault))).with(11, Cbor::uint(challenge.document.vct));
        }
        let issuer = if fault == Fault::UnknownIssuer { Signer::named("stranger") } else { trust::issuer() };
        let mut unsigned = minted::token(&token, &issuer);
        let signature = issuer.sign(&unsigned.to_be_signed());
        if fault == Fault::Tampered {
            unsigned.payload = token.with(2, Cbor::text("3171011708950004")).encode();
        }
        qr_text(&unsigned.with_signature(signature))
    }
}

fn nonce(challenge: &Challenge, fault: Fault) -> Vec<u8> {
    let wrong = fault == Fault::WrongNonce;
    challenge.nonce.iter().map(|byte| if wrong { !byte } else { *byte }).collect()
}
