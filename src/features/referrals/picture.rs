//! A link as a picture, for a phone that looks at a screen or at a sheet of paper.

use qrcode::{Color, EcLevel, QrCode};

/// Side of a module, in pixels.
const SCALE: usize = 12;
/// White around the code, in modules: readers need four.
const MARGIN: usize = 4;

/// The picture cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The text does not fit a code.
    #[error("the text does not fit")]
    TooLong(#[from] qrcode::types::QrError),
    /// The file was not written.
    #[error("the picture was not written")]
    Png(#[from] png::EncodingError),
}

/// A QR code of this text as a PNG file.
///
/// # Errors
/// See [`PictureError`].
pub fn qr(text: &str) -> Result<Vec<u8>, PictureError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let width = code.width();
    let side = (width + 2 * MARGIN) * SCALE;
    let mut pixels = vec![u8::MAX; side * MARGIN * SCALE];
    for modules in code.to_colors().chunks(width) {
        let mut row = vec![u8::MAX; MARGIN * SCALE];
        for module in modules {
            let shade = match module {
                Color::Light => u8::MAX,
                Color::Dark => 0,
            };
            row.extend([shade; SCALE]);
        }
        row.extend([u8::MAX; MARGIN * SCALE]);
        for _ in 0..SCALE {
            pixels.extend_from_slice(&row);
        }
    }
    pixels.extend(vec![u8::MAX; side * MARGIN * SCALE]);
    let mut file = Vec::new();
    // A code has 177 modules a side at most.
    let pixels_a_side = u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = png::Encoder::new(&mut file, pixels_a_side, pixels_a_side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> String {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let (width, height) = (info.width as usize, info.height as usize);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            pixels[y * width + x]
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "no code is found in the picture");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_reader_finds_the_link_in_the_picture() {
        let link = "https://t.me/sputnik_test_bot?start=ref_7kx2mq9w";
        assert_eq!(read(&qr(link).unwrap()), link);
        let long = format!("https://t.me/{}?start=ref_7kx2mq9w", "b".repeat(32));
        assert_eq!(read(&qr(&long).unwrap()), long);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(qr(&"x".repeat(5000)).is_err());
    }
}
