//! The result as every runtime prints it (profile §10): verified with its levels, or rejected with a code.

use crate::credential::ConsentedFields;
use crate::error::Error;
use crate::fields::HolderCheck;
use crate::hex;
use crate::key::KeyId;
use crate::nik::NikWarning;
use crate::status::Status;
use crate::time::Clock;
use crate::trust_list::Environment;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Display};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// What kind of presentation it is (profile §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A token that the issuer made for this showing.
    Minted,
    /// An SD-CWT with a key binding token: the holder chose what to disclose and signed it.
    Sd,
    /// A Claim 169 code: all that it holds was shown, to whoever saw it.
    Claim169,
}

impl Mode {
    /// The stable word for `mode`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Minted => "minted",
            Self::Sd => "sd",
            Self::Claim169 => "claim_169",
        }
    }

    /// Whether what the person did not share was kept out of the code, or is only held back here.
    fn minimisation(self) -> &'static str {
        match self {
            Self::Minted | Self::Sd => "cryptographic",
            Self::Claim169 => "client_enforced",
        }
    }
}

/// Whether the token was made for this relying party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// For this one.
    Matched,
    /// For any (`urn:ikd:any`), which the relying party accepts at its counter.
    Any,
    /// There was no request to compare with, or the token was made for nobody in particular (Claim 169).
    NotChecked,
}

impl Audience {
    /// The stable word for `levels.audience`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Any => "any",
            Self::NotChecked => "not_checked",
        }
    }
}

/// Whether the token answers this very request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nonce {
    /// It repeats the request's nonce.
    Matched,
    /// There was no nonce to compare with.
    NotChecked,
}

impl Nonce {
    /// The stable word for `levels.nonce`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::NotChecked => "not_checked",
        }
    }
}

/// What a verified presentation proves, never merged into one yes or no (profile §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// The kind of presentation: what binds it to its holder, and how it keeps fields out, follow from it.
    pub mode: Mode,
    /// Revocation.
    pub status: Status,
    /// The relying party it was made for.
    pub audience: Audience,
    /// The request it answers.
    pub nonce: Nonce,
    /// How the issuer's app checked its user.
    pub holder_check: HolderCheck,
    /// Whose clock judged the times.
    pub clock: Clock,
    /// Real issuers or the sandbox.
    pub environment: Environment,
}

/// What is known of a verified presentation without any of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The kind of presentation.
    pub mode: Mode,
    /// The document's name.
    pub document: &'static str,
    /// The issuer's name, as in the trust list.
    pub issuer: String,
    /// The issuer's key.
    pub key_id: KeyId,
    /// iat, UNIX seconds.
    pub issued_at: u64,
    /// exp, UNIX seconds.
    pub expires_at: u64,
    /// What it proves.
    pub levels: Levels,
    /// What does not fit, without being wrong.
    pub warnings: Vec<NikWarning>,
    /// The names of the fields that it holds.
    pub offered: Vec<&'static str>,
}

/// A verified presentation's result: its facts and what was released of it.
pub struct Verified {
    /// The facts.
    pub facts: Facts,
    /// The released values.
    pub released: ConsentedFields,
}

/// The result of one presentation.
///
/// ```
/// use ikd_verify::{Error, Outcome, TimeError};
/// let outcome = Outcome::Rejected(Error::Time(TimeError::Expired { at: 1_800_000_090, now: 1_800_000_200 }));
/// assert_eq!(serde_json::to_string(&outcome).unwrap(), concat!(
///     r#"{"outcome":"rejected","code":"expired","category":"not_current","#,
///     r#""detail":{"expiredAt":1800000090,"checkedAt":1800000200}}"#));
/// ```
pub enum Outcome {
    /// Everything that was asked to be checked holds.
    Verified(Verified),
    /// The first thing that does not hold.
    Rejected(Error),
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Verified(verified) => verified.serialize(serializer),
            Self::Rejected(error) => error.serialize(serializer),
        }
    }
}

impl Serialize for Verified {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let facts = &self.facts;
        let warnings: Vec<_> = facts.warnings.iter().map(|warning| warning.word()).collect();
        let mut json = serializer.serialize_struct("Verified", 11)?;
        json.serialize_field("outcome", "verified")?;
        json.serialize_field("mode", facts.mode.word())?;
        json.serialize_field("document", facts.document)?;
        json.serialize_field("issuer", &facts.issuer)?;
        json.serialize_field("keyId", &facts.key_id)?;
        json.serialize_field("issuedAt", &facts.issued_at)?;
        json.serialize_field("expiresAt", &facts.expires_at)?;
        json.serialize_field("levels", &facts.levels)?;
        json.serialize_field("warnings", &warnings)?;
        json.serialize_field("offered", &facts.offered)?;
        json.serialize_field("released", &self.released)?;
        json.end()
    }
}

impl Levels {
    /// What binds the code to the person who shows it, as the stable word. A nonce of ours in a minted token binds that to
    /// this session at the issuer; only a key of the device binds to the device.
    pub(crate) fn holder_binding(self) -> &'static str {
        match (self.mode, self.nonce) {
            (Mode::Sd, _) => "device_key",
            (Mode::Minted, Nonce::Matched) => "issuer_session",
            (Mode::Minted, Nonce::NotChecked) | (Mode::Claim169, _) => "none",
        }
    }
}

impl Levels {
    /// Each level's name and word, in the order of the result.
    pub(crate) fn words(self) -> [(&'static str, &'static str); 8] {
        [
            ("status", self.status.word()),
            ("audience", self.audience.word()),
            ("nonce", self.nonce.word()),
            ("holderBinding", self.holder_binding()),
            ("holderCheck", self.holder_check.word()),
            ("minimisation", self.mode.minimisation()),
            ("clock", self.clock.word()),
            ("environment", self.environment.word()),
        ]
    }
}

impl Serialize for Levels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_map(None)?;
        for (name, word) in self.words() {
            json.serialize_entry(name, word)?;
            if let Some(age) = self.status.age().filter(|_| name == "status") {
                json.serialize_entry("statusAge", &age)?;
            }
        }
        json.end()
    }
}

impl Serialize for KeyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(self.bytes()))
    }
}

impl Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.bytes()))
    }
}
