//! Bars and lines as a picture: an SVG of ours, drawn by `resvg` with fonts that come along.
//!
//! Positions are whole tenths of a pixel: amounts are never floats, not even on the way to a picture.

mod scale;
mod svg;
#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use self::{
    scale::{Scale, number},
    svg::{Look, Svg, shortened, width},
};
use crate::assets::Assets;

/// Size of the picture, in pixels.
pub const SIZE: (u32, u32) = (900, 500);

/// The plot within the picture, in tenths of a pixel.
const LEFT: i64 = 900;
const RIGHT: i64 = 8680;
const TOP: i64 = 1120;
const BOTTOM: i64 = 4400;

/// Colours of series that are told apart with every kind of sight, in order; then from the start again.
const COLOURS: [&str; 5] = ["#2f6fed", "#f08a24", "#12a594", "#8e4ec6", "#d6409f"];

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    let assets = Assets::new(None);
    for name in ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"] {
        if let Some(font) = assets.bytes(&format!("fonts/{name}")) {
            fonts.load_font_data(font.into_owned());
        }
    }
    Arc::new(fonts)
});

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Bars side by side.
    Bars,
    /// A line with points.
    Line,
}

/// A row of values of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Its name in the legend; may be empty when it is the only one.
    pub name: &'a str,
    /// Labels below, and values. All series of a chart have the same labels.
    pub points: &'a [(String, i64)],
}

/// A picture to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// What stands above it.
    pub title: &'a str,
    /// How it is drawn.
    pub shape: Shape,
    /// How many digits of a value stand behind the point: 0 for counts, 2 for money.
    pub exponent: u32,
    /// One series or several.
    pub series: &'a [Series<'a>],
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// No series, or no values.
    #[error("there is nothing to draw")]
    Empty,
    /// Series of different lengths: a fault of ours.
    #[error("the series of a chart differ in length")]
    Uneven,
    /// The SVG is not one: a fault of ours.
    #[error("the chart cannot be laid out")]
    Layout(#[from] resvg::usvg::Error),
    /// The picture cannot be made.
    #[error("the chart cannot be drawn: {0}")]
    Draw(String),
}

impl Chart<'_> {
    /// The picture as a PNG of [`SIZE`]. Takes some ten milliseconds of work: not for the thread of an
    /// async task without `spawn_blocking`.
    ///
    /// # Errors
    /// See [`ChartError`].
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        let options = Options {
            font_family: "Noto Sans".to_owned(),
            fontdb: FONTS.clone(),
            ..Options::default()
        };
        let tree = Tree::from_str(&self.svg()?, &options)?;
        let mut pixels = Pixmap::new(SIZE.0, SIZE.1)
            .ok_or_else(|| ChartError::Draw("no room for the pixels".to_owned()))?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels
            .encode_png()
            .map_err(|error| ChartError::Draw(error.to_string()))
    }

    fn svg(&self) -> Result<String, ChartError> {
        let count = self.series.first().map_or(0, |series| series.points.len());
        if count == 0 {
            return Err(ChartError::Empty);
        }
        if self.series.iter().any(|one| one.points.len() != count) {
            return Err(ChartError::Uneven);
        }
        let scale = Scale::over(
            self.series
                .iter()
                .flat_map(|series| series.points)
                .map(|(_, value)| *value),
            self.exponent,
        );
        let mut svg = Svg::begin();
        svg.text(
            (360, 520),
            Look::new(22, "#1c2430").bold(),
            &shortened(self.title, 8200, 22),
        );
        self.legend(&mut svg);
        self.axis(&mut svg, &scale);
        self.labels(&mut svg, count);
        match self.shape {
            Shape::Bars => self.bars(&mut svg, &scale, count),
            Shape::Line => self.lines(&mut svg, &scale, count),
        }
        let zero = scale.y(0);
        svg.line((LEFT, zero), (RIGHT, zero), "#8a94a6", 12);
        Ok(svg.end())
    }

    fn legend(&self, svg: &mut Svg) {
        let mut x = 360;
        for (series, colour) in self.series.iter().zip(colours()) {
            if series.name.is_empty() {
                continue;
            }
            let name = shortened(series.name, 2400, 14);
            if x + width(&name, 14) > RIGHT {
                break;
            }
            svg.disc((x + 55, 755), 55, colour, "none");
            svg.text((x + 190, 805), Look::new(14, "#4b5565"), &name);
            x += width(&name, 14) + 480;
        }
    }

    fn axis(&self, svg: &mut Svg, scale: &Scale) {
        let fits = |size| {
            let mut ticks = scale.ticks();
            ticks.all(|tick| width(&self.number(tick), size) <= LEFT - 240)
        };
        let size = if fits(13) { 13 } else { 10 };
        for tick in scale.ticks() {
            let y = scale.y(tick);
            if tick != 0 {
                svg.line((LEFT, y), (RIGHT, y), "#e6eaf0", 10);
            }
            svg.text(
                (LEFT - 120, y + 45),
                Look::new(size, "#6b7585").end(),
                &self.number(tick),
            );
        }
    }

    fn labels(&self, svg: &mut Svg, count: usize) {
        let Some(series) = self.series.first() else {
            return;
        };
        let slot = slot(count);
        let widest = series
            .points
            .iter()
            .map(|(label, _)| width(label, 13))
            .max()
            .unwrap_or_default();
        // A few long names are broken or shortened; of many short ones some are left out.
        let room = (slot - 100).max(700);
        let wanted = widest.min(room).max(1) + 100;
        let every = usize::try_from(div_up(wanted, slot.max(1)))
            .unwrap_or(1)
            .max(1);
        for (at, (label, _)) in series.points.iter().enumerate().step_by(every) {
            for (line, y) in in_lines(label, wanted).into_iter().zip([260, 430]) {
                svg.text(
                    (middle(at, count), BOTTOM + y),
                    Look::new(13, "#4b5565").middle(),
                    &line,
                );
            }
        }
    }

    fn bars(&self, svg: &mut Svg, scale: &Scale, count: usize) {
        let number = i64::try_from(self.series.len()).unwrap_or(1).max(1);
        let slot = slot(count);
        let gap = if slot / number > 80 { 20 } else { 0 };
        let bar = ((slot * 7 / 10 - gap * (number - 1)) / number).clamp(5, 640);
        let all = bar * number + gap * (number - 1);
        for ((series, colour), place) in self.series.iter().zip(colours()).zip(0_i64..) {
            for (at, (_, value)) in series.points.iter().enumerate() {
                let left = middle(at, count) - all / 2 + place * (bar + gap);
                svg.bar(left, bar, (scale.y(0), scale.y(*value)), colour);
                let words = self.number(*value);
                // Where values can be read off the bars, nobody has to follow the grid.
                if number == 1 && *value != 0 && width(&words, 12) < slot - 60 {
                    let above = if *value < 0 { 170 } else { -70 };
                    svg.text(
                        (middle(at, count), scale.y(*value) + above),
                        Look::new(12, "#1c2430").middle(),
                        &words,
                    );
                }
            }
        }
    }

    fn lines(&self, svg: &mut Svg, scale: &Scale, count: usize) {
        let is_single = self.series.len() == 1;
        for (series, colour) in self.series.iter().zip(colours()) {
            let points: Vec<_> = series
                .points
                .iter()
                .enumerate()
                .map(|(at, (_, value))| (middle(at, count), scale.y(*value)))
                .collect();
            if is_single {
                svg.area(&points, scale.y(0), colour);
            }
            svg.path(&points, colour);
            if count <= 40 {
                for point in &points {
                    svg.disc(*point, 45, "#ffffff", colour);
                }
            }
        }
    }

    fn number(&self, value: impl Into<i128>) -> String {
        number(value.into(), self.exponent)
    }
}

/// A label in one line, or in two when it is too long for one.
fn in_lines(label: &str, room: i64) -> Vec<String> {
    if width(label, 13) <= room {
        return vec![label.to_owned()];
    }
    let fitting = label
        .match_indices(' ')
        .filter_map(|(at, _)| Some((label.get(..at)?, label.get(at + 1..)?)))
        .take_while(|(first, _)| width(first, 13) <= room)
        .last();
    match fitting {
        Some((first, second)) => vec![first.to_owned(), shortened(second, room, 13)],
        None => vec![shortened(label, room, 13)],
    }
}

fn colours() -> impl Iterator<Item = &'static str> {
    COLOURS.into_iter().cycle()
}

fn slot(count: usize) -> i64 {
    (RIGHT - LEFT) / i64::try_from(count).unwrap_or(i64::MAX).max(1)
}

fn middle(at: usize, count: usize) -> i64 {
    let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
    let at = i64::try_from(at).unwrap_or_default();
    LEFT + (RIGHT - LEFT) * (2 * at + 1) / (2 * count)
}

fn div_up(number: i64, by: i64) -> i64 {
    (number + by - 1) / by
}
