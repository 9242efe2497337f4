//! A compiled module → the same module in which a panic is a bare trap.
//!
//! In a browser a panic says nothing: it makes its sentence, for which there is no place to write to, and traps. Here it traps at
//! once, so the sentences' making is left out. Only functions of the Rust library that never return are changed, by their names; where a
//! later library names them otherwise, the module is larger and the check of its size fails.

use crate::problem::Problem;
use std::{fs, path::Path};
use walrus::{Function, FunctionBuilder, FunctionId, FunctionKind, Module};

/// Parts of the mangled names of functions that never return.
const NEVER_RETURN: [&str; 10] = [
    "4core9panicking",
    "4core6option13expect_failed",
    "4core6option13unwrap_failed",
    "4core6result13unwrap_failed",
    "4core5slice5index16slice_index_fail",
    "4core5slice20copy_from_slice_impl17len_mismatch_fail",
    "5alloc5alloc18handle_alloc_error",
    "5alloc7raw_vec12handle_error",
    "5alloc7raw_vec17capacity_overflow",
    "17rust_begin_unwind",
];

/// The module in this file, with bare traps.
pub fn trapped(compiled: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = fs::read(compiled).map_err(Problem::with_file(compiled))?;
    let mut module = Module::from_buffer(&bytes)
        .map_err(|error| Problem::new(format!("{} could not be read: {error:#}.", compiled.display())))?;
    for function in never_returning(&module) {
        trap(&mut module, function);
    }
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
