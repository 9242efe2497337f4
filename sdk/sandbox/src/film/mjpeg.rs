//! A film as JPEG pictures one after the other, as Chromium's fake camera plays them: thirty a second, again and again.

use std::io::{self, Write};

use jpeg_encoder::{Encoder, EncodingError, ImageBuffer, JpegColorType, SamplingFactor};

use super::picture::Picture;
use super::{Film, PICTURES_PER_SECOND, reel};

/// A player shows thirty pictures a second, so each is written twice.
const TIMES: u32 = 30 / PICTURES_PER_SECOND;

impl Film {
    /// Writes the film for a file that ends in `.mjpeg`. `progress` hears pictures done and all pictures.
    ///
    /// # Errors
    /// What `out` returns.
    pub fn write_mjpeg(&self, out: &mut impl Write, mut progress: impl FnMut(usize, usize)) -> io::Result<()> {
        let make = |index| jpeg(&self.frame(index), self.quality);
        reel::wind(self.len(), make, |index, bytes: Vec<u8>| {
            (0..TIMES).try_for_each(|_| out.write_all(&bytes))?;
            progress(index + 1, self.len());
            Ok(())
        })?;
        out.flush()
    }
}

fn jpeg(picture: &Picture, quality: u8) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode_image(Planes(picture)).map_err(|error| match error {
        EncodingError::IoError(error) => error,
        error => io::Error::other(error),
    })?;
    Ok(bytes)
}

/// A picture as the encoder asks for it: rows of brightness and of colours at full width.
struct Planes<'a>(&'a Picture);

impl ImageBuffer for Planes<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.0.size.sides()[0]
    }

    fn height(&self) -> u16 {
        self.0.size.sides()[1]
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let (width, y) = (self.0.size.width(), usize::from(y));
        buffers[0].extend_from_slice(&self.0.y[y * width..][..width]);
        for (plane, buffer) in [&self.0.u, &self.0.v].into_iter().zip(&mut buffers[1..]) {
            let row = &plane[y / 2 * (width / 2)..][..width / 2];
            buffer.extend(row.iter().flat_map(|value| [*value; 2]));
        }
    }
}
