//! What trips made to order look like.

pub mod agency;
pub mod traveller;
pub mod wizard;

use crate::{
    args,
    bot::{calendar::month_name, html::Html, texts::Tr},
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
        return month_name(tr, day);
    }
    if trip.flexible_days > 0 {
        return tr.plain(
            "trips-about",
            args![day = words::day(day), days = i64::from(trip.flexible_days)],
        );
    }
    words::day(day)
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
            party = words::party(tr, trip.adults, trip.children),
            budget = budget,
        ],
    );
    let transports = words::transports(tr, catalog, &trip.transports);
    if !transports.is_empty() {
        html = html.line(&tr.html("tours-transports", args![names = transports]));
    }
    if !trip.wishes.is_empty() {
        html = html.paragraph(&tr.html("trips-wishes", args![text = trip.wishes.as_str()]));
    }
    html
}

/// The days of an offer.
pub(super) fn days(offer: &Offer) -> String {
    words::span(offer.starts_on, offer.ends_on())
}

/// How long something holds.
pub(super) fn left(tr: &Tr, until: Option<Timestamp>, now: Timestamp) -> String {
    let minutes = until.map_or(0, |until| words::minutes_left(now, until));
    if minutes >= 48 * 60 {
        return tr.plain("trips-left-days", args![days = minutes / (24 * 60)]);
    }
    words::left(tr, until, now)
}

/// What one person pays, rounded down to whole units.
pub(super) fn each(card: &Card) -> Money {
    let price = card.offer.price();
    let seats = i64::from(card.trip.seats().max(1));
    Money::new(price.minor() / seats / 100 * 100, price.currency())
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
