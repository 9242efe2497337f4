//! An SD-CWT presentation of the records, with every part of both tokens open to change.

use super::case::{BANK, Case, ISSUER, NOW, case, issuer};
use crate::cbor::{Cbor, Labels};
use crate::cose::Sign1;
use crate::holder::Holder;
use crate::person::Person;
use crate::sd_cwt::{Disclosure, SdCwt, binding, key_binding};
use ikd_verify::Document;
use serde_json::{Value, json};

/// The credential of Budi as the records show it: nik and nama disclosed, to the bank.
#[derive(Clone)]
pub struct Shown {
    pub credential: SdCwt,
    pub holder: Holder,
    pub claims: Labels,
    pub disclosures: Vec<Cbor>,
}

impl Shown {
    pub fn new() -> Self {
        Self::by(Holder::ed25519("Budi"))
    }

    pub fn by(holder: Holder) -> Self {
        // Issued an hour before it is shown: its times and the presentation's are not the same by chance.
        let mut credential = SdCwt::of(&Person::budi(), &Document::ALL[0], &holder, NOW - 3_600, "vector");
        credential.claims = credential.claims.with(1, Cbor::text(ISSUER));
        credential.redacted.retain(|redacted| redacted.name != "foto");
        credential.shared.clear();
        credential.own.clear();
        let disclosures = credential.disclosures(&["nik", "nama"]);
        Self { credential, holder, claims: binding(BANK, NOW), disclosures }
    }

    /// With other fields disclosed.
    pub fn fields(mut self, names: &[&str]) -> Self {
        self.disclosures = self.credential.disclosures(names);
        self
    }

    /// With these byte strings under `sd_claims`.
    pub fn disclosures(self, disclosures: Vec<Cbor>) -> Self {
        Self { disclosures, ..self }
    }

    /// With another claim of the holder's.
    pub fn claim(self, label: i64, value: Cbor) -> Self {
        Self { claims: self.claims.with(label, value), ..self }
    }

    pub fn without(self, label: i64) -> Self {
        Self { claims: self.claims.without(label), ..self }
    }

    /// With another claim of the issuer's.
    pub fn issued(mut self, label: i64, value: Cbor) -> Self {
        self.credential.claims = self.credential.claims.with(label, value);
        self
    }

    pub fn issued_without(mut self, label: i64) -> Self {
        self.credential.claims = self.credential.claims.without(label);
        self
    }

    /// With a disclosure more, which has its digest.
    pub fn disclosing(mut self, disclosure: &Disclosure) -> Self {
        self.credential.redacted.push(disclosure.clone());
        self.disclosures.push(disclosure.to_cbor());
        self
    }

    /// With these bytes as a disclosure more, without a digest: they must not be read so far.
    pub fn disclosing_bytes(mut self, bytes: &[u8]) -> Self {
        self.disclosures.push(Cbor::Bytes(bytes.into()));
        self
    }

    /// The signed SD-CWT with its disclosures.
    pub fn kcwt(&self) -> Cbor {
        self.credential.issue(&issuer(), &self.disclosures)
    }

    /// The unsigned key binding token.
    pub fn token(&self) -> Sign1 {
        key_binding(&self.claims, &self.holder, self.kcwt())
    }

    /// The key binding token with other protected headers.
    pub fn headed(&self, headers: Vec<(i64, Cbor)>) -> Sign1 {
        Sign1 { protected: Cbor::labels(headers).encode(), ..self.token() }
    }

    /// The headers of the key binding token.
    pub fn headers(&self) -> Vec<(i64, Cbor)> {
        vec![(1, Cbor::Int(self.holder.algorithm())), (13, self.kcwt()), (16, Cbor::Int(294))]
    }

    /// A record of it.
    pub fn case(&self, id: &str, flags: &[&'static str]) -> Case {
        self.signed(id, flags, &self.token())
    }

    /// A record of it with a changed signature.
    pub fn resigned(&self, id: &str, flags: &[&'static str], change: impl FnOnce(&[u8]) -> Vec<u8>) -> Case {
        let token = self.token();
        let signature = change(&self.holder.sign(&token.to_be_signed()));
        case(id, flags).signed_token(&token, signature)
    }

    /// A record of another token that the holder signed.
    pub fn signed(&self, id: &str, flags: &[&'static str], token: &Sign1) -> Case {
        let signature = self.holder.sign(&token.to_be_signed());
        case(id, flags).signed_token(token, signature)
    }
}

/// What differs from a minted token's verdict.
pub fn is_sd(expect: &mut Value) {
    expect["mode"] = json!("sd");
    expect["levels"]["holderBinding"] = json!("device_key");
}
