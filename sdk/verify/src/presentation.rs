//! COSE bytes → one of the modes (sealed) → `Signed`: what a presentation is made of, told by its typ (profile §3, §4).
//!
//! A minted token is one COSE_Sign1 of the issuer, and so is a Claim 169 token, which comes in a text of its own. An SD-CWT presentation is two: the holder's key binding token with the
//! issuer's SD-CWT inside, which is checked first.

use crate::claim169::Carried;
use crate::cose::{Kind, Shape, Sign1};
use crate::envelope::{Carrier, Envelope};
use crate::error::Error;
use crate::issued::Issued;
use crate::key::KeyId;
use crate::key_binding::{Binding, KeyBinding};
use crate::time::{Leeway, Now};
use crate::trust_list::CurrentTrustList;

/// A parsed presentation whose signatures nobody checked: its payload cannot be read.
///
/// ```compile_fail,E0599
/// # fn f(presentation: ikd_verify::Presentation<'_>) -> &[u8] {
/// presentation.payload()
/// # }
/// ```
/// ```
/// # fn f(presentation: ikd_verify::Presentation<'_>) -> Option<ikd_verify::KeyId> {
/// presentation.key_id()
/// # }
/// ```
pub struct Presentation<'e>(Tokens<'e>);

enum Tokens<'e> {
    Minted(Sign1<'e>),
    Bound(KeyBinding<'e>),
    Carried(Carried<'e>),
}

impl<'e> Presentation<'e> {
    /// Parses an envelope as a token that may be presented.
    ///
    /// # Errors
    /// [`Error::Cbor`], [`Error::Cose`], or [`Error::Disclosure`] for another hash than SHA-256.
    pub fn parse(envelope: &'e Envelope) -> Result<Self, Error> {
        if let Carrier::Claim169 = envelope.carrier() {
            return Ok(Self(Tokens::Carried(Carried::parse(envelope.bytes())?)));
        }
        let shape = Shape::read(envelope.bytes())?;
        let tokens = if shape.is(Kind::KeyBinding) {
            Tokens::Bound(KeyBinding::of(shape)?)
        } else {
            Tokens::Minted(Sign1::of(shape, Kind::Minted)?)
        };
        Ok(Self(tokens))
    }

    /// The id of the issuer's key, as the token says: a hint, not yet a fact. A Claim 169 token may say none.
    #[must_use]
    pub fn key_id(&self) -> Option<KeyId> {
        match &self.0 {
            Tokens::Minted(token) => Some(token.key_id()),
            Tokens::Bound(token) => Some(token.key_id()),
            Tokens::Carried(token) => token.key_id(),
        }
    }

    /// Checks the issuer's signature and standing, and then the holder's signature where there is one.
    ///
    /// # Errors
    /// [`Error::Key`], [`Error::Holder`], or what is wrong with the claims that name the issuer and the holder's key.
    pub fn verify<'a>(self, trust: &CurrentTrustList<'a>, now: Now, leeway: Leeway) -> Result<Signed<'a>, Error>
    where
        'e: 'a,
    {
        match self.0 {
            Tokens::Minted(token) => {
                let issued = Issued::minted(&token.verify(trust)?, now, leeway)?;
                Ok(Signed { issued, manner: Manner::Minted })
            }
            Tokens::Bound(token) => {
                let (issued, binding) = token.verify(trust, now, leeway)?;
                Ok(Signed { issued, manner: Manner::Bound(binding) })
            }
            Tokens::Carried(token) => {
                let issued = Issued::minted(&token.verify(trust)?, now, leeway)?;
                Ok(Signed { issued, manner: Manner::Claim169 })
            }
        }
    }
}

/// A presentation whose signatures were checked.
pub struct Signed<'a> {
    pub(crate) issued: Issued<'a>,
    pub(crate) manner: Manner<'a>,
}

/// What there is besides the issuer's claims.
pub(crate) enum Manner<'a> {
    /// Nothing: the claims answer the relying party themselves.
    Minted,
    /// The holder's answer.
    Bound(Binding<'a>),
    /// Nothing, and nobody was asked.
    Claim169,
}
