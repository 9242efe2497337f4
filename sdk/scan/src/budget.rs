//! What a frame may still cost, in counted work rather than time: the same on every machine.

/// Work left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Pixels searched for finders, at all levels and in all passes.
    pub(crate) pixels: usize,
    /// Sets of three finders measured.
    pub(crate) poses: usize,
    /// Lattices of alignment patterns searched.
    pub(crate) lattices: usize,
    /// Grids decoded in vain.
    pub(crate) grids: usize,
    /// Lattices refined.
    pub(crate) meshes: usize,
    /// Modules equalised, all rounds together.
    pub(crate) modules: usize,
}

impl Budget {
    /// For one frame of a camera; the mesh is for every second one with a symbol that cannot be read.
    pub(crate) const FRAME: Self =
        Self { pixels: 12 << 20, poses: 80, lattices: 64, grids: 4, meshes: 1, modules: 1 << 20 };
    /// For one picture, where no next frame comes.
    pub(crate) const PICTURE: Self =
        Self { pixels: 1 << 26, poses: 256, lattices: 128, grids: 24, meshes: 12, modules: 1 << 20 };

    /// Takes a cost; `false` where not enough is left, and then nothing is taken.
    pub(crate) const fn take(left: &mut usize, cost: usize) -> bool {
        let enough = *left >= cost;
        if enough {
            *left -= cost;
        }
        enough
    }
}
