//! A receipt as a page to print, in one language: one file without scripts, fonts or pictures from elsewhere.
//!
//! Shows names of fields, never a value. The signed receipt stands at its end in hex, so that the paper's file can be verified too.

use crate::calendar::rfc3339;
use crate::document::Field;
use crate::hex;
use crate::language::Language;
use crate::receipt::Receipt;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The words of the page.
struct Words {
    title: &'static str,
    lead: &'static str,
    note: &'static str,
    signed: &'static str,
    rows: [&'static str; 15],
}

const INDONESIAN: Words = Words {
    title: "Tanda terima verifikasi identitas",
    lead: "Menggantikan fotokopi KTP di berkas nasabah. Berisi nama data yang dibagikan, bukan isinya.",
    note: "Bukan dokumen resmi pemerintah. Tanda tangan digital diverifikasi tanpa jaringan: ini tidak menyatakan bahwa NIK masih \
           aktif hari ini.",
    signed: "Tanda terima bertanda tangan (COSE_Sign1, heksadesimal)",
    rows: [
        "Nomor tanda terima",
        "Waktu",
        "Peminta data",
        "Tujuan",
        "Dasar hukum",
        "Dokumen",
        "Data yang dibagikan",
        "Penerbit dan kunci",
        "Tingkat pembuktian",
        "Masa simpan",
        "Dihapus paling lambat",
        "Masa pemrosesan",
        "Hak Anda",
        "Penarikan persetujuan",
        "Pemberitahuan privasi",
    ],
};

const ENGLISH: Words = Words {
    title: "Receipt of an identity verification",
    lead: "It takes the place of a photocopied KTP in the customer's file. It holds the names of the shared data, not the data.",
    note: "Not an official document. The digital signature was verified offline: this does not say that the NIK is active today.",
    signed: "Signed receipt (COSE_Sign1, hexadecimal)",
    rows: [
        "Receipt number",
        "Time",
        "Asked by",
        "Purpose",
        "Legal basis",
        "Document",
        "Shared data",
        "Issuer and key",
        "What was proven",
        "Kept for",
        "Erased at the latest",
        "Used for",
        "Your rights",
        "To withdraw",
        "Privacy notice",
    ],
};

const STYLE: &str = "body{font:11pt/1.45 system-ui,sans-serif;max-width:42em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.4em;margin:0}table{border-collapse:collapse;width:100%;margin:1.2em 0}\
th,td{text-align:left;vertical-align:top;padding:.4em .6em;border-bottom:1px solid #ccc}th{width:32%;font-weight:600}\
.note{border-left:4px solid #111;padding-left:.8em}code{font:8pt/1.3 monospace;overflow-wrap:anywhere}\
@page{margin:18mm}@media print{body{margin:0;max-width:none}}";

impl Receipt {
    /// The page. `signed` are the bytes that this receipt was opened from.
    #[must_use]
    pub fn to_page(&self, signed: &[u8], language: Language) -> String {
        let words = match language {
            Language::Indonesian => &INDONESIAN,
            Language::English => &ENGLISH,
        };
        let rows = words.rows.iter().zip(self.cells(language)).filter(|(_, cell)| !cell.is_empty());
        let rows: String = rows.map(|(head, cell)| row(head, &cell)).collect();
        let Words { title, lead, note, signed: caption, .. } = words;
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<p>{lead}</p>\n<table>\n{rows}</table>\n\
             <p class=\"note\">{note}</p>\n<p>{caption}<br><code>{}</code></p>\n</html>\n",
            language.code(),
            hex::encode(signed)
        )
    }

    fn cells(&self, language: Language) -> [String; 15] {
        let purpose = |name: &str| self.text(&format!("pii_processing.purposes.0.{name}")).into();
        let party = |name: &str| self.text(&format!("party_identification.0.{name}"));
        let fields = joined(self.fields().map(|name| label(name, language)), ", ");
        let levels = joined(self.levels().map(|(name, word)| format!("{name}: {word}")), ", ");
        [
            self.text("receipt_metadata.receipt_id").into(),
            rfc3339(self.issued_at()),
            format!("{} ({})", party("party_name"), party("party_id")),
            purpose("purpose"),
            self.basis(language),
            self.text("id_pdp.document").to_uppercase(),
            fields,
            format!("{}, {}", self.text("id_pdp.issuer"), self.text("id_pdp.key_id")),
            levels,
            purpose("retention_period"),
            self.text("id_pdp.retention_until").into(),
            purpose("processing_period"),
            purpose("privacy_rights"),
            purpose("withdrawal_method"),
            self.text("pii_processing.privacy_notice").into(),
        ]
    }

    fn basis(&self, language: Language) -> String {
        let word = self.text("pii_processing.purposes.0.lawful_basis");
        crate::LegalBasis::named(word).map_or_else(|| word.into(), |basis| basis.sentence(language).into())
    }
}

fn row(head: &str, cell: &str) -> String {
    format!("<tr><th>{head}</th><td>{}</td></tr>\n", bdi(cell))
}

fn label(name: &str, language: Language) -> String {
    Field::named(name).map_or(name, |field| field.label(language)).into()
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

/// A text of somebody else's, which may run from right to left and holds no markup.
fn bdi(text: &str) -> String {
    let mut safe = String::from("<bdi>");
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe.push_str("</bdi>");
    safe
}
