//! A QR text that is not ours → which kind of QR it seems to be, and the sentence that explains it.
//!
//! Looks at the text alone. Opens, follows and fetches nothing. Each sign has a public source beside it; a kind without
//! one is [`Foreign::Other`], never a guess. The IKD app's own closed QR and Dukcapil's activation QR are such: nobody
//! published a sample (searched 2026-11), so [`Foreign::Other`] names them as the likely ones. A sign that gets
//! published goes into [`Foreign::recognise`] as one line, and its kind (`ikd_app`, `dukcapil_activation`) into the table.

use crate::challenge;
use crate::envelope;
use crate::language::Language;

/// What a QR that is not IKD-QR 1 seems to be.
///
/// ```
/// use ikd_verify::{Foreign, Language};
/// let kind = Foreign::recognise("https://example.com/ktp?id=1");
/// assert_eq!(kind.kind(), "url");
/// assert_eq!(kind.sentence(Language::Indonesian), "ini alamat web; alamatnya tidak dibuka");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A challenge of this profile (`IKDQ1:`), made for a wallet.
    IkdChallenge,
    /// The link on a document printed by Dukcapil.
    DukcapilDocumentUrl,
    /// Any other web address.
    Url,
    /// An EU Digital COVID Certificate (`HC1:`; eHealth Network, Technical Specifications for DCC, volume 3, §2.1).
    EuDcc,
    /// A SMART Health Card (`shc:/`; SMART Health Cards Framework 1.4.0, "Encoding chunks as QR codes").
    SmartHealthCard,
    /// The first PhilID of the Philippines: JSON that names its issuer, PSA, and its algorithm.
    PhilSys,
    /// A MOSIP Claim 169 QR: bare Base45 of a zlib stream.
    Claim169,
    /// Anything else.
    Other,
}

impl Foreign {
    /// Every kind that is recognised.
    pub const ALL: [Self; 8] = [
        Self::IkdChallenge,
        Self::DukcapilDocumentUrl,
        Self::Url,
        Self::EuDcc,
        Self::SmartHealthCard,
        Self::PhilSys,
        Self::Claim169,
        Self::Other,
    ];

    /// Tells by the first characters, for JSON by two of its members, and for Claim 169 by the first decoded bytes.
    #[must_use]
    pub fn recognise(text: &str) -> Self {
        if let Some(authority) = web_authority(text) {
            return if belongs_to_dukcapil(authority) { Self::DukcapilDocumentUrl } else { Self::Url };
        }
        match text {
            _ if text.starts_with(challenge::PREFIX) => Self::IkdChallenge,
            _ if text.starts_with("HC1:") => Self::EuDcc,
            _ if text.starts_with("shc:/") => Self::SmartHealthCard,
            _ if is_philsys(text) => Self::PhilSys,
            _ if is_claim_169(text) => Self::Claim169,
            _ => Self::Other,
        }
    }

    /// The stable word for `detail.kind`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::IkdChallenge => "ikd_challenge",
            Self::DukcapilDocumentUrl => "dukcapil_document_url",
            Self::Url => "url",
            Self::EuDcc => "eu_dcc",
            Self::SmartHealthCard => "smart_health_card",
            Self::PhilSys => "philsys",
            Self::Claim169 => "claim_169",
            Self::Other => "other",
        }
    }

    /// What a screen says, so that nobody is left alone with a code that is not read here: the rows of
    /// `test-vectors/kinds.json`.
    #[must_use]
    pub fn sentence(self, language: Language) -> &'static str {
        let (indonesian, english) = self.sentences();
        match language {
            Language::Indonesian => indonesian,
            Language::English => english,
        }
    }

    /// Apart from the kinds, so that a module that shows no sentence holds none.
    fn sentences(self) -> (&'static str, &'static str) {
        match self {
            Self::IkdChallenge => (
                "ini kode permintaan; dompet pemegang yang memindainya, bukan pihak peminta",
                "this is a challenge; the holder's wallet scans it, not the relying party",
            ),
            Self::DukcapilDocumentUrl => (
                "ini tautan pada dokumen cetak Dukcapil; tautannya tidak dibuka",
                "this is the link on a document printed by Dukcapil; it was not opened",
            ),
            Self::Url => ("ini alamat web; alamatnya tidak dibuka", "this is a web address; it was not opened"),
            Self::EuDcc => (
                "ini Sertifikat COVID Digital Uni Eropa, bukan dokumen identitas",
                "this is an EU Digital COVID Certificate, not an identity document",
            ),
            Self::SmartHealthCard => (
                "ini SMART Health Card, bukan dokumen identitas",
                "this is a SMART Health Card, not an identity document",
            ),
            Self::PhilSys => (
                "ini QR PhilSys, kartu identitas Filipina; kode ini tidak diperiksa di sini",
                "this is the QR of PhilSys, the national ID of the Philippines; it is not verified here",
            ),
            Self::Claim169 => (
                "ini sepertinya QR identitas MOSIP (Claim 169); pihak peminta ini tidak menerimanya",
                "this seems to be a MOSIP identity QR (Claim 169); this relying party does not take it",
            ),
            Self::Other => (
                "ini QR jenis lain; QR dari aplikasi IKD hanya dapat dibaca aplikasi IKD, dan QR aktivasi hanya di kantor Dukcapil",
                "this is another kind of QR; one of the IKD app is read by the IKD app only, and an activation QR at a Dukcapil office only",
            ),
        }
    }
}

/// What stands between the scheme and the path. A browser may read a user name or a port out of it.
fn web_authority(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    web.then(|| rest.split(['/', '\\', '?', '#']).next().unwrap_or_default())
}

/// Dukcapil is a directorate of the ministry at this domain. A name that only contains it, or an authority that is more
/// than a plain host name, is somebody else's.
fn belongs_to_dukcapil(authority: &str) -> bool {
    const DOMAIN: &str = "dukcapil.kemendagri.go.id";
    let host = authority.to_ascii_lowercase();
    if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
        return false;
    }
    host == DOMAIN || host.strip_suffix(DOMAIN).is_some_and(|front| front.ends_with('.'))
}

/// The PhilID's QR holds signed demographic data (PSA advisory of 4 October 2021, psa.gov.ph/press-releases/id/165212). Public
/// verifiers (open-philsys) read it as JSON: DateIssued, Issuer, subject, alg, signature. Both members below are fixed in
/// it. Later PhilSys codes are Base45 behind four characters that no public source names, so they are not recognised.
fn is_philsys(text: &str) -> bool {
    text.starts_with('{') && has_member(text, "Issuer", "PSA") && has_member(text, "alg", "EDDSA")
}

/// Whether this name with this value stands somewhere in a JSON text.
fn has_member(text: &str, name: &str, value: &str) -> bool {
    let quoted = || text.split('"');
    let mut threes = quoted().zip(quoted().skip(1)).zip(quoted().skip(2));
    threes.any(|((own, between), behind)| own == name && between.trim() == ":" && behind == value)
}

/// A zlib header: deflate with a window of at most 32 KiB, and a check that makes it a multiple of 31 (RFC 1950 §2.2).
fn is_claim_169(text: &str) -> bool {
    let Some(bytes) = envelope::decode(text) else { return false };
    match bytes.first_chunk::<2>() {
        Some(&[method, flags]) => method == 0x78 && u16::from_be_bytes([method, flags]) % 31 == 0,
        None => false,
    }
}
