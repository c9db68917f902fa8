//! Time zones as people know them: by city, or by where they are.

use chrono::Offset;
use chrono_tz::Tz;

use crate::kernel::{
    lang::Lang,
    time::{self, Timestamp},
};

/// A zone with the cities by which it is offered.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// IANA name.
    pub zone: Tz,
    /// City in Russian, Uzbek and English.
    pub city: [&'static str; 3],
}

const fn choice(zone: Tz, ru: &'static str, uz: &'static str, en: &'static str) -> Choice {
    Choice {
        zone,
        city: [ru, uz, en],
    }
}

/// Zones that are offered as buttons, from west to east. The order is the wire form of the buttons: new
/// ones are added at the end.
pub const CHOICES: [Choice; 20] = [
    choice(
        Tz::Europe__Kaliningrad,
        "Калининград",
        "Kaliningrad",
        "Kaliningrad",
    ),
    choice(Tz::Europe__Moscow, "Москва", "Moskva", "Moscow"),
    choice(Tz::Europe__Samara, "Самара", "Samara", "Samara"),
    choice(
        Tz::Asia__Yekaterinburg,
        "Екатеринбург",
        "Yekaterinburg",
        "Yekaterinburg",
    ),
    choice(Tz::Asia__Omsk, "Омск", "Omsk", "Omsk"),
    choice(
        Tz::Asia__Novosibirsk,
        "Новосибирск",
        "Novosibirsk",
        "Novosibirsk",
    ),
    choice(
        Tz::Asia__Krasnoyarsk,
        "Красноярск",
        "Krasnoyarsk",
        "Krasnoyarsk",
    ),
    choice(Tz::Asia__Irkutsk, "Иркутск", "Irkutsk", "Irkutsk"),
    choice(Tz::Asia__Yakutsk, "Якутск", "Yakutsk", "Yakutsk"),
    choice(
        Tz::Asia__Vladivostok,
        "Владивосток",
        "Vladivostok",
        "Vladivostok",
    ),
    choice(Tz::Asia__Magadan, "Магадан", "Magadan", "Magadan"),
    choice(Tz::Asia__Kamchatka, "Камчатка", "Kamchatka", "Kamchatka"),
    choice(Tz::Asia__Tashkent, "Ташкент", "Toshkent", "Tashkent"),
    choice(Tz::Asia__Samarkand, "Самарканд", "Samarqand", "Samarkand"),
    choice(Tz::Asia__Almaty, "Алматы", "Olmaota", "Almaty"),
    choice(Tz::Asia__Bishkek, "Бишкек", "Bishkek", "Bishkek"),
    choice(Tz::Asia__Dushanbe, "Душанбе", "Dushanbe", "Dushanbe"),
    choice(Tz::Asia__Baku, "Баку", "Boku", "Baku"),
    choice(Tz::Europe__Istanbul, "Стамбул", "Istanbul", "Istanbul"),
    choice(Tz::Europe__London, "Лондон", "London", "London"),
];

impl Choice {
    /// The city in this language.
    #[must_use]
    pub fn city(&self, lang: Lang) -> &'static str {
        let [ru, uz, en] = self.city;
        match lang {
            Lang::Ru => ru,
            Lang::Uz => uz,
            Lang::En => en,
        }
    }
}

/// What people call a zone: the city by which it is offered, or its IANA name, and how far from UTC it is
/// at that moment.
#[must_use]
pub fn name(zone: Tz, lang: Lang, at: Timestamp) -> String {
    let place = CHOICES
        .iter()
        .find(|choice| choice.zone == zone)
        .map_or(zone.name(), |choice| choice.city(lang));
    let offset = at.utc().with_timezone(&zone).offset().fix();
    let seconds = offset.local_minus_utc();
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    if minutes == 0 {
        format!("{place}, UTC{sign}{hours}")
    } else {
        format!("{place}, UTC{sign}{hours}:{minutes:02}")
    }
}

/// The zone of a city that is offered, in any language, or of an IANA name.
#[must_use]
pub fn by_words(words: &str) -> Option<Tz> {
    let words = words.trim().to_lowercase();
    CHOICES
        .iter()
        .find(|choice| choice.city.iter().any(|city| city.to_lowercase() == words))
        .map(|choice| choice.zone)
        .or_else(|| time::zone(&words))
        .or_else(|| by_city_of_name(&words))
}

/// `new york` for `America/New_York`: the last part of an IANA name is a city.
fn by_city_of_name(words: &str) -> Option<Tz> {
    let city = words.replace(' ', "_");
    chrono_tz::TZ_VARIANTS.into_iter().find(|zone| {
        zone.name()
            .rsplit_once('/')
            .is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
    })
}

/// The zone of a place on the map; none on the open sea without a zone of its own.
///
/// The map (a few megabytes, embedded) is opened for the question and forgotten: a location is shared
/// once in a lifetime.
#[must_use]
pub fn by_place(latitude: f64, longitude: f64) -> Option<Tz> {
    time::zone(tzf_rs::EmbeddedFinder::new().get_tz_name(longitude, latitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_called_by_their_city_with_the_distance_from_utc() {
        let winter = Timestamp(1_893_488_400_000);
        let called = |zone, lang| name(zone, lang, winter);
        assert_eq!(called(Tz::Asia__Tashkent, Lang::Ru), "Ташкент, UTC+5");
        assert_eq!(called(Tz::Europe__London, Lang::Uz), "London, UTC+0");
        assert_eq!(
            called(Tz::Asia__Kolkata, Lang::En),
            "Asia/Kolkata, UTC+5:30"
        );
        assert_eq!(
            called(Tz::America__New_York, Lang::En),
            "America/New_York, UTC−5"
        );
    }

    #[test]
    fn zones_are_found_by_city_in_three_languages_by_name_and_by_place() {
        assert_eq!(by_words("ташкент"), Some(Tz::Asia__Tashkent));
        assert_eq!(by_words(" Samarqand "), Some(Tz::Asia__Samarkand));
        assert_eq!(by_words("europe/moscow"), Some(Tz::Europe__Moscow));
        assert_eq!(by_words("New York"), Some(Tz::America__New_York));
        assert_eq!(by_words("Нарния"), None);
        assert_eq!(by_place(41.31, 69.28), Some(Tz::Asia__Tashkent));
        assert_eq!(by_place(43.12, 131.89), Some(Tz::Asia__Vladivostok));
    }
}
