//! The parts of `rp.toml`, each read whole before any is given up.

use super::secret::{self, Environ};
use super::section::{Faults, Section};
use super::{Configuration, Limits, ListFiles, NamedRequest, ReceiptFile, StoreChoice};
use crate::redis::Replicas;
use ikd_verify::{Anchors, Environment, Error, Language, PublicKey, Request, RequestError, StatusPolicy, hex, limits};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where things are looked up.
pub(super) struct Reader<'a> {
    pub folder: &'a Path,
    pub environ: Environ<'a>,
    pub faults: &'a Faults,
}

impl Reader<'_> {
    /// Reads every part before it gives up, so that every fault is found.
    pub fn configuration(&self, root: &mut Section) -> Option<Configuration> {
        let audience = root.needed("audience").filter(|text| is_origin(text) || say_origin(root));
        let listen = self.address(root, "listen").or_else(|| "127.0.0.1:8788".parse().ok());
        let metrics_listen = self.address(root, "metrics_listen");
        if metrics_listen.is_some() && metrics_listen == listen {
            root.fault("metrics_listen", "must be another address than listen, or be left out");
        }
        let lists = self.lists(root);
        let requests = self.requests(root.section("requests"), audience.as_deref());
        let processes = root.number("processes", (1, 10_000), 1);
        let store = self.store(root.section("store"), processes);
        let receipts = root.given_section("receipts").map(|section| self.receipts(section));
        let limits = limits_of(root.section("limits"));
        let token = self.faults.keep(secret::token(self.environ));
        let receipts = receipts.map_or(Some(None), |given| given.map(Some))?;
        let (lists, store, listen, token) = (lists?, store?, listen?, token?);
        let audience = audience?;
        Some(Configuration { audience, listen, metrics_listen, lists, requests, store, receipts, limits, token })
    }

    fn path(&self, text: &str) -> PathBuf {
        self.folder.join(text)
    }

    fn address(&self, root: &mut Section, item: &str) -> Option<SocketAddr> {
        let text = root.text(item)?;
        let sentence = format!("{item} must be an address and a port, such as 127.0.0.1:8788");
        self.faults.keep(text.parse().map_err(|_| sentence))
    }

    fn lists(&self, root: &mut Section) -> Option<ListFiles> {
        let environment = match root.text("environment").as_deref() {
            None | Some("production") => Environment::Production,
            Some("sandbox") => Environment::Sandbox,
            Some(_) => {
                root.fault("environment", "must be \"production\" or \"sandbox\"");
                return None;
            }
        };
        let mut trust = root.section("trust");
        let list = trust.needed("list").map(|path| self.path(&path));
        let anchors = anchors(&mut trust, environment);
        let seen = trust.text("seen").map(|path| self.path(&path));
        let reload = trust.number("reload_seconds", (0, 86_400), 300);
        let reload = (reload > 0).then(|| Duration::from_secs(reload));
        trust.close();
        let mut status = root.section("status");
        let named = status.text("policy").map(|name| StatusPolicy::named(&name));
        let paths = status.texts("lists").unwrap_or_default().iter().map(|path| self.path(path)).collect();
        if named == Some(None) {
            status.fault("policy", "must be \"require\", \"prefer\" or \"ignore\"");
        }
        status.close();
        let policy = named.flatten().unwrap_or_default();
        Some(ListFiles { trust: list?, anchors: anchors?, seen, status: paths, policy, reload })
    }

    fn requests(&self, mut section: Section, audience: Option<&str>) -> Vec<NamedRequest> {
        let names = section.names();
        if names.is_empty() {
            self.faults.add("requests is empty: name what is asked for, each with its file");
        }
        names.into_iter().filter_map(|name| self.request(&mut section, name, audience)).collect()
    }

    fn request(&self, section: &mut Section, name: String, audience: Option<&str>) -> Option<NamedRequest> {
        let (file, language) = if section.is_text(&name) {
            (section.text(&name), None)
        } else {
            let mut given = section.given_section(&name)?;
            let both = (given.needed("file"), given.text("language"));
            given.close();
            both
        };
        let Some(language) = Language::named(language.as_deref().unwrap_or("id")) else {
            return say(section, &name, "must have the language \"id\" or \"en\"");
        };
        let Some(json) = fs::read(self.path(&file?)).ok() else {
            return say(section, &name, "names a file that cannot be read");
        };
        match template(&json) {
            Ok(request) if audience.is_some_and(|audience| audience != request.audience()) => {
                say(section, &name, "is another relying party's: its relyingParty.id must be the audience")
            }
            Ok(request) => Some(NamedRequest { name, request, language }),
            Err(error) => say(section, &name, &unusable(error)),
        }
    }

    fn store(&self, mut section: Section, processes: u64) -> Option<StoreChoice> {
        let choice = match section.needed("kind").as_deref() {
            Some("memory") if processes > 1 => {
                say(&section, "kind", "cannot be \"memory\" for several processes, which share nothing")
            }
            Some("memory") => Some(StoreChoice::Memory),
            Some("redis") => self.redis(&mut section),
            Some(_) => say(&section, "kind", "must be \"memory\" or \"redis\""),
            None => None,
        };
        section.close();
        choice
    }

    fn redis(&self, section: &mut Section) -> Option<StoreChoice> {
        let url = secret::named(section, "url_env", self.environ);
        let timeout = Duration::from_millis(section.number("timeout_ms", (10, 10_000), 1_000));
        let replicas = section.given_section("replicas").map(|mut replicas| {
            let at_least = u32::try_from(replicas.number("at_least", (1, 100), 1)).unwrap_or(1);
            let within = Duration::from_millis(replicas.number("within_ms", (1, 10_000), 500));
            if within >= timeout {
                replicas.fault("within_ms", "must be less than timeout_ms");
            }
            replicas.close();
            Replicas { at_least, within }
        });
        Some(StoreChoice::Redis { url: url?, timeout, replicas })
    }

    fn receipts(&self, mut section: Section) -> Option<ReceiptFile> {
        let log = section.needed("log").map(|path| self.path(&path));
        let key = match section.text("key_file") {
            Some(path) => {
                secret::key_file(&self.path(&path)).map_err(|sentence| section.fault("key_file", sentence)).ok()
            }
            None => secret::named(&mut section, "key_env", self.environ).and_then(|text| {
                let key = secret::key(&text);
                key.or_else(|| say(&section, "key_env", "must name a variable of 64 hex digits"))
            }),
        };
        let before = section.texts("keys_before").unwrap_or_default();
        let before = public_keys(&before)
            .or_else(|| say(&section, "keys_before", "must be Ed25519 public keys, 64 hex digits each"));
        section.close();
        Some(ReceiptFile { log: log?, key: key?, before: before? })
    }
}

fn limits_of(mut section: Section) -> Limits {
    let body = section.number("body_bytes", (1_024, 65_536), 16_384);
    let request = section.number("request_ms", (100, 60_000), 5_000);
    let calls = section.number("calls_per_minute", (1, 60_000), 60);
    let sessions = section.number("sessions", (1, 1_000_000), 10_000);
    section.close();
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let calls = u32::try_from(calls).unwrap_or(u32::MAX);
    Limits { body: whole(body), request: Duration::from_millis(request), calls, sessions: whole(sessions) }
}

fn anchors(trust: &mut Section, environment: Environment) -> Option<Anchors> {
    let roots = trust.texts("roots").unwrap_or_default();
    let least = trust.number("min_seq", (0, limits::TIME_MOST), 0);
    let anchors = public_keys(&roots).and_then(|roots| Anchors::new(roots, environment));
    let anchors = anchors.or_else(|| say(trust, "roots", "must be one or two Ed25519 public keys, 64 hex digits each"));
    anchors.map(|anchors| anchors.at_least(least))
}

fn public_keys(texts: &[String]) -> Option<Vec<PublicKey>> {
    texts.iter().map(|text| hex::decode(text).and_then(|bytes| PublicKey::from_bytes(&bytes))).collect()
}

/// Says what is wrong and gives nothing.
fn say<T>(section: &Section, item: &str, sentence: &str) -> Option<T> {
    section.fault(item, sentence);
    None
}

fn say_origin(root: &Section) -> bool {
    root.fault("audience", "must be an https origin: https://, a host in lower case, perhaps a port, nothing after it");
    false
}

/// As a browser writes an origin, since a code's audience is compared byte for byte.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    let sound = |port: &str| port.parse::<u16>().is_ok_and(|number| number != 443 && number.to_string() == port);
    !host.is_empty() && host.bytes().all(letter) && port.is_none_or(sound)
}

fn template(json: &[u8]) -> Result<Request, RequestError> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let request = Request::template(&mut reader)?;
    reader.end().map_err(|_| RequestError::Malformed("json"))?;
    Ok(request)
}

fn unusable(error: RequestError) -> String {
    match error {
        RequestError::Malformed(item @ ("nonce" | "expiresAt")) => {
            format!("holds {item}, which is made anew for each customer")
        }
        RequestError::Malformed(item) => format!("is no request: see its {item}, and ikd lint"),
        RequestError::Expired { .. } => format!("is no request: {}", Error::from(error)),
    }
}
