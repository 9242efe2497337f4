//! A COSE_Sign1 to be signed and written, with every part open to change (RFC 9052 §4).

use crate::cbor::Cbor;
use crate::signer::Signer;

/// A token before it is signed.
#[derive(Clone)]
pub struct Sign1 {
    /// The tag in front; `None` writes the bare array.
    pub tag: Option<u64>,
    /// The protected headers' bytes.
    pub protected: Vec<u8>,
    /// The unprotected headers.
    pub unprotected: Cbor,
    /// The payload's bytes.
    pub payload: Vec<u8>,
    /// The context of `Sig_structure`.
    pub context: &'static str,
}

impl Sign1 {
    /// A token as the profile wants it: alg −19, the signer's kid, this typ.
    #[must_use]
    pub fn new(signer: &Signer, typ: Cbor, payload: Vec<u8>) -> Self {
        let protected = Cbor::labels(headers(signer, typ)).encode();
        Self { tag: Some(18), protected, unprotected: Cbor::Map(vec![]), payload, context: "Signature1" }
    }

    /// The bytes that a signature covers (RFC 9052 §4.4).
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        let (protected, payload) = (Cbor::Bytes(self.protected.clone()), Cbor::Bytes(self.payload.clone()));
        Cbor::Array(vec![Cbor::text(self.context), protected, Cbor::Bytes(vec![]), payload]).encode()
    }

    /// The signed token.
    #[must_use]
    pub fn sign(&self, signer: &Signer) -> Vec<u8> {
        self.with_signature(signer.sign(&self.to_be_signed()))
    }

    /// The token with a signature from elsewhere.
    #[must_use]
    pub fn with_signature(&self, signature: Vec<u8>) -> Vec<u8> {
        self.wrap(vec![
            Cbor::Bytes(self.protected.clone()),
            self.unprotected.clone(),
            Cbor::Bytes(self.payload.clone()),
            Cbor::Bytes(signature),
        ])
    }

    /// The signed token without a tag.
    #[must_use]
    pub fn wrap_bare(&self, signer: &Signer) -> Cbor {
        Cbor::Raw(Self { tag: None, ..self.clone() }.sign(signer))
    }

    /// Any elements behind the token's tag.
    #[must_use]
    pub fn wrap(&self, elements: Vec<Cbor>) -> Vec<u8> {
        let array = Cbor::Array(elements);
        self.tag.map_or(array.clone(), |tag| Cbor::Tag(tag, Box::new(array))).encode()
    }
}

/// The three protected headers of the profile.
#[must_use]
pub fn headers(signer: &Signer, typ: Cbor) -> Vec<(i64, Cbor)> {
    vec![(1, Cbor::Int(-19)), (4, Cbor::Bytes(signer.key_id())), (16, typ)]
}

/// The text of a QR that carries the token.
#[must_use]
pub fn qr_text(token: &[u8]) -> String {
    format!("IKD1:{}", base45::encode(token))
}
