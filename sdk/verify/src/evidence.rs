//! What a presentation is remembered by: the hash of the signed bytes, never of the QR's text.
//!
//! Two texts can carry one token, so the text is no identity. The signed bytes are those of the signature's
//! `Sig_structure` (RFC 9052 §4.4), without the signature.
//!
//! Evidence is what a relying party keeps of an accepted presentation: the exact text, the request that it answers, the time, and
//! the hashes of the lists, by which it is verified again in years.

use crate::hex;
use crate::request::Request;
use alloc::string::String;
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use sha2::{Digest, Sha256};

/// SHA-256 of a presentation's signed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedHash([u8; 32]);

impl SignedHash {
    pub(crate) fn of(signed_bytes: &[u8]) -> Self {
        Self(sha256(signed_bytes))
    }

    /// The hash that was kept as bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash's bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The one hash of the profile.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    sha256_of(&[bytes])
}

/// The hash of parts that stand one behind the other.
pub(crate) fn sha256_of(parts: &[&[u8]]) -> [u8; 32] {
    parts.iter().fold(Sha256::new(), Digest::chain_update).finalize().into()
}

/// SHA-256 of the lists that a verification was made with, as the host read them: by these an archive finds them again.
///
/// ```
/// let lists = ikd_verify::ListHashes::of(b"a trust list", [b"a status list"]);
/// assert_ne!(lists.trust_list, lists.status_lists[0]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListHashes {
    /// The trust list's.
    pub trust_list: [u8; 32],
    /// The status lists', in the order in which they were given.
    pub status_lists: Vec<[u8; 32]>,
}

impl ListHashes {
    /// Hashes the bytes of the lists.
    pub fn of<L: AsRef<[u8]>>(trust_list: &[u8], status_lists: impl IntoIterator<Item = L>) -> Self {
        let status_lists = status_lists.into_iter().map(|list| sha256(list.as_ref())).collect();
        Self { trust_list: sha256(trust_list), status_lists }
    }
}

/// What a relying party keeps of an accepted presentation. It holds the person's data in plain, as the presentation does.
pub struct Evidence<'a> {
    /// The exact text of the code.
    pub presentation: &'a str,
    /// The request that it answered.
    pub request: &'a Request,
    /// The names of the released fields.
    pub fields: Vec<&'static str>,
    /// When it was scanned, UNIX seconds: the time that judges it.
    pub at: u64,
    /// The lists that judged it.
    pub lists: &'a ListHashes,
}

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let status_lists: Vec<String> = self.lists.status_lists.iter().map(|hash| hex::encode(hash)).collect();
        let mut json = serializer.serialize_struct("Evidence", 7)?;
        json.serialize_field("presentation", self.presentation)?;
        json.serialize_field("request", self.request)?;
        json.serialize_field("requestHash", &hex::encode(self.request.hash()))?;
        json.serialize_field("fields", &self.fields)?;
        json.serialize_field("at", &self.at)?;
        json.serialize_field("trustList", &hex::encode(&self.lists.trust_list))?;
        json.serialize_field("statusLists", &status_lists)?;
        json.end()
    }
}
