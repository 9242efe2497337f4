//! The table of codes, and the tables that are generated into the documents.

use ikd_verify::{Document, Field, FieldKey, Form, Language, Redaction, Sensitivity};
use serde::Deserialize;

/// `test-vectors/codes.json`: the one source of codes, categories and sentences. Written by hand.
pub const CODES: &str = include_str!("../../../../test-vectors/codes.json");

/// A code.
#[derive(Deserialize)]
pub struct Row {
    pub code: String,
    pub stage: String,
    pub category: String,
    pub sentence: Sentence,
    /// Part of the profile, not yet produced by this version.
    #[serde(default)]
    pub reserved: bool,
}

/// `test-vectors/kinds.json`: the one source of the kinds of foreign QRs and their sentences. Written by hand.
const KINDS: &str = include_str!("../../../../test-vectors/kinds.json");

#[derive(Deserialize)]
struct KindRow {
    kind: String,
    sentence: Sentence,
    /// No public sign of it is known yet.
    #[serde(default)]
    reserved: bool,
}

/// A sentence in both languages.
#[derive(Deserialize)]
pub struct Sentence {
    pub en: String,
    pub id: String,
}

/// Every code.
pub fn codes() -> Vec<Row> {
    serde_json::from_str(CODES).unwrap_or_default()
}

/// The category of a code.
///
/// # Panics
/// If the table has no such code: a defect of a record.
pub fn category(code: &str) -> String {
    let found = codes().into_iter().find(|row| row.code == code);
    found.unwrap_or_else(|| panic!("codes.json has no {code}")).category
}

/// The table of codes in Markdown, for README.md.
#[must_use]
pub fn code_table() -> String {
    let head = "| code | stage | category | what it says | artinya |\n|---|---|---|---|---|\n".to_string();
    codes().into_iter().filter(|row| !row.reserved).fold(head, |table, row| {
        let Row { code, stage, category, sentence: Sentence { en, id }, .. } = row;
        table + &format!("| `{code}` | {stage} | {category} | {en} | {id} |\n")
    })
}

/// The table of kinds in Markdown, for PROFILE.md.
#[must_use]
pub fn kind_table() -> String {
    let head = "| kind | what it says | artinya |\n|---|---|---|\n".to_string();
    let rows: Vec<KindRow> = serde_json::from_str(KINDS).unwrap_or_default();
    rows.into_iter().filter(|row| !row.reserved).fold(head, |table, row| {
        let KindRow { kind, sentence: Sentence { en, id }, .. } = row;
        table + &format!("| `{kind}` | {en} | {id} |\n")
    })
}

/// The fields of every document in Markdown, for PROFILE.md.
#[must_use]
pub fn field_table() -> String {
    Document::ALL.iter().chain([&Document::CLAIM_169]).map(document_table).collect::<Vec<_>>().join("\n")
}

fn document_table(document: &Document) -> String {
    let head = format!(
        "### {} (vct {})\n\n| field | claim | form | class | SD-CWT | label (id) | label (en) |\n|---|---|---|---|---|---|---|\n",
        document.name, document.vct
    );
    document.fields.iter().fold(head, |table, field| table + &row(field))
}

fn row(field: &Field) -> String {
    let claim = match field.key {
        FieldKey::Subject => "2 (sub)".into(),
        FieldKey::Claim169(key) => format!("169 → {key}"),
        FieldKey::Ikd(key) => format!("−70169 → {key}"),
    };
    let class = match field.sensitivity {
        Sensitivity::General => "general",
        Sensitivity::Specific => "specific",
    };
    let redaction = match field.redaction {
        Redaction::Disclosure => "disclosure",
        Redaction::Clear => "clear",
    };
    let (name, form) = (field.name, form(field.form));
    let [indonesian, english] = [Language::Indonesian, Language::English].map(|language| field.label(language));
    format!("| `{name}` | {claim} | {form} | {class} | {redaction} | {indonesian} | {english} |\n")
}

fn form(form: Form) -> String {
    match form {
        Form::Nik => "tstr, 16 digits".into(),
        Form::Text | Form::Name => "tstr, not empty".into(),
        Form::Digits(least, most) if least == most => format!("tstr, {least} digits"),
        Form::Digits(least, most) => format!("tstr, {least} to {most} digits"),
        Form::Date => "tstr, `YYYYMMDD`".into(),
        Form::Sex => "uint, 1 LAKI-LAKI, 2 PEREMPUAN".into(),
        Form::Country => "tstr, ISO 3166 alpha-3".into(),
        Form::BloodGroup => "tstr, A B AB O with or without + or −, TIDAK TAHU or -".into(),
        Form::Validity => "tstr, SEUMUR HIDUP or `YYYYMMDD`".into(),
        Form::Flag => "bool".into(),
        Form::Parts(names) => format!("[{}], each tstr", names.join(", ")),
        Form::Photo => "bstr; its format in 169 → 17: 1 JPEG, 3 AVIF, 4 WEBP".into(),
        Form::Portrait => "bstr; its format in 169 → 17: 1 JPEG, 2 JPEG 2000, 3 AVIF, 4 WEBP".into(),
        Form::Word(words) => {
            let numbered = words.iter().zip(1..).map(|(word, number)| format!("{number} {word}"));
            format!("uint, {}", numbered.collect::<Vec<_>>().join(", "))
        }
        Form::CountryCode => "tstr, ISO 3166 alpha-2 or alpha-3".into(),
        Form::Fingers => "[* uint], each at most 10".into(),
        Form::Biometrics => "[+ {0: bstr, ? 1: format, ? 2: sub-format, ? 3: tstr}], or one such map".into(),
    }
}
