//! A film as raw planes with a line of text before each picture (YUV4MPEG2).

use std::io::{self, Write};

use super::{Film, PICTURES_PER_SECOND, reel};

impl Film {
    /// Writes the film for a file that ends in `.y4m`. `progress` hears pictures done and all pictures.
    ///
    /// # Errors
    /// What `out` returns.
    pub fn write_y4m(&self, out: &mut impl Write, mut progress: impl FnMut(usize, usize)) -> io::Result<()> {
        let (width, height) = (self.size.width(), self.size.height());
        writeln!(out, "YUV4MPEG2 W{width} H{height} F{PICTURES_PER_SECOND}:1 Ip A1:1 C420jpeg XCOLORRANGE=FULL")?;
        reel::wind(
            self.len(),
            |index| Ok(self.frame(index)),
            |index, picture| {
                out.write_all(b"FRAME\n")?;
                picture.planes().into_iter().try_for_each(|plane| out.write_all(plane))?;
                progress(index + 1, self.len());
                Ok(())
            },
        )?;
        out.flush()
    }
}
