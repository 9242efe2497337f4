//! The sandbox's citizens. They do not exist.

use crate::cbor::Cbor;
use ikd_verify::{Document, Field, FieldKey};

/// A person as rows: field name and value as it is signed.
#[derive(Clone)]
pub struct Person {
    values: Vec<(&'static str, Cbor)>,
}

const PHOTO: u8 = 16;
const WEBP: i64 = 4;

/// The smallest image that browsers show: a WebP of one pixel.
const PORTRAIT: &[u8] = &[
    0x52, 0x49, 0x46, 0x46, 0x1a, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x4c, 0x0d, 0, 0, 0, 0x2f, 0, 0,
    0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, 0,
];

impl Person {
    /// Budi Santoso, born 1995-08-17 in Jakarta.
    #[must_use]
    pub fn budi() -> Self {
        Self { values: [Self::on_the_card(), Self::in_the_register(), Self::in_other_documents()].concat() }
    }

    fn on_the_card() -> Vec<(&'static str, Cbor)> {
        let texts = |texts: &[&str]| Cbor::Array(texts.iter().map(|text| Cbor::text(text)).collect());
        vec![
            ("nik", Cbor::text("3171011708950003")),
            ("nama", Cbor::text("BUDI SANTOSO")),
            ("tempat_lahir", Cbor::text("JAKARTA")),
            ("tanggal_lahir", Cbor::text("19950817")),
            ("jenis_kelamin", Cbor::Int(1)),
            ("golongan_darah", Cbor::text("O+")),
            ("alamat", texts(&["JL. MERDEKA NO. 17", "005/012", "GAMBIR", "GAMBIR"])),
            ("wilayah", texts(&["JAKARTA PUSAT", "DKI JAKARTA"])),
            ("agama", Cbor::text("KEPERCAYAAN TERHADAP TUHAN YME")),
            ("status_perkawinan", Cbor::text("BELUM KAWIN")),
            ("pekerjaan", Cbor::text("KARYAWAN SWASTA")),
            ("kewarganegaraan", Cbor::text("IDN")),
            ("berlaku_hingga", Cbor::text("SEUMUR HIDUP")),
            ("foto", Cbor::Bytes(PORTRAIT.into())),
            ("usia_17", Cbor::Bool(true)),
            ("usia_18", Cbor::Bool(true)),
            ("usia_21", Cbor::Bool(true)),
        ]
    }

    /// He is unmarried: there is no certificate of a marriage or of its end.
    fn in_the_register() -> Vec<(&'static str, Cbor)> {
        let texts = [
            ("nomor_kk", "3171011203100007"),
            ("kepala_keluarga", "AGUS SANTOSO"),
            ("hubungan", "ANAK"),
            ("pendidikan", "DIPLOMA IV/STRATA I"),
            ("nama_ayah", "AGUS SANTOSO"),
            ("nama_ibu", "SRI WAHYUNI"),
            ("nomor_akta_lahir", "3171-LU-22081995-0042"),
            ("disabilitas", "TIDAK ADA"),
        ];
        texts.map(|(name, text)| (name, Cbor::text(text))).into()
    }

    fn in_other_documents() -> Vec<(&'static str, Cbor)> {
        let texts = [
            ("nomor_npwp", "3171011708950003"),
            ("kantor_pajak", "KPP PRATAMA JAKARTA GAMBIR SATU"),
            ("tanggal_terdaftar", "20180305"),
            ("nomor_bpjs", "0001234567895"),
            ("kelas_rawat", "KELAS II"),
            ("faskes", "PUSKESMAS GAMBIR"),
            ("nomor_polisi", "B 1708 BUD"),
            ("merek", "TOYOTA"),
            ("tipe", "AVANZA 1.3 G M/T"),
            ("tahun_pembuatan", "2019"),
            ("warna", "HITAM METALIK"),
            ("nomor_rangka", "MHKM5EA3JKK017895"),
            ("nomor_mesin", "1NRF417895"),
            ("stnk_berlaku", "20290817"),
            ("nip", "199508172020121003"),
            ("instansi", "KEMENTERIAN CONTOH"),
            ("jabatan", "ANALIS DATA"),
            ("golongan_ruang", "PENATA MUDA, III/A"),
            ("penyakit", "COVID-19"),
            ("merek_vaksin", "INDOVAC"),
            ("dosis", "3"),
            ("tanggal_vaksin", "20230214"),
            ("tps", "TPS 012 GAMBIR"),
        ];
        let flags = ["npwp_aktif", "bpjs_aktif", "asn_aktif", "terdaftar_pemilih"];
        let texts = texts.map(|(name, text)| (name, Cbor::text(text)));
        texts.into_iter().chain(flags.map(|name| (name, Cbor::Bool(true)))).collect()
    }

    /// The same person with another value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Cbor) -> Self {
        self.values.retain(|(own, _)| *own != name);
        self.values.push((name, value));
        self
    }

    /// The names of all fields.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.values.iter().map(|(name, _)| *name)
    }

    /// Every field of a document alone: the field, the claim that holds it, its key there and its value. A photo comes
    /// with its format.
    #[must_use]
    pub fn claims_one_by_one(&self, document: &Document) -> Vec<(&'static Field, i64, i64, Cbor)> {
        let placed = |name: &str, value: &Cbor| {
            let field = document.field(name)?;
            Some(match field.key {
                FieldKey::Subject => (field, 2, 2, value.clone()),
                FieldKey::Claim169(PHOTO) => {
                    (field, 169, PHOTO.into(), Cbor::Array(vec![value.clone(), Cbor::Int(WEBP)]))
                }
                FieldKey::Claim169(key) => (field, 169, key.into(), value.clone()),
                FieldKey::Ikd(key) => (field, -70169, key.into(), value.clone()),
            })
        };
        self.values.iter().filter_map(|(name, value)| placed(name, value)).collect()
    }

    /// The claims that carry these fields: sub, 169 and −70169. Names that the person has not are left out.
    #[must_use]
    pub fn claims(&self, names: &[&str]) -> Vec<(i64, Cbor)> {
        let (mut shared, mut own, mut claims) = (vec![], vec![], vec![]);
        for (name, value) in self.values.iter().filter(|(name, _)| names.contains(name)) {
            match key(name) {
                Some(FieldKey::Subject) => claims.push((2, value.clone())),
                Some(FieldKey::Claim169(key)) => shared.push((i64::from(key), value.clone())),
                Some(FieldKey::Ikd(key)) => own.push((i64::from(key), value.clone())),
                None => {}
            }
        }
        if names.contains(&"foto") {
            shared.push((17, Cbor::Int(WEBP)));
        }
        let maps = [(169, shared), (-70169, own)].into_iter().filter(|(_, map)| !map.is_empty());
        claims.extend(maps.map(|(label, map)| (label, Cbor::labels(map))));
        claims
    }
}

fn key(name: &str) -> Option<FieldKey> {
    Document::every_field().find(|field| field.name == name).map(|field| field.key)
}
