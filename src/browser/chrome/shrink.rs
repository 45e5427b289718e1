//! A picture in device pixels made one in CSS pixels, in which everything else is measured.

use std::io::Cursor;

/// A PNG with so many device pixels a CSS pixel, made smaller by that: each pixel is the mean of those that it covers.
///
/// # Errors
/// Why it cannot be read or written.
pub(super) fn to_css_pixels(png: &[u8], scale: f64) -> Result<Vec<u8>, String> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|why| why.to_string())?;
    let size = reader.output_buffer_size().ok_or("the picture is too large")?;
    let mut bytes = vec![0; size];
    let info = reader.next_frame(&mut bytes).map_err(|why| why.to_string())?;
    let channels = info.color_type.samples();
    let (columns, rows) = (spans(info.width, scale), spans(info.height, scale));
    let mut out = Vec::with_capacity(columns.len() * rows.len() * channels);
    for &(top, bottom) in &rows {
        for &(left, right) in &columns {
            for channel in 0..channels {
                out.push(mean(&bytes, info.line_size, channels, channel, (left, right), (top, bottom)));
            }
        }
    }
    let side = |spans: &[(usize, usize)]| u32::try_from(spans.len()).unwrap_or(u32::MAX);
    let mut smaller = Vec::new();
    let mut encoder = png::Encoder::new(&mut smaller, side(&columns), side(&rows));
    encoder.set_color(info.color_type);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(|why| why.to_string())?;
    writer.write_image_data(&out).map_err(|why| why.to_string())?;
    writer.finish().map_err(|why| why.to_string())?;
    Ok(smaller)
}

/// Which device pixels each CSS pixel covers, from and up to, at least one each.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of pictures are small and not negative"
)]
fn spans(side: u32, scale: f64) -> Vec<(usize, usize)> {
    let edge = |at: u32| (f64::from(at) * scale).round() as usize;
    let count = (f64::from(side) / scale).round().max(1.0) as u32;
    let last = side as usize;
    (0..count).map(|at| (edge(at).min(last - 1), edge(at + 1).clamp(edge(at).min(last - 1) + 1, last))).collect()
}

fn mean(
    bytes: &[u8],
    line: usize,
    channels: usize,
    channel: usize,
    (left, right): (usize, usize),
    (top, bottom): (usize, usize),
) -> u8 {
    let (mut sum, mut count) = (0_usize, 0_usize);
    for row in top..bottom {
        for column in left..right {
            sum += usize::from(bytes.get(row * line + column * channels + channel).copied().unwrap_or_default());
            count += 1;
        }
    }
    u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(pixels).unwrap();
        png
    }

    fn size_and_pixels(png: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(Cursor::new(png)).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        bytes.truncate(info.buffer_size());
        (info.width, info.height, bytes)
    }

    #[test]
    fn a_pixel_is_the_mean_of_those_that_it_covers() {
        let (white, black) = ([255; 3], [0; 3]);
        let two = picture(4, 2, &[white, black, black, black, white, black, black, black].concat());
        assert_eq!(size_and_pixels(&to_css_pixels(&two, 2.0).unwrap()), (2, 1, vec![128, 128, 128, 0, 0, 0]));
        let odd = picture(1082, 2, &[7; 1082 * 2 * 3]);
        let (width, height, pixels) = size_and_pixels(&to_css_pixels(&odd, 2.625).unwrap());
        assert_eq!((width, height), (412, 1));
        assert!(pixels.iter().all(|value| *value == 7));
        assert!(to_css_pixels(b"no picture", 2.0).is_err());
    }
}
