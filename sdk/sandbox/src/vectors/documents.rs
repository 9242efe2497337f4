//! The documents beside the identity card: each accepted whole, and wrong values refused (profile §7).

use super::case::{Case, NONCE, Record, case, entry, minted_for, minted_with, request_with, signed};
use super::claims::answered;
use crate::cbor::Cbor;
use crate::person::Person;
use crate::trust;
use ikd_verify::Document;
use serde_json::{Value, json};

pub fn cases() -> Vec<Record> {
    [whole(), wrong(), asked(), of_another()].concat()
}

const ADDRESS: [&str; 4] = ["JL. MERDEKA NO. 17", "005/012", "GAMBIR", "GAMBIR"];

/// What the result holds for a field of Budi, written by hand.
fn released(name: &str) -> Value {
    let [alamat, rt_rw, kel_desa, kecamatan] = ADDRESS;
    match name {
        "nik" | "nomor_npwp" => json!("3171011708950003"),
        "nama" => json!("BUDI SANTOSO"),
        "tempat_lahir" => json!("JAKARTA"),
        "tanggal_lahir" => json!("1995-08-17"),
        "jenis_kelamin" => json!("LAKI-LAKI"),
        "golongan_darah" => json!("O+"),
        "alamat" => json!({"alamat": alamat, "rt_rw": rt_rw, "kel_desa": kel_desa, "kecamatan": kecamatan}),
        "wilayah" => json!({"kab_kota": "JAKARTA PUSAT", "provinsi": "DKI JAKARTA"}),
        "agama" => json!("KEPERCAYAAN TERHADAP TUHAN YME"),
        "status_perkawinan" => json!("CERAI HIDUP"),
        "pekerjaan" => json!("KARYAWAN SWASTA"),
        "kewarganegaraan" => json!("IDN"),
        "berlaku_hingga" => json!("SEUMUR HIDUP"),
        "foto" => json!({"type": "image/webp", "base64": "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="}),
        "tanggal_perkawinan" => json!("2024-06-01"),
        "tanggal_perceraian" => json!("2026-01-15"),
        "tanggal_terdaftar" => json!("2018-03-05"),
        "stnk_berlaku" => json!("2029-08-17"),
        "tanggal_vaksin" => json!("2023-02-14"),
        "npwp_aktif" | "bpjs_aktif" | "asn_aktif" | "terdaftar_pemilih" => json!(true),
        _ => text(name),
    }
}

fn text(name: &str) -> Value {
    json!(match name {
        "nomor_kk" => "3171011203100007",
        "kepala_keluarga" | "nama_ayah" => "AGUS SANTOSO",
        "nama_ibu" => "SRI WAHYUNI",
        "hubungan" => "ANAK",
        "pendidikan" => "DIPLOMA IV/STRATA I",
        "nomor_akta_lahir" => "3171-LU-22081995-0042",
        "nomor_akta_perkawinan" => "3171-KW-01062024-0011",
        "nomor_akta_perceraian" => "3171-CR-15012026-0003",
        "disabilitas" => "TIDAK ADA",
        "kantor_pajak" => "KPP PRATAMA JAKARTA GAMBIR SATU",
        "nomor_bpjs" => "0001234567895",
        "kelas_rawat" => "KELAS II",
        "faskes" => "PUSKESMAS GAMBIR",
        "nomor_polisi" => "B 1708 BUD",
        "merek" => "TOYOTA",
        "tipe" => "AVANZA 1.3 G M/T",
        "tahun_pembuatan" => "2019",
        "warna" => "HITAM METALIK",
        "nomor_rangka" => "MHKM5EA3JKK017895",
        "nomor_mesin" => "1NRF417895",
        "nip" => "199508172020121003",
        "instansi" => "KEMENTERIAN CONTOH",
        "jabatan" => "ANALIS DATA",
        "golongan_ruang" => "PENATA MUDA, III/A",
        "penyakit" => "COVID-19",
        "merek_vaksin" => "INDOVAC",
        "dosis" => "3",
        "tps" => "TPS 012 GAMBIR",
        _ => panic!("no value is written for {name}"),
    })
}

fn all(names: &[&str]) -> Value {
    names.iter().map(|name| ((*name).to_owned(), released(name))).collect::<serde_json::Map<_, _>>().into()
}

/// A record under a list whose key issues every document.
fn under(id: &str) -> Case {
    case(id, &["document"]).list(&signed(&[entry().with(5, trust::every_document())]))
}

fn vct(document: &Document) -> Cbor {
    Cbor::uint(document.vct)
}

/// Budi, had he been married.
fn divorced() -> Person {
    Person::budi()
        .with("status_perkawinan", Cbor::text("CERAI HIDUP"))
        .with("tanggal_perkawinan", Cbor::text("20240601"))
        .with("nomor_akta_perkawinan", Cbor::text("3171-KW-01062024-0011"))
        .with("nomor_akta_perceraian", Cbor::text("3171-CR-15012026-0003"))
        .with("tanggal_perceraian", Cbor::text("20260115"))
}

fn whole() -> Vec<Record> {
    let whole = |document: &Document| {
        let names: Vec<&str> = document.fields.iter().map(|field| field.name).collect();
        let token = minted_for(&divorced(), &names).with(11, vct(document));
        under(&format!("document-{}", document.name))
            .minted(&token)
            .verifies(&names, all(&names), |expect| expect["document"] = json!(document.name))
    };
    Document::ALL.iter().filter(|document| document.name != "ktp").map(whole).collect()
}

fn wrong() -> Vec<Record> {
    let wrong = |id: &str, document: &str, name: &'static str, value: Cbor| {
        let document = Document::named(document).unwrap_or_else(|| panic!("no document {document}"));
        let token = minted_for(&Person::budi().with(name, value), &[name]).with(11, vct(document));
        under(id).minted(&token).rejects_with("claim_malformed", json!({"claim": name}))
    };
    vec![
        wrong("kk-number-of-15-digits", "kk", "nomor_kk", Cbor::text("317101120310000")),
        wrong("kk-number-with-a-letter", "kk", "nomor_kk", Cbor::text("317101120310000A")),
        wrong("kk-mother-empty", "kk", "nama_ibu", Cbor::text("")),
        wrong("npwp-number-of-14-digits", "npwp", "nomor_npwp", Cbor::text("12345678901234")),
        wrong("npwp-number-of-17-digits", "npwp", "nomor_npwp", Cbor::text("12345678901234567")),
        wrong("npwp-number-printed", "npwp", "nomor_npwp", Cbor::text("12.345.678.9-012")),
        wrong("npwp-active-a-word", "npwp", "npwp_aktif", Cbor::text("AKTIF")),
        wrong("bpjs-number-an-integer", "bpjs", "nomor_bpjs", Cbor::Int(1_234_567_895)),
        wrong("bpjs-class-a-number", "bpjs", "kelas_rawat", Cbor::Int(2)),
        wrong("vehicle-year-of-2-digits", "kendaraan", "tahun_pembuatan", Cbor::text("19")),
        wrong("vehicle-until-30-february", "kendaraan", "stnk_berlaku", Cbor::text("20290230")),
        wrong("asn-number-of-17-digits", "asn", "nip", Cbor::text("19950817202012100")),
        wrong("asn-active-1", "asn", "asn_aktif", Cbor::Int(1)),
        wrong("vaccine-dose-empty", "vaksin", "dosis", Cbor::text("")),
        wrong("vaccine-dose-of-3-digits", "vaksin", "dosis", Cbor::text("100")),
        wrong("vaccine-date-dashes", "vaksin", "tanggal_vaksin", Cbor::text("2023-02-14")),
        wrong("voter-null", "pemilih", "terdaftar_pemilih", Cbor::Null),
        wrong("voter-station-bytes", "pemilih", "tps", Cbor::Bytes(b"TPS 012".into())),
        wrong("child-certificate-empty", "kia", "nomor_akta_lahir", Cbor::text("")),
        wrong("register-divorce-in-month-13", "biodata", "tanggal_perceraian", Cbor::text("20261301")),
    ]
}

fn asked() -> Vec<Record> {
    let kk = Document::named("kk").map_or(Cbor::Null, vct);
    let mut request = request_with("document", json!("kk"));
    request["fields"] = json!([{"name": "nomor_kk", "required": true, "relevance": "Pendaftaran sekolah"}]);
    let token = minted_with(&["nik", "nomor_kk"]).with(11, kk).with(39, Cbor::Bytes(NONCE.into()));
    let flag = minted_for(&Person::budi().with("usia_18", Cbor::Bool(false)), &["usia_18"]);
    let mut age = request_with("fields", json!([{"name": "usia_18", "required": true, "relevance": "Usia minimum"}]));
    age["legalBasis"] = json!("contract");
    vec![
        under("request-of-a-family-card").minted(&token).request(request.clone()).verifies(
            &["nomor_kk", "nik"],
            json!({"nomor_kk": "3171011203100007"}),
            |expect| {
                answered(expect);
                expect["document"] = json!("kk");
            },
        ),
        under("request-of-a-family-card-answered-by-another")
            .minted(&minted_with(&["nik"]).with(39, Cbor::Bytes(NONCE.into())))
            .request(request)
            .rejects("document_unexpected"),
        under("request-of-an-age-flag").minted(&flag.with(39, Cbor::Bytes(NONCE.into()))).request(age).verifies(
            &["usia_18"],
            json!({"usia_18": false}),
            answered,
        ),
    ]
}

/// A field of another document is read and checked, and neither offered nor released.
fn of_another() -> Vec<Record> {
    vec![
        under("card-with-a-field-of-another-document").minted(&minted_with(&["nik", "nomor_kk"])).verifies(
            &["nik"],
            all(&["nik"]),
            |_| {},
        ),
        under("card-with-a-wrong-field-of-another-document")
            .minted(&minted_for(&Person::budi().with("nomor_kk", Cbor::Int(1)), &["nik", "nomor_kk"]))
            .rejects_with("claim_malformed", json!({"claim": "nomor_kk"})),
        case("document-that-the-key-may-not-issue", &["document", "W11"])
            .minted(&minted_with(&["nik"]).with(11, Cbor::Int(65002)))
            .rejects("document_unexpected"),
    ]
}
