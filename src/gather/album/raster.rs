//! A picture as pixels: read, cut, marked, written. Nothing here knows what is on it.

use std::io::Cursor;

use crate::evidence::{Colour, Rect};

/// Width of the frame around a marked control, pixels.
const FRAME: u32 = 3;
/// Its colour, one that buttons seldom have.
const INK: [u8; 3] = [230, 0, 122];
/// The lines on both sides of it, so that it stands out on any page.
const EDGE: [u8; 3] = [255, 255, 255];

/// Pixels from left to right and top to bottom, three bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

/// Part of a raster, whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Raster {
    /// One of one colour.
    #[cfg(test)]
    pub fn plain(width: u32, height: u32, colour: [u8; 3]) -> Self {
        Self { width, height, pixels: colour.repeat(width as usize * height as usize) }
    }

    /// Sets one pixel.
    #[cfg(test)]
    pub fn set(&mut self, x: u32, y: u32, colour: Colour) {
        self.paint(x, y, [colour.r, colour.g, colour.b]);
    }

    /// Reads a PNG. What is transparent is white, as under a page.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(png: &[u8]) -> Result<Self, String> {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().map_err(|why| why.to_string())?;
        let size = reader.output_buffer_size().ok_or("the picture is too large")?;
        let mut bytes = vec![0; size];
        let info = reader.next_frame(&mut bytes).map_err(|why| why.to_string())?;
        bytes.truncate(info.buffer_size());
        let pixels = match info.color_type {
            png::ColorType::Rgb => bytes,
            png::ColorType::Rgba => bytes.chunks_exact(4).flat_map(opaque).collect(),
            png::ColorType::Grayscale => bytes.iter().flat_map(|grey| [*grey; 3]).collect(),
            other => return Err(format!("a picture of the kind {other:?}")),
        };
        Ok(Self { width: info.width, height: info.height, pixels })
    }

    /// Writes a PNG.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn write(&self) -> Result<Vec<u8>, String> {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().map_err(|why| why.to_string())?;
        writer.write_image_data(&self.pixels).map_err(|why| why.to_string())?;
        writer.finish().map_err(|why| why.to_string())?;
        Ok(png)
    }

    /// The part of it that `rect` covers; `None` if that is nothing.
    pub fn cut(&self, rect: Rect) -> Option<Self> {
        let part = self.part(rect)?;
        let mut pixels = Vec::new();
        for row in part.top..part.bottom {
            pixels.extend_from_slice(self.row(row, part.left, part.right)?);
        }
        Some(Self { width: part.right - part.left, height: part.bottom - part.top, pixels })
    }

    /// Draws a frame around `rect`.
    pub fn mark(&mut self, rect: Rect) {
        for distance in 0..FRAME + 2 {
            let colour = if distance == 0 || distance == FRAME + 1 { EDGE } else { INK };
            self.outline(rect, f64::from(distance + 1), colour);
        }
    }

    /// The colour at a point; `None` outside.
    pub fn at(&self, x: u32, y: u32) -> Option<Colour> {
        match self.row(y, x, x.checked_add(1)?)? {
            [r, g, b] => Some(Colour { r: *r, g: *g, b: *b }),
            _ => None,
        }
    }

    /// Whether `rect` lies wholly on it.
    pub fn holds(&self, rect: Rect) -> bool {
        rect.x >= -0.5
            && rect.y >= -0.5
            && rect.x + rect.width <= f64::from(self.width) + 0.5
            && rect.y + rect.height <= f64::from(self.height) + 0.5
    }

    /// The pixels that `rect` covers, column by column.
    pub fn columns(&self, rect: Rect) -> Vec<Vec<Colour>> {
        let Some(part) = self.part(rect) else { return Vec::new() };
        let column = |x| (part.top..part.bottom).filter_map(|y| self.at(x, y)).collect();
        (part.left..part.right).map(column).collect()
    }

    fn row(&self, y: u32, left: u32, right: u32) -> Option<&[u8]> {
        if y >= self.height || right > self.width {
            return None;
        }
        let at = |x: u32| (y as usize * self.width as usize + x as usize) * 3;
        self.pixels.get(at(left)..at(right))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the raster before")]
    fn part(&self, rect: Rect) -> Option<Part> {
        let within = |edge: f64, most: u32| edge.clamp(0.0, f64::from(most)) as u32;
        let part = Part {
            left: within(rect.x.floor(), self.width),
            top: within(rect.y.floor(), self.height),
            right: within((rect.x + rect.width).ceil(), self.width),
            bottom: within((rect.y + rect.height).ceil(), self.height),
        };
        (part.left < part.right && part.top < part.bottom).then_some(part)
    }

    /// A line of one pixel around `rect`, so far outside of it, kept on the picture.
    fn outline(&mut self, rect: Rect, outside: f64, colour: [u8; 3]) {
        let grown = Rect {
            x: rect.x - outside,
            y: rect.y - outside,
            width: rect.width + 2.0 * outside,
            height: rect.height + 2.0 * outside,
        };
        let Some(part) = self.part(grown) else { return };
        for x in part.left..part.right {
            self.paint(x, part.top, colour);
            self.paint(x, part.bottom - 1, colour);
        }
        for y in part.top..part.bottom {
            self.paint(part.left, y, colour);
            self.paint(part.right - 1, y, colour);
        }
    }

    fn paint(&mut self, x: u32, y: u32, colour: [u8; 3]) {
        let at = (y as usize * self.width as usize + x as usize) * 3;
        if let Some(pixel) = self.pixels.get_mut(at..at + 3) {
            pixel.copy_from_slice(&colour);
        }
    }
}

fn opaque(pixel: &[u8]) -> [u8; 3] {
    match pixel {
        [r, g, b, 255] => [*r, *g, *b],
        [r, g, b, alpha] => [*r, *g, *b].map(|part| {
            let mixed = u32::from(part) * u32::from(*alpha) + 255 * u32::from(255 - *alpha);
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        }),
        _ => EDGE,
    }
}

#[cfg(test)]
mod tests {
    use super::{EDGE, INK, Raster};
    use crate::evidence::{Colour, Rect};

    const GREY: [u8; 3] = [90, 91, 92];

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    fn colour([r, g, b]: [u8; 3]) -> Option<Colour> {
        Some(Colour { r, g, b })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut raster = Raster::plain(40, 30, GREY);
        raster.mark(rect(10.0, 10.0, 8.0, 8.0));
        assert_eq!(Raster::read(&raster.write().unwrap()).unwrap(), raster);
        assert!(Raster::read(b"no picture").is_err());
    }

    #[test]
    fn a_cut_is_the_part_that_lies_on_the_picture() {
        let raster = Raster::plain(40, 30, GREY);
        let cut = raster.cut(rect(30.0, 25.0, 100.0, 100.0)).unwrap();
        assert_eq!((cut.width, cut.height), (10, 5));
        assert_eq!(raster.cut(rect(50.0, 0.0, 10.0, 10.0)), None, "outside");
        assert_eq!(raster.cut(rect(5.0, 5.0, 0.0, 0.0)), None, "empty");
        assert!(raster.holds(rect(0.0, 0.0, 40.0, 30.0)) && !raster.holds(rect(35.0, 0.0, 10.0, 5.0)));
    }

    #[test]
    fn a_mark_leaves_the_control_itself_alone() {
        let mut raster = Raster::plain(40, 30, GREY);
        raster.mark(rect(10.0, 10.0, 8.0, 8.0));
        assert_eq!(raster.at(10, 10), colour(GREY));
        assert_eq!(raster.at(17, 17), colour(GREY));
        assert_eq!(raster.at(9, 12), colour(EDGE));
        assert_eq!((raster.at(8, 12), raster.at(6, 12)), (colour(INK), colour(INK)));
        assert_eq!(raster.at(5, 12), colour(EDGE));
        assert_eq!(raster.at(4, 12), colour(GREY));
    }

    #[test]
    fn a_mark_at_the_edge_stays_on_the_picture() {
        let mut raster = Raster::plain(40, 30, GREY);
        raster.mark(rect(-5.0, -5.0, 500.0, 500.0));
        assert!(raster.at(0, 0).is_some());
        assert_eq!(raster.at(20, 15), colour(GREY));
    }
}
