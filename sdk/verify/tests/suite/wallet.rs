//! What the test wallet shows, in each mode and with each fault, against the verifier.

use ikd_sandbox::batch::{self, Batch, PHONE};
use ikd_sandbox::person::Person;
use ikd_sandbox::sd_cwt::{Disclosure, SdCwt};
use ikd_sandbox::{Device, Fault, Showing, Wallet, trust};
use ikd_verify::{
    Anchors, Challenge, Choice, Clock, Document, Environment, Error, Mode, Now, PublicKey, Request, Status,
    StatusPolicy, TrustList, Verifier,
};
use serde_json::{Value, json};

const NOW: u64 = 1_800_000_000;
const FIVE: [&str; 5] = ["nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin"];

fn verifier() -> (Verifier, Challenge) {
    let roots = trust::roots().iter().map(|root| PublicKey::from_bytes(root).expect("a root")).collect();
    let anchors = Anchors::new(roots, Environment::Sandbox).expect("one root");
    let asked = FIVE.map(|name| json!({"name": name, "required": true, "relevance": "POJK 8/2023 Pasal 25"}));
    let request = Request::read(json!({
        "relyingParty": {
            "id": "https://bank.example", "name": "Bank Contoh",
            "privacyUrl": "https://bank.example/privasi", "contact": "dpo@bank.example",
        },
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation", "fields": asked,
        "retention": "P5Y", "processingPeriod": "P1D", "rights": "dpo@bank.example",
        "nonce": "000102030405060708090a0b0c0d0e0f", "expiresAt": NOW + 100,
    }));
    let verifier = Verifier::new(TrustList::open(&trust::list(1, NOW), &anchors)).request(request);
    let verifier = verifier.status_lists(vec![batch::status_list(NOW)]);
    let challenge = verifier.challenge(Choice::All, Now::new(NOW, Clock::Given)).expect("a challenge");
    (verifier, challenge)
}

fn code(verifier: &Verifier, text: &str) -> &'static str {
    verifier.verify(text, Now::new(NOW, Clock::Given)).err().map_or("", |error: Error| error.code())
}

#[test]
fn every_fault_gives_its_code_in_every_mode() {
    let (verifier, challenge) = verifier();
    for (fault, name, expected) in Fault::ALL {
        for device in [Device::Ed25519, Device::P256] {
            let shown = Wallet::budi().show(Some(&challenge), &FIVE, NOW, Showing { device, number: 3, fault });
            assert_eq!(code(&verifier, &shown), expected, "{name}, {device:?}");
        }
        if fault.can_be_minted() {
            assert_eq!(code(&verifier, &Wallet::budi().mint(Some(&challenge), &FIVE, NOW, fault)), expected, "{name}");
        }
    }
}

#[test]
fn callers_see_one_credential_whatever_the_mode_is() {
    let (verifier, challenge) = verifier();
    let shown = Wallet::budi().show(Some(&challenge), &FIVE, NOW, Showing::default());
    let minted = Wallet::budi().mint(Some(&challenge), &FIVE, NOW, Fault::None);
    let release = |text: &str| {
        let credential = verifier.verify(text, Now::new(NOW, Clock::Given)).expect("verifies");
        let released = credential.release(&verifier.grant(Choice::All).expect("a consent")).expect("released");
        assert!(released.presentation.is_some());
        (released.facts.mode, serde_json::to_value(&released.fields).expect("JSON"))
    };
    let ((sd, of_sd), (mint, of_mint)) = (release(&shown), release(&minted));
    assert_eq!((sd, mint), (Mode::Sd, Mode::Minted));
    // A credential holds in clear what tells nothing of the person; it was not asked, so it is not released.
    assert_eq!(of_sd, of_mint);
}

#[test]
fn two_credentials_of_a_batch_have_nothing_of_the_holder_in_common() {
    let batch = Batch::issued(Person::budi(), &Document::ALL[0], Device::P256, NOW);
    let ((first, key), (second, other)) = (batch.credential(0), batch.credential(1));
    assert_ne!(key.cose_key(), other.cose_key());
    let digests = |credential: &SdCwt| credential.redacted.iter().map(Disclosure::digest).collect::<Vec<_>>();
    let (own, others) = (digests(&first), digests(&second));
    assert_eq!(own.len(), 15);
    assert!(own.iter().all(|digest| !others.contains(digest)));
}

#[test]
fn a_lost_phone_is_revoked_and_the_new_one_shows_the_same_person() {
    let (verifier, challenge) = verifier();
    let batch = Batch::issued(Person::budi(), &Document::ALL[0], Device::P256, NOW);
    assert_ne!(batch.credential(1).1.cose_key(), batch.credential(PHONE + 1).1.cose_key());
    let show = |fault| {
        let showing = Showing { device: Device::P256, number: 1, fault };
        Wallet::budi().show(Some(&challenge), &FIVE, NOW, showing)
    };
    assert_eq!(code(&verifier, &show(Fault::Revoked)), "revoked");
    let credential = verifier.verify(&show(Fault::None), Now::new(NOW, Clock::Given)).expect("verifies");
    let released = credential.release(&verifier.grant(Choice::All).expect("a consent")).expect("released");
    assert_eq!(released.facts.levels.status, Status::Valid { age: 0 });
    let fields = serde_json::to_value(&released.fields).expect("JSON");
    // Whoever asks for no status sees the same person in the lost phone's credential.
    let careless = self::verifier().0.status_policy(StatusPolicy::Ignore);
    let lost = careless.verify(&show(Fault::Revoked), Now::new(NOW, Clock::Given)).expect("verifies");
    let lost = lost.release(&careless.grant(Choice::All).expect("a consent")).expect("released");
    let nik = |fields: &Value| fields.get("nik").cloned();
    assert_eq!(nik(&fields), nik(&serde_json::to_value(&lost.fields).expect("JSON")));
}
