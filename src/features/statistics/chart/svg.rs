//! A drawing in the making.

use std::fmt::Write;

use super::SIZE;

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    size: i64,
    colour: &'static str,
    weight: &'static str,
    anchor: &'static str,
}

impl Look {
    pub(super) const fn new(size: i64, colour: &'static str) -> Self {
        Self {
            size,
            colour,
            weight: "normal",
            anchor: "start",
        }
    }

    pub(super) const fn bold(self) -> Self {
        Self {
            weight: "bold",
            ..self
        }
    }

    pub(super) const fn middle(self) -> Self {
        Self {
            anchor: "middle",
            ..self
        }
    }

    pub(super) const fn end(self) -> Self {
        Self {
            anchor: "end",
            ..self
        }
    }
}

/// An SVG, element by element.
pub(super) struct Svg(String);

impl Svg {
    pub(super) fn begin() -> Self {
        let (width, height) = SIZE;
        Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width}0 {height}0\" font-family=\"Noto Sans\">\
             <rect width=\"{width}0\" height=\"{height}0\" fill=\"#ffffff\"/>"
        ))
    }

    pub(super) fn end(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }

    /// Writing into a `String` does not fail.
    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        self.0.write_fmt(element).ok();
    }

    pub(super) fn text(&mut self, (x, y): (i64, i64), look: Look, words: &str) {
        let Look {
            size,
            colour,
            weight,
            anchor,
        } = look;
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}0\" fill=\"{colour}\" \
             font-weight=\"{weight}\" text-anchor=\"{anchor}\">"
        ));
        for letter in words.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                // Not allowed in XML.
                control if control.is_control() => self.0.push(' '),
                '\u{fffe}' | '\u{ffff}' => self.0.push(' '),
                other => self.0.push(other),
            }
        }
        self.0.push_str("</text>");
    }

    pub(super) fn line(&mut self, from: (i64, i64), to: (i64, i64), colour: &str, width: i64) {
        self.put(format_args!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>",
            from.0, from.1, to.0, to.1
        ));
    }

    pub(super) fn disc(&mut self, (x, y): (i64, i64), radius: i64, fill: &str, stroke: &str) {
        self.put(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"25\"/>"
        ));
    }

    /// A bar from the zero line, round at its far end.
    pub(super) fn bar(&mut self, left: i64, width: i64, (zero, end): (i64, i64), colour: &str) {
        let height = (zero - end).abs();
        let round = 50.min(width / 2).min(height);
        let towards = if end < zero { -1 } else { 1 };
        let (right, shoulder) = (left + width, end - towards * round);
        let (inner_left, inner_right) = (left + round, right - round);
        self.put(format_args!(
            "<path d=\"M{left} {zero}V{shoulder}Q{left} {end} {inner_left} {end}H{inner_right}\
             Q{right} {end} {right} {shoulder}V{zero}Z\" fill=\"{colour}\"/>"
        ));
    }

    pub(super) fn area(&mut self, points: &[(i64, i64)], zero: i64, colour: &str) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            return;
        };
        let path = joined(points);
        self.put(format_args!(
            "<path d=\"M{} {zero}L{path}L{} {zero}Z\" fill=\"{colour}\" fill-opacity=\"0.12\"/>",
            first.0, last.0
        ));
    }

    pub(super) fn path(&mut self, points: &[(i64, i64)], colour: &str) {
        let path = joined(points);
        self.put(format_args!(
            "<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"28\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\"/>"
        ));
    }
}

fn joined(points: &[(i64, i64)]) -> String {
    points
        .iter()
        .map(|(x, y)| format!("{x} {y}"))
        .collect::<Vec<_>>()
        .join("L")
}

/// About how wide a text is, in tenths of a pixel.
pub(super) fn width(text: &str, size: i64) -> i64 {
    let tenths: i64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '\u{a0}' => 3,
            'm' | 'w' | 'M' | 'W' | 'ж' | 'ш' | 'щ' | 'ю' | 'ф' | 'ы' | 'м' | 'Ж' | 'Ш' | 'Щ'
            | 'Ю' | 'Ф' | 'Ы' | 'М' => 9,
            upper if upper.is_uppercase() => 7,
            _ => 6,
        })
        .sum();
    tenths * size
}

/// As much of a text as fits.
pub(super) fn shortened(text: &str, room: i64, size: i64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if width(&short, size) + 16 * size > room {
            break;
        }
        short.push(letter);
    }
    format!("{}…", short.trim_end())
}
