//! The signed lists as files, which others renew while a service runs.
//!
//! In: paths, and what the lists are judged by. Out: a verifier and the lists' hashes. Refuses a list that is not to be
//! trusted, has expired, comes from the future, or is older than one that was seen before, this time or before a restart;
//! whoever reads them again keeps those that it has. Never fetches one.

use crate::config::ListFiles;
use crate::page_trust::PageTrust;
use ikd_verify::{
    Clock, Error, Leeway, ListHashes, Now, SeenList, SeenStatusList, SignedHash, StatusList, TrustList, Verifier, hex,
};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The files, and what was seen in them.
pub struct Lists {
    files: ListFiles,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    seen: Seen,
    current: ListState,
    page: Option<PageTrust>,
}

/// How old the lists are, in UNIX seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// The trust list's number.
    pub seq: u64,
    /// When the trust list was made.
    pub issued: u64,
    /// When it ends.
    pub expires: u64,
    /// When each status list was made, in the order of the configuration.
    pub status: Vec<u64>,
}

/// What is written down, so that no older list is taken after a restart.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    trust_list: Option<SeenTrust>,
    status_lists: Vec<SeenStatus>,
}

#[derive(Clone, Serialize, Deserialize)]
struct SeenTrust {
    seq: u64,
    sha256: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SeenStatus {
    uri: String,
    issued_at: u64,
}

impl Lists {
    /// The lists of these files, with what was seen before where that is written down. Reads none of them yet.
    ///
    /// # Errors
    /// A sentence where what was written down cannot be read.
    pub fn open(files: ListFiles) -> Result<Self, String> {
        let seen = files.seen.as_deref().map(read_seen).transpose()?.unwrap_or_default();
        Ok(Self { files, state: Mutex::new(State { seen, ..State::default() }) })
    }

    /// Reads the lists as they are now, and remembers them, also on the disk.
    ///
    /// # Errors
    /// A sentence; then nothing is remembered.
    pub fn read(&self, now: u64) -> Result<(Verifier, ListHashes), String> {
        let (verifier, hashes) = self.look(now)?;
        let seen = Seen::by(&verifier, now);
        self.files.seen.as_deref().map(|path| write_seen(path, &seen)).transpose()?;
        self.state.lock().unwrap_or_else(PoisonError::into_inner).seen = seen;
        Ok((verifier, hashes))
    }

    /// Reads the lists as they are now, and remembers only how old they are.
    ///
    /// # Errors
    /// A sentence.
    pub fn look(&self, now: u64) -> Result<(Verifier, ListHashes), String> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let trust_bytes = file(&self.files.trust)?;
        let trust = self.trust(&trust_bytes, &state.seen, now)?;
        let paths = &self.files.status;
        let status_bytes = paths.iter().map(|path| file(path)).collect::<Result<Vec<_>, _>>()?;
        let mut current = of_trust(&trust);
        for (path, bytes) in paths.iter().zip(&status_bytes) {
            let list = StatusList::open(bytes, &trust).map_err(|error| refused(path, error))?;
            if state.seen.has_newer(&list) {
                return Err(format!("{} is refused: a newer one was seen before", path.display()));
            }
            current.status.push(list.issued());
        }
        let before = state.seen.status_lists.iter().map(SeenStatus::list).collect();
        let verifier = Verifier::new(Ok(trust)).status_policy(self.files.policy).seen_status_lists(before);
        let verifier = verifier.status_lists(&status_bytes);
        state.current = current;
        let judged_by = (&self.files.anchors, self.files.policy);
        state.page = Some(PageTrust::of(judged_by, &trust_bytes, &status_bytes));
        Ok((verifier, ListHashes::of(&trust_bytes, &status_bytes)))
    }

    /// How old the lists are.
    #[must_use]
    pub fn state(&self) -> ListState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).current.clone()
    }

    /// The lists for a page's verifier, once they were read.
    pub(crate) fn page_trust(&self) -> Option<PageTrust> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).page.clone()
    }

    fn trust(&self, bytes: &[u8], seen: &Seen, now: u64) -> Result<TrustList, String> {
        let mut anchors = self.files.anchors.clone();
        if let Some(seen) = seen.trust_list.as_ref().and_then(SeenTrust::list) {
            anchors = anchors.seen(seen);
        }
        let path = &self.files.trust;
        let list = TrustList::open(bytes, &anchors).map_err(|error| refused(path, error))?;
        let current = list.current_at(Now::new(now, Clock::Server), Leeway::default()).map(|_| ());
        current.map_err(|error| refused(path, error))?;
        Ok(list)
    }
}

impl ListState {
    /// Whether the trust list counts at this time.
    #[must_use]
    pub fn is_current(&self, now: u64) -> bool {
        now < self.expires
    }
}

impl Seen {
    fn by(verifier: &Verifier, now: u64) -> Self {
        let trust_list = verifier
            .seen_trust_list()
            .map(|SeenList { seq, hash }| SeenTrust { seq, sha256: hex::encode(hash.bytes()) });
        let status = verifier.seen_status_lists_at(Now::new(now, Clock::Server)).into_iter();
        let status_lists =
            status.map(|SeenStatusList { uri, issued: issued_at }| SeenStatus { uri, issued_at }).collect();
        Self { trust_list, status_lists }
    }
}

impl Seen {
    fn has_newer(&self, list: &StatusList) -> bool {
        self.status_lists.iter().any(|seen| seen.uri == list.uri() && seen.issued_at > list.issued())
    }
}

impl SeenTrust {
    fn list(&self) -> Option<SeenList> {
        Some(SeenList { seq: self.seq, hash: SignedHash::from_bytes(hex::decode(&self.sha256)?) })
    }
}

impl SeenStatus {
    fn list(&self) -> SeenStatusList {
        SeenStatusList { uri: self.uri.clone(), issued: self.issued_at }
    }
}

fn of_trust(list: &TrustList) -> ListState {
    let (issued, expires) = list.lifetime();
    ListState { seq: list.as_seen().seq, issued, expires, status: Vec::new() }
}

fn refused(path: &Path, error: impl Into<Error>) -> String {
    let error = error.into();
    format!("{} is refused: {}: {error}", path.display(), error.code())
}

fn file(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// What was seen before. A file that is there and cannot be read is no reason to believe that nothing was seen.
fn read_seen(path: &Path) -> Result<Seen, String> {
    let sentence = |error: &dyn std::fmt::Display| format!("cannot read {}: {error}", path.display());
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Seen::default()),
        Err(error) => Err(sentence(&error)),
        Ok(bytes) => {
            let seen: Seen = serde_json::from_slice(&bytes).map_err(|error| sentence(&error))?;
            let unreadable = seen.trust_list.as_ref().is_some_and(|list| list.list().is_none());
            if unreadable { Err(sentence(&"its sha256 is not 64 hex digits")) } else { Ok(seen) }
        }
    }
}

/// Writes beside the file and puts it in its place, so that there is always a whole one.
fn write_seen(path: &Path, seen: &Seen) -> Result<(), String> {
    let beside = path.with_extension("new");
    let json = serde_json::to_vec(seen).map_err(|error| error.to_string())?;
    let written = fs::write(&beside, json).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| format!("cannot write {}: {error}", path.display()))
}
