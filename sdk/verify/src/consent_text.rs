//! A request → the words in which a person is asked, in one language: what a consent screen shows and a receipt proves by its hash.
//!
//! Holds all that UU 27/2022 Art. 21(1) has told before a consent: legal basis, purpose, each datum and why it is needed,
//! retention, processing period, rights. One request and one language give one text, byte for byte.

use crate::language::Language;
use crate::request::{LegalBasis, Request, RequestedField};
use alloc::format;
use alloc::string::String;

impl Request {
    /// The words of the consent.
    ///
    /// ```
    /// # let json = serde_json::json!({"relyingParty": {"id": "https://bank.example", "name": "Bank Contoh", "privacyUrl": "https://bank.example/p",
    /// #  "contact": "dpo@bank.example"}, "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation",
    /// #  "fields": [{"name": "nik", "required": true, "relevance": "POJK 8/2023"}], "retention": "P5Y", "processingPeriod": "P1D",
    /// #  "rights": "dpo@bank.example"});
    /// use ikd_verify::{Language, Request};
    /// let text = Request::template(json).unwrap().consent_text(Language::Indonesian);
    /// assert!(text.starts_with("Bank Contoh (https://bank.example) meminta data KTP Anda.\nTujuan: Membuka rekening\n"));
    /// ```
    #[must_use]
    pub fn consent_text(&self, language: Language) -> String {
        let fields = self.fields().iter().map(|asked| line(asked, language)).collect::<String>();
        let (id, name, document) = (self.audience(), self.name(), self.document().name.to_uppercase());
        let (purpose, basis) = (self.purpose(), self.legal_basis().sentence(language));
        let (retention, period, rights) = (self.retention(), self.processing_period(), self.rights());
        let (contact, notice) = (self.contact(), self.privacy_url());
        match language {
            Language::Indonesian => format!(
                "{name} ({id}) meminta data {document} Anda.\nTujuan: {purpose}\nDasar hukum: {basis}\nData:\n{fields}\
                 Masa simpan: {retention}\nMasa pemrosesan: {period}\nHak Anda: {rights}\nHubungi: {contact}\n\
                 Pemberitahuan privasi: {notice}\n"
            ),
            Language::English => format!(
                "{name} ({id}) asks for data of your {document}.\nPurpose: {purpose}\nLegal basis: {basis}\nData:\n{fields}\
                 Kept for: {retention}\nUsed for: {period}\nYour rights: {rights}\nContact: {contact}\n\
                 Privacy notice: {notice}\n"
            ),
        }
    }
}

fn line(asked: &RequestedField, language: Language) -> String {
    let need = match (language, asked.need.is_required()) {
        (Language::Indonesian, true) => "wajib",
        (Language::Indonesian, false) => "boleh tidak diberikan",
        (Language::English, true) => "required",
        (Language::English, false) => "optional",
    };
    format!("- {} ({need}): {}\n", asked.field.label(language), asked.relevance)
}

impl LegalBasis {
    /// The basis in words (UU 27/2022 Art. 20(2)).
    #[must_use]
    pub fn sentence(self, language: Language) -> &'static str {
        let [indonesian, english] = match self {
            Self::Consent => ["persetujuan Anda", "your consent"],
            Self::Contract => ["perjanjian dengan Anda", "a contract with you"],
            Self::LegalObligation => ["kewajiban hukum", "a legal obligation"],
            Self::VitalInterest => ["kepentingan vital Anda", "your vital interest"],
            Self::PublicDuty => ["tugas untuk kepentingan umum", "a public duty"],
            Self::LegitimateInterest => ["kepentingan yang sah", "a legitimate interest"],
        };
        match language {
            Language::Indonesian => indonesian,
            Language::English => english,
        }
    }
}
