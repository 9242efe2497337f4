//! Digests and disclosures of an SD-CWT → the claims that the holder disclosed (draft-ietf-spice-sd-cwt; profile §4).
//!
//! A disclosure is a byte string that holds `[salt, value, key]`. Each must have exactly one digest, and its claim lands in
//! the map where the digest stands. Refuses decoys, nested redaction, claims that may not be redacted, and a claim that
//! stands already. The work grows with the number of digests and disclosures, of which there are 24 at most.

use crate::cbor::{Item, Label};
use crate::cwt::{AUD, CLAIM_169, CNF, CNONCE, CTI, ClaimError, EXP, IAT, IKD, ISS, NBF, STATUS, SUB, VCT, claim};
use crate::error::Error;
use crate::evidence::sha256;
use crate::fields::{FieldMaps, Fields};
use crate::limits;
use alloc::vec::Vec;

/// Why the disclosures of a presentation are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureError {
    /// Not `[salt, value, key]` with a salt of its own, a key that may not be redacted, a nested redaction, or digests of a
    /// wrong form.
    Malformed,
    /// No digest of the issuer's is the disclosure's.
    Unmatched,
    /// A disclosure or a digest stands twice.
    Duplicate,
    /// The disclosed claim stands already.
    Conflict,
    /// More digests or disclosures than the profile allows.
    Limit,
    /// Another hash than SHA-256.
    AlgorithmUnsupported,
}

/// Claims that the issuer may not redact: they decide whether the token counts. The maps of fields are redacted inside.
const NEVER_REDACTED: [i128; 12] = [ISS, AUD, EXP, NBF, IAT, CTI, CNF, CNONCE, STATUS, VCT, CLAIM_169, IKD];

/// An SD-CWT's maps, with what its holder chose to disclose of them.
pub(crate) struct Redacted<'a> {
    pub(crate) maps: FieldMaps<'a>,
    /// How many maps of the payload hold digests, at whatever depth.
    pub(crate) redactions: usize,
    /// What stands under `sd_claims`.
    pub(crate) disclosures: Option<Item<'a>>,
}

/// A digest and the map that it stands in.
struct Digest<'a> {
    hash: &'a [u8],
    place: i128,
    matched: bool,
}

/// The parts of a disclosure.
struct Disclosure<'a> {
    salt: &'a [u8],
    value: Item<'a>,
    key: Label<'a>,
}

/// A claim that was disclosed into a map.
type Disclosed<'a> = (i128, Disclosure<'a>);

impl<'a> Redacted<'a> {
    /// Matches every disclosure and adds its claim to the fields.
    pub(crate) fn disclose(&self, fields: &mut Fields) -> Result<(), Error> {
        let mut digests = self.digests()?;
        let mut disclosed: Vec<Disclosed<'a>> = Vec::new();
        for item in self.given()? {
            let disclosure = Disclosure::read(item)?;
            let place = matched(&mut digests, item)?;
            self.check_free(place, &disclosure, &disclosed)?;
            disclosed.push((place, disclosure));
        }
        for (place, disclosure) in &disclosed {
            fields.disclose(*place, disclosure.key, disclosure.value)?;
        }
        let holds_subject = self.maps.top.get(SUB).is_some()
            || disclosed.iter().any(|(place, own)| (*place, own.key) == (SUB, Label::Int(SUB)));
        let may_hold = digests.iter().any(|digest| digest.place == SUB && !digest.matched);
        if holds_subject || may_hold { Ok(()) } else { Err(ClaimError::Missing(claim(SUB).1).into()) }
    }

    /// The disclosures that came with the token. Where none is given the header is left out.
    fn given(&self) -> Result<Vec<Item<'a>>, DisclosureError> {
        let Some(all) = self.disclosures else { return Ok(Vec::new()) };
        let all = all.array().filter(|all| !all.is_empty()).ok_or(DisclosureError::Malformed)?;
        if all.len() > limits::DISCLOSURES { Err(DisclosureError::Limit) } else { Ok(all) }
    }

    fn digests(&self) -> Result<Vec<Digest<'a>>, DisclosureError> {
        let lists: Vec<_> =
            self.maps.all().filter_map(|(place, map)| Some((place, map.at(Label::Redacted)?))).collect();
        // One that stands in no map of fields would be a redaction that nobody reads.
        if lists.len() != self.redactions {
            return Err(DisclosureError::Malformed);
        }
        let mut digests = Vec::new();
        for (place, list) in lists {
            let list = list.array().ok_or(DisclosureError::Malformed)?;
            if digests.len().saturating_add(list.len()) > limits::DIGESTS {
                return Err(DisclosureError::Limit);
            }
            digests.extend(sorted(&list)?.into_iter().map(|hash| Digest { hash, place, matched: false }));
        }
        let same = |hash| digests.iter().filter(|digest: &&Digest<'_>| digest.hash == hash).count();
        let twice = digests.iter().any(|digest| same(digest.hash) > 1);
        if twice { Err(DisclosureError::Duplicate) } else { Ok(digests) }
    }

    /// Whether nothing stands under the disclosure's key in its map, and its salt was not used before.
    fn check_free(
        &self,
        place: i128,
        disclosure: &Disclosure<'a>,
        before: &[Disclosed<'a>],
    ) -> Result<(), DisclosureError> {
        let never = matches!(disclosure.key, Label::Int(label) if place == SUB && NEVER_REDACTED.contains(&label));
        if never || before.iter().any(|(_, other)| other.salt == disclosure.salt) {
            return Err(DisclosureError::Malformed);
        }
        let stands = self.maps.at(place).is_some_and(|map| map.at(disclosure.key).is_some());
        let twice = before.iter().any(|(at, other)| (*at, other.key) == (place, disclosure.key));
        if stands || twice { Err(DisclosureError::Conflict) } else { Ok(()) }
    }
}

/// A map's digests: SHA-256 each, sorted bytewise, so that their order tells nothing.
fn sorted<'a>(list: &[Item<'a>]) -> Result<Vec<&'a [u8]>, DisclosureError> {
    let hash = |item: &Item<'a>| item.bytes().filter(|hash| hash.len() == limits::DIGEST_BYTES);
    let hashes: Vec<_> = list.iter().map(hash).collect::<Option<_>>().ok_or(DisclosureError::Malformed)?;
    let twice = hashes.iter().zip(hashes.iter().skip(1)).any(|(left, right)| left == right);
    match hashes.is_sorted() {
        _ if twice => Err(DisclosureError::Duplicate),
        true => Ok(hashes),
        false => Err(DisclosureError::Malformed),
    }
}

/// Finds the digest of a disclosure and marks it. The digest covers the byte string as it is encoded, head included: so
/// the draft's text and its example tokens; its figures of the inner bytes alone are not followed.
fn matched(digests: &mut [Digest<'_>], disclosure: Item<'_>) -> Result<i128, DisclosureError> {
    let hash = sha256(disclosure.encoded());
    let digest = digests.iter_mut().find(|digest| digest.hash == hash).ok_or(DisclosureError::Unmatched)?;
    if digest.matched {
        return Err(DisclosureError::Duplicate);
    }
    digest.matched = true;
    Ok(digest.place)
}

impl<'a> Disclosure<'a> {
    fn read(item: Item<'a>) -> Result<Self, Error> {
        let bytes = item.bytes().ok_or(DisclosureError::Malformed)?;
        let (item, redactions) = Item::only_disclosure(bytes)?;
        let [salt, value, key] =
            item.array().and_then(|parts| parts.try_into().ok()).ok_or(DisclosureError::Malformed)?;
        let salt = salt.bytes().filter(|salt| salt.len() == limits::SALT_BYTES);
        let (Some(salt), Some(key), 0) = (salt, key.label(), redactions) else {
            return Err(DisclosureError::Malformed.into());
        };
        Ok(Self { salt, value, key })
    }
}
