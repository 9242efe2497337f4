//! A compiled module → the same module in which a panic is a bare trap.
//!
//! In a browser a panic says nothing: it makes its sentence, for which there is no place to write to, and traps. Here it traps at
//! once, so the sentences' making is left out, and so are the places in the source that they would name. Only functions of the Rust
//! library that never return are changed, by their names; where a later library names them otherwise, the module is larger and
//! the check of its size fails.

use crate::problem::Problem;
use std::ops::Range;
use std::{fs, path::Path};
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Function, FunctionBuilder, FunctionId, FunctionKind, Module};

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
    forget_places(&mut module);
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

/// Overwrites the places in the source, which only a panic's sentence named, with zeros: they are compressed to nothing.
fn forget_places(module: &mut Module) {
    let segments: Vec<_> =
        module.data.iter().filter_map(|data| Some((start(&data.kind)?, data.value.clone()))).collect();
    let mut forgotten = Vec::new();
    for (start, bytes) in &segments {
        for address in (start.next_multiple_of(4)..).step_by(4).take_while(|at| at + LOCATION <= start + bytes.len()) {
            if let Some(name) = name_of(&bytes[address - start..][..LOCATION], &segments) {
                forgotten.extend([address..address + LOCATION, name]);
            }
        }
    }
    let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in ids {
        let data = module.data.get_mut(id);
        let Some(start) = start(&data.kind) else { continue };
        let end = start + data.value.len();
        for range in forgotten.iter().filter(|range| range.start >= start && range.end <= end) {
            data.value[range.start - start..range.end - start].fill(0);
        }
    }
}

/// Where a segment stands in memory.
const fn start(kind: &DataKind) -> Option<usize> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => Some(offset.cast_unsigned() as usize),
        _ => None,
    }
}

/// Where the file's name of a place is, if these bytes are a place.
fn name_of(bytes: &[u8], segments: &[(usize, Vec<u8>)]) -> Option<Range<usize>> {
    let [address, length, line, column] =
        core::array::from_fn(|i| u32::from_le_bytes([0, 1, 2, 3].map(|byte| bytes[4 * i + byte])));
    let plausible = [length, line, column].into_iter().zip(MOST).all(|(value, most)| (1..=most).contains(&value));
    let name = address as usize..address as usize + length as usize;
    let (start, segment) =
        segments.iter().find(|(start, segment)| name.start >= *start && name.end <= start + segment.len())?;
    let text = &segment[name.start - start..name.end - start];
    let is_path = text.ends_with(b".rs") && text.iter().all(u8::is_ascii_graphic);
    (plausible && is_path).then_some(name)
}
