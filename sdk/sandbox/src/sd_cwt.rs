//! An SD-CWT and its presentation (mode S) before they are signed, with every part open to change
//! (draft-ietf-spice-sd-cwt; profile §4).

use crate::cbor::{Cbor, Labels};
use crate::cose::{Sign1, headers};
use crate::holder::Holder;
use crate::person::Person;
use crate::signer::Signer;
use crate::trust;
use ikd_verify::{Document, Redaction};
use sha2::{Digest, Sha256};

/// simple(59), the key of the redacted claims.
pub const REDACTED: [u8; 2] = [0xf8, 0x3b];
/// The unprotected header of the disclosures.
pub const SD_CLAIMS: i64 = 17;
/// The protected header of the SD-CWT inside a key binding token.
pub const KCWT: i64 = 13;
/// The claims set itself, where the other places are the claims that hold a map.
pub const TOP: i64 = 2;

/// One redacted claim: where its digest stands and what the disclosure holds.
#[derive(Clone)]
pub struct Disclosure {
    /// [`TOP`], 169 or −70169.
    pub place: i64,
    /// The field's name, by which a holder chooses.
    pub name: &'static str,
    /// `[salt, value, key]`.
    pub parts: Vec<Cbor>,
}

impl Disclosure {
    /// A disclosure of the profile's form; the salt is made from `seed` and the name.
    #[must_use]
    pub fn new(place: i64, name: &'static str, (key, value): (i64, Cbor), seed: &str) -> Self {
        let salt = Sha256::digest(format!("{seed} {name}"))[..16].to_vec();
        Self { place, name, parts: vec![Cbor::Bytes(salt), value, Cbor::Int(key)] }
    }

    /// The byte string that stands under `sd_claims`.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        Cbor::Bytes(Cbor::Array(self.parts.clone()).encode())
    }

    /// SHA-256 of the byte string, head included.
    #[must_use]
    pub fn digest(&self) -> Cbor {
        Cbor::Bytes(Sha256::digest(self.to_cbor().encode()).to_vec())
    }
}

/// An issuer's token with redacted claims.
#[derive(Clone)]
pub struct SdCwt {
    /// The claims in clear, without the field maps.
    pub claims: Labels,
    /// The fields of claim 169 that stay in clear.
    pub shared: Vec<(Cbor, Cbor)>,
    /// The fields of claim −70169 that stay in clear.
    pub own: Vec<(Cbor, Cbor)>,
    /// What is redacted.
    pub redacted: Vec<Disclosure>,
    /// Protected headers besides alg, kid and typ.
    pub headers: Vec<(i64, Cbor)>,
    /// The typ.
    pub typ: Cbor,
}

const DAY: u64 = 24 * 3_600;

impl SdCwt {
    /// A person's document for three days from `now`, bound to the holder's key, with every field that the profile redacts
    /// redacted.
    #[must_use]
    pub fn of(person: &Person, document: &Document, holder: &Holder, now: u64, seed: &str) -> Self {
        let claims = [
            (1, Cbor::text(trust::ISSUER)),
            (4, Cbor::uint(now.saturating_add(3 * DAY))),
            (6, Cbor::uint(now)),
            (8, holder.cnf()),
            (11, Cbor::uint(document.vct)),
        ];
        let (mut shared, mut own, mut redacted) = (vec![], vec![], vec![]);
        for (field, place, key, value) in person.claims_one_by_one(document) {
            match (field.redaction, place) {
                (Redaction::Clear, 169) => shared.push((Cbor::Int(key), value)),
                (Redaction::Clear, _) => own.push((Cbor::Int(key), value)),
                (Redaction::Disclosure, _) => redacted.push(Disclosure::new(place, field.name, (key, value), seed)),
            }
        }
        let claims = claims.into_iter().collect();
        Self { claims, shared, own, redacted, headers: vec![(170, Cbor::Int(-16))], typ: Cbor::Int(293) }
    }

    /// The payload: the claims with sorted digests where claims are redacted.
    #[must_use]
    pub fn payload(&self) -> Cbor {
        let Cbor::Map(mut claims) = self.claims.to_cbor() else { return Cbor::Null };
        let inner = [(169, &self.shared), (-70169, &self.own)];
        for (place, clear) in inner {
            let map = [clear.clone(), self.digests(place)].concat();
            if !map.is_empty() {
                claims.push((Cbor::Int(place), Cbor::Map(map)));
            }
        }
        claims.extend(self.digests(TOP));
        Cbor::Map(claims)
    }

    fn digests(&self, place: i64) -> Vec<(Cbor, Cbor)> {
        let here = self.redacted.iter().filter(|redacted| redacted.place == place);
        let mut digests: Vec<Cbor> = here.map(Disclosure::digest).collect();
        digests.sort_by_key(Cbor::encode);
        if digests.is_empty() { vec![] } else { vec![(Cbor::Raw(REDACTED.into()), Cbor::Array(digests))] }
    }

    /// The unsigned token without disclosures.
    #[must_use]
    pub fn token(&self, issuer: &Signer) -> Sign1 {
        let protected = [headers(issuer, self.typ.clone()), self.headers.clone()].concat();
        Sign1 { protected: Cbor::labels(protected).encode(), ..Sign1::new(issuer, Cbor::Null, self.payload().encode()) }
    }

    /// The unsigned token with these disclosures beside it.
    #[must_use]
    pub fn with_disclosures(&self, issuer: &Signer, disclosures: &[Cbor]) -> Sign1 {
        let mut token = self.token(issuer);
        if !disclosures.is_empty() {
            token.unprotected = Cbor::labels([(SD_CLAIMS, Cbor::Array(disclosures.to_vec()))]);
        }
        token
    }

    /// The signed token with these disclosures beside it.
    #[must_use]
    pub fn issue(&self, issuer: &Signer, disclosures: &[Cbor]) -> Cbor {
        Cbor::Raw(self.with_disclosures(issuer, disclosures).sign(issuer))
    }

    /// The disclosures of the named fields, in the order of the person's card.
    #[must_use]
    pub fn disclosures(&self, names: &[&str]) -> Vec<Cbor> {
        let chosen = self.redacted.iter().filter(|redacted| names.contains(&redacted.name));
        chosen.map(Disclosure::to_cbor).collect()
    }
}

/// The claims of a key binding token for 90 seconds from `now`.
#[must_use]
pub fn binding(audience: &str, now: u64) -> Labels {
    let claims = [(3, Cbor::text(audience)), (4, Cbor::uint(now.saturating_add(90))), (6, Cbor::uint(now))];
    claims.into_iter().collect()
}

/// The unsigned key binding token around an issued SD-CWT.
#[must_use]
pub fn key_binding(claims: &Labels, holder: &Holder, kcwt: Cbor) -> Sign1 {
    let protected = Cbor::labels([(1, Cbor::Int(holder.algorithm())), (KCWT, kcwt), (16, Cbor::Int(294))]);
    Sign1 {
        tag: Some(18),
        protected: protected.encode(),
        unprotected: Cbor::Map(vec![]),
        payload: claims.encode(),
        context: "Signature1",
    }
}
