//! The example tokens of draft-ietf-spice-sd-cwt: the digest's rule on every disclosure, and every signature.
//!
//! The examples use algorithms and claims that the profile does not have, so they are read here and not by the crate.

use crate::external::folder;
use minicbor::{Decoder, Encoder};
use p384::ecdsa::signature::Verifier;
use sha2::{Digest, Sha256};

/// A COSE_Sign1 as bytes.
struct Token<'b> {
    protected: &'b [u8],
    disclosures: Vec<&'b [u8]>,
    payload: &'b [u8],
    signature: &'b [u8],
}

impl<'b> Token<'b> {
    fn read(bytes: &'b [u8]) -> Self {
        let mut decoder = Decoder::new(bytes);
        assert_eq!((decoder.tag().unwrap().as_u64(), decoder.array().unwrap()), (18, Some(4)));
        let protected = decoder.bytes().unwrap();
        let disclosures = entry(&mut decoder, 17).map(elements).unwrap_or_default();
        Self { protected, disclosures, payload: decoder.bytes().unwrap(), signature: decoder.bytes().unwrap() }
    }

    /// The token inside a key binding token.
    fn embedded(&self) -> Option<Self> {
        entry(&mut Decoder::new(self.protected), 13).map(Self::read)
    }

    fn to_be_signed(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        encoder.array(4).unwrap().str("Signature1").unwrap().bytes(self.protected).unwrap();
        encoder.bytes(&[]).unwrap().bytes(self.payload).unwrap();
        encoder.into_writer()
    }

    /// Whether the digest stands in the payload, or inside another disclosure.
    fn holds(&self, digest: &[u8]) -> bool {
        let places = self.disclosures.iter().copied().chain([self.payload]);
        places.into_iter().any(|place| place.windows(digest.len()).any(|window| window == digest))
    }
}

/// The item under an integer key of the map that the decoder is at; leaves it behind the map.
fn entry<'b>(decoder: &mut Decoder<'b>, key: i64) -> Option<&'b [u8]> {
    let mut found = None;
    for _ in 0..decoder.map().unwrap().expect("a definite map") {
        let own = decoder.i64().ok();
        let start = decoder.position();
        decoder.skip().unwrap();
        if own == Some(key) {
            found = decoder.input().get(start..decoder.position());
        }
    }
    found
}

/// The elements of an array as encoded.
fn elements(array: &[u8]) -> Vec<&[u8]> {
    let mut decoder = Decoder::new(array);
    let length = decoder.array().unwrap().expect("a definite array");
    let mut next = || {
        let start = decoder.position();
        decoder.skip().unwrap();
        &array[start..decoder.position()]
    };
    (0..length).map(|_| next()).collect()
}

/// The point of a PEM public key, which ends it.
fn point(name: &str, length: usize) -> Vec<u8> {
    let pem = std::fs::read_to_string(folder().join("sd-cwt").join(name)).expect("a public key");
    let lines: String = pem.lines().filter(|line| !line.starts_with("--")).collect();
    let der = <base64ct::Base64 as base64ct::Encoding>::decode_vec(&lines).expect("Base64");
    der[der.len() - length..].to_vec()
}

#[test]
fn the_digest_covers_the_byte_string_in_41_of_41_and_every_signature_verifies() {
    if !folder().exists() {
        return println!("external suites not present, skipped");
    }
    let issuer = p384::ecdsa::VerifyingKey::from_sec1_bytes(&point("issuer_pubkey.pem", 97)).expect("P-384");
    let holder = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point("holder_pubkey.pem", 65)).expect("P-256");
    let (mut whole, mut inner) = (0, 0);
    for name in ["decoy", "issuer_cwt", "kbt", "nested_cwt", "nested_issuer_cwt", "nested_kbt"] {
        let bytes = std::fs::read(folder().join("sd-cwt").join(name).with_extension("cbor")).expect(name);
        let token = Token::read(&bytes);
        let credential = token.embedded().unwrap_or_else(|| Token::read(&bytes));
        if token.embedded().is_some() {
            let signature = p256::ecdsa::Signature::from_slice(token.signature).expect("64 bytes");
            holder.verify(&token.to_be_signed(), &signature).expect("the holder's signature");
        }
        let signature = p384::ecdsa::Signature::from_slice(credential.signature).expect("96 bytes");
        issuer.verify(&credential.to_be_signed(), &signature).expect("the issuer's signature");
        for disclosure in &credential.disclosures {
            whole += usize::from(credential.holds(&Sha256::digest(disclosure)));
            let inside = Decoder::new(disclosure).bytes().expect("a byte string");
            inner += usize::from(credential.holds(&Sha256::digest(inside)));
        }
    }
    assert_eq!((whole, inner), (41, 0));
}
