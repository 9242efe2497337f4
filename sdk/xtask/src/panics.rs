//! A compiled module → the same module in which a panic is a bare trap.
//!
//! In a browser a panic says nothing: it makes its sentence, for which there is no place to write to, and traps. Here it traps at
//! once, so the sentences and their making are left out, and so are the places in the source that they would name. Only functions of the Rust
//! library that never return are changed, by their names; where a later library names them otherwise, the module is larger and
//! the check of its size fails.

use crate::{
    data::{self, Data},
    problem::Problem,
    sentences,
};
use std::ops::Range;
use std::{fs, path::Path};
use walrus::{Function, FunctionBuilder, FunctionId, FunctionKind, Module};

/// Parts of the mangled names of functions that never return.
const NEVER_RETURN: [&str; 13] = [
    "4core9panicking",
    "4core4cell22panic_already_borrowed",
    "4core4cell30panic_already_mutably_borrowed",
    "4core6option13expect_failed",
    "4core6option13unwrap_failed",
    "4core6result13unwrap_failed",
    "4core5slice5index16slice_index_fail",
    "4core5slice20copy_from_slice_impl17len_mismatch_fail",
    "5alloc5alloc18handle_alloc_error",
    "5alloc7raw_vec12handle_error",
    "5alloc7raw_vec17capacity_overflow",
    "Fallibility17capacity_overflow",
    "17rust_begin_unwind",
];

/// The module in this file, with bare traps.
pub fn trapped(compiled: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = fs::read(compiled).map_err(Problem::with_file(compiled))?;
    let mut module = Module::from_buffer(&bytes)
        .map_err(|error| Problem::new(format!("{} could not be read: {error:#}.", compiled.display())))?;
    let never_return = never_returning(&module);
    let data = Data::of(&module);
    let unsaid = [sentences::of(&module, &never_return, &data), places(&data)].concat();
    for function in never_return {
        trap(&mut module, function);
    }
    data::forget(&mut module, &unsaid);
    Ok(module.emit_wasm())
}

fn never_returning(module: &Module) -> Vec<FunctionId> {
    let is_one = |name: &str| NEVER_RETURN.iter().any(|part| name.contains(part));
    let functions = module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
    functions.filter(|function| function.name.as_deref().is_some_and(is_one)).map(Function::id).collect()
}

/// Replaces a function's body by a trap.
fn trap(module: &mut Module, id: FunctionId) {
    let (parameters, results) = module.types.params_results(module.funcs.get(id).ty());
    let (parameters, results) = (parameters.to_vec(), results.to_vec());
    let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &parameters, &results);
    body.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
}

/// Bytes of a `core::panic::Location`: where its file's name is, how long that is, line and column.
const LOCATION: usize = 16;
/// The longest name of a file, the last line and the last column that a place may have.
const MOST: [u32; 3] = [512, 1 << 16, 1 << 12];

/// The places in the source that only a panic's sentence named, each with the name of its file.
fn places(data: &Data) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for address in data.addresses() {
        let place = address..address + LOCATION;
        if let Some(name) = name_of(&place, data) {
            found.extend([place, name]);
        }
    }
    found
}

/// Where the file's name of a place is, if these bytes are a place.
fn name_of(place: &Range<usize>, data: &Data) -> Option<Range<usize>> {
    let bytes = data.at(place)?;
    let [address, length, line, column] =
        core::array::from_fn(|i| u32::from_le_bytes([0, 1, 2, 3].map(|byte| bytes[4 * i + byte])));
    let plausible = [length, line, column].into_iter().zip(MOST).all(|(value, most)| (1..=most).contains(&value));
    let name = address as usize..address as usize + length as usize;
    let is_path = data.is_text(&name) && data.at(&name)?.ends_with(b".rs");
    (plausible && is_path).then_some(name)
}
