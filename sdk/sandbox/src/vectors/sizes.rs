//! How large one person's presentation is in each mode, measured: the table of `PROFILE.md`.

use super::case::{BANK, NONCE, NOW};
use crate::batch::{Batch, Device};
use crate::cbor::Cbor;
use crate::claim169;
use crate::cose::qr_text;
use crate::minted;
use crate::person::Person;
use crate::sd_cwt::{binding, key_binding};
use crate::trust;
use ikd_scan::{Level, Symbol};
use ikd_verify::Document;

const TWO: [&str; 2] = ["nik", "nama"];
const FIVE: [&str; 5] = ["nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin"];

/// A token, what it is, and the text that carries it.
struct Size {
    mode: &'static str,
    shown: &'static str,
    token: Vec<u8>,
    text: String,
}

/// The table in Markdown.
#[must_use]
pub fn size_table() -> String {
    let head = "| mode | shown | bytes | characters | version at L | version at M |\n|---|---|---|---|---|---|\n";
    sizes().iter().fold(head.into(), |table, size| table + &size.row())
}

fn sizes() -> [Size; 6] {
    let minted = |fields: &[&str]| {
        let claims = minted::claims(BANK, NOW, Person::budi().claims(fields)).with(39, Cbor::Bytes(NONCE.into()));
        minted::token(&claims, &trust::issuer()).sign(&trust::issuer())
    };
    let size = |mode, shown, token: Vec<u8>| Size { mode, shown, text: qr_text(&token), token };
    [
        size("M", "nik, nama", minted(&TWO)),
        size("M", "five fields", minted(&FIVE)),
        size("S, Ed25519", "five fields of 14 digests", shown(Device::Ed25519, Status::None)),
        size("S, ESP256", "five fields of 14 digests", shown(Device::P256, Status::None)),
        size("S, ESP256", "the same with a status", shown(Device::P256, Status::Listed)),
        national(),
    ]
}

/// The same person's five fields as a Claim 169 token; its bytes are those behind the compression.
fn national() -> Size {
    let texts = [(1, "3171011708950003"), (4, "BUDI SANTOSO"), (8, "19950817"), (10, "JAKARTA")];
    let identity = texts.map(|(key, text)| (key, Cbor::text(text))).into_iter().chain([(9, Cbor::Int(1))]).collect();
    let token = claim169::token(&claim169::claims(NOW, identity)).sign(&trust::issuer());
    Size { mode: "L", shown: "five fields", text: claim169::qr_text(&token), token }
}

#[derive(PartialEq)]
enum Status {
    None,
    Listed,
}

/// A card without its photo, which no QR holds beside the other fields.
fn shown(device: Device, status: Status) -> Vec<u8> {
    let (mut credential, holder) = Batch::issued(Person::budi(), &Document::ALL[0], device, NOW).credential(0);
    credential.redacted.retain(|redacted| redacted.name != "foto");
    if status == Status::None {
        credential.claims = credential.claims.without(65535);
    }
    let claims = binding(BANK, NOW).with(39, Cbor::Bytes(NONCE.into()));
    let kcwt = credential.issue(&trust::issuer(), &credential.disclosures(&FIVE));
    let token = key_binding(&claims, &holder, kcwt);
    token.with_signature(holder.sign(&token.to_be_signed()))
}

impl Size {
    fn row(&self) -> String {
        let text = qr_text(&self.token);
        let version =
            |level| Symbol::encode(&text, level).map_or_else(|_| "none".into(), |code| code.version().to_string());
        let (low, medium) = (version(Level::Low), version(Level::Medium));
        format!("| {} | {} | {} | {} | {low} | {medium} |\n", self.mode, self.shown, self.token.len(), self.text.len())
    }
}

#[test]
fn the_profiles_bounds_hold() {
    let [minted, _, ed25519, ..] = sizes();
    assert!(minted.token.len() <= 255, "{}", minted.token.len());
    assert!(ed25519.token.len() <= 1_020, "{}", ed25519.token.len());
}
