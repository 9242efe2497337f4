//! The test wallet: a challenge and a choice of fields → a QR text, and each way that it can go wrong.

use crate::batch::{self, Batch, Device};
use crate::cbor::Cbor;
use crate::cose::qr_text;
use crate::minted;
use crate::person::Person;
use crate::sd_cwt::{Disclosure, SdCwt, TOP, binding, key_binding};
use crate::signer::Signer;
use crate::status;
use crate::trust;
use ikd_verify::{Challenge, Document};

/// What is wrong with a presentation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Made ten minutes ago: `expired`.
    Expired,
    /// A value changed after the issuer signed: `signature_invalid`.
    Tampered,
    /// Signed by a key that no trust list has: `issuer_unknown`.
    UnknownIssuer,
    /// Made for another relying party: `audience_mismatch`.
    WrongAudience,
    /// Answers another request: `nonce_mismatch`.
    WrongNonce,
    /// From the phone that was lost, whose credentials the issuer has revoked: `revoked`. The same person has new ones.
    Revoked,
    /// Shown with another phone's key: `key_binding_invalid`. A minted token has no such key.
    WrongHolder,
    /// A value that the issuer never signed, disclosed: `disclosure_unmatched`. A minted token has no disclosures.
    ForgedDisclosure,
}

impl Fault {
    /// Every fault with its name and the code that it must give.
    pub const ALL: [(Fault, &'static str, &'static str); 9] = [
        (Fault::None, "none", ""),
        (Fault::Expired, "expired", "expired"),
        (Fault::Tampered, "tampered", "signature_invalid"),
        (Fault::UnknownIssuer, "unknown_issuer", "issuer_unknown"),
        (Fault::WrongAudience, "wrong_audience", "audience_mismatch"),
        (Fault::WrongNonce, "wrong_nonce", "nonce_mismatch"),
        (Fault::Revoked, "revoked", "revoked"),
        (Fault::WrongHolder, "wrong_holder", "key_binding_invalid"),
        (Fault::ForgedDisclosure, "forged_disclosure", "disclosure_unmatched"),
    ];

    /// The fault with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own, _)| *own == name).map(|(fault, _, _)| *fault)
    }

    fn audience(self, challenge: Option<&Challenge>) -> &str {
        let own = challenge.map_or(ANYBODY, |challenge| &challenge.audience);
        if self == Self::WrongAudience { "https://other.example" } else { own }
    }

    fn made_at(self, now: u64) -> u64 {
        const TEN_MINUTES: u64 = 600;
        if self == Self::Expired { now.saturating_sub(TEN_MINUTES) } else { now }
    }

    /// Whether a minted token can have it: there is neither a holder's key nor a disclosure in one.
    #[must_use]
    pub fn can_be_minted(self) -> bool {
        !matches!(self, Self::WrongHolder | Self::ForgedDisclosure)
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
        let mut token = minted::claims(fault.audience(challenge), fault.made_at(now), self.person.claims(fields));
        if let Some(challenge) = challenge {
            token = token.with(39, Cbor::Bytes(nonce(challenge, fault))).with(11, Cbor::uint(challenge.document.vct));
        }
        if fault == Fault::Revoked {
            token = token.with(status::CLAIM, batch::status(batch::PHONE));
        }
        let issuer = if fault == Fault::UnknownIssuer { Signer::named("stranger") } else { trust::issuer() };
        let mut unsigned = minted::token(&token, &issuer);
        let signature = issuer.sign(&unsigned.to_be_signed());
        if fault == Fault::Tampered {
            unsigned.payload = token.with(2, Cbor::text("3171011708950004")).encode();
        }
        qr_text(&unsigned.with_signature(signature))
    }

    /// The QR text of an SD-CWT presentation that discloses these fields, by the credential with this number: each is for
    /// one showing. Without a challenge it shows the identity card to anybody.
    ///
    /// # Panics
    /// If the profile has no identity card: a defect of its tables.
    #[must_use]
    pub fn show(&self, challenge: Option<&Challenge>, fields: &[&str], now: u64, showing: Showing) -> String {
        const DAY: u64 = 24 * 3_600;
        let Showing { device, number, fault } = showing;
        let document = challenge.map_or(&Document::ALL[0], |challenge| challenge.document);
        // Issued with yesterday's batch, so that a presentation made some minutes ago fits in.
        let issued = (now - now % DAY).saturating_sub(DAY);
        let phone = if fault == Fault::Revoked { batch::PHONE } else { 0 };
        let number = phone.saturating_add(number % batch::PHONE);
        let (credential, own) = Batch::issued(self.person.clone(), document, device, issued).credential(number);
        let holder = if fault == Fault::WrongHolder { own.of_another() } else { own };
        let mut claims = binding(fault.audience(challenge), fault.made_at(now));
        if let Some(challenge) = challenge {
            claims = claims.with(39, Cbor::Bytes(nonce(challenge, fault)));
        }
        let kcwt = issue(&credential, fields, fault);
        let token = key_binding(&claims, &holder, kcwt);
        qr_text(&token.with_signature(holder.sign(&token.to_be_signed())))
    }
}

/// How a credential is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Showing {
    /// What kind of key the phone has.
    pub device: Device,
    /// Which credential of the batch; each is for one showing.
    pub number: u32,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The SD-CWT with the chosen disclosures, from the issuer or from a stranger.
fn issue(credential: &SdCwt, fields: &[&str], fault: Fault) -> Cbor {
    let mut disclosures = credential.disclosures(fields);
    if fault == Fault::ForgedDisclosure {
        let forged = Disclosure::new(TOP, "nik", (2, Cbor::text("3171011708950004")), "forged");
        disclosures.push(forged.to_cbor());
    }
    let issuer = if fault == Fault::UnknownIssuer { Signer::named("stranger") } else { trust::issuer() };
    let mut token = credential.with_disclosures(&issuer, &disclosures);
    let signature = issuer.sign(&token.to_be_signed());
    if fault == Fault::Tampered {
        let longer = credential.claims.clone().with(4, Cbor::uint(u32::MAX.into()));
        token.payload = SdCwt { claims: longer, ..credential.clone() }.payload().encode();
    }
    Cbor::Raw(token.with_signature(signature))
}

fn nonce(challenge: &Challenge, fault: Fault) -> Vec<u8> {
    let wrong = fault == Fault::WrongNonce;
    challenge.nonce.iter().map(|byte| if wrong { !byte } else { *byte }).collect()
}
