//! A QR text that is not ours → which kind of QR it seems to be, so that a screen can explain it.
//!
//! Looks at the text alone. Opens, follows and fetches nothing. Where no public sign of a kind is known it is
//! [`Foreign::Other`]: the IKD app's own closed QR and Dukcapil's activation QR have no published form.

use crate::envelope;

/// What a QR that is not IKD-QR 1 seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// The link on a document printed by Dukcapil.
    DukcapilDocumentUrl,
    /// Any other web address.
    Url,
    /// An EU Digital COVID Certificate (`HC1:`).
    EuDcc,
    /// A SMART Health Card (`shc:/`).
    SmartHealthCard,
    /// A MOSIP Claim 169 QR: bare Base45 of a zlib stream.
    Claim169,
    /// Anything else.
    Other,
}

impl Foreign {
    /// Tells by the first characters, and for Claim 169 by the first decoded bytes.
    #[must_use]
    pub fn recognise(text: &str) -> Self {
        if let Some(authority) = web_authority(text) {
            return if belongs_to_dukcapil(authority) { Self::DukcapilDocumentUrl } else { Self::Url };
        }
        match text {
            _ if text.starts_with("HC1:") => Self::EuDcc,
            _ if text.starts_with("shc:/") => Self::SmartHealthCard,
            _ if is_claim_169(text) => Self::Claim169,
            _ => Self::Other,
        }
    }

    /// The stable word for `detail.kind`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::DukcapilDocumentUrl => "dukcapil_document_url",
            Self::Url => "url",
            Self::EuDcc => "eu_dcc",
            Self::SmartHealthCard => "smart_health_card",
            Self::Claim169 => "claim_169",
            Self::Other => "other",
        }
    }
}

/// What stands between the scheme and the path. A browser may read a user name or a port out of it.
fn web_authority(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
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

/// A zlib header: deflate with a window of at most 32 KiB, and a check that makes it a multiple of 31 (RFC 1950 §2.2).
fn is_claim_169(text: &str) -> bool {
    let Some(bytes) = envelope::decode(text) else { return false };
    match bytes.first_chunk::<2>() {
        Some(&[method, flags]) => method == 0x78 && u16::from_be_bytes([method, flags]) % 31 == 0,
        None => false,
    }
}
