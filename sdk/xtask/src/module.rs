//! A wasm module: crate ikd-wasm compiled, its glue generated, optimised, and its SHA-256 written beside it.
//!
//! In: the module's name and features. Out: `NAME.js`, `NAME.d.ts`, `NAME_bg.wasm`, `NAME_sha256.js` in a folder.
//! The bytes do not depend on where the project or the registry stands.

use crate::{panics, problem::Problem, project, setup, step};
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

/// One of the modules that are made from crate ikd-wasm.
pub struct Module {
    /// The name of its target folder.
    pub name: &'static str,
    /// The name of its files, which its script and its imports bear.
    pub files: &'static str,
    /// The crate's features besides its default ones.
    pub feature: Option<&'static str>,
    /// Whether it has the scanner, the crate's default feature.
    pub engine: bool,
    /// Whether it may use the 128-bit vector instructions, which older browsers do not know.
    pub simd: bool,
    /// Whether it is compiled for speed alone: nobody downloads it.
    pub fast: bool,
}

/// How large a function may be, in LLVM's count, that is copied into its callers where the scanner is compiled. LLVM's own 225
/// make the scanner larger by a third and no faster. What is compiled at another level than 2 has limits of its own.
const INLINED: u32 = 15;

/// Scans and verifies. What production loads.
pub const VERIFY: Module =
    Module { name: "ikd_verify", files: "ikd_verify", feature: None, engine: true, simd: true, fast: false };
/// The same for browsers without vector instructions. Its glue is that of [`VERIFY`].
pub const BASELINE: Module =
    Module { name: "ikd_verify_baseline", files: "ikd_verify", feature: None, engine: true, simd: false, fast: false };
/// The test issuer and wallet.
pub const SANDBOX: Module = Module {
    name: "ikd_sandbox",
    files: "ikd_sandbox",
    feature: Some("sandbox"),
    engine: true,
    simd: false,
    fast: false,
};
/// A relying party's backend. Without vectors: nothing is scanned there.
pub const SERVER: Module =
    Module { name: "ikd_server", files: "ikd_server", feature: Some("server"), engine: false, simd: false, fast: true };
/// The same and the bare signature check.
pub const SERVER_BENCH: Module = Module {
    name: "ikd_server_bench",
    files: "ikd_bench",
    feature: Some("server,bare"),
    engine: false,
    simd: false,
    fast: true,
};
/// Production and the bare signature check.
pub const BENCH: Module =
    Module { name: "ikd_bench", files: "ikd_bench", feature: Some("bench"), engine: true, simd: true, fast: false };

impl Module {
    /// Compiles the crate and generates the module, if it has changed. Returns the folder of the module's files.
    pub fn build(&self) -> Result<PathBuf, Problem> {
        let target = project::target().join(self.name);
        let folder = target.join("generated");
        let compiled = self.compile(&target)?;
        let stamp = target.join("generated-from");
        let state = state(&compiled)?;
        if fs::read_to_string(&stamp).is_ok_and(|generated| generated == state) {
            return Ok(folder);
        }
        step::work(&format!("generate {}", self.name), || self.generate(&compiled, &folder))?;
        fs::write(&stamp, state).map_err(Problem::with_file(&stamp))?;
        Ok(folder)
    }

    /// Each module has a target folder of its own: cargo has one place for the crate's file, whatever its features, and would
    /// compile it anew at each change between them.
    fn compile(&self, target: &Path) -> Result<PathBuf, Problem> {
        let mut cargo = project::cargo(&[
            "build",
            "--locked",
            "--package=ikd-wasm",
            "--target=wasm32-unknown-unknown",
            "--profile=wasm",
        ]);
        let mut flags = portable_paths();
        flags.push(format!("-Cllvm-args=-inlinedefault-threshold={INLINED}"));
        if self.simd {
            flags.push("-Ctarget-feature=+simd128".to_owned());
        }
        cargo.env("CARGO_TARGET_DIR", target).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        if let Some(feature) = self.feature {
            cargo.args(["--features", feature]);
        }
        if self.fast {
            cargo.env("CARGO_PROFILE_WASM_OPT_LEVEL", "3");
            cargo.args(["--config", "profile.wasm.package.curve25519-dalek.opt-level=3"]);
        }
        if !self.engine {
            cargo.arg("--no-default-features");
        }
        step::run(&format!("compile {}", self.name), &mut cargo)?;
        Ok(target.join("wasm32-unknown-unknown/wasm/ikd_wasm.wasm"))
    }

    fn generate(&self, compiled: &Path, folder: &Path) -> Result<(), Problem> {
        fs::create_dir_all(folder).map_err(Problem::with_file(folder))?;
        bindgen(self.files, compiled, folder)?;
        let wasm = folder.join(format!("{}_bg.wasm", self.files));
        optimise(&wasm)?;
        self.write_hash(&wasm, folder)
    }

    fn write_hash(&self, wasm: &Path, folder: &Path) -> Result<(), Problem> {
        let hash = setup::hex(&fs::read(wasm).map_err(Problem::with_file(wasm))?);
        let file = folder.join(format!("{}_sha256", self.files));
        let (script, types) = (file.with_extension("js"), file.with_extension("d.ts"));
        fs::write(&script, format!("export const WASM_SHA256 = '{hash}';\n")).map_err(Problem::with_file(&script))?;
        let comment = format!("/** Hex SHA-256 of {}_bg.wasm; the loader accepts no other file. */\n", self.name);
        fs::write(&types, comment + "export declare const WASM_SHA256: string;\n").map_err(Problem::with_file(&types))
    }
}

/// What the generated files depend on: the compiled file, and this program with the versions of the tools.
fn state(compiled: &Path) -> Result<String, Problem> {
    let own = env::current_exe().map_err(Problem::with_file(Path::new("xtask")))?;
    let tools = project::package().join("package-lock.json");
    let hash = |file: &Path| Ok(setup::hex(&fs::read(file).map_err(Problem::with_file(file))?));
    Ok([hash(compiled)?, hash(&own)?, hash(&tools)?].join("\n"))
}

fn bindgen(name: &str, compiled: &Path, folder: &Path) -> Result<(), Problem> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, panics::trapped(compiled)?)
        .out_name(name)
        .typescript(true)
        .omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true).reset_state_function(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| Problem::new(format!("The glue of {name} could not be generated: {error:#}.")))
}

fn optimise(wasm: &Path) -> Result<(), Problem> {
    let wasm = wasm.display().to_string();
    let tool = project::package().join("node_modules/binaryen/bin/wasm-opt").display().to_string();
    // Flat code, its loops found anew and optimised once more, is smaller by half a kB and no slower.
    let passes = ["-O3", "--flatten", "--rereloop", "-O3", "--strip-debug", "--strip-producers"];
    let arguments = [&[tool.as_str()], passes.as_slice(), &[&wasm, "-o", &wasm]].concat();
    let output = project::command("node", &arguments, &project::root())
        .output()
        .map_err(|error| Problem::new(format!("wasm-opt could not be started: {error}.")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Problem::new(format!("wasm-opt failed: {}", String::from_utf8_lossy(&output.stderr))))
}

/// Flags that replace the folders of this machine, so that the module is the same on every machine.
fn portable_paths() -> Vec<String> {
    let home = env::var("CARGO_HOME").ok().or_else(|| env::var("HOME").ok().map(|home| format!("{home}/.cargo")));
    let sysroot = setup::answer("rustc", &["--print", "sysroot"]);
    [(Some(project::root().display().to_string()), "/ikd-verify"), (home, "/cargo"), (sysroot, "/rust")]
        .into_iter()
        .filter_map(|(from, to)| Some(format!("--remap-path-prefix={}={to}", from?)))
        .collect()
}
