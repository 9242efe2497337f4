//! A compiled module → the sentences in its data that only a panic would say.
//!
//! They are known by the calls that take them: address and length, in one order, before a function that never returns. One that
//! anything else names, code or data, is none.

use crate::data::Data;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use walrus::ir::{Const, Instr, InstrSeq, Load, LoadSimd, Value, Visitor, dfs_in_order};
use walrus::{FunctionId, Module};

/// Where the sentences are of the functions that never return, and of the calls of them.
pub fn of(module: &Module, never_return: &[FunctionId], data: &Data) -> Vec<Range<usize>> {
    let never_return = never_return.iter().copied().collect();
    let mut found = Found { data, never_return, within: false, texts: Vec::new(), used: Vec::new() };
    for (id, function) in module.funcs.iter_local() {
        found.within = found.never_return.contains(&id);
        dfs_in_order(&mut found, function, function.entry_block());
    }
    let named: BTreeSet<_> = found.used.into_iter().chain(data.words()).collect();
    let only_here = |text: &Range<usize>| data.is_text(text) && named.range(text.clone()).next().is_none();
    found.texts.into_iter().filter(only_here).collect()
}

/// What the code's constants may stand for.
struct Found<'data> {
    data: &'data Data,
    never_return: HashSet<FunctionId>,
    /// Whether the function itself never returns.
    within: bool,
    texts: Vec<Range<usize>>,
    used: Vec<usize>,
}

impl Found<'_> {
    /// Takes each constant for the address of a template, or of a text and the next one for its length: as it is, or as a literal's in
    /// `fmt::Arguments`, twice it and one more.
    fn take_texts(&mut self, constants: &[usize]) {
        self.texts.extend(constants.iter().flat_map(|&start| self.data.template(start)));
        for pair in constants.windows(2) {
            let &[start, length] = pair else { continue };
            let lengths = [Some(length), (length % 2 == 1).then_some(length / 2)];
            self.texts.extend(lengths.into_iter().flatten().map(|length| start..start + length));
        }
    }
}

/// The address of the table that an instruction reads at an index: it stands in the instruction itself.
fn table(instruction: &Instr) -> Option<usize> {
    let (Instr::Load(Load { arg, .. }) | Instr::LoadSimd(LoadSimd { arg, .. })) = instruction else { return None };
    usize::try_from(arg.offset).ok()
}

impl<'module> Visitor<'module> for Found<'_> {
    fn start_instr_seq(&mut self, sequence: &'module InstrSeq) {
        let mut constants = Vec::new();
        for (instruction, _) in &sequence.instrs {
            match instruction {
                Instr::Const(Const { value: Value::I32(value) }) => constants.push(value.cast_unsigned() as usize),
                Instr::Call(call) if self.within || self.never_return.contains(&call.func) => {
                    self.take_texts(&constants);
                    constants.clear();
                }
                _ if self.within => {}
                _ => {
                    self.used.append(&mut constants);
                    self.used.extend(table(instruction));
                }
            }
        }
        if !self.within {
            self.used.append(&mut constants);
        }
    }
}
