//! Ready requests, each with the rule of law that it follows. They are data, and no legal advice.

use crate::document::Field;
use crate::document::ktp::{
    ALAMAT, FOTO, JENIS_KELAMIN, KEWARGANEGARAAN, NAMA, NIK, PEKERJAAN, STATUS_PERKAWINAN, TANGGAL_LAHIR, TEMPAT_LAHIR,
    USIA_17, USIA_18, USIA_21, WILAYAH,
};
use crate::request::LegalBasis::{self, Consent, Contract, LegalObligation, LegitimateInterest};
use crate::request::Need::{self, Optional, Required};
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// How many of a profile's fields a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// All that are required.
    All,
    /// Exactly one.
    One,
}

/// A sentence in the two languages of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// In Indonesian.
    pub id: &'static str,
    /// In English.
    pub en: &'static str,
}

/// What a kind of relying party may ask for.
///
/// ```
/// use ikd_verify::Profile;
/// let bank = Profile::named("bank-cdd").unwrap();
/// assert_eq!(bank.article, "POJK 8/2023 Art. 25");
/// assert!(bank.fields.iter().all(|(field, _)| field.name != "agama"));
/// ```
#[derive(Debug)]
pub struct Profile {
    /// Its name.
    pub name: &'static str,
    /// The document's name.
    pub document: &'static str,
    /// The fields, and whether the relying party can go on without them.
    pub fields: &'static [(&'static Field, Need)],
    /// How many of them.
    pub pick: Pick,
    /// The legal bases that fit; the usual one first (UU 27/2022 Art. 20(2)).
    pub legal_bases: &'static [LegalBasis],
    /// The rule that it follows.
    pub article: &'static str,
    /// What that rule says.
    pub source: Sentence,
}

impl Profile {
    /// Every profile.
    pub const ALL: &'static [Profile] = &[NOTED, BANK, AIRLINE, AGE, DELIVERY];

    /// The profile with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Profile> {
        Self::ALL.iter().find(|profile| profile.name == name)
    }
}

const NOTED: Profile = Profile {
    name: "catat-nik-nama",
    document: "ktp",
    fields: &[(&NIK, Required), (&NAMA, Required)],
    pick: Pick::All,
    legal_bases: &[Consent, Contract, LegitimateInterest],
    article: "SE Mendagri 471.13/1826/SJ",
    source: Sentence {
        id: "KTP-el tidak diperkenankan difotokopi; cukup dicatat NIK dan nama lengkap.",
        en: "An identity card is not to be photocopied; its NIK and full name are noted instead.",
    },
};

const BANK: Profile = Profile {
    name: "bank-cdd",
    document: "ktp",
    fields: &[
        (&NIK, Required),
        (&NAMA, Required),
        (&TEMPAT_LAHIR, Required),
        (&TANGGAL_LAHIR, Required),
        (&JENIS_KELAMIN, Required),
        (&ALAMAT, Required),
        (&WILAYAH, Required),
        (&STATUS_PERKAWINAN, Required),
        (&PEKERJAAN, Required),
        (&KEWARGANEGARAAN, Required),
    ],
    pick: Pick::All,
    legal_bases: &[LegalObligation],
    article: "POJK 8/2023 Art. 25",
    source: Sentence {
        id: "Identifikasi nasabah meminta data ini; tempat kerja dan nama ibu kandung tidak ada di KTP dan ditanyakan sendiri.",
        en: "Customer due diligence asks for these; the workplace and the mother's name are on no card, and asked apart.",
    },
};

const AIRLINE: Profile = Profile {
    name: "airline-checkin",
    document: "ktp",
    fields: &[(&NAMA, Required), (&USIA_17, Optional), (&USIA_18, Optional), (&FOTO, Optional)],
    pick: Pick::All,
    legal_bases: &[Contract, Consent],
    article: "UU 27/2022 Art. 16(2)(a), 20(2)(b)",
    source: Sentence {
        id: "Nama dibandingkan dengan pemesanan, foto dilihat petugas; NIK tidak diminta.",
        en: "The name is compared with the booking, the portrait is looked at by the staff; no NIK is asked.",
    },
};

const AGE: Profile = Profile {
    name: "age-gate",
    document: "ktp",
    fields: &[(&USIA_17, Required), (&USIA_18, Required), (&USIA_21, Required)],
    pick: Pick::One,
    legal_bases: &[Consent, Contract, LegalObligation, LegitimateInterest],
    article: "UU 27/2022 Art. 16(2)(a)",
    source: Sentence {
        id: "Data dikumpulkan terbatas dan spesifik: satu tanda usia sudah menjawab.",
        en: "Data is collected limited and specific: one age flag is the answer.",
    },
};

const DELIVERY: Profile = Profile {
    name: "delivery",
    document: "ktp",
    fields: &[(&NAMA, Required), (&ALAMAT, Required), (&WILAYAH, Required)],
    pick: Pick::All,
    legal_bases: &[Contract, Consent],
    article: "UU 27/2022 Art. 16(2)(a), 20(2)(b)",
    source: Sentence {
        id: "Pengiriman membutuhkan nama dan alamat, tidak lebih.",
        en: "A delivery needs the name and the address, and no more.",
    },
};

impl Serialize for Profile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields: Vec<_> = self.fields.iter().map(|(field, need)| ProfileField(field.name, *need)).collect();
        let bases: Vec<_> = self.legal_bases.iter().map(|basis| basis.word()).collect();
        let mut json = serializer.serialize_struct("Profile", 7)?;
        json.serialize_field("name", self.name)?;
        json.serialize_field("document", self.document)?;
        json.serialize_field("fields", &fields)?;
        json.serialize_field("pick", if self.pick == Pick::All { "all" } else { "one" })?;
        json.serialize_field("legalBases", &bases)?;
        json.serialize_field("article", self.article)?;
        json.serialize_field("source", &self.source)?;
        json.end()
    }
}

struct ProfileField(&'static str, Need);

impl Serialize for ProfileField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Field", 2)?;
        json.serialize_field("name", self.0)?;
        json.serialize_field("required", &self.1.is_required())?;
        json.end()
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Sentence", 2)?;
        json.serialize_field("id", self.id)?;
        json.serialize_field("en", self.en)?;
        json.end()
    }
}
