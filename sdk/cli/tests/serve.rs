//! `ikd serve` and `ikd doctor` as an operator meets them: a file, signals, the journal, the exit status.

use ikd_sandbox::{Fault, Wallet, status, trust};
use ikd_verify::{Challenge, hex};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const TOKEN: &str = "a-token-of-thirty-two-characters";
const SOON: Duration = Duration::from_secs(10);

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs()
}

/// A folder with lists of now, a request and a configuration.
fn bank(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let request = json!({
        "relyingParty": {"id": "https://bank.example", "name": "Bank Contoh", "privacyUrl": "https://bank.example/privasi",
            "contact": "dpo@bank.example"},
        "document": "ktp", "purpose": "Membuka rekening", "legalBasis": "legal_obligation", "retention": "P5Y",
        "processingPeriod": "P7D", "rights": "dpo@bank.example",
        "fields": [{"name": "nik", "required": true, "relevance": "POJK 8/2023"}, {"name": "nama", "required": true, "relevance": "POJK 8/2023"}],
    });
    let root = hex::encode(&trust::root().public_key());
    let configuration = format!(
        r#"
        audience = "https://bank.example"
        environment = "sandbox"
        listen = "127.0.0.1:0"
        [trust]
        list = "trust.cbor"
        roots = ["{root}"]
        seen = "seen.json"
        [status]
        lists = ["status.cbor"]
        [requests]
        open-account = "open-account.json"
        [store]
        kind = "memory"
        [receipts]
        log = "receipts.jsonl"
        key_env = "IKD_RECEIPT_KEY"
        "#
    );
    write(&folder, "open-account.json", request.to_string().as_bytes());
    write(&folder, "rp.toml", configuration.as_bytes());
    write(&folder, "trust.cbor", &trust::list(2, now()));
    write(&folder, "status.cbor", &status::list(status::URI, &[], now()));
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).expect("a file");
}

fn ikd(folder: &Path, command: &str) -> Command {
    let mut ikd = Command::new(env!("CARGO_BIN_EXE_ikd"));
    ikd.arg(command).arg("--config").arg(folder.join("rp.toml"));
    ikd.env("IKD_API_TOKEN", TOKEN).env("IKD_RECEIPT_KEY", "ab".repeat(32));
    ikd
}

fn run(folder: &Path, command: &str) -> Output {
    ikd(folder, command).output().expect("ikd runs")
}

struct Served {
    child: Child,
    address: String,
    journal: Receiver<String>,
    lines: Vec<String>,
}

impl Served {
    fn start(folder: &Path) -> Self {
        let mut child = ikd(folder, "serve").stderr(Stdio::piped()).spawn().expect("ikd serves");
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let (lines, journal) = channel();
        thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
        let mut served = Self { child, address: String::new(), journal, lines: Vec::new() };
        let started = served.line("started");
        assert_eq!(started["without_core_dumps"], true);
        started["listen"][0].as_str().expect("an address").clone_into(&mut served.address);
        served
    }

    /// The next line of the journal about this event.
    fn line(&mut self, event: &str) -> Value {
        loop {
            let line = self.journal.recv_timeout(SOON).unwrap_or_else(|_| panic!("no {event} after {:#?}", self.lines));
            self.lines.push(line.clone());
            let json: Value = serde_json::from_str(&line).expect("a JSON line");
            if json["event"] == event {
                return json;
            }
        }
    }

    fn signal(&self, name: &str) {
        let arguments = [format!("-{name}"), self.child.id().to_string()];
        assert!(Command::new("kill").args(arguments).status().expect("kill").success());
    }

    fn begin(&self, route: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a port");
        let head = format!(
            "POST /v1/{route} HTTP/1.1\r\nhost: rp\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("a head");
        stream
    }

    fn post(&self, route: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut stream = self.begin(route, &body);
        stream.write_all(body.as_bytes()).expect("a body");
        answer(stream)
    }

    fn verify(&self, session: &str, fault: Fault) -> Value {
        let begun = self.post("challenge", &json!({"session": session, "request": "open-account"}));
        let challenge = Challenge::open(begun["text"].as_str().expect("a text")).expect("a challenge");
        let code = Wallet::budi().mint(Some(&challenge), &["nik", "nama"], now(), fault);
        self.post("verify", &json!({"session": session, "presentation": code}))
    }

    fn ended(mut self) -> ExitStatus {
        self.child.wait().expect("it ends")
    }
}

fn answer(mut stream: TcpStream) -> Value {
    let mut text = String::new();
    stream.set_read_timeout(Some(SOON)).expect("a timeout");
    stream.read_to_string(&mut text).expect("an answer");
    serde_json::from_str(text.split_once("\r\n\r\n").expect("a head").1).expect("JSON")
}

#[test]
fn a_service_serves_reads_lists_again_and_ends_in_order() {
    let folder = bank("serve");
    let mut served = Served::start(&folder);
    let verified = served.verify("ana", Fault::None);
    assert_eq!([&verified["outcome"], &verified["released"]["nama"]], ["verified", "BUDI SANTOSO"], "{verified}");
    assert_eq!(verified["receipt"]["receipt"]["log"]["number"], 0);
    assert_eq!(served.verify("ana", Fault::Expired)["code"], "expired");
    // A list that is not to be trusted, or older, is not taken; a newer one is.
    for bytes in [b"nonsense".to_vec(), trust::list(1, now())] {
        write(&folder, "trust.cbor", &bytes);
        served.signal("HUP");
        assert!(
            served.line("lists_refused")["reason"]
                .as_str()
                .is_some_and(|reason| reason.contains("trust.cbor is refused"))
        );
        assert_eq!(served.verify("ana", Fault::None)["outcome"], "verified", "the old list still counts");
    }
    write(&folder, "trust.cbor", &trust::list(3, now()));
    write(
        &folder,
        "status.cbor",
        &status::list(status::URI, &[(1_000, 1), (1_001, 1), (1_002, 1), (1_003, 1)], now() + 1),
    );
    served.signal("HUP");
    assert_eq!(served.line("lists_read")["seq"], 3);
    assert_eq!(served.verify("ana", Fault::None)["outcome"], "verified");
    // What is under way when it is asked to end is finished.
    let body = json!({"session": "last", "request": "open-account"}).to_string();
    let mut stream = served.begin("challenge", &body);
    thread::sleep(Duration::from_millis(200));
    served.signal("TERM");
    served.line("ending");
    stream.write_all(body.as_bytes()).expect("a body");
    assert_eq!(answer(stream)["outcome"], "challenge");
    served.line("ended");
    let journal = served.lines.join("\n");
    for value in ["3171011708950003", "BUDI", TOKEN, "ana", &"ab".repeat(32)] {
        assert!(!journal.contains(value), "{value}");
    }
    assert!(served.ended().success());
    // After a restart an older list than was seen is refused too.
    write(&folder, "trust.cbor", &trust::list(2, now()));
    let refused = run(&folder, "serve");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("trust_list_rolled_back"), "{refused:?}");
}

#[test]
fn a_revoked_credential_is_refused_by_the_status_list() {
    let folder = bank("revoked");
    // The status of the sandbox's lost phone.
    let revoked: Vec<(usize, u8)> = (0..1_024).map(|index| (index, 1)).collect();
    write(&folder, "status.cbor", &status::list(status::URI, &revoked, now()));
    let served = Served::start(&folder);
    assert_eq!(served.verify("ana", Fault::Revoked)["code"], "revoked");
    served.signal("INT");
    assert!(served.ended().success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_service_leaves_no_core_dump() {
    let folder = bank("core");
    let served = Served::start(&folder);
    let limits = fs::read_to_string(format!("/proc/{}/limits", served.child.id())).expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a line");
    assert_eq!(core.split_whitespace().collect::<Vec<_>>()[4..6], ["0", "0"]);
    served.signal("TERM");
    assert!(served.ended().success());
}

#[test]
fn a_doctor_finds_what_a_service_would_meet_and_writes_nothing() {
    let folder = bank("doctor");
    let well = run(&folder, "doctor");
    let said = String::from_utf8_lossy(&well.stdout).into_owned();
    assert_eq!(well.status.code(), Some(0), "{said}");
    assert!(said.lines().count() == 5 && said.lines().all(|line| line.starts_with("ok   ")), "{said}");
    assert!(
        said.contains("trust list 2 is 1 days old and ends in 28 days") || said.contains("ends in 29 days"),
        "{said}"
    );
    assert!(!folder.join("seen.json").exists() && !folder.join("receipts.jsonl").exists());
    write(&folder, "trust.cbor", &trust::list(2, now() - 40 * 24 * 3_600));
    write(&folder, "receipts.jsonl", b"nonsense\n");
    let ill = run(&folder, "doctor");
    let said = String::from_utf8_lossy(&ill.stdout).into_owned();
    assert_eq!(ill.status.code(), Some(1), "{said}");
    assert!(said.contains("FAIL lists:") && said.contains("trust_list_expired"), "{said}");
    assert!(said.contains("FAIL receipts: line 1 "), "{said}");
    write(&folder, "trust.cbor", &trust::list(2, now() + 10 * 24 * 3_600));
    assert!(String::from_utf8_lossy(&run(&folder, "doctor").stdout).contains("clock_implausible"));
}

#[test]
fn every_fault_of_a_configuration_is_said_by_both() {
    let folder = bank("both");
    write(&folder, "rp.toml", b"audience = \"http://bank.example\"\ntoken = \"canary\"\n");
    let (served, doctor) = (run(&folder, "serve"), run(&folder, "doctor"));
    assert_eq!((served.status.code(), doctor.status.code()), (Some(2), Some(1)));
    for (said, mark) in [(&served.stderr, "ikd: "), (&doctor.stdout, "FAIL configuration: ")] {
        let said = String::from_utf8_lossy(said);
        for sentence in [
            "token holds a secret",
            "audience must be an https origin",
            "trust.list is missing",
            "store.kind is missing",
        ] {
            assert!(said.contains(&format!("{mark}{sentence}")), "{said}");
        }
        assert!(!said.contains("canary"), "{said}");
    }
}
