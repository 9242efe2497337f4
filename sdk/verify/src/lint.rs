//! A request's JSON → what is wrong with it before anybody is asked, each with the rule of law behind it.
//!
//! What PROFILE.md §7 names is an error: the verifier refuses the request too (`request_malformed`). The rest are findings
//! of the lint alone, because law may allow to one relying party what it denies to another. They are no legal advice.
//! nonce and expiresAt are made anew for each request: that they are absent is no finding.

mod finding;

pub use finding::{Finding, Judge, Rule};

use crate::document::ktp::{AGAMA, FOTO, GOLONGAN_DARAH, NIK, TANGGAL_LAHIR, USIA_17, USIA_18, USIA_21};
use crate::document::{Document, Field, Sensitivity, asn, biodata};
use crate::profile::{Pick, Profile};
use crate::request::json::{Fault, Faults, Json};
use crate::request::{LegalBasis, Need};
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer};

/// UU 27/2022: personal data is collected "limited and specific".
const LIMITED: &str = "UU 27/2022 Art. 16(2)(a)";
const HEALTH: &str = "UU 27/2022 Art. 4(2)(a), 16(2)(a)";

/// What commerce has no reason to ask.
const REFUSED_FIELDS: [(&Field, &str); 3] =
    [(&GOLONGAN_DARAH, HEALTH), (&AGAMA, LIMITED), (&biodata::DISABILITAS, "UU 27/2022 Art. 4(2)(a), 16(2)(a), 26")];
const REFUSED_DOCUMENTS: [(&str, &str); 2] = [("vaksin", HEALTH), ("pemilih", LIMITED)];

/// Fields that say nothing more beside another.
const REDUNDANT: [(&Field, &Field); 4] =
    [(&USIA_17, &TANGGAL_LAHIR), (&USIA_18, &TANGGAL_LAHIR), (&USIA_21, &TANGGAL_LAHIR), (&asn::ASN_AKTIF, &asn::NIP)];

/// Lints a request, alone or against the ready profile that it follows. An empty list is a clean request.
///
/// ```
/// use ikd_verify::{Rule, lint};
/// # let json = r#"{"relyingParty":{"id":"https://shop.example","name":"Toko","privacyUrl":"https://shop.example/p","contact":"dpo@shop.example"},
/// #  "document":"ktp","purpose":"Pengiriman barang","legalBasis":"contract","fields":[{"name":"agama","required":true,"relevance":"Ucapan hari raya untuk pelanggan"}],
/// #  "retention":"P1Y","processingPeriod":"P1D","rights":"dpo@shop.example"}"#;
/// // A shop that asks for the religion.
/// let findings = lint(&mut serde_json::Deserializer::from_str(json), None);
/// assert_eq!(findings[0].rule, Rule::FieldRefused);
/// assert_eq!(findings[0].article, "UU 27/2022 Art. 16(2)(a)");
/// ```
pub fn lint<'de, D: Deserializer<'de>>(json: D, profile: Option<&Profile>) -> Vec<Finding> {
    let Ok(json) = Json::deserialize(json) else { return [malformed(Fault { item: "json", at: None })].into() };
    let asked = Asked::of(&json);
    let mut findings = Vec::new();
    asked.lint(&mut findings);
    if let Some(profile) = profile {
        asked.against(profile, &mut findings);
    }
    let template = json.expires_at.is_none();
    let mut faults = Faults::default();
    json.check(&mut faults);
    let counts = |fault: &&Fault| !(template && fault.item == "expiresAt");
    faults.all().iter().copied().filter(|fault| counts(&fault)).map(malformed).chain(findings).collect()
}

/// What a request asks for, as far as it can be read.
struct Asked<'a> {
    document: Option<&'static Document>,
    basis: Option<LegalBasis>,
    purpose: &'a str,
    /// Each known field once, with its relevance.
    fields: Vec<(&'static Field, &'a str)>,
}

impl<'a> Asked<'a> {
    fn of(json: &'a Json) -> Self {
        let document = json.document();
        let field = |name: &str| document.and_then(|document| document.field(name));
        let written = json.fields.iter().flatten();
        let known = written
            .filter_map(|asked| Some((field(asked.name.as_deref()?)?, asked.relevance.as_deref().unwrap_or_default())));
        let purpose = json.purpose.as_deref().unwrap_or_default();
        Self { document, basis: json.legal_basis, purpose, fields: known.collect() }
    }

    fn asks(&self, field: &Field) -> bool {
        self.fields.iter().any(|(asked, _)| *asked == field)
    }

    /// Whether the relying party acts for itself, not for the state or for a life.
    fn is_commercial(&self) -> bool {
        !matches!(self.basis, Some(LegalBasis::PublicDuty | LegalBasis::VitalInterest))
    }

    fn lint(&self, findings: &mut Vec<Finding>) {
        if self.is_commercial() {
            self.refused(findings);
        }
        let unreasoned = self.fields.iter().filter(|(field, _)| field.sensitivity == Sensitivity::Specific);
        let unreasoned = unreasoned.filter(|(_, relevance)| !self.is_reason(relevance)).map(|(field, _)| *field);
        findings.extend(unreasoned.map(|field| of_field(Rule::ReasonMissing, field, "UU 27/2022 Art. 4(2), 21(1)(c)")));
        let redundant = REDUNDANT.iter().filter(|(field, beside)| self.asks(field) && self.asks(beside));
        findings.extend(redundant.map(|(field, _)| of_field(Rule::FieldRedundant, field, LIMITED)));
        let of_child = self.document.is_some_and(|document| document.name == "kia");
        if of_child && self.basis != Some(LegalBasis::Consent) {
            findings.push(of_item(Rule::ParentalConsentMissing, "legalBasis", "UU 27/2022 Art. 25(2)"));
        }
    }

    fn refused(&self, findings: &mut Vec<Finding>) {
        /// Beside NIK and portrait: more than any ready profile asks.
        const COPY: usize = 12;
        let document = |name: &str| self.document.is_some_and(|document| document.name == name);
        let documents = REFUSED_DOCUMENTS.iter().filter(|(name, _)| document(name));
        findings.extend(documents.map(|(_, article)| of_item(Rule::DocumentRefused, "document", article)));
        let fields = REFUSED_FIELDS.iter().filter(|(field, _)| self.asks(field));
        findings.extend(fields.map(|(field, article)| of_field(Rule::FieldRefused, field, article)));
        if self.asks(&NIK) && self.asks(&FOTO) && self.fields.len() >= COPY {
            findings.push(of_item(Rule::CardCopied, "fields", "SE Mendagri 471.13/1826/SJ"));
        }
    }

    /// A reason of its own: at least three words that stand neither as the purpose nor beside another field.
    fn is_reason(&self, relevance: &str) -> bool {
        let once = self.fields.iter().filter(|(_, other)| *other == relevance).count() == 1;
        once && relevance != self.purpose && relevance.split_whitespace().nth(2).is_some()
    }

    fn against(&self, profile: &Profile, findings: &mut Vec<Finding>) {
        let article = profile.article;
        if self.document.is_none_or(|document| document.name != profile.document) {
            findings.push(of_item(Rule::DocumentUnlikeProfile, "document", article));
        }
        if self.basis.is_some_and(|basis| !profile.legal_bases.contains(&basis)) {
            findings.push(of_item(Rule::LegalBasisUnlikeProfile, "legalBasis", article));
        }
        let listed = |field: &Field| profile.fields.iter().any(|(own, _)| *own == field);
        let beyond = self.fields.iter().filter(|(field, _)| !listed(field));
        findings.extend(beyond.map(|(field, _)| of_field(Rule::FieldOutsideProfile, field, article)));
        if profile.pick == Pick::One {
            if self.fields.iter().filter(|(field, _)| listed(field)).count() != 1 {
                findings.push(of_item(Rule::OneFieldOfProfile, "fields", article));
            }
            return;
        }
        let missing = profile.fields.iter().filter(|(field, need)| *need == Need::Required && !self.asks(field));
        findings.extend(missing.map(|(field, _)| of_field(Rule::FieldOfProfileMissing, field, article)));
    }
}

fn of_field(rule: Rule, field: &'static Field, article: &'static str) -> Finding {
    Finding { field: Some(field.name), ..of_item(rule, "fields.name", article) }
}

fn of_item(rule: Rule, item: &'static str, article: &'static str) -> Finding {
    Finding { rule, item, index: None, field: None, article }
}

fn malformed(fault: Fault) -> Finding {
    let rule = if fault.item == "fields.name" { Rule::FieldOutsideDocument } else { Rule::RequestMalformed };
    Finding { index: fault.at, ..of_item(rule, fault.item, article(fault.item)) }
}

/// Which of the things that a person must be told an item is.
fn article(item: &str) -> &'static str {
    match item {
        "legalBasis" => "UU 27/2022 Art. 20(2), 21(1)(a)",
        "purpose" => "UU 27/2022 Art. 21(1)(b)",
        "fields.relevance" => "UU 27/2022 Art. 21(1)(c)",
        "retention" => "UU 27/2022 Art. 21(1)(d)",
        "fields" => "UU 27/2022 Art. 21(1)(e)",
        "processingPeriod" => "UU 27/2022 Art. 21(1)(f)",
        "rights" => "UU 27/2022 Art. 21(1)(g)",
        "fields.name" => LIMITED,
        _ if item.starts_with("relyingParty") => "UU 27/2022 Art. 5",
        _ => "PROFILE.md §7",
    }
}
