//! What a backend remembers of one transaction, as text in its store: deterministic CBOR in hex.
//!
//! Holds no value of a person. A record that another version wrote is not read: the person begins anew.

use crate::cbor::{Item, Writer};
use crate::hex;
use crate::limits;
use crate::time::time;
use alloc::string::String;
use alloc::vec::Vec;

const VERSION: u64 = 1;

/// A transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionRecord {
    /// The name of the request.
    pub name: String,
    /// The nonce.
    pub nonce: [u8; limits::NONCE_BYTES],
    /// SHA-256 of the request.
    pub request: [u8; 32],
    /// When the request expires, UNIX seconds.
    pub expires: u64,
    /// The fields that the person chose.
    pub fields: Vec<String>,
}

impl TransactionRecord {
    /// What a store keeps.
    ///
    /// ```
    /// use ikd_verify::TransactionRecord;
    /// let record = TransactionRecord { name: "open".into(), nonce: [7; 16], request: [8; 32], expires: 9, fields: vec!["nik".into()] };
    /// assert_eq!(TransactionRecord::read(&record.to_text()), Some(record));
    /// ```
    #[must_use]
    pub fn to_text(&self) -> String {
        let writer = Writer::new(256).array(6).uint(VERSION).text(&self.name).bytes(&self.nonce).bytes(&self.request);
        let writer = writer.uint(self.expires).array(u64::try_from(self.fields.len()).unwrap_or(u64::MAX));
        hex::encode(&self.fields.iter().fold(writer, |writer, name| writer.text(name)).finish())
    }

    /// Reads what a store kept.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = hex::decode_all(text)?;
        let items: [Item<'_>; 6] = Item::only(&bytes).ok()?.array()?.try_into().ok()?;
        let [version, name, nonce, request, expires, fields] = items;
        let fields = fields.array()?.iter().map(|name| name.text().map(String::from)).collect::<Option<_>>()?;
        (version.uint()? == VERSION).then_some(Self {
            name: name.text()?.into(),
            nonce: nonce.bytes()?.try_into().ok()?,
            request: request.bytes()?.try_into().ok()?,
            expires: time(expires)?,
            fields,
        })
    }
}
