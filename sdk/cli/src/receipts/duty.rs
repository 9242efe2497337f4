//! What a withdrawal demands of the relying party: what ends by when, what is erased by when, under which article.

use ikd_server::LoggedReceipt;
use ikd_verify::{Receipt, Withdrawal, hex};
use serde_json::{Value, json};

/// A withdrawal and its dates.
pub struct Duty<'a> {
    receipt: &'a Receipt,
    withdrawal: Withdrawal<'a>,
}

impl<'a> Duty<'a> {
    /// Of a receipt that is a withdrawal.
    pub fn of(logged: &'a LoggedReceipt) -> Option<Self> {
        Self::read(&logged.receipt)
    }

    /// Of a receipt that is a withdrawal.
    pub fn read(receipt: &'a Receipt) -> Option<Self> {
        Some(Self { receipt, withdrawal: receipt.withdrawal()? })
    }

    /// Its members in a result.
    pub fn to_json(&self) -> Value {
        let Withdrawal { receipt, stop_by, erase_by, erase } = &self.withdrawal;
        json!({"receipt": hex::encode(receipt), "withdrawal": self.receipt.id().map(|id| hex::encode(&id)),
            "at": self.receipt.issued_at(), "number": self.receipt.link().map(|link| link.number),
            "stopBy": stop_by, "eraseBy": erase_by, "erase": erase, "kept": self.is_kept()})
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let Withdrawal { receipt, stop_by, erase_by, erase } = &self.withdrawal;
        let fields = erase.join(", ");
        format!("receipt {}: processing ends by {stop_by}, {fields} erased by {erase_by}", hex::encode(receipt))
    }

    /// What was given by consent is erased when processing ends; what another basis demands to keep, when its retention does.
    fn is_kept(&self) -> bool {
        self.withdrawal.erase_by != self.withdrawal.stop_by
    }

    /// In Indonesian and in English.
    pub fn sentences(&self) -> [String; 2] {
        let Withdrawal { stop_by, erase_by, erase, .. } = &self.withdrawal;
        let fields = erase.join(", ");
        let (hapus, erased) = if self.is_kept() {
            (
                format!(
                    "{fields} tetap disimpan karena dasar hukumnya bukan persetujuan, dan dimusnahkan paling lambat {erase_by} (Pasal 44)"
                ),
                format!(
                    "{fields} stay kept, for their legal basis is not consent, and are destroyed by {erase_by} (Art. 44)"
                ),
            )
        } else {
            (
                format!("hapus {fields} paling lambat {erase_by} (Pasal 43)"),
                format!("erase {fields} by {erase_by} (Art. 43)"),
            )
        };
        [
            format!("Hentikan pemrosesan paling lambat {stop_by}, 3 x 24 jam (UU 27/2022 Pasal 40); {hapus}."),
            format!("Stop processing by {stop_by}, 3 x 24 hours (UU 27/2022 Art. 40); {erased}."),
        ]
    }
}
