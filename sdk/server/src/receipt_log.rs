//! The log of receipts: a file of one signed receipt a line, in Base64, each naming the one before it.
//!
//! In: what makes a receipt. Out: it, signed, on the disk before anybody hears of it. Refuses a log that is not whole, that
//! another process writes, or that another key signed. A line that a crash cut short was never answered with, so the next
//! receipt takes its place. After a failed write that cannot be taken back nothing more is written.

use crate::receipt_lines::{LineFault, LoggedReceipt, ReceiptFault, ReceiptLines};
use base64ct::{Base64, Encoding};
use ikd_verify::{Link, Making, PublicKey, Receipt, SecretKey};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A receipt that stands in the log.
pub struct SignedReceipt {
    /// What it says.
    pub receipt: Receipt,
    /// The COSE_Sign1.
    pub signed: Vec<u8>,
}

impl Serialize for SignedReceipt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("SignedReceipt", 2)?;
        json.serialize_field("receipt", &self.receipt)?;
        json.serialize_field("signed", &Base64::encode_string(&self.signed))?;
        json.end()
    }
}

/// Why a log is not written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptLogError {
    /// The file cannot be opened, read or written.
    File,
    /// Another process holds it.
    Held,
    /// A line is not a receipt of these keys that follows the line before.
    Broken(ReceiptFault),
    /// There is no randomness for an id.
    Random,
}

impl std::fmt::Display for ReceiptLogError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File => formatter.write_str("the log of receipts cannot be opened, read or written"),
            Self::Held => formatter.write_str("another process writes the log of receipts"),
            Self::Broken(fault) => fault.fmt(formatter),
            Self::Random => formatter.write_str("the system gives no random bytes"),
        }
    }
}

impl std::error::Error for ReceiptLogError {}

/// A log that this process alone writes.
///
/// ```
/// use ikd_server::ReceiptLog;
/// # let path = std::env::temp_dir().join(format!("ikd-receipts-{}", std::process::id()));
/// let log = ReceiptLog::open(&path, &[7; 32], "ikd-server 0.1.0").unwrap();
/// assert_eq!(log.len(), 0);
/// # drop(log); std::fs::remove_file(path).unwrap();
/// ```
pub struct ReceiptLog {
    key: SecretKey,
    build: String,
    end: Mutex<End>,
}

struct End {
    file: File,
    /// Where the next receipt stands in the chain and in the file.
    link: Link,
    length: u64,
    /// Whether half a line stands there.
    cut: bool,
    sound: bool,
}

/// What a log is signed with.
pub struct ReceiptKeys<'a> {
    /// The secret of the key in use.
    pub seed: &'a [u8; 32],
    /// The keys of before, whose receipts still stand in the log.
    pub before: &'a [PublicKey],
}

impl ReceiptKeys<'_> {
    /// Every key that may have signed a line.
    #[must_use]
    pub fn public(&self) -> Vec<PublicKey> {
        let used = SecretKey::from_bytes(self.seed).public();
        [used].into_iter().chain(self.before.iter().cloned()).collect()
    }
}

impl ReceiptLog {
    /// Opens a log, or begins one, and checks every receipt in it. `build` names the program that verifies.
    ///
    /// # Errors
    /// [`ReceiptLogError`].
    pub fn open(path: &Path, seed: &[u8; 32], build: &str) -> Result<Self, ReceiptLogError> {
        Self::open_with(path, &ReceiptKeys { seed, before: &[] }, build, |_| ())
    }

    /// As [`ReceiptLog::open`], for a log that other keys signed before this one, and shows every receipt in it.
    ///
    /// # Errors
    /// [`ReceiptLogError`].
    pub fn open_with(
        path: &Path,
        keys: &ReceiptKeys<'_>,
        build: &str,
        show: impl FnMut(LoggedReceipt),
    ) -> Result<Self, ReceiptLogError> {
        let opened = OpenOptions::new().read(true).append(true).create(true).open(path);
        let file = opened.map_err(|_| ReceiptLogError::File)?;
        file.try_lock().map_err(|_| ReceiptLogError::Held)?;
        let Followed { next, length, cut } = follow(&file, keys.public(), show)?;
        let link = next.map_or_else(|| random().map(Link::first), Ok)?;
        let end = Mutex::new(End { file, link, length, cut, sound: true });
        Ok(Self { key: SecretKey::from_bytes(keys.seed), build: build.into(), end })
    }

    /// Checks a log without writing to it: how many receipts it has.
    ///
    /// # Errors
    /// [`ReceiptLogError`].
    pub fn check(path: &Path, keys: &ReceiptKeys<'_>) -> Result<u64, ReceiptLogError> {
        let file = File::open(path).map_err(|_| ReceiptLogError::File)?;
        let followed = follow(&file, keys.public(), |_| ())?;
        Ok(followed.next.map_or(0, |link| link.number))
    }

    /// How many receipts the log has.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.end.lock().unwrap_or_else(PoisonError::into_inner).link.number
    }

    /// Whether the log has no receipts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The key that verifies the receipts.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// Makes a receipt for the log's next place and writes it, through to the disk.
    ///
    /// # Errors
    /// [`ReceiptLogError`]: then what it is the receipt of does not count.
    pub fn append(
        &self,
        now: u64,
        make: impl FnOnce(&Making<'_>) -> Receipt,
    ) -> Result<SignedReceipt, ReceiptLogError> {
        let id = random()?;
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let receipt = make(&Making { id, link: end.link, now, build: &self.build });
        let signed = receipt.sign(&self.key);
        end.write(&signed)?;
        Ok(SignedReceipt { receipt, signed })
    }

    /// SHA-256 of the last signed receipt: who notes it elsewhere sees later that nothing before it was changed or cut off.
    /// `None` in a log without receipts.
    #[must_use]
    pub fn head(&self) -> Option<[u8; 32]> {
        let link = self.end.lock().unwrap_or_else(PoisonError::into_inner).link;
        (link.number > 0).then_some(link.previous)
    }
}

impl Drop for End {
    /// A process that was being started at this moment holds the file a little longer, and would hold the lock with it.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// What was found in a log.
struct Followed {
    /// The place behind its last receipt.
    next: Option<Link>,
    /// The length of its whole lines.
    length: u64,
    cut: bool,
}

fn follow(file: &File, keys: Vec<PublicKey>, mut show: impl FnMut(LoggedReceipt)) -> Result<Followed, ReceiptLogError> {
    let mut lines = ReceiptLines::new(BufReader::new(file), keys);
    let mut cut = false;
    for line in &mut lines {
        match line {
            Ok(receipt) => show(receipt),
            Err(ReceiptFault { fault: LineFault::Cut, .. }) => cut = true,
            Err(ReceiptFault { fault: LineFault::Unreadable, .. }) => return Err(ReceiptLogError::File),
            Err(fault) => return Err(ReceiptLogError::Broken(fault)),
        }
    }
    Ok(Followed { next: lines.place(), length: lines.length(), cut })
}

impl End {
    fn write(&mut self, signed: &[u8]) -> Result<(), ReceiptLogError> {
        let line = Base64::encode_string(signed) + "\n";
        self.cut = self.cut && self.file.set_len(self.length).is_err();
        let written = self.sound
            && !self.cut
            && self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data()).is_ok();
        if !written {
            self.sound = self.sound && self.file.set_len(self.length).is_ok();
            return Err(ReceiptLogError::File);
        }
        self.length += line.len() as u64;
        self.link = self.link.after(signed);
        Ok(())
    }
}

fn random<const N: usize>() -> Result<[u8; N], ReceiptLogError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ReceiptLogError::Random)?;
    Ok(bytes)
}
