//! Pictures are drawn and looked at by their pixels.

use proptest::prelude::*;

use super::*;

fn points(values: &[i64]) -> Vec<(String, i64)> {
    let days = (1..).map(|day| format!("{day:02}.11"));
    days.zip(values.iter().copied()).collect()
}

fn chart<'a>(shape: Shape, series: &'a [Series<'a>]) -> Chart<'a> {
    Chart {
        title: "Заказы за ноябрь",
        shape,
        exponent: 0,
        series,
    }
}

fn drawn(chart: &Chart<'_>) -> Pixmap {
    let picture = Pixmap::decode_png(&chart.png().unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), SIZE);
    picture
}

/// How many pixels of a picture have this colour.
fn count(picture: &Pixmap, colour: &str) -> usize {
    let wanted = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap();
    let is_wanted = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| {
        let rgb = [pixel.red(), pixel.green(), pixel.blue()];
        rgb.iter().fold(0, |all, one| all * 256 + u32::from(*one)) == wanted
    };
    picture.pixels().iter().filter(is_wanted).count()
}

#[test]
fn bars_are_as_long_as_their_values() {
    let area = |values: &[i64]| {
        let points = points(values);
        let series = [Series {
            name: "",
            points: &points,
        }];
        count(&drawn(&chart(Shape::Bars, &series)), COLOURS[0])
    };
    let (half, whole) = (area(&[5, 10]), area(&[10, 10]));
    assert!(half * 4 / 3 > whole * 98 / 100 && half * 4 / 3 < whole * 102 / 100);
    assert_eq!(area(&[0, 0]), 0);
    assert!(area(&[-10, 10]) > 10_000);
}

#[test]
fn every_series_has_its_colour_and_its_name() {
    let (first, second) = (points(&[3, 5, 4]), points(&[1, 2, 3]));
    let series = [
        Series {
            name: "Оплачено",
            points: &first,
        },
        Series {
            name: "Yakunlangan",
            points: &second,
        },
    ];
    for shape in [Shape::Bars, Shape::Line] {
        let chart = chart(shape, &series);
        let picture = drawn(&chart);
        assert!(count(&picture, COLOURS[0]) > 200, "{shape:?}");
        assert!(count(&picture, COLOURS[1]) > 200, "{shape:?}");
        let svg = chart.svg().unwrap();
        assert!(svg.contains(">Оплачено<") && svg.contains(">Yakunlangan<"));
    }
}

#[test]
fn the_fonts_have_letters_of_all_our_languages() {
    let ink = |words: &str| {
        let points = points(&[1]);
        let series = [Series {
            name: "",
            points: &points,
        }];
        let chart = Chart {
            title: words,
            ..chart(Shape::Bars, &series)
        };
        drawn(&chart)
    };
    let empty = ink("");
    // A letter without a glyph leaves no ink, or the same box as any other.
    let boxed = ink("漢");
    for letter in "ЯёЁщқғҳўʻʼOʻgʻ№₽–—«»…€Zz09%".chars() {
        let picture = ink(&letter.to_string());
        assert!(picture != empty && picture != boxed, "{letter}");
    }
}

#[test]
fn ticks_are_round_and_hold_all_values() {
    let ticks = |values: &[i64], exponent| {
        let scale = Scale::over(values.iter().copied(), exponent);
        let ticks: Vec<_> = scale.ticks().map(|tick| number(tick, exponent)).collect();
        ticks.join(" ").replace('\u{a0}', "_")
    };
    assert_eq!(ticks(&[0], 0), "0 1");
    assert_eq!(ticks(&[7], 0), "0 2 4 6 8");
    assert_eq!(ticks(&[23], 0), "0 5 10 15 20 25");
    assert_eq!(ticks(&[-3, 9], 0), "–5 0 5 10");
    assert_eq!(ticks(&[1_234_500], 2), "0 5_000 10_000 15_000");
    assert_eq!(ticks(&[250], 2), "0 0,50 1 1,50 2 2,50");
}

#[test]
fn long_labels_are_broken_in_two_and_then_shortened() {
    let room = width("Сопровождение", 13);
    assert_eq!(in_lines("Экзамен", room), ["Экзамен"]);
    assert_eq!(
        in_lines("Сопровождение диплома", room),
        ["Сопровождение", "диплома"]
    );
    let lines = in_lines("Сопровождение дипломов и диссертаций", room);
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1].ends_with('…') && width(&lines[1], 13) <= room,
        "{lines:?}"
    );
    assert!(in_lines("Сопровождениедиплома", room)[0].ends_with('…'));
}

#[test]
fn nothing_and_unequal_series_are_refused() {
    let (two, three) = (points(&[1, 2]), points(&[1, 2, 3]));
    let none: [(String, i64); 0] = [];
    let refused = |series: &[Series<'_>]| chart(Shape::Bars, series).png().unwrap_err();
    assert!(matches!(refused(&[]), ChartError::Empty));
    assert!(matches!(
        refused(&[Series {
            name: "",
            points: &none
        }]),
        ChartError::Empty
    ));
    let uneven = [
        Series {
            name: "",
            points: &two,
        },
        Series {
            name: "",
            points: &three,
        },
    ];
    assert!(matches!(refused(&uneven), ChartError::Uneven));
}

#[test]
fn a_year_of_days_and_the_greatest_values_are_drawn() {
    let year = points(&[i64::MAX, i64::MIN, 0, 1].repeat(92));
    let series = [Series {
        name: "x",
        points: &year,
    }; 7];
    for shape in [Shape::Bars, Shape::Line] {
        drawn(&chart(shape, &series));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_and_values_are_laid_out(
        title in ".*", labels in prop::collection::vec((".*", any::<i64>()), 1..40), exponent in 0u32..12,
    ) {
        let series = [Series { name: &title, points: &labels }];
        for shape in [Shape::Bars, Shape::Line] {
            let svg = Chart { title: &title, shape, exponent, series: &series }.svg().unwrap();
            Tree::from_str(&svg, &Options::default()).unwrap();
        }
    }
}
