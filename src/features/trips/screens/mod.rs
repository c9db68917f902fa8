//! What trips made to order look like.

pub mod agency;
pub mod traveller;
pub mod wizard;

use chrono::NaiveDate;

use crate::{
    args,
    bot::{html::Html, texts::Tr},
    entity::{
        trip,
        trip_offer::{Model as Offer, Side},
    },
    features::{
        tours::{catalog::Catalog, words},
        trips::reads::Card,
    },
    kernel::{money::Money, time::Timestamp},
};

/// Where to, in a line.
pub(super) fn places(tr: &Tr, catalog: &Catalog, trip: &trip::Model) -> String {
    let cities = trip
        .cities
        .split_whitespace()
        .filter_map(|key| catalog.city(key))
        .map(|city| city.title.in_lang(tr.lang()).clone());
    let place = Some(trip.place.clone()).filter(|place| !place.is_empty());
    let all: Vec<_> = cities.chain(place).collect();
    if all.is_empty() {
        "—".to_owned()
    } else {
        all.join(", ")
    }
}

/// When, in a line.
pub(super) fn when(tr: &Tr, trip: &trip::Model) -> String {
    let Some(day) = trip.starts_on else {
        return "—".to_owned();
    };
    if trip.is_month {
        return month(tr, day);
    }
    if trip.flexible_days > 0 {
        return tr.plain(
            "trips-about",
            args![day = words::day(day), days = i64::from(trip.flexible_days)],
        );
    }
    words::day(day)
}

fn month(tr: &Tr, day: NaiveDate) -> String {
    use chrono::Datelike;
    tr.plain(
        "common-month",
        args![
            month = i64::from(day.month()),
            year = day.year().to_string()
        ],
    )
}

/// `2 взрослых, 1 ребёнок`.
pub(super) fn party(tr: &Tr, trip: &trip::Model) -> String {
    let grown = tr.plain("bookings-adults", args![count = i64::from(trip.adults)]);
    if trip.children == 0 {
        return grown;
    }
    let small = tr.plain("bookings-children", args![count = i64::from(trip.children)]);
    format!("{grown}, {small}")
}

/// What is wanted, line by line.
pub(super) fn wanted(tr: &Tr, catalog: &Catalog, trip: &trip::Model) -> Html {
    let days = trip.days.map_or_else(
        || "—".to_owned(),
        |days| tr.plain("tours-length", args![days = i64::from(days)]),
    );
    let budget = trip.budget().map_or_else(
        || tr.plain("trips-any-budget", args![]),
        |budget| tr.money(budget),
    );
    let mut html = tr.html(
        "trips-wanted",
        args![
            places = places(tr, catalog, trip),
            when = when(tr, trip),
            days = days,
            party = party(tr, trip),
            budget = budget,
        ],
    );
    let transports: Vec<_> = trip
        .transports
        .split_whitespace()
        .filter_map(|key| catalog.transport(key))
        .map(|one| format!("{} {}", one.emoji, one.title.in_lang(tr.lang())))
        .collect();
    if !transports.is_empty() {
        html = html.line(&tr.html("tours-transports", args![names = transports.join(", ")]));
    }
    if !trip.wishes.is_empty() {
        html = html.paragraph(&tr.html("trips-wishes", args![text = trip.wishes.as_str()]));
    }
    html
}

/// The days of an offer.
pub(super) fn days(offer: &Offer) -> String {
    let (first, last) = (offer.starts_on, offer.ends_on());
    if first == last {
        words::day(first)
    } else {
        format!("{} – {}", first.format("%d.%m"), words::day(last))
    }
}

/// How long something holds.
pub(super) fn left(tr: &Tr, until: Option<Timestamp>, now: Timestamp) -> String {
    let minutes = until.map_or(0, |until| words::minutes_left(now, until));
    if minutes >= 48 * 60 {
        return tr.plain("trips-left-days", args![days = minutes / (24 * 60)]);
    }
    tr.plain(
        "bookings-left",
        args![hours = minutes / 60, minutes = minutes % 60],
    )
}

/// What one person pays, rounded down to whole units.
pub(super) fn each(card: &Card) -> Money {
    let price = card.offer.price();
    let seats = i64::from(card.trip.seats().max(1));
    Money::new(price.minor() / seats / 100 * 100, price.currency())
}

/// Stars of an agency's tours, when it has any.
pub(super) fn rating(tr: &Tr, (sum, count): (i64, i64)) -> Option<String> {
    (count > 0).then(|| {
        let tenths = (sum * 20 + count) / (count * 2);
        tr.plain(
            "tours-rating",
            args![stars = tr.tenths(tenths), count = count],
        )
    })
}

/// The rounds of the bargaining, the latest last; of many the latest alone.
pub(super) fn rounds(tr: &Tr, card: &Card) -> Option<Html> {
    /// Rounds that are shown.
    const SHOWN: usize = 8;
    if card.words.is_empty() {
        return None;
    }
    let mut html = tr.html("trips-rounds", args![]);
    let skipped = card.words.len().saturating_sub(SHOWN);
    for word in card.words.iter().skip(skipped) {
        let who = match word.side {
            Side::Traveller => "trips-side-traveller",
            Side::Agency => "trips-side-agency",
        };
        let sum = word
            .price_minor
            .map(|minor| tr.money(Money::new(minor, card.offer.currency)));
        let said: Vec<_> = sum
            .into_iter()
            .chain(Some(word.text.clone()).filter(|text| !text.is_empty()))
            .collect();
        html = html.line(&tr.html(
            "trips-round",
            args![who = tr.plain(who, args![]), said = said.join(" · ")],
        ));
    }
    Some(html)
}
