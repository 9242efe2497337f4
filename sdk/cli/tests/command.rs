//! The command as its users meet it: exit status, one line of JSON, one sentence for misuse.

use ikd_sandbox::cbor::Cbor;
use ikd_sandbox::{claim169, trust};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn ikd(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ikd")).args(arguments).output().expect("ikd runs")
}

fn ikd_reads(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ikd"));
    let piped = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("ikd runs");
    // A command that does not read its input closes the pipe; that is its right.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("ikd ends")
}

fn line(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8").trim_end().to_owned()
}

fn sentence(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().expect("a UTF-8 path").to_owned()
}

/// A list of the sandbox, its root, and a token, all of `now`.
fn sandbox(folder: &Path, now: &str) -> (String, String, String) {
    let list = path(folder, "list.cbor");
    let root = line(&ikd(&["trust", "make", "--now", now, &list]));
    let token = line(&ikd(&["simulate", "--now", now, "--fields", "nik,nama"]));
    (list, root, token)
}

fn misused(arguments: &[&str]) -> String {
    let output = ikd(arguments);
    let said = sentence(&output);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty() && !said.contains("panicked") && !said.is_empty(), "{arguments:?}: {said}");
    said
}

#[test]
fn verified_is_0_rejected_is_1_and_both_are_one_line() {
    let (list, root, token) = sandbox(&folder("status"), "1800000000");
    let verify = |more: &[&str]| ikd(&[&["verify", "--trust-list", &list, "--root", &root], more].concat());
    let verified = verify(&["--sandbox", "--now", "1800000000", &token]);
    assert_eq!(verified.status.code(), Some(0));
    let json: Value = serde_json::from_str(&line(&verified)).expect("JSON");
    assert_eq!(json["released"]["nama"], "BUDI SANTOSO");
    assert_eq!(line(&verified).lines().count(), 1);
    let rejected = verify(&["--sandbox", "--now", "1800000200", &token]);
    assert_eq!(rejected.status.code(), Some(1));
    let expected = r#"{"outcome":"rejected","code":"expired","category":"not_current","detail":{"expiredAt":1800000090,"checkedAt":1800000200}}"#;
    assert_eq!(line(&rejected), expected);
    assert_eq!(
        line(&verify(&["--now", "1800000000", &token])),
        r#"{"outcome":"rejected","code":"sandbox_not_allowed","category":"untrusted"}"#
    );
}

#[test]
fn a_claim_169_code_is_taken_when_asked_for() {
    const NOW: u64 = 1_800_000_000;
    let folder = folder("claim169");
    let (_, root, _) = sandbox(&folder, "1800000000");
    let entry = trust::entry(trust::ISSUER, &trust::issuer(), NOW).with(5, Cbor::Array(vec![Cbor::Int(169)]));
    let list = path(&folder, "list169.cbor");
    std::fs::write(&list, trust::sign(&trust::claims(1, &[entry], NOW), &trust::root())).expect("a file");
    let token = claim169::token(&claim169::claims(NOW, vec![(4, Cbor::text("BUDI SANTOSO"))]));
    let text = claim169::qr_text(&token.sign(&trust::issuer()));
    let verify = |more: &[&str]| {
        let fixed = ["verify", "--trust-list", &list, "--root", &root, "--sandbox", "--now", "1800000000", &text];
        ikd(&[&fixed, more].concat())
    };
    let verified: Value = serde_json::from_str(&line(&verify(&["--claim169"]))).expect("JSON");
    assert_eq!([&verified["mode"], &verified["released"]["nama"]], ["claim_169", "BUDI SANTOSO"]);
    let refused: Value = serde_json::from_str(&line(&verify(&[]))).expect("JSON");
    assert_eq!([&refused["code"], &refused["detail"]["kind"]], ["not_an_ikd_qr", "claim_169"]);
}

#[test]
fn a_line_of_standard_input_is_the_text() {
    let (list, root, token) = sandbox(&folder("stdin"), "1800000000");
    let arguments = ["verify", "--trust-list", &list, "--root", &root, "--sandbox", "--now", "1800000000", "-"];
    for end in ["", "\n", "\r\n", "\nanother line\n"] {
        let output = ikd_reads(&arguments, format!("{token}{end}").as_bytes());
        assert_eq!(output.status.code(), Some(0), "{end:?}: {}", line(&output));
    }
    let code = |input: &[u8]| {
        serde_json::from_str::<Value>(&line(&ikd_reads(&arguments, input))).expect("JSON")["code"].clone()
    };
    assert_eq!(code(&[0xff, 0xfe]), "not_an_ikd_qr");
    assert_eq!(code(&vec![b'A'; 1 << 20]), "text_too_long");
    assert_eq!(code(b""), "not_an_ikd_qr");
}

#[test]
fn misuse_is_2_with_a_sentence() {
    let folder = folder("misuse");
    let (list, root, token) = sandbox(&folder, "1800000000");
    assert!(misused(&["verify", "--trust-list", "no-such-file", "--root", &root, &token]).contains("no-such-file"));
    assert!(misused(&["verify", "--trust-list", &list, "--root", "xyz", &token]).contains("--root"));
    assert!(misused(&["verify", "--trust-list", &list, "--root", &"00".repeat(32), &token]).contains("--root"));
    assert!(misused(&["verify", "--trust-list", &list, &token]).contains("--root"));
    assert!(misused(&["verify", "--root", &root, &token]).contains("--trust-list"));
    assert!(misused(&["verify", "--trust-list", &list, "--root", &root, "--now", "soon", &token]).contains("--now"));
    assert!(
        misused(&["verify", "--trust-list", &list, "--root", &root, "--request", "none.json", &token])
            .contains("none.json")
    );
    let anchored = ["verify", "--trust-list", &list, "--root", &root];
    let with = |more: &[&str]| misused(&[&anchored, more, &[&token]].concat());
    assert!(with(&["--status-list", "no-such-list"]).contains("no-such-list"));
    assert!(with(&["--status-policy", "perhaps"]).contains("prefer"));
    misused(&["verify", "--trust-list", &list, "--root", &root, "--root", &root, "--root", &root, &token]);
    assert!(misused(&["inspect", "--root", &root, &token]).contains("--trust-list"));
    assert!(misused(&["lint"]).contains("FILE.json"));
    assert!(misused(&["lint", "none.json"]).contains("none.json"));
    assert!(misused(&["lint", &list]).contains("not JSON"));
    assert!(misused(&["lint", "--profile", "toko", &list]).contains("bank-cdd"));
    misused(&["verfy"]);
    misused(&[]);
    assert!(misused(&["simulate", "--fault", "none-such"]).contains("--fault"));
    assert!(misused(&["simulate", "--challenge", "IKDQ1:AAA"]).contains("challenge"));
    assert!(misused(&["simulate", "--qr", "code.tiff"]).contains("--qr"));
    assert!(misused(&["trust", "make", "/no/such/folder/list.cbor"]).contains("/no/such/folder"));
}

#[test]
fn a_drawn_code_is_scanned_again() {
    let folder = folder("scan");
    let picture = path(&folder, "code.png");
    let token = line(&ikd(&["simulate", "--now", "1800000000", "--qr", &picture]));
    let output = ikd(&["scan", "--json", &picture]);
    assert_eq!(output.status.code(), Some(0));
    let json: Value = serde_json::from_str(&line(&output)).expect("JSON");
    assert_eq!(json["texts"], serde_json::json!([token]));
    assert_eq!(json["file"], picture.as_str());
    assert!(json["ms"].is_number());
}

#[test]
fn an_explained_picture_has_the_same_sides_and_says_where_reading_ended() {
    let folder = folder("explain");
    let (code, blank, out) = (path(&folder, "code.png"), path(&folder, "blank.png"), path(&folder, "explained.png"));
    let token = line(&ikd(&["simulate", "--now", "1800000000", "--qr", &code]));
    let explained = ikd(&["scan", "--json", "--explain", &out, &code]);
    assert_eq!(explained.status.code(), Some(0));
    assert_eq!(line(&explained).lines().count(), 1, "the result alone");
    assert!(sentence(&explained).contains(": read\n"), "{}", sentence(&explained));
    assert!(!sentence(&explained).contains(&token[5..]) && !sentence(&explained).contains("IKD1:"));
    let (before, after) = (image::open(&code).expect("a picture").into_rgb8(), image::open(&out).expect("a picture"));
    let after = after.into_rgb8();
    assert_eq!(after.dimensions(), before.dimensions());
    assert!(after.pixels().any(|pixel| pixel.0[0] != pixel.0[1]), "something is marked");
    image::GrayImage::from_pixel(100, 80, image::Luma([255])).save(&blank).expect("a picture");
    let nothing = ikd(&["scan", "--explain", &out, &blank]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(sentence(&nothing).contains("nothing looks like a finder pattern"));
    assert_eq!(image::open(&out).expect("a picture").into_rgb8(), image::open(&blank).expect("a picture").into_rgb8());
}

#[test]
fn a_symbol_that_is_not_repaired_is_explained() {
    let folder = folder("torn");
    let (code, torn, out) = (path(&folder, "code.png"), path(&folder, "torn.png"), path(&folder, "explained.png"));
    ikd(&["simulate", "--now", "1800000000", "--qr", &code]);
    let mut picture = image::open(&code).expect("a picture").into_luma8();
    let side = picture.width();
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        // The middle half of the symbol, in the colours of a negative.
        if (side / 4..side * 3 / 4).contains(&x) && (side / 4..side * 3 / 4).contains(&y) {
            pixel.0[0] = !pixel.0[0];
        }
    }
    picture.save(&torn).expect("a picture");
    let explained = ikd(&["scan", "--explain", &out, &torn]);
    assert_eq!(explained.status.code(), Some(1));
    assert!(sentence(&explained).contains("could not be repaired"), "{}", sentence(&explained));
}

#[test]
fn an_explanation_takes_one_picture_and_a_png_of_its_own() {
    let folder = folder("explain misuse");
    let blank = path(&folder, "blank.png");
    image::GrayImage::from_pixel(100, 100, image::Luma([255])).save(&blank).expect("a picture");
    assert!(misused(&["scan", "--explain", "out.png", &blank, &blank]).contains("one picture"));
    assert!(misused(&["scan", "--explain", "out.jpg", &blank]).contains(".png"));
    assert!(misused(&["scan", "--explain", &blank, &blank]).contains("overwrite"));
    let unwritable = ikd(&["scan", "--explain", "/no/such/folder/out.png", &blank]);
    assert_eq!(unwritable.status.code(), Some(2));
    assert!(sentence(&unwritable).contains("/no/such/folder"));
    let help = line(&ikd(&["scan", "--help"]));
    assert!(help.contains("--explain <OUT.png>"), "{help}");
}

#[test]
fn a_picture_without_a_code_is_1_and_one_that_is_none_is_2() {
    let folder = folder("pictures");
    let (blank, broken) = (path(&folder, "blank.png"), path(&folder, "broken.png"));
    image::GrayImage::from_pixel(100, 100, image::Luma([255])).save(&blank).expect("a picture");
    std::fs::write(&broken, b"not a picture").expect("a file");
    assert_eq!(ikd(&["scan", "--json", &blank]).status.code(), Some(1));
    let output = ikd(&["scan", "--json", &broken, &blank]);
    assert_eq!(output.status.code(), Some(2));
    assert!(sentence(&output).contains("broken.png"));
    assert!(line(&output).contains("blank.png"), "the other pictures are still read");
}

#[test]
fn kanji_are_printed_and_a_part_of_several_is_named() {
    let folder = folder("frames");
    let scanned = |name: &str| {
        let frame = std::fs::read(format!("{}/../../test-vectors/frames/{name}.pgm", env!("CARGO_MANIFEST_DIR")));
        let frame = frame.expect("a published frame");
        let luma = frame[frame.len() - 160 * 160..].to_vec();
        let picture = path(&folder, &format!("{name}.png"));
        image::GrayImage::from_raw(160, 160, luma).expect("160 by 160").save(&picture).expect("a picture");
        let output = ikd(&["scan", "--json", &picture]);
        let json: Value = serde_json::from_str(&line(&output)).expect("JSON");
        (output.status.code(), json["texts"].clone(), json["code"].clone())
    };
    assert_eq!(scanned("kanji"), (Some(0), serde_json::json!(["点茗"]), Value::Null));
    assert_eq!(scanned("part_of_several"), (Some(1), serde_json::json!([]), "structured_append".into()));
}

#[test]
fn inspect_masks_every_value() {
    let (list, root, token) = sandbox(&folder("inspect"), "1800000000");
    let output = ikd(&["inspect", "--trust-list", &list, "--root", &root, "--sandbox", "--now", "1800000000", &token]);
    assert_eq!(output.status.code(), Some(0));
    let said = line(&output);
    assert!(said.contains("verified") && said.contains("nik, nama"), "{said}");
    assert!(!said.contains("3171011708950003") && !said.contains("BUDI"), "{said}");
    let stopped = ikd(&["inspect", "IKD1:BB8"]);
    assert_eq!(stopped.status.code(), Some(1));
    assert!(line(&stopped).contains("not_cose_sign1"));
}

#[test]
fn trust_show_and_check_say_what_they_refuse() {
    let folder = folder("trust");
    let (list, root, _) = sandbox(&folder, "1800000000");
    let run = |action: &str, more: &[&str]| ikd(&[&["trust", action, "--root", &root], more, &[&list]].concat());
    assert!(line(&run("show", &["--sandbox"])).contains("issuer.sandbox.example"));
    assert_eq!(run("show", &[]).status.code(), Some(1));
    assert_eq!(run("check", &["--sandbox", "--now", "1800000000"]).status.code(), Some(0));
    let old = run("check", &["--sandbox", "--now", "1900000000"]);
    assert_eq!(old.status.code(), Some(1));
    assert!(line(&old).contains("trust_list_expired"));
}

/// The command is one more runner of the vectors, for those whose inputs it has options for.
#[test]
fn every_vector_that_the_command_can_express() {
    let folder = folder("vectors");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test-vectors/verify");
    let mut ran = 0;
    for file in std::fs::read_dir(source).expect("the vectors").flatten() {
        let records: Vec<Value> = serde_json::from_slice(&std::fs::read(file.path()).expect("a file")).expect("JSON");
        ran += records.iter().filter(|record| run_record(record, &folder)).count();
    }
    assert!(ran > 900, "only {ran} records could be expressed");
}

/// Whether the command has options for all that the record sets.
fn run_record(record: &Value, folder: &Path) -> bool {
    let text = record["presentation"].as_str().expect("a text");
    let unset = |name: &&str| record[*name].is_null();
    let expressible = record["clock"] == "given" && ["seen", "leewaySeconds", "seenStatusLists"].iter().all(unset);
    if !expressible || text.starts_with('-') || text.contains('\0') {
        return false;
    }
    let (list, request) = (path(folder, "list.cbor"), path(folder, "request.json"));
    std::fs::write(&list, unhex(record["trustList"].as_str().expect("hex"))).expect("a file");
    let (now, least) = (record["now"].to_string(), record["minSeq"].to_string());
    let mut arguments = vec!["verify", "--trust-list", &list, "--now", &now, "--min-seq", &least];
    for root in record["roots"].as_array().expect("roots") {
        arguments.extend(["--root", root.as_str().expect("hex")]);
    }
    if !record["request"].is_null() {
        std::fs::write(&request, record["request"].to_string()).expect("a file");
        arguments.extend(["--request", &request]);
    }
    if record["environment"] == "sandbox" {
        arguments.push("--sandbox");
    }
    if record["unchallenged"] == "accept" {
        arguments.push("--unchallenged");
    }
    if record["claim169"] == "accept" {
        arguments.push("--claim169");
    }
    if let Some(policy) = record["statusPolicy"].as_str() {
        arguments.extend(["--status-policy", policy]);
    }
    let lists = record["statusLists"].as_array().expect("lists");
    let files: Vec<String> = (0..lists.len()).map(|number| path(folder, &format!("status{number}.cbor"))).collect();
    for (file, list) in files.iter().zip(lists) {
        std::fs::write(file, unhex(list.as_str().expect("hex"))).expect("a file");
        arguments.extend(["--status-list", file]);
    }
    let names: Vec<&str> = record["consent"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let release = record["consent"].as_str().map_or_else(|| names.join(","), str::to_owned);
    arguments.extend(["--release", &release, text]);
    let output = ikd(&arguments);
    let got: Value = serde_json::from_str(&line(&output)).unwrap_or_default();
    assert_eq!(got, record["expect"], "{}: {}", record["id"], sentence(&output));
    assert_eq!(output.status.code(), Some(i32::from(got["outcome"] == "rejected")));
    true
}

fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex")).collect()
}

#[test]
fn a_lint_is_0_clean_and_1_with_an_article_for_each_finding() {
    let request = path(&folder("lint"), "request.json");
    let lint = |fields: &Value, arguments: &[&str]| {
        let party = json!({"id": "https://toko.example", "name": "Toko", "privacyUrl": "https://toko.example/p", "contact": "dpo"});
        let asked = json!({
            "relyingParty": party, "document": "ktp", "purpose": "Kartu anggota", "legalBasis": "contract", "fields": fields,
            "retention": "P1Y", "processingPeriod": "P1D", "rights": "dpo",
        });
        std::fs::write(&request, asked.to_string()).expect("a file");
        ikd(&[&["lint", &request], arguments].concat())
    };
    let clean = lint(&json!([{"name": "nama", "relevance": "Nama pada kartu"}]), &[]);
    assert_eq!(
        (clean.status.code(), line(&clean).as_str(), sentence(&clean).as_str()),
        (Some(0), r#"{"findings":[]}"#, "")
    );
    let agama = json!([{"name": "agama", "relevance": "Ucapan hari raya"}, {"name": "umur", "relevance": "Statistik"}]);
    let found = lint(&agama, &[]);
    assert_eq!(found.status.code(), Some(1));
    let findings: Value = serde_json::from_str(&line(&found)).expect("one line");
    assert_eq!(findings["findings"][0]["code"], "field_outside_document");
    assert_eq!(findings["findings"][1]["article"], "UU 27/2022 Art. 16(2)(a)");
    let said = sentence(&found);
    assert!(said.contains("name of fields[1]: the document has no such field"), "{said}");
    assert!(said.contains("agama: commerce has no reason to ask for this field (UU 27/2022 Art. 16(2)(a))"), "{said}");
    let bank = lint(&json!([{"name": "nama", "relevance": "Nama nasabah"}]), &["--profile", "bank-cdd"]);
    assert!(bank.status.code() == Some(1) && line(&bank).contains("POJK 8/2023 Art. 25"));
}

#[test]
fn the_ready_profiles_are_a_line_each() {
    let listed = ikd(&["lint", "--profiles"]);
    assert_eq!(listed.status.code(), Some(0));
    let profiles: Vec<Value> = line(&listed).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let names: Vec<_> = profiles.iter().filter_map(|profile| profile["name"].as_str()).collect();
    assert_eq!(names, ["catat-nik-nama", "bank-cdd", "airline-checkin", "age-gate", "delivery"]);
    assert_eq!(profiles[0]["article"], "SE Mendagri 471.13/1826/SJ");
    assert_eq!(profiles[1]["legalBases"], json!(["legal_obligation"]));
}

#[test]
fn a_match_is_0_all_yes_1_a_no_and_prints_no_value() {
    let folder = folder("match");
    let (list, root, token) = sandbox(&folder, "1800000000");
    let typed = path(&folder, "typed.json");
    let compare = |json: &Value, more: &[&str]| {
        std::fs::write(&typed, json.to_string()).expect("a file");
        let arguments = ["match", "--trust-list", &list, "--root", &root, "--sandbox", "--typed", &typed];
        ikd(&[&arguments[..], &["--now", "1800000000"], more, &[&token]].concat())
    };
    let same = compare(&json!({"nama": "Dr. Budi  Santoso, S.Kom.", "nik": "3171011708950003"}), &[]);
    assert_eq!(
        (same.status.code(), line(&same).as_str()),
        (Some(0), r#"{"outcome":"matched","fields":{"nama":true,"nik":true}}"#)
    );
    let different = compare(&json!({"nama": "SITI"}), &[]);
    assert_eq!(
        (different.status.code(), line(&different).as_str()),
        (Some(1), r#"{"outcome":"matched","fields":{"nama":false}}"#)
    );
    let unshared = compare(&json!({"nama": "SITI"}), &["--release", "nik"]);
    let rejected =
        r#"{"outcome":"rejected","code":"field_not_requested","category":"refused","detail":{"field":"nama"}}"#;
    assert_eq!((unshared.status.code(), line(&unshared).as_str()), (Some(1), rejected));
    assert_eq!(compare(&json!({"nama": 5}), &[]).status.code(), Some(2));
}
