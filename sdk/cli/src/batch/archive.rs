//! A folder of historical lists, found by the SHA-256 of their bytes alone → verifiers of their time.
//!
//! No name is trusted: every file is hashed at the start, and again when it is used. A verifier is kept for the lists that
//! were used last, because the records of one day name the same ones and a trust list takes longer to open than a
//! presentation to verify.

use super::evidence::Hash;
use crate::settings::Rules;
use crate::{Misuse, input};
use ikd_verify::{Anchors, Claim169, Error, ServerError, TrustList, Verifier, limits};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::read_dir;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Verifiers that are kept: with 32 full status lists each, 128 MiB.
const KEPT: usize = 16;

type Lists = (Hash, Vec<Hash>);

/// The folder, and what every verifier has in common.
pub struct Archive {
    files: HashMap<Hash, PathBuf>,
    anchors: Anchors,
    rules: Rules,
    claim169: Claim169,
    /// The one used last comes first.
    kept: Mutex<Vec<(Lists, Arc<Verifier>)>>,
}

impl Archive {
    /// Hashes every file of the folder that is not too large for a list; folders below it are not looked at.
    pub fn open(folder: &Path, anchors: Anchors, (rules, claim169): (Rules, Claim169)) -> Result<Self, Misuse> {
        let unreadable = |error| format!("cannot read {}: {error}", folder.display());
        let mut files = HashMap::new();
        for entry in read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.metadata().is_ok_and(|file| file.is_file() && file.len() <= input::MOST) {
                files.insert(hash(&input::file(&path)?), path);
            }
        }
        Ok(Self { files, anchors, rules, claim169, kept: Mutex::default() })
    }

    /// The verifier with these lists. A list that the folder lacks is the record's fault: nobody can verify it.
    pub fn verifier(&self, lists: &Lists) -> Result<Result<Arc<Verifier>, Error>, Misuse> {
        // While one worker opens new lists the others wait, because theirs are most likely the same.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = kept.iter().position(|(other, _)| other == lists) {
            kept[..=place].rotate_right(1);
            return Ok(Ok(kept[0].1.clone()));
        }
        let verifier = match self.make(lists)? {
            Ok(verifier) => Arc::new(verifier),
            Err(error) => return Ok(Err(error)),
        };
        kept.truncate(KEPT - 1);
        kept.insert(0, (lists.clone(), verifier.clone()));
        Ok(Ok(verifier))
    }

    fn make(&self, (trust_list, status_lists): &Lists) -> Result<Result<Verifier, Error>, Misuse> {
        let missing = |reason| Ok(Err(ServerError::EvidenceMalformed(reason).into()));
        if status_lists.len() > limits::STATUS_LISTS {
            return missing("size");
        }
        let Some(trust_list) = self.bytes(trust_list)? else { return missing("trust_list") };
        let status_lists: Option<Vec<_>> =
            status_lists.iter().map(|list| self.bytes(list)).collect::<Result<_, _>>()?;
        let Some(status_lists) = status_lists else { return missing("status_list") };
        let verifier = Verifier::new(TrustList::open(&trust_list, &self.anchors)).status_lists(status_lists);
        Ok(Ok(self.rules.apply(verifier).claim169(self.claim169)))
    }

    fn bytes(&self, wanted: &Hash) -> Result<Option<Vec<u8>>, Misuse> {
        let Some(path) = self.files.get(wanted) else { return Ok(None) };
        let bytes = input::file(path)?;
        if hash(&bytes) != *wanted {
            return Err(format!("{} was changed after this command had started", path.display()));
        }
        Ok(Some(bytes))
    }
}

fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}
