//! A file of records, as an auditor meets it: verdicts in order, revoked since, continued, split.

use ikd_sandbox::cbor::{Cbor, Labels};
use ikd_sandbox::{Device, Fault, Showing, Wallet, batch, status, trust};
use ikd_verify::{Anchors, Choice, Clock, Environment, Now, PublicKey, Request, TrustList, Verifier, hex};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const THEN: u64 = 1_800_000_000;
const DAY: u64 = 24 * 3_600;
const TODAY: u64 = THEN + 40 * DAY;

/// A folder of this test's own, with the lists of then and of today.
struct Folder {
    path: PathBuf,
    trust_list: String,
    status_list: String,
}

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch {name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("lists")).expect("a folder");
        let folder = Self { path, trust_list: String::new(), status_list: String::new() };
        let trust_list = folder.keep("b", &trust::list(1, THEN));
        let status_list = folder.keep("a", &status::list(status::URI, &[], THEN));
        folder.write("today-trust.cbor", &trust::list(2, TODAY));
        folder.write("today-status.cbor", &batch::status_list(TODAY));
        Self { trust_list, status_list, ..folder }
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path.join(name), bytes).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path.join(name)).expect("a file")
    }

    /// Puts a list into the archive, and returns its hash.
    fn keep(&self, name: &str, list: &[u8]) -> String {
        self.write(&format!("lists/{name}"), list);
        hex::encode(&Sha256::digest(list))
    }

    fn record(&self, number: u64, mode: &str, fault: Fault) -> Value {
        let at = THEN + number;
        let asked = request(number, at);
        let read = Request::read(asked.clone()).expect("a request");
        let hash = hex::encode(read.hash());
        let verifier = Verifier::new(TrustList::open(&trust::list(1, THEN), &anchors())).request(Ok(read));
        let challenge = verifier.challenge(Choice::All, Now::new(at, Clock::Given)).expect("a challenge");
        let showing = Showing { device: Device::Ed25519, number: u32::try_from(number).expect("small"), fault };
        let fields = ["nik", "nama"];
        let presentation = match mode {
            "sd" => Wallet::budi().show(Some(&challenge), &fields, at, showing),
            _ => Wallet::budi().mint(Some(&challenge), &fields, at, fault),
        };
        json!({"presentation": presentation, "request": asked, "requestHash": hash, "at": at, "fields": ["nik"],
            "trustList": self.trust_list, "statusLists": [self.status_list], "id": format!("record {number}")})
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ikd"));
        let root = hex::encode(&trust::root().public_key());
        command.current_dir(&self.path).args(["verify", "--sandbox", "--root", &root, "--lists", "lists"]).args(more);
        command
    }

    fn run(&self, more: &[&str]) -> Output {
        self.command(more).output().expect("ikd runs")
    }

    /// The lines, and the exit status.
    fn verdicts(&self, records: &str, more: &[&str]) -> (Vec<Value>, Option<i32>) {
        self.write("records.ndjson", records.as_bytes());
        let output = self.run(&[&["--batch", "records.ndjson"], more].concat());
        (lines(&output.stdout), output.status.code())
    }
}

fn lines(output: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(output).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn ndjson(records: impl IntoIterator<Item = Value>) -> String {
    records.into_iter().fold(String::new(), |mut all, record| {
        writeln!(all, "{record}").expect("a string");
        all
    })
}

fn anchors() -> Anchors {
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    Anchors::new(roots, Environment::Sandbox).expect("anchors")
}

fn request(number: u64, at: u64) -> Value {
    json!({
        "relyingParty": {"id": "https://bank.example", "name": "Bank", "privacyUrl": "https://bank.example/p", "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation", "retention": "P5Y", "processingPeriod": "P1D",
        "fields": [{"name": "nik", "required": true, "relevance": "POJK 8/2023"}, {"name": "nama", "required": false, "relevance": "POJK 8/2023"}],
        "rights": "dpo@bank.example", "nonce": format!("{number:032x}"), "expiresAt": at + 100,
    })
}

fn with(mut record: Value, name: &str, value: Value) -> Value {
    record[name] = value;
    record
}

const SINCE: [&str; 6] =
    ["--since-trust-list", "today-trust.cbor", "--since-status-list", "today-status.cbor", "--now", "1803456000"];

#[test]
fn each_record_is_judged_at_its_own_time_and_in_order() {
    let folder = Folder::new("order");
    let mode = |number| if number % 2 == 0 { "minted" } else { "sd" };
    let records = ndjson((0..200).map(|number| folder.record(number, mode(number), Fault::None)));
    let (verdicts, status) = folder.verdicts(&records, &[]);
    assert_eq!((verdicts.len(), status), (200, Some(0)));
    for (number, verdict) in (0..).zip(&verdicts) {
        assert_eq!(verdict["outcome"], "verified", "{verdict}");
        assert_eq!(verdict["line"], number + 1);
        assert_eq!(verdict["id"], format!("record {number}"));
        assert_eq!(verdict["mode"], mode(number));
        assert_eq!([&verdict["levels"]["nonce"], &verdict["levels"]["clock"]], ["matched", "given"]);
        assert_eq!(verdict["released"], json!({}));
        assert!(verdict.get("since").is_none());
    }
    assert_eq!(verdicts[1]["levels"]["status"], "valid");
}

#[test]
fn values_are_printed_when_asked_for_and_agreed_to() {
    let folder = Folder::new("release");
    let record = folder.record(1, "sd", Fault::None);
    let both = with(record.clone(), "fields", json!(["nik", "nama"]));
    let records = ndjson([record, both]);
    let released = |release: &str| {
        let (verdicts, status) = folder.verdicts(&records, &["--release", release]);
        assert_eq!(status, Some(0));
        verdicts.iter().map(|verdict| verdict["released"].clone()).collect::<Vec<_>>()
    };
    let (nik, nama) = ("3171011708950003", "BUDI SANTOSO");
    assert_eq!(released("all"), [json!({"nik": nik}), json!({"nik": nik, "nama": nama})]);
    assert_eq!(released("nama"), [json!({}), json!({"nama": nama})]);
    assert_eq!(released("none"), [json!({}), json!({})]);
    assert_eq!(folder.run(&["--batch", "records.ndjson", "--release", "nickname"]).status.code(), Some(2));
}

#[test]
fn a_line_that_is_no_evidence_is_a_verdict_on_that_line_alone() {
    let folder = Folder::new("malformed");
    let sound = folder.record(7, "minted", Fault::None);
    let without = |name: &str| {
        let mut record = sound.clone();
        record.as_object_mut().expect("an object").remove(name);
        record.to_string()
    };
    let twice = sound.to_string().replacen('{', "{\"at\":1,", 1);
    let member = |name: &str, value: &str| sound.to_string().replacen('{', &format!("{{\"{name}\":{value},"), 1);
    let long = with(sound.clone(), "id", json!("x".repeat(70_000))).to_string();
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let cases = [
        (String::new(), "json"),
        ("[1,2".into(), "json"),
        (sound.to_string().replace('}', ""), "json"),
        (format!("{sound} {sound}"), "json"),
        ("[]".into(), "type"),
        (twice, "type"),
        (without("at"), "type"),
        (without("trustList"), "type"),
        (without("request"), "request"),
        (member("unknown", "1"), "type"),
        (member("unknown", &deep), "type"),
        (deep.clone(), "type"),
        (with(sound.clone(), "at", json!(-1)).to_string(), "type"),
        (with(sound.clone(), "at", json!(1.5)).to_string(), "type"),
        (with(sound.clone(), "at", json!(1_u64 << 53)).to_string(), "type"),
        (without("at").replacen('{', "{\"at\":1e999,", 1), "type"),
        (with(sound.clone(), "presentation", json!(null)).to_string(), "type"),
        (with(sound.clone(), "request", json!(null)).to_string(), "type"),
        (with(sound.clone(), "requestHash", json!("abc")).to_string(), "type"),
        (with(sound.clone(), "fields", json!("nik")).to_string(), "type"),
        (with(sound.clone(), "statusLists", json!(["zz"])).to_string(), "type"),
        (long, "size"),
        (with(sound.clone(), "trustList", json!("0".repeat(64))).to_string(), "trust_list"),
        (with(sound.clone(), "statusLists", json!(["0".repeat(64)])).to_string(), "status_list"),
        (with(sound.clone(), "statusLists", json!(vec!["0".repeat(64); 33])).to_string(), "size"),
    ];
    let records = cases.iter().flat_map(|(line, _)| [line.clone(), sound.to_string()]).collect::<Vec<_>>().join("\n");
    let (verdicts, status) = folder.verdicts(&records, &[]);
    assert_eq!((verdicts.len(), status), (2 * cases.len(), Some(1)));
    for ((line, reason), pair) in cases.iter().zip(verdicts.chunks(2)) {
        let line: String = line.chars().take(80).collect();
        assert_eq!([&pair[0]["code"], &pair[0]["detail"]["reason"]], ["evidence_malformed", reason], "{line}");
        assert_eq!(pair[1]["outcome"], "verified");
    }
    folder
        .write("records.ndjson", &[b"{\"id\":\"\xff\"}\n".as_slice(), sound.to_string().as_bytes(), b"\r\n"].concat());
    let verdicts = lines(&folder.run(&["--batch", "records.ndjson"]).stdout);
    assert_eq!([&verdicts[0]["detail"]["reason"], &verdicts[1]["outcome"]], ["json", "verified"]);
}

#[test]
fn what_was_wrong_then_is_wrong_now() {
    let folder = Folder::new("rejected");
    let sound = folder.record(7, "sd", Fault::None);
    let mut another = request(7, THEN + 7);
    another["retention"] = json!("P100Y");
    let mut wildcard = with(sound.clone(), "requestHash", json!("00".repeat(32)));
    wildcard["request"]["fields"][0]["name"] = json!("*");
    let other = folder.keep("c", b"no list at all");
    let revoked = folder.keep("d", &batch::status_list(THEN));
    let of_then = |list: &str| json!([list]);
    let cases = [
        (folder.record(7, "sd", Fault::Tampered), "signature_invalid"),
        (folder.record(7, "minted", Fault::WrongNonce), "nonce_mismatch"),
        (folder.record(7, "minted", Fault::WrongAudience), "audience_mismatch"),
        (with(sound.clone(), "request", another), "evidence_mismatch"),
        (with(sound.clone(), "requestHash", json!("00".repeat(32))), "evidence_mismatch"),
        (wildcard.clone(), "request_malformed"),
        (with(wildcard, "trustList", json!(other)), "trust_list_malformed"),
        (with(sound.clone(), "at", json!(TODAY)), "trust_list_expired"),
        (with(sound.clone(), "at", json!(THEN + 500)), "request_expired"),
        (with(sound.clone(), "fields", json!(["nama"])), "consent_refused"),
        (with(sound.clone(), "fields", json!(["nik", "alamat"])), "field_not_requested"),
        (with(sound.clone(), "trustList", json!(other)), "trust_list_malformed"),
        (with(sound.clone(), "statusLists", of_then(&other)), "status_list_untrusted"),
        (with(folder.record(7, "sd", Fault::Revoked), "statusLists", of_then(&revoked)), "revoked"),
    ];
    let (verdicts, status) = folder.verdicts(&ndjson(cases.iter().map(|(record, _)| record.clone())), &SINCE);
    assert_eq!((verdicts.len(), status), (cases.len(), Some(1)));
    for ((_, code), verdict) in cases.iter().zip(&verdicts) {
        assert_eq!([&verdict["outcome"], &verdict["code"]], ["rejected", code], "{verdict}");
        assert!(verdict.get("since").is_none());
    }
}

#[test]
fn revoked_since_is_said_beside_the_verdict() {
    let folder = Folder::new("since");
    let records = ndjson([
        folder.record(1, "sd", Fault::None),
        folder.record(2, "sd", Fault::Revoked),
        folder.record(3, "minted", Fault::None),
    ]);
    let since = |more: &[&str]| {
        let (verdicts, status) = folder.verdicts(&records, more);
        assert_eq!(status, Some(0), "{verdicts:?}");
        verdicts.iter().map(|verdict| verdict["since"].clone()).collect::<Vec<_>>()
    };
    let of = |status: &str| json!({"status": status, "issuerKey": "current"});
    assert_eq!(since(&SINCE), [of("valid"), of("revoked"), of("unknown")]);
    assert_eq!(since(&["--since-trust-list", "today-trust.cbor", "--now", "1803456000"]), vec![of("unknown"); 3]);
    folder.write("suspended.cbor", &status::list(status::URI, &[(1, 2)], TODAY));
    let suspended = since(&[&SINCE[..2], &["--since-status-list", "suspended.cbor"], &SINCE[4..]].concat());
    assert_eq!(suspended[0], of("suspended"));
    // Two hours later the list is stale: valid is no longer known, revoked stays.
    let later = (TODAY + 7_200).to_string();
    let stale = since(&[&SINCE[..4], &["--now", &later]].concat());
    assert_eq!(stale[..2], [of("unknown"), of("revoked")]);
    let summary = String::from_utf8(folder.run(&[&["--batch", "records.ndjson"], &SINCE[..]].concat()).stderr);
    assert!(summary.expect("UTF-8").starts_with("ikd: 3 records: 3 verified, 0 rejected, 1 revoked since, "));
}

/// Today's list with the sandbox's issuer changed.
fn today(change: impl Fn(Labels) -> Option<Labels>) -> Vec<u8> {
    let issuer = trust::entry(trust::ISSUER, &trust::issuer(), TODAY).with(5, trust::every_document());
    let status = trust::status_entry(trust::ISSUER, &status::signer(), status::PREFIX, TODAY);
    let entries: Vec<Labels> = change(issuer).into_iter().chain([status]).collect();
    trust::sign(&trust::claims(3, &entries, TODAY), &trust::root())
}

#[test]
fn a_key_that_was_revoked_since_is_told_from_one_that_ended() {
    let folder = Folder::new("key");
    let records = ndjson([folder.record(1, "sd", Fault::None)]);
    let key = |list: &[u8]| {
        folder.write("changed.cbor", list);
        let (verdicts, status) =
            folder.verdicts(&records, &["--since-trust-list", "changed.cbor", "--now", "1803456000"]);
        assert_eq!((&verdicts[0]["outcome"], status), (&json!("verified"), Some(0)));
        let mut since = verdicts[0]["since"].clone();
        since.as_object_mut().expect("an object").remove("status");
        since
    };
    let revoked = |at: u64| json!({"issuerKey": "revoked", "issuerKeyRevokedAt": at});
    let is = |word: &str| json!({"issuerKey": word});
    assert_eq!(key(&today(Some)), is("current"));
    assert_eq!(key(&today(|entry| Some(entry.with(7, Cbor::uint(THEN + DAY))))), revoked(THEN + DAY));
    assert_eq!(key(&today(|entry| Some(entry.with(7, Cbor::uint(THEN - 1))))), revoked(THEN - 1));
    assert_eq!(key(&today(|entry| Some(entry.with(7, Cbor::uint(TODAY + DAY))))), is("current"));
    assert_eq!(key(&today(|entry| Some(entry.with(4, Cbor::uint(TODAY - DAY / 2))))), is("not_current"));
    assert_eq!(key(&today(|_| None)), is("unknown"));
    let elsewhere = |entry: Labels| entry.with(1, Cbor::text("https://another.example"));
    assert_eq!(key(&today(|entry| Some(elsewhere(entry)))), is("unknown"));
    assert_eq!(key(&today(|entry| Some(elsewhere(entry).with(7, Cbor::uint(THEN))))), revoked(THEN));
}

#[test]
fn a_torn_run_is_continued() {
    let folder = Folder::new("resume");
    let records = ndjson(
        (0..150).map(|number| folder.record(number, "minted", if number == 3 { Fault::Tampered } else { Fault::None })),
    );
    folder.write("records.ndjson", records.as_bytes());
    let written = ["--batch", "records.ndjson", "--output", "out.ndjson"];
    let resumed = [&written[..], &["--resume"]].concat();
    assert_eq!(folder.run(&written).status.code(), Some(1));
    let whole = folder.read("out.ndjson");
    assert_eq!(whole.lines().count(), 150);
    assert_eq!(folder.run(&written).status.code(), Some(2), "it is there");
    for length in [0, 1, 8, 9, 100, whole.len() / 3, whole.len() / 2, whole.len() - 1, whole.len()] {
        folder.write("out.ndjson", &whole.as_bytes()[..length]);
        let output = folder.run(&resumed);
        assert_eq!(output.status.code(), Some(1), "the fourth was rejected, whoever said so");
        assert!(folder.read("out.ndjson") == whole, "cut at {length}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("150 records: 149 verified, 1 rejected"));
    }
    // What a lost machine left in the middle is done anew.
    let middle = whole.replacen("\"line\":70,", "\0\0\0\0\0\0\0\0\0\0", 1);
    folder.write("out.ndjson", middle.as_bytes());
    assert_eq!(folder.run(&resumed).status.code(), Some(1));
    assert!(folder.read("out.ndjson") == whole);
    for foreign in ["a diary\n", "{\"line\":2,\"outcome\":\"verified\"}\n", "{\"line\":1"] {
        folder.write("out.ndjson", foreign.as_bytes());
        let status = folder.run(&resumed).status.code();
        let is_torn = !foreign.ends_with('\n');
        assert_eq!(status, Some(if is_torn { 1 } else { 2 }), "{foreign}");
        assert!(is_torn || folder.read("out.ndjson") == foreign, "{foreign} is still there");
    }
    folder.write("out.ndjson", whole.as_bytes());
    folder.write("records.ndjson", records.lines().next().expect("a line").as_bytes());
    assert_eq!(folder.run(&resumed).status.code(), Some(2), "it is the result of more records");
}

#[test]
fn a_killed_run_is_continued() {
    let folder = Folder::new("killed");
    let record = folder.record(1, "minted", Fault::None).to_string() + "\n";
    folder.write("records.ndjson", record.repeat(3_000).as_bytes());
    let arguments = ["--batch", "records.ndjson", "--output", "out.ndjson", "--resume"];
    let mut child = folder.command(&arguments).stderr(Stdio::null()).spawn().expect("ikd runs");
    while !std::fs::metadata(folder.path.join("out.ndjson")).is_ok_and(|file| file.len() > 0) {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("a signal");
    child.wait().expect("an end");
    assert_eq!(folder.run(&arguments).status.code(), Some(0));
    let numbers: Vec<Value> =
        lines(folder.read("out.ndjson").as_bytes()).iter().map(|line| line["line"].clone()).collect();
    assert!(numbers.iter().zip(1..).all(|(number, expected)| *number == expected) && numbers.len() == 3_000);
}

#[test]
fn parts_make_the_whole() {
    let folder = Folder::new("part");
    let records = ndjson((0..101).map(|number| folder.record(number, "minted", Fault::None)));
    folder.write("records.ndjson", format!("\n{records}no end").as_bytes());
    let whole = folder.run(&["--batch", "records.ndjson"]).stdout;
    assert_eq!(lines(&whole).len(), 103);
    for parts in [1, 2, 5, 300] {
        let run = |part: u64| {
            let mut command = folder.command(&["--batch", "records.ndjson", "--part", &format!("{part}/{parts}")]);
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("ikd runs")
        };
        // Two processes at a time.
        let numbers: Vec<u64> = (1..=parts).collect();
        let outputs = numbers.chunks(2).flat_map(|pair| {
            let children: Vec<_> = pair.iter().map(|part| run(*part)).collect();
            children.into_iter().flat_map(|child| child.wait_with_output().expect("ikd ends").stdout)
        });
        assert!(outputs.collect::<Vec<u8>>() == whole, "{parts} parts");
    }
    let lines_of =
        |from: &str, to: &str| lines(&folder.run(&["--batch", "records.ndjson", "--from", from, "--to", to]).stdout);
    let numbers: Vec<Value> = lines_of("50", "52").iter().map(|line| line["line"].clone()).collect();
    assert_eq!(numbers, [50, 51, 52]);
    assert!(lines_of("200", "300").is_empty());
    let part = ["--batch", "records.ndjson", "--part", "2/2", "--output", "part.ndjson", "--resume"];
    folder.run(&part);
    let second = folder.read("part.ndjson");
    folder.write("part.ndjson", &second.as_bytes()[..second.len() / 2]);
    folder.run(&part);
    assert!(folder.read("part.ndjson") == second);
}

#[test]
fn standard_input_is_a_file_too() {
    let folder = Folder::new("stdin");
    folder.write("records.ndjson", ndjson([folder.record(1, "sd", Fault::None)]).as_bytes());
    let file = std::fs::File::open(folder.path.join("records.ndjson")).expect("a file");
    let output = folder.command(&["--batch", "-"]).stdin(file).output().expect("ikd runs");
    assert_eq!((lines(&output.stdout)[0]["outcome"].clone(), output.status.code()), (json!("verified"), Some(0)));
}

#[test]
fn misuse_is_2_with_a_sentence() {
    let folder = Folder::new("misuse");
    folder.write("records.ndjson", ndjson([folder.record(1, "sd", Fault::None)]).as_bytes());
    let misused = |more: &[&str]| {
        let output = folder.run(more);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{more:?}: {said}");
        assert!(output.stdout.is_empty() && !said.contains("panicked"), "{said}");
        said
    };
    let batch = |more: &[&str]| misused(&[&["--batch", "records.ndjson"], more].concat());
    assert!(misused(&["--batch", "none.ndjson"]).contains("none.ndjson"));
    assert!(batch(&["--now", "1800000000"]).contains("--since-trust-list"));
    assert!(batch(&["--trust-list", "today-trust.cbor"]).contains("--trust-list"));
    assert!(batch(&["IKD1:ABC"]).contains("no text"));
    assert!(batch(&["--resume"]).contains("--output"));
    assert!(batch(&["--part", "3/2"]).contains("K/N"));
    assert!(batch(&["--part", "0/2"]).contains("K/N"));
    assert!(batch(&["--part", "1/2", "--from", "3"]).contains("cannot be used with"));
    assert!(batch(&["--output", "/no/such/folder/out"]).contains("/no/such/folder"));
    assert!(batch(&["--since-status-list", "today-status.cbor"]).contains("--since-trust-list"));
    assert!(batch(&["--since-trust-list", "today-trust.cbor", "--now", "1800000000"]).contains("clock_implausible"));
    assert!(
        batch(&["--since-trust-list", "today-status.cbor", "--now", "1803456000"]).contains("trust_list_malformed")
    );
    let expired = [&SINCE[..4], &["--now", "1803600000"]].concat();
    assert!(batch(&expired).contains("status_list_expired"));
    assert!(misused(&["--output", "out", "IKD1:ABC"]).contains("--batch"));
    assert!(misused(&["--output", "out", "--trust-list", "today-trust.cbor", "IKD1:ABC"]).contains("--batch"));
    assert!(misused(&["--to", "3", "--trust-list", "today-trust.cbor", "IKD1:ABC"]).contains("--batch"));
}
