//! A picture read, made smaller, written. Nothing here knows what is on it.

use std::io::Cursor;

use png::{ColorType, Compression, Decoder, Encoder, OutputInfo, Transformations};

/// More pixels than any screen has: what claims to be larger is not unpacked.
const MOST_PIXELS: u64 = 40_000_000;

/// Width and height of a PNG.
///
/// # Errors
/// Why it is none that can be shown.
pub(super) fn size(png: &[u8]) -> Result<(u32, u32), String> {
    let reader = Decoder::new(Cursor::new(png)).read_info().map_err(|why| why.to_string())?;
    let info = reader.info();
    if u64::from(info.width) * u64::from(info.height) > MOST_PIXELS {
        return Err(format!("it claims to be {}×{} pixels", info.width, info.height));
    }
    Ok((info.width, info.height))
}

/// A picture, unpacked.
pub(super) struct Pixels {
    samples: Vec<u8>,
    info: OutputInfo,
}

/// The picture, unpacked.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn unpacked(png: &[u8]) -> Result<Pixels, String> {
    size(png)?;
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|why| why.to_string())?;
    let mut samples = vec![0; reader.output_buffer_size().ok_or("it is too large")?];
    let info = reader.next_frame(&mut samples).map_err(|why| why.to_string())?;
    Ok(Pixels { samples, info })
}

impl Pixels {
    /// The picture with `by` × `by` pixels made one, packed.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub(super) fn smaller(&self, by: usize) -> Result<Vec<u8>, String> {
        let Self { samples: pixels, info } = self;
        let samples = info.color_type.samples();
        let (width, height) = (info.width as usize / by, info.height as usize / by);
        if width == 0 || height == 0 || pixels.len() < info.buffer_size() {
            return Err("nothing would be left of it".to_owned());
        }
        let mut shrunk = Vec::with_capacity(width * height * samples);
        for y in 0..height {
            for x in 0..width {
                for sample in 0..samples {
                    shrunk.push(mean(pixels, (x * by, y * by), by, (info.line_size, samples, sample)));
                }
            }
        }
        write(&shrunk, (width, height), info.color_type)
    }
}

/// The mean of one sample over a square of pixels.
fn mean(pixels: &[u8], (left, top): (usize, usize), by: usize, (line, samples, sample): (usize, usize, usize)) -> u8 {
    let square = (top..top + by).flat_map(|y| (left..left + by).map(move |x| y * line + x * samples + sample));
    let sum: usize = square.filter_map(|at| pixels.get(at)).map(|value| usize::from(*value)).sum();
    u8::try_from(sum / (by * by)).unwrap_or(u8::MAX)
}

fn write(pixels: &[u8], (width, height): (usize, usize), colour: ColorType) -> Result<Vec<u8>, String> {
    let mut png = Vec::new();
    let side = |length: usize| u32::try_from(length).map_err(|why| why.to_string());
    let mut encoder = Encoder::new(&mut png, side(width)?, side(height)?);
    encoder.set_color(colour);
    encoder.set_compression(Compression::Balanced);
    let mut writer = encoder.write_header().map_err(|why| why.to_string())?;
    writer.write_image_data(pixels).map_err(|why| why.to_string())?;
    writer.finish().map_err(|why| why.to_string())?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
        let pixels = colour.repeat(width as usize * height as usize);
        write(&pixels, (width as usize, height as usize), ColorType::Rgb).unwrap()
    }

    #[test]
    fn a_picture_is_made_smaller_and_keeps_its_colour() {
        let half = unpacked(&plain(101, 60, [200, 10, 30])).unwrap().smaller(2).unwrap();
        assert_eq!(size(&half), Ok((50, 30)));
        let mut reader = Decoder::new(Cursor::new(&half)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert!(pixels.chunks(3).all(|pixel| pixel == [200, 10, 30]));
    }

    #[test]
    fn what_is_no_picture_or_claims_too_much_is_refused() {
        assert!(size(b"<script>").is_err());
        assert!(unpacked(b"").is_err());
        assert!(unpacked(&plain(1, 1, [0; 3])).unwrap().smaller(2).is_err());
        // The head of a picture that would fill the memory; its check sum is right.
        let mut huge = plain(1, 1, [0; 3]);
        huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(size(&huge).is_err());
    }
}
