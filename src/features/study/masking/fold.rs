//! One spelling for look-alikes: small letters, plain digits, dashes, spaces and apostrophes, nothing
//! invisible. Every byte knows where it came from.

use std::ops::Range;

/// A folded text.
pub(super) struct Folded<'t> {
    original: &'t str,
    /// The text to search in.
    pub(super) text: String,
    /// For each byte of it, where the letter stands in the original.
    places: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    pub(super) fn new(original: &'t str) -> Self {
        let mut this = Self {
            original,
            text: String::with_capacity(original.len()),
            places: Vec::with_capacity(original.len()),
        };
        for (start, letter) in original.char_indices() {
            let end = start + letter.len_utf8();
            if is_invisible(letter) {
                // Belongs to the letter before it.
                if let Some(last) = this.places.last().copied() {
                    for place in this.places.iter_mut().rev() {
                        if place.0 != last.0 {
                            break;
                        }
                        place.1 = end;
                    }
                }
                continue;
            }
            for small in plain(letter)
                .to_lowercase()
                .filter(|one| !is_invisible(*one))
            {
                this.text.push(small);
                this.places.resize(this.text.len(), (start, end));
            }
        }
        this
    }

    /// The same place in the original.
    pub(super) fn original(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.places.get(at.start).map_or(0, |place| place.0);
        let last = at.end.checked_sub(1).and_then(|last| self.places.get(last));
        start..last.map_or(start, |place| place.1)
    }

    /// The words at a place, as they were written.
    pub(super) fn written(&self, at: &Range<usize>) -> &'t str {
        self.original.get(self.original(at)).unwrap_or_default()
    }

    /// What stands before a place.
    pub(super) fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    /// What stands from a place on.
    pub(super) fn after(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }
}

/// Joiners, marks on letters, selectors, keycaps: nothing that is read.
const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The usual spelling of a letter.
fn plain(letter: char) -> char {
    let code = u32::from(letter);
    let digit = |zero: u32| char::from_digit(code - zero, 10).unwrap_or(letter);
    match code {
        // Arabic, Persian, Devanagari and full-width digits.
        0x660..=0x669 => digit(0x660),
        0x6f0..=0x6f9 => digit(0x6f0),
        0x966..=0x96f => digit(0x966),
        0xff10..=0xff19 => digit(0xff10),
        // Digits in circles, and those of mathematical alphabets.
        0x2460..=0x2468 => digit(0x245f),
        0x2776..=0x277e => digit(0x2775),
        0x24ea => '0',
        0x1d7ce..=0x1d7ff => char::from_digit((code - 0x1d7ce) % 10, 10).unwrap_or(letter),
        // The other full-width signs, such as `＠`.
        0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(letter),
        _ => match letter {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => '-',
            'ʻ' | 'ʼ' | '’' | '‘' | '`' | '´' | 'ʹ' => '\'',
            '\n' => '\n',
            space if space.is_whitespace() => ' ',
            other => other,
        },
    }
}
