//! `ikd receipts` as an auditor and a data protection officer meet it: a log, damage to it, a withdrawal, days that end.

use ikd_sandbox::{Fault, Wallet, trust};
use ikd_server::{ReceiptKeys, ReceiptLog};
use ikd_verify::{
    Accepted, Anchors, Environment, Language, ListHashes, PublicKey, Remembered, Request, SecretKey, Transactions,
    TrustList, Unchallenged, Verifier, hex,
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// 2027-01-15T08:00:00Z.
const NOW: u64 = 1_800_000_000;
const DAY: u64 = 24 * 3_600;
const PERSON: [&str; 3] = ["3171011708950003", "BUDI", "SANTOSO"];

/// A person's acceptance on this basis.
fn accepted(basis: &str) -> Accepted {
    let request = json!({
        "relyingParty": {"id": "https://bank.example", "name": "Bank Contoh", "privacyUrl": "https://bank.example/p",
            "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": basis, "retention": "P5Y", "processingPeriod": "P7D",
        "rights": "dpo@bank.example", "fields": [{"name": "nik", "required": true, "relevance": "POJK 8/2023"},
            {"name": "nama", "required": true, "relevance": "POJK 8/2023"}],
    });
    let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
    let anchors = Anchors::new(roots, Environment::Sandbox).expect("anchors");
    let verifier = Verifier::new(TrustList::open(&trust::list(1, NOW), &anchors)).unchallenged(Unchallenged::Accept);
    let rules = Transactions::new("https://bank.example", verifier, ListHashes::of(b"", [[0; 0]; 0]));
    let request = Request::template(request).expect("a request");
    let rules = rules.asks("account", request, Language::Indonesian).expect("its own request");
    let code = Wallet::budi().mint(None, &["nik", "nama"], NOW, Fault::None);
    let acceptable = rules.judge_at_counter("account", &code, NOW).unwrap_or_else(|error| panic!("{error}"));
    acceptable.accept_at_counter(Remembered::New, 1_000).unwrap_or_else(|error| panic!("{error}"))
}

fn public(seed: u8) -> String {
    hex::encode(&SecretKey::from_bytes(&[seed; 32]).public().to_bytes())
}

/// A log in a folder of this test's own.
struct Kept {
    path: PathBuf,
    ids: Vec<String>,
}

impl Kept {
    /// A receipt for each basis, a second apart.
    fn new(name: &str, bases: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("receipts {name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let mut kept = Self { path: folder.join("receipts.log"), ids: Vec::new() };
        kept.add((7, &[]), bases);
        kept
    }

    fn add(&mut self, (seed, before): (u8, &[u8]), bases: &[&str]) {
        let before: Vec<_> = before.iter().map(|seed| SecretKey::from_bytes(&[*seed; 32]).public()).collect();
        let keys = ReceiptKeys { seed: &[seed; 32], before: &before };
        let log = ReceiptLog::open_with(&self.path, &keys, "test", |_| ()).expect("a log");
        for (basis, at) in bases.iter().zip(NOW..) {
            let written = log.append(at, |making| accepted(basis).receipt(making)).expect("a receipt");
            self.ids.push(hex::encode(&written.receipt.id().expect("an id")));
        }
    }

    fn lines(&self) -> Vec<String> {
        self.text().lines().map(|line| format!("{line}\n")).collect()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).expect("a log")
    }

    fn write(&self, text: &str) {
        fs::write(&self.path, text).expect("a log");
    }

    fn command(&self, action: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ikd"));
        command.args(["receipts", action]).arg(&self.path).args(more).env("RECEIPT_KEY", "07".repeat(32));
        command
    }

    /// The JSON lines, what was said beside them, and the exit status. Nothing of the person and no secret is in either.
    fn run(&self, action: &str, more: &[&str]) -> (Vec<Value>, String, Option<i32>) {
        let output = self.command(action, more).output().expect("ikd runs");
        let (text, said) = said(&output);
        (text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(), said, output.status.code())
    }

    fn check(&self, more: &[&str]) -> (Value, Option<i32>) {
        let (lines, said, status) = self.run("check", &[&["--key", &public(7)], more].concat());
        assert!(!said.is_empty());
        (lines[0].clone(), status)
    }

    fn withdraw(&self, id: &str, more: &[&str]) -> (Vec<Value>, String, Option<i32>) {
        let later = (NOW + 100).to_string();
        let at: &[&str] = if more.contains(&"--now") { &[] } else { &["--now", &later] };
        self.run("withdraw", &[&["--id", id, "--key-env", "RECEIPT_KEY"], at, more].concat())
    }
}

fn said(output: &Output) -> (String, String) {
    let [text, said] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).expect("UTF-8"));
    for value in PERSON.iter().copied().chain(["IKD1:", &"07".repeat(32)]) {
        assert!(!text.contains(value) && !said.contains(value), "{value}");
    }
    (text, said)
}

#[test]
fn a_whole_log_is_whole_and_its_noted_head_is_found() {
    let kept = Kept::new("whole", &["consent", "legal_obligation", "contract"]);
    let (early, status) = kept.check(&[]);
    assert_eq!(status, Some(0));
    assert_eq!([&early["outcome"], &early["receipts"], &early["withdrawals"]], [&json!("whole"), &json!(3), &json!(0)]);
    let head = early["head"].as_str().expect("a head");
    assert_eq!(kept.withdraw(&kept.ids[0], &[]).2, Some(0));
    let (late, status) = kept.check(&["--head", head]);
    assert_eq!((&late["withdrawals"], &late["notedHead"], status), (&json!(1), &json!({"line": 3}), Some(0)));
    assert_ne!(late["head"], head);
    // A log that lost its end is whole, but the noted head is gone.
    kept.write(&kept.lines()[..2].concat());
    assert_eq!((&kept.check(&[]).0["outcome"], kept.check(&[]).1), (&json!("whole"), Some(0)));
    let (cut, status) = kept.check(&["--head", head]);
    assert_eq!((&cut["outcome"], &cut["notedHead"], status), (&json!("head_missing"), &Value::Null, Some(1)));
}

#[test]
fn each_damage_is_found_at_its_line_by_its_word() {
    let kept = Kept::new("damage", &["consent"; 4]);
    let other = Kept::new("damage of another", &["consent"; 3]);
    let (lines, others) = (kept.lines(), other.lines());
    let [a, b, c, d] = <[String; 4]>::try_from(lines).expect("four lines");
    let middle = b.len() / 2;
    let changed = |with: &str| format!("{}{with}{}", &b[..middle], &b[middle + 1..]);
    let letter = if &b[middle..=middle] == "A" { "B" } else { "A" };
    let cases = [
        ("a byte", [&a, &changed(letter), &c].map(String::as_str).concat(), 2, ""),
        ("no letter", [&a, &changed("!"), &c].map(String::as_str).concat(), 2, "not_base64"),
        ("an empty line", format!("{a}\n{b}"), 2, "not_base64"),
        ("Windows", format!("{a}{}\r\n{c}", b.trim_end()), 2, "not_base64"),
        ("removed", format!("{a}{c}{d}"), 2, "number_skipped"),
        ("without its beginning", format!("{b}{c}{d}"), 1, "number_skipped"),
        ("swapped", format!("{a}{c}{b}{d}"), 2, "number_skipped"),
        ("doubled", format!("{a}{b}{b}{c}"), 3, "number_repeated"),
        ("of another log", format!("{a}{}{c}", others[1]), 2, "another_log"),
        ("cut", format!("{a}{b}{}", &c[..c.len() / 2]), 3, "line_cut"),
        ("without its end", format!("{a}{}", b.trim_end()), 2, "line_cut"),
        ("long", format!("{a}{}\n", "A".repeat(100_000)), 2, "line_too_long"),
        ("no receipt", format!("{a}AAAA\n"), 2, ""),
        ("empty", String::new(), 1, "empty"),
    ];
    for (name, text, line, word) in cases {
        kept.write(&text);
        let (verdict, status) = kept.check(&[]);
        assert_eq!(
            (&verdict["outcome"], &verdict["line"], status),
            (&json!("faulty"), &json!(line), Some(1)),
            "{name}"
        );
        let fault = verdict["fault"].as_str().expect("a word");
        assert!(fault == word || word.is_empty() && !fault.is_empty(), "{name}: {fault}");
        for (action, more) in [("show", &["--number", "0"][..]), ("due", &[]), ("page", &["--id", &kept.ids[0]])] {
            let status = kept.run(action, &[more, &["--key", &public(7)]].concat()).2;
            assert_eq!(status, Some(1), "{name}: {action}");
        }
        if !["line_cut", "empty"].contains(&word) {
            assert_eq!((kept.withdraw(&kept.ids[0], &[]).2, kept.text()), (Some(1), text), "{name}");
        }
    }
}

#[test]
fn two_histories_of_one_key_are_told_by_the_receipt_before() {
    let mut kept = Kept::new("histories", &["consent"]);
    let first = kept.text();
    kept.add((7, &[]), &["consent"; 2]);
    let third = kept.lines()[2].clone();
    kept.write(&first);
    kept.add((7, &[]), &["consent"]);
    kept.write(&(kept.text() + &third));
    let (verdict, _) = kept.check(&[]);
    assert_eq!([&verdict["line"], &verdict["fault"]], [&json!(3), &json!("previous_mismatch")]);
}

#[test]
fn a_change_of_the_key_needs_both() {
    let mut kept = Kept::new("keys", &["consent"; 2]);
    kept.add((8, &[7]), &["consent"]);
    let (verdict, status) = kept.check(&[]);
    assert_eq!((&verdict["fault"], &verdict["line"], status), (&json!("signature_invalid"), &json!(3), Some(1)));
    let (verdict, status) = kept.check(&["--key", &public(8)]);
    assert_eq!((&verdict["receipts"], status), (&json!(3), Some(0)));
    // The new key withdraws what the old one signed.
    let withdraw = |more: &[&str]| {
        let at = (NOW + 100).to_string();
        let more = [&["--id", &kept.ids[0], "--key-env", "RECEIPT_KEY", "--now", &at], more].concat();
        kept.command("withdraw", &more).env("RECEIPT_KEY", "08".repeat(32)).output().expect("ikd runs")
    };
    assert_eq!(withdraw(&[]).status.code(), Some(1));
    assert_eq!(withdraw(&["--key", &public(7)]).status.code(), Some(0));
    assert_eq!(kept.check(&["--key", &public(8)]).0["withdrawals"], 1);
    let printed = Command::new(env!("CARGO_BIN_EXE_ikd"))
        .args(["receipts", "key", "--key-env", "RECEIPT_KEY"])
        .env("RECEIPT_KEY", "08".repeat(32))
        .output();
    assert_eq!(said(&printed.expect("ikd runs")).0.trim_end(), public(8));
}

#[test]
fn a_withdrawal_says_what_ends_by_when_and_comes_once() {
    let kept = Kept::new("withdrawal", &["consent", "legal_obligation"]);
    let (lines, sentences, status) = kept.withdraw(&kept.ids[0], &[]);
    let withdrawn = &lines[0];
    assert_eq!((&withdrawn["outcome"], status), (&json!("withdrawn"), Some(0)), "{sentences}");
    assert_eq!([&withdrawn["receipt"], &withdrawn["erase"]], [&json!(kept.ids[0]), &json!(["nik", "nama"])]);
    assert_eq!([&withdrawn["stopBy"], &withdrawn["eraseBy"]], ["2027-01-18T08:01:40Z", "2027-01-18T08:01:40Z"]);
    for part in ["hapus nik, nama paling lambat", "erase nik, nama by 2027-01-18T08:01:40Z (Art. 43)", "Pasal 40"] {
        assert!(sentences.contains(part), "{sentences}");
    }
    assert_eq!(withdrawn["head"], kept.check(&[]).0["head"]);
    // Again: said, and nothing written.
    let stood = kept.text();
    let (lines, sentences, status) = kept.withdraw(&kept.ids[0], &[]);
    assert_eq!((&lines[0]["outcome"], status, kept.text()), (&json!("withdrawn_before"), Some(1), stood.clone()));
    assert_eq!([&lines[0]["withdrawal"], &lines[0]["head"]], [&withdrawn["withdrawal"], &withdrawn["head"]]);
    assert!(sentences.contains("nothing was written"), "{sentences}");
    let own = withdrawn["withdrawal"].as_str().expect("an id");
    for (id, outcome) in [(own, "is_withdrawal"), (&"0".repeat(32), "receipt_unknown")] {
        let (lines, _, status) = kept.withdraw(id, &[]);
        assert_eq!((&lines[0]["outcome"], status, kept.text()), (&json!(outcome), Some(1), stood.clone()));
    }
    // What the law demands to keep is kept.
    let (lines, sentences, _) = kept.withdraw(&kept.ids[1], &[]);
    assert_eq!([&lines[0]["eraseBy"], &lines[0]["kept"]], [&json!("2032-01-15"), &json!(true)]);
    for part in ["dimusnahkan paling lambat 2032-01-15 (Pasal 44)", "are destroyed by 2032-01-15 (Art. 44)"] {
        assert!(sentences.contains(part), "{sentences}");
    }
}

#[test]
fn a_withdrawal_is_refused_without_harm() {
    let kept = Kept::new("refused", &["consent"]);
    let stood = kept.text();
    let early = kept.withdraw(&kept.ids[0], &["--now", "1"]);
    assert_eq!((early.2, kept.text()), (Some(2), stood.clone()));
    let log = ReceiptLog::open(&kept.path, &[7; 32], "").expect("a service");
    let (_, sentence, status) = kept.withdraw(&kept.ids[0], &[]);
    assert!(status == Some(2) && sentence.contains("a running service holds the log"), "{sentence}");
    drop(log);
    // A secret in the place of its variable's name is not repeated.
    let (_, sentence, status) = kept.run("withdraw", &["--id", &kept.ids[0], "--key-env", &"07".repeat(32)]);
    assert!(status == Some(2) && sentence.contains("the name of an environment variable"), "{sentence}");
    assert_eq!(kept.run("withdraw", &["--id", &kept.ids[0], "--key-env", "NOT_SET_ANYWHERE"]).2, Some(2));
    assert_eq!(kept.text(), stood);
    // A file that is no log stays as it is, and none is begun.
    kept.write("abcd");
    assert_eq!((kept.withdraw(&kept.ids[0], &[]).2, kept.text()), (Some(1), "abcd".into()));
    fs::remove_file(&kept.path).expect("a file");
    assert_eq!((kept.withdraw(&kept.ids[0], &[]).2, kept.path.exists()), (Some(2), false));
}

#[test]
fn a_receipt_is_shown_with_its_withdrawal() {
    let kept = Kept::new("shown", &["consent", "consent"]);
    assert_eq!(kept.withdraw(&kept.ids[1], &[]).2, Some(0));
    let key = public(7);
    let show = |more: &[&str]| kept.run("show", &[&["--key", &key, "--json"], more].concat());
    let (lines, _, status) = show(&["--id", &kept.ids[0]]);
    assert_eq!((&lines[0]["line"], &lines[0]["withdrawal"], status), (&json!(1), &Value::Null, Some(0)));
    assert_eq!(lines[0]["receipt"]["receipt_metadata"]["receipt_id"], kept.ids[0]);
    let (lines, ..) = show(&["--number", "1"]);
    assert_eq!(lines[0]["withdrawal"]["stopBy"], "2027-01-18T08:01:40Z");
    assert_eq!([show(&["--number", "9"]).2, show(&[]).2], [Some(1), Some(2)]);
    let output = kept.command("show", &["--key", &key, "--id", &kept.ids[1]]).output().expect("ikd runs");
    let (text, _) = said(&output);
    for part in ["fields       nik, nama", "legal basis  consent", "withdrawn    receipt ", "holder       none"] {
        assert!(text.contains(part), "{text}");
    }
    // One line of the log, as the person got it.
    let mut alone = Command::new(env!("CARGO_BIN_EXE_ikd"));
    alone.args(["receipts", "show", "-", "--key", &key]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut alone = alone.spawn().expect("ikd runs");
    std::io::Write::write_all(&mut alone.stdin.take().expect("a pipe"), kept.lines()[1].as_bytes()).expect("a line");
    let (text, _) = said(&alone.wait_with_output().expect("it ends"));
    assert!(text.contains(&kept.ids[1]) && text.contains("no, as far as this log goes"), "{text}");
}

#[test]
fn a_page_is_in_two_languages_and_holds_no_value() {
    let kept = Kept::new("page", &["consent"]);
    let page = |more: &[&str]| {
        let key = public(7);
        let more = [&["--id", &kept.ids[0], "--key", &key], more].concat();
        said(&kept.command("page", &more).output().expect("ikd runs")).0
    };
    let (indonesian, english) = (page(&[]), page(&["--language", "en"]));
    assert!(indonesian.contains("<html lang=\"id\">") && indonesian.contains("Tanda terima verifikasi identitas"));
    assert!(english.contains("<html lang=\"en\">") && english.contains("Receipt of an identity verification"));
    let file = kept.path.with_extension("html");
    assert_eq!(page(&["--output", file.to_str().expect("a path")]), "");
    assert_eq!(fs::read_to_string(file).expect("a page").trim_end(), indonesian.trim_end());
    let withdrawn = kept.withdraw(&kept.ids[0], &[]).0;
    let own = withdrawn[0]["withdrawal"].as_str().expect("an id");
    assert_eq!(kept.run("page", &["--id", own, "--key", &public(7)]).2, Some(1));
}

#[test]
fn what_is_due_is_listed_by_names_and_days() {
    let kept = Kept::new("due", &["consent", "legal_obligation", "consent"]);
    for id in &kept.ids[..2] {
        assert_eq!(kept.withdraw(id, &[]).2, Some(0));
    }
    let due = |days: u64, more: &[&str]| {
        let now = (NOW + 100 + days * DAY).to_string();
        let (lines, _, status) = kept.run("due", &[&["--key", &public(7), "--now", &now], more].concat());
        assert_eq!(status, Some(0));
        lines
    };
    let fields = json!(["nik", "nama"]);
    let erase = json!({"id": kept.ids[0], "reason": "withdrawal", "by": "2027-01-18T08:01:40Z", "fields": fields});
    assert_eq!(due(2, &[]), Vec::<Value>::new());
    assert_eq!((due(3, &[]), due(2, &["--within", "1"])), (vec![erase.clone()], vec![erase.clone()]));
    let late = due(5 * 366, &[]);
    assert_eq!((late.len(), &late[0]), (3, &erase));
    for line in &late[1..] {
        assert_eq!(
            [&line["reason"], &line["by"], &line["fields"]],
            [&json!("retention"), &json!("2032-01-15"), &fields]
        );
    }
}
