//! The log of receipts: a file of one signed receipt a line, in Base64, each naming the one before it.
//!
//! In: an acceptance. Out: its signed receipt, on the disk before anybody hears of the acceptance. Refuses a log that is
//! not whole, that another process writes, or that another key signed. A line that a crash cut short was never answered
//! with, so it is cut off. After a failed write that cannot be taken back nothing more is written.

use base64ct::{Base64, Encoding};
use ikd_verify::{Accepted, Link, Making, PublicKey, Receipt, SecretKey};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
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
    /// The line with this number, from 1, is not a receipt of this key that follows the line before.
    Broken(u64),
    /// There is no randomness for an id.
    Random,
}

impl std::fmt::Display for ReceiptLogError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File => formatter.write_str("the log of receipts cannot be opened, read or written"),
            Self::Held => formatter.write_str("another process writes the log of receipts"),
            Self::Broken(line) => {
                write!(formatter, "line {line} of the log of receipts does not follow the line before")
            }
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
    sound: bool,
}

impl ReceiptLog {
    /// Opens a log, or begins one, and checks every receipt in it. `build` names the program that verifies.
    ///
    /// # Errors
    /// [`ReceiptLogError`].
    pub fn open(path: &Path, seed: &[u8; 32], build: &str) -> Result<Self, ReceiptLogError> {
        let key = SecretKey::from_bytes(seed);
        let opened = OpenOptions::new().read(true).append(true).create(true).open(path);
        let mut file = opened.map_err(|_| ReceiptLogError::File)?;
        file.try_lock().map_err(|_| ReceiptLogError::Held)?;
        let (last, length) = follow(&mut file, &key.public())?;
        file.set_len(length).map_err(|_| ReceiptLogError::File)?;
        let link = last.map_or_else(|| random().map(Link::first), Ok)?;
        Ok(Self { key, build: build.into(), end: Mutex::new(End { file, link, length, sound: true }) })
    }

    /// Checks a log without writing to it: how many receipts it has.
    ///
    /// # Errors
    /// [`ReceiptLogError`].
    pub fn check(path: &Path, seed: &[u8; 32]) -> Result<u64, ReceiptLogError> {
        let mut file = File::open(path).map_err(|_| ReceiptLogError::File)?;
        let (last, _) = follow(&mut file, &SecretKey::from_bytes(seed).public())?;
        Ok(last.map_or(0, |link| link.number))
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

    /// Writes the receipt of an acceptance, through to the disk.
    ///
    /// # Errors
    /// [`ReceiptLogError`]: then the acceptance does not count.
    pub fn append(&self, accepted: &Accepted, now: u64) -> Result<SignedReceipt, ReceiptLogError> {
        let id = random()?;
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let link = end.link;
        let receipt = accepted.receipt(&Making { id, link, now, build: &self.build });
        let signed = receipt.sign(&self.key);
        end.write(&signed)?;
        Ok(SignedReceipt { receipt, signed })
    }
}

impl End {
    fn write(&mut self, signed: &[u8]) -> Result<(), ReceiptLogError> {
        let line = Base64::encode_string(signed) + "\n";
        let written = self.sound && self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data()).is_ok();
        if !written {
            self.sound = self.sound && self.file.set_len(self.length).is_ok();
            return Err(ReceiptLogError::File);
        }
        self.length += line.len() as u64;
        self.link = self.link.after(signed);
        Ok(())
    }
}

/// The place behind the last receipt, and the length of the whole lines.
fn follow(file: &mut File, key: &PublicKey) -> Result<(Option<Link>, u64), ReceiptLogError> {
    file.seek(SeekFrom::Start(0)).map_err(|_| ReceiptLogError::File)?;
    let mut reader = BufReader::new(file);
    let (mut next, mut length, mut number) = (None, 0, 0);
    let mut line = String::new();
    while reader.read_line(&mut line).map_err(|_| ReceiptLogError::File)? > 0 {
        let Some(text) = line.strip_suffix('\n') else { break };
        number += 1;
        next = Some(follows(text, next, key).ok_or(ReceiptLogError::Broken(number))?);
        length += line.len() as u64;
        line.clear();
    }
    Ok((next, length))
}

/// The place behind this line's receipt, if it stands where it says.
fn follows(text: &str, expected: Option<Link>, key: &PublicKey) -> Option<Link> {
    let signed = Base64::decode_vec(text).ok()?;
    let link = Receipt::open(&signed, std::slice::from_ref(key)).ok()?.link()?;
    let first = Link::first(link.log);
    (link == expected.unwrap_or(first)).then(|| link.after(&signed))
}

fn random<const N: usize>() -> Result<[u8; N], ReceiptLogError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ReceiptLogError::Random)?;
    Ok(bytes)
}
