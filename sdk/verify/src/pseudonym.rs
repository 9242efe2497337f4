//! NIK + the relying party's key → a number that knows the person again and says nothing of them.
//!
//! HMAC-SHA-256 (RFC 2104) over the relying party's id and the NIK. A NIK is enumerable, so a hash without a key is no
//! pseudonym; the key stays in the backend. Two relying parties, or two keys, give numbers that do not meet.

use crate::consent::{Consent, ConsentError};
use crate::credential::Credential;
use crate::document::ktp::NIK;
use crate::error::Error;
use crate::evidence::sha256_of;
use crate::hex;
use crate::limits;
use crate::request::RequestError;
use alloc::string::String;
use zeroize::Zeroizing;

/// The block of SHA-256.
const BLOCK: usize = 64;
const DOMAIN: &[u8] = b"ikd-verify pseudonym 1\0";

/// The relying party's key: at least 32 random bytes that never leave its backend. There is no Debug.
///
/// ```
/// use ikd_verify::PseudonymKey;
/// assert!(PseudonymKey::new(&[7; 31]).is_none());
/// assert!(PseudonymKey::new(&[7; 32]).is_some());
/// ```
pub struct PseudonymKey(Zeroizing<[u8; BLOCK]>);

impl PseudonymKey {
    /// `None` for a key of less than 32 bytes.
    #[must_use]
    pub fn new(key: &[u8]) -> Option<Self> {
        if key.len() < limits::PSEUDONYM_KEY_BYTES {
            return None;
        }
        let hashed = Zeroizing::new(if key.len() > BLOCK { sha256_of(&[key]) } else { [0; 32] });
        let short = if key.len() > BLOCK { &hashed[..] } else { key };
        let mut block = Zeroizing::new([0; BLOCK]);
        block.iter_mut().zip(short).for_each(|(byte, own)| *byte = *own);
        Some(Self(block))
    }

    fn mac(&self, message: &[&[u8]]) -> [u8; 32] {
        let padded = |pad: u8| Zeroizing::new(self.0.map(|byte| byte ^ pad));
        let (inner, outer) = (padded(0x36), padded(0x5c));
        let mut parts = alloc::vec![&inner[..]];
        parts.extend_from_slice(message);
        sha256_of(&[&outer[..], &sha256_of(&parts)])
    }
}

impl Credential {
    /// The pseudonym of the holder for the relying party of the consent's request, 64 hex digits.
    ///
    /// It needs the consent that a release of `nik` needs: a pseudonym is made from the NIK and is still personal data. The
    /// relevance of `nik` in the request is the place to say that only a pseudonym is kept.
    ///
    /// # Errors
    /// [`Error::Consent`] where `nik` was not shared or did not come; [`Error::Request`] where there is no request, and so no
    /// relying party.
    pub fn pseudonym(&self, consent: &Consent, key: &PseudonymKey) -> Result<String, Error> {
        let party = consent.relying_party().ok_or(RequestError::Malformed("request"))?;
        let nik = self.consented(consent, &NIK)?.as_text().ok_or(ConsentError::RequiredFieldNotOffered(&NIK))?;
        Ok(hex::encode(&key.mac(&[DOMAIN, party.as_bytes(), b"\0", nik.as_bytes()])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 6 and 7: those whose key is of 32 bytes or more.
    #[test]
    fn rfc_4231() {
        let mac = |message: &[u8]| PseudonymKey::new(&[0xaa; 131]).map(|key| hex::encode(&key.mac(&[message])));
        assert_eq!(
            mac(b"Test Using Larger Than Block-Size Key - Hash Key First").as_deref(),
            Some("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        );
        let long = b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.";
        assert_eq!(mac(long).as_deref(), Some("9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"));
    }
}
