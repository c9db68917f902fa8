//! Spans of a day as people write them: `9-18`, `09:00–13:00, 14:00–18:30`.

/// Minutes from midnight: from, until.
pub type Span = (i32, i32);

/// Minutes of a day.
pub const DAY: i32 = 1440;
/// Nothing shorter holds an hour.
pub const SHORTEST: i32 = 60;

/// Why a text is no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// It cannot be read.
    Unreadable,
    /// No hour fits.
    Short,
}

/// Reads spans, separated by commas, semicolons or lines.
///
/// # Errors
/// [`Odd`] for the first that is no span of a day.
pub fn read(text: &str) -> Result<Vec<Span>, Odd> {
    let parts: Vec<_> = text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        return Err(Odd::Unreadable);
    }
    let spans = parts.into_iter().map(|part| {
        let (from, until) = part
            .split_once(['-', '–', '—', '−'])
            .ok_or(Odd::Unreadable)?;
        let from = minute(from).ok_or(Odd::Unreadable)?;
        // Work until midnight ends at 00:00 for some people.
        let until = match minute(until).ok_or(Odd::Unreadable)? {
            0 => DAY,
            until => until,
        };
        if until <= from {
            return Err(Odd::Unreadable);
        }
        if until - from < SHORTEST {
            return Err(Odd::Short);
        }
        Ok((from, until))
    });
    spans.collect()
}

/// `9`, `09`, `9:30`, `9.30`; up to `24:00`.
fn minute(text: &str) -> Option<i32> {
    let text = text.trim();
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let number = |digits: &str, most: usize| {
        let is_number = !digits.is_empty()
            && digits.len() <= most
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<i32>().ok()).flatten()
    };
    let hours = number(hours.trim(), 2)?;
    let minutes = number(minutes.trim(), 2).filter(|_| minutes.trim().len() == 2)?;
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= DAY).then_some(minute)
}

/// Puts together what touches or overlaps; in order.
#[must_use]
pub fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for (from, until) in spans {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = std::cmp::max(last.1, until),
            _ => out.push((from, until)),
        }
    }
    out
}

/// `09:00–18:30`.
#[must_use]
pub fn written((from, until): Span) -> String {
    format!(
        "{:02}:{:02}–{:02}:{:02}",
        from / 60,
        from % 60,
        until / 60,
        until % 60
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn people_write_spans_in_many_ways() {
        assert_eq!(read("9-18"), Ok(vec![(540, 1080)]));
        assert_eq!(read(" 09:00 – 18:30 "), Ok(vec![(540, 1110)]));
        assert_eq!(
            read("9.00—13.00, 14:00-24:00"),
            Ok(vec![(540, 780), (840, 1440)])
        );
        assert_eq!(read("22:00-0:00"), Ok(vec![(1320, 1440)]));
        for odd in [
            "",
            ",",
            "утром",
            "9",
            "18-9",
            "9-25",
            "9:60-12",
            "9:5-12",
            "-9-18",
            "9-18-20",
            "+9-18",
            "9:-12",
            "999-1000",
        ] {
            assert_eq!(read(odd), Err(Odd::Unreadable), "{odd}");
        }
        assert_eq!(read("9:00-9:30"), Err(Odd::Short));
    }

    #[test]
    fn what_touches_becomes_one() {
        assert_eq!(
            merged(vec![(600, 700), (540, 600), (650, 660), (800, 900)]),
            [(540, 700), (800, 900)]
        );
        assert_eq!(written((540, 1440)), "09:00–24:00");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(from in 0..1380_i32, length in 60..=1440_i32) {
            let span = (from, std::cmp::min(from + length, DAY));
            prop_assert_eq!(read(&written(span)), Ok(vec![span]));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn merging_keeps_every_minute_and_leaves_gaps(
            spans in prop::collection::vec((0..1380_i32, 60..400_i32), 0..8)
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(from, length)| (from, std::cmp::min(from + length, DAY))).collect();
            let out = merged(spans.clone());
            let inside = |spans: &[Span], minute: i32| spans.iter().any(|(from, until)| (*from..*until).contains(&minute));
            for minute in 0..DAY {
                prop_assert_eq!(inside(&spans, minute), inside(&out, minute));
            }
            prop_assert!(out.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }
}
