//! The test issuer and wallet of ikd-verify: mints tokens, trust lists, QR images and camera films.
//!
//! Every key comes from a fixed seed that anybody can read, so nothing that is made here proves anything. The verifier
//! knows the sandbox's root and refuses it outside [`ikd_verify::Environment::Sandbox`]. The tokens are built with an
//! encoder of their own ([`cbor`], [`cose`]), which can also write what the profile forbids: a verifier that shares its
//! encoder with the issuer proves little.
//!
//! ```
//! use ikd_sandbox::{Fault, Wallet, trust};
//! use ikd_verify::{Anchors, Clock, Environment, Now, PublicKey, TrustList, Verifier};
//!
//! let now = 1_800_000_000;
//! let roots = trust::roots().iter().map(|root| PublicKey::from_bytes(root).unwrap()).collect();
//! let anchors = Anchors::new(roots, Environment::Sandbox).unwrap();
//! let verifier = Verifier::new(TrustList::open(&trust::list(1, now), &anchors));
//! let token = Wallet::budi().mint(None, &["nik", "nama"], now, Fault::None);
//! let credential = verifier.verify(&token, Now::new(now, Clock::Given)).unwrap();
//! assert_eq!(credential.offered(), ["nik", "nama"]);
//! ```
#![forbid(unsafe_code)]

pub mod batch;
pub mod cbor;
pub mod claim169;
pub mod cose;
#[cfg(feature = "film")]
pub mod film;
pub mod holder;
pub mod inspect;
pub mod minted;
pub mod person;
pub mod sd_cwt;
pub mod signer;
pub mod status;
pub mod trust;
#[cfg(feature = "vectors")]
pub mod vectors;
mod wallet;

pub use batch::Device;
pub use wallet::{Fault, Showing, Wallet};
