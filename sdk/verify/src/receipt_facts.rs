//! What a keeper of receipts asks one: from when it is, for which fields, on which basis, and by when what is to be erased.
//!
//! In: a receipt that was opened. Out: its dates, words and names of fields, as they were signed. Never a value of a person.

use crate::calendar::rfc3339;
use crate::node::Node;
use crate::receipt::Receipt;
use crate::request::LegalBasis;
use alloc::vec::Vec;

/// What a withdrawal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal<'a> {
    /// The id of the receipt that is withdrawn.
    pub receipt: [u8; 16],
    /// Processing ends by then (RFC 3339).
    pub stop_by: &'a str,
    /// What is named in `erase` is erased by then: a time (RFC 3339), or the day on which its retention ends.
    pub erase_by: &'a str,
    /// Names of fields.
    pub erase: Vec<&'a str>,
}

/// ```
/// # use ikd_sandbox::{Fault, Wallet, trust};
/// # use ikd_verify::{
/// #     Anchors, Environment, Language, LegalBasis, Link, ListHashes, Making, PublicKey, Remembered, Request, Transactions,
/// #     TrustList, Unchallenged, Verifier,
/// # };
/// # let now = 1_800_000_000;
/// # let request = serde_json::json!({
/// #     "relyingParty": {"id": "https://bank.example", "name": "Bank", "privacyUrl": "https://bank.example/p", "contact": "dpo@bank.example"},
/// #     "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "consent", "retention": "P5Y", "processingPeriod": "P1D",
/// #     "rights": "dpo@bank.example", "fields": [{"name": "nama", "required": true, "relevance": "Nama rekening"}],
/// # });
/// # let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
/// # let anchors = Anchors::new(roots, Environment::Sandbox).unwrap();
/// # let verifier = Verifier::new(TrustList::open(&trust::list(1, now), &anchors)).unchallenged(Unchallenged::Accept);
/// # let rules = Transactions::new("https://bank.example", verifier, ListHashes::of(b"", [[0; 0]; 0]));
/// # let rules = rules.asks("account", Request::template(request).unwrap(), Language::Indonesian).unwrap();
/// # let code = Wallet::budi().mint(None, &["nama"], now, Fault::None);
/// # let accepted = rules.judge_at_counter("account", &code, now).unwrap().accept_at_counter(Remembered::New, 1_000).unwrap();
/// # let making = Making { id: [1; 16], link: Link::first([0; 8]), now, build: "" };
/// let receipt = accepted.receipt(&making);
/// assert_eq!(receipt.issued_at(), now);
/// assert_eq!(receipt.legal_basis(), Some(LegalBasis::Consent));
/// assert_eq!(receipt.fields().collect::<Vec<_>>(), ["nama"]);
/// assert_eq!((receipt.erase_by(), receipt.withdrawal()), (Some("2032-01-15"), None));
/// assert!(!receipt.is_due(now) && receipt.is_due(now + 5 * 366 * 24 * 3_600));
///
/// let withdrawn = receipt.withdrawn(&making);
/// let withdrawal = withdrawn.withdrawal().unwrap();
/// assert_eq!((withdrawal.stop_by, withdrawal.erase), ("2027-01-18T08:00:00Z", vec!["nama"]));
/// assert!(withdrawn.is_due(now + 3 * 24 * 3_600));
/// ```
impl Receipt {
    /// When it was made, in UNIX seconds of the backend.
    #[must_use]
    pub fn issued_at(&self) -> u64 {
        self.content.number_at("issued_at").unwrap_or_default()
    }

    /// The names of the fields that were released; none in a withdrawal.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let data = self.content.list_at("pii_processing.purposes.0.pii_information");
        data.iter().filter_map(|datum| datum.text_at("pii_type"))
    }

    /// On which basis they were asked for; `None` in a withdrawal.
    #[must_use]
    pub fn legal_basis(&self) -> Option<LegalBasis> {
        LegalBasis::named(self.text("pii_processing.purposes.0.lawful_basis"))
    }

    /// What a withdrawal says; `None` in a receipt of an acceptance.
    #[must_use]
    pub fn withdrawal(&self) -> Option<Withdrawal<'_>> {
        let receipt = self.withdraws()?;
        let text = |name| self.content.at("withdrawal")?.text_at(name);
        let erase = self.content.list_at("withdrawal.erase").iter().filter_map(Node::as_text);
        Some(Withdrawal { receipt, stop_by: text("stop_by")?, erase_by: text("erase_by")?, erase: erase.collect() })
    }

    /// By when it demands to erase: a withdrawal's time, else the day on which the retention ends. `None` where the retention is
    /// in words that no calendar tells.
    #[must_use]
    pub fn erase_by(&self) -> Option<&str> {
        self.content.text_at("withdrawal.erase_by").or_else(|| self.content.text_at("id_pdp.retention_until"))
    }

    /// Whether that time or day, in UTC, is there.
    #[must_use]
    pub fn is_due(&self, now: u64) -> bool {
        // Both are written from the year down, so their order is that of their texts; a day comes before its hours.
        self.erase_by().is_some_and(|by| by <= rfc3339(now).as_str())
    }
}
