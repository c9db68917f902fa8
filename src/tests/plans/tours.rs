//! Lists of tours, bookings and trips, and what the rounds of time look for.

use sea_orm::ConnectionTrait;
use sputnik::{
    features::{
        bookings::{callbacks::Shelf, jobs as bookings, reads as booked, waiting},
        tours::{
            desk,
            reads::{self, Filter},
        },
        trips::{jobs as trips, privacy, reads as asked},
    },
    jobs::Job,
    kernel::{
        ids::{AgencyId, SessionId, TourId, TripId, UserId},
        money::{Currency, Money},
        permission::{Rights, Role},
    },
};

use super::{Slow, Watched};
use crate::support::{app::START, database::is_postgres};

const ROWS: &str = include_str!("tours.sql");
/// Enough for PostgreSQL to prefer an index wherever there is one: sessions and requests; bookings are twice as many.
const COUNT: i64 = 20_000;
/// How many rows a query may look at in vain: fewer than there are tours on sale.
const LEFT: i64 = 1_900;
/// Tables that grow with the business.
const GROWING: [&str; 14] = [
    "users",
    "tours",
    "tour_texts",
    "tour_photos",
    "tour_sessions",
    "tour_favourites",
    "promotions",
    "bookings",
    "booking_participants",
    "waiting_parties",
    "trips",
    "trip_agencies",
    "trip_offers",
    "trip_words",
];
/// Rows of a page, as in the bot.
const PAGE: u64 = 8;
/// The first page, the second, and behind the last.
const PAGES: [(&str, u32); 3] = [("first", 0), ("second", 1), ("last", u32::MAX)];

/// The lists that have been looked at, and those that are slow.
struct Round<'w> {
    watched: &'w Watched,
    slow: Vec<Slow>,
}

impl Round<'_> {
    async fn look<T, E: std::fmt::Debug>(
        &mut self,
        list: &'static str,
        place: &str,
        ask: impl Future<Output = Result<T, E>>,
    ) {
        let limits = (GROWING.as_slice(), LEFT);
        let found = self.watched.look((list, place), limits, ask).await;
        self.slow.extend(found);
    }
}

/// Goes through all lists.
async fn slow(watched: &Watched) -> Vec<Slow> {
    let mut round = Round {
        watched,
        slow: Vec::new(),
    };
    catalogue(&mut round).await;
    agency(&mut round).await;
    traveller(&mut round).await;
    let app = &watched.site.app;
    round
        .look("rounds: bookings", "all", bookings::Rounds.run(app))
        .await;
    round
        .look("rounds: trips", "all", trips::Rounds.run(app))
        .await;
    round.slow
}

fn filters() -> Vec<(&'static str, Filter)> {
    let all = Filter::default;
    let said = |words: &str| Filter {
        words: Some(words.to_owned()),
        ..all()
    };
    let month = "2030-02-01".parse().unwrap();
    let price = |minor, currency| Filter {
        price: Some(Money::new(minor, currency)),
        ..all()
    };
    vec![
        ("catalogue: all", all()),
        (
            "catalogue: a category",
            Filter {
                categories: vec!["nature".to_owned(), "mountains".to_owned()],
                ..all()
            },
        ),
        (
            "catalogue: a city",
            Filter {
                city: Some("khiva".to_owned()),
                ..all()
            },
        ),
        (
            "catalogue: a city and a category",
            Filter {
                city: Some("khiva".to_owned()),
                categories: vec!["nature".to_owned()],
                ..all()
            },
        ),
        (
            "catalogue: a month",
            Filter {
                from: Some(month),
                until: Some(reads::end_of_month(month)),
                ..all()
            },
        ),
        ("catalogue: a low price", price(110_000, Currency::Rub)),
        ("catalogue: a high price", price(900_000, Currency::Uzs)),
        ("catalogue: a common word", said("городе")),
        ("catalogue: a rare word", said("9971")),
        ("catalogue: no such word", said("антарктида")),
        (
            "catalogue: an agency",
            Filter {
                agency: Some(AgencyId(1)),
                ..all()
            },
        ),
        (
            "catalogue: favourites",
            Filter {
                kept_by: Some(UserId(1)),
                ..all()
            },
        ),
    ]
}

async fn catalogue(round: &mut Round<'_>) {
    let app = &round.watched.site.app;
    for (list, filter) in filters() {
        for (place, number) in PAGES {
            round
                .look(list, place, reads::page(app, &filter, number, PAGE))
                .await;
        }
        let below = reads::list(app, &filter, Some(TourId(COUNT / 4)), PAGE);
        round.look(list, "below a tour", below).await;
    }
    let nobody = Rights::new([]);
    // On sale, of an agency that sells, with a session ahead.
    let tour = TourId(126);
    round
        .look("counters of categories", "all", reads::categories(app))
        .await;
    round.look("cities", "all", reads::cities(app)).await;
    round.look("months", "all", reads::months(app)).await;
    round
        .look(
            "a tour with its calendar",
            "all",
            reads::card(app, Some(UserId(1)), &nobody, tour),
        )
        .await;
    round
        .look(
            "calendar: all sessions",
            "all",
            reads::all_sessions(&app.db, app.clock.now(), tour),
        )
        .await;
}

async fn agency(round: &mut Round<'_>) {
    use sputnik::entity::tour::Status;
    let app = &round.watched.site.app;
    let (id, rights) = (AgencyId(1), Rights::new([(Role::Owner, None)]));
    let session = SessionId(COUNT);
    round
        .look("agency: counters", "all", booked::counts(app, id))
        .await;
    round
        .look(
            "agency: trips that wait",
            "all",
            asked::waiting_count(app, id),
        )
        .await;
    for (place, number) in PAGES {
        for (list, shelf) in [
            ("agency: requests", Shelf::Requested),
            ("agency: to be paid", Shelf::Approved),
            ("agency: paid", Shelf::Paid),
            ("agency: past", Shelf::Past),
        ] {
            let ask = booked::shelf(app, &rights, id, shelf, number, PAGE);
            round.look(list, place, ask).await;
        }
        for (list, status) in [
            ("agency: drafts", Status::Draft),
            ("agency: tours on sale", Status::Published),
            ("agency: archive", Status::Archived),
        ] {
            let ask = reads::of_agency(app, id, status, number, PAGE);
            round.look(list, place, ask).await;
        }
        let ask = desk::sessions(app, &rights, id, number, PAGE);
        round.look("agency: sessions", place, ask).await;
        let ask = asked::desk(app, &rights, id, number, PAGE);
        round.look("agency: trips", place, ask).await;
        let ask = asked::tours(app, &rights, id, number, PAGE);
        round.look("agency: tours for an offer", place, ask).await;
    }
    round
        .look("agency: load of a session", "all", desk::load(app, session))
        .await;
    round
        .look(
            "agency: participants",
            "all",
            desk::participants(app, &rights, session),
        )
        .await;
}

async fn traveller(round: &mut Round<'_>) {
    let app = &round.watched.site.app;
    // Nobody has more of everything.
    let me = UserId(1);
    for (place, number) in PAGES {
        round
            .look("own bookings", place, booked::mine(app, me, number, PAGE))
            .await;
        round
            .look("own trips", place, asked::mine(app, me, number, PAGE))
            .await;
    }
    round
        .look(
            "own place in a waiting list",
            "all",
            waiting::mine(&app.db, me, SessionId(COUNT)),
        )
        .await;
    // Of somebody who travels now and then: what is most of a table is read whole at best.
    let person = UserId(COUNT / 8);
    round
        .look("own data", "bookings", booked::own_data(app, person))
        .await;
    round
        .look("own data", "trips", privacy::own_data(app, person))
        .await;
    let trip: TripId = TripId(COUNT - 1);
    let whose = asked_by(round.watched, trip).await;
    let ask = asked::compare(app, whose, trip);
    round.look("offers side by side", "all", ask).await;
}

async fn asked_by(watched: &Watched, trip: TripId) -> UserId {
    use sea_orm::EntityTrait;
    let row = sputnik::entity::trip::Entity::find_by_id(trip)
        .one(&watched.t.app.db)
        .await
        .unwrap();
    row.unwrap().traveller_id
}

#[tokio::test(flavor = "multi_thread")]
async fn no_list_of_tours_bookings_and_trips_reads_a_whole_table() {
    if !is_postgres() {
        return;
    }
    let fill = format!(
        "SET plans.count = {COUNT}; SET plans.now = {}; {ROWS}",
        START.0
    );
    let watched = Watched::over(&fill).await;
    let found = slow(&watched).await;
    assert!(found.is_empty(), "{found:#?}");
    // Control: without the index that a list stands on, the same look finds it.
    for (index, list) in [
        ("tours_search", "catalogue: a rare word"),
        ("bookings_of_traveller", "own bookings"),
        ("trips_of_traveller", "own trips"),
        ("trip_offers_of_trip", "own data"),
        ("bookings_counting", "rounds: bookings"),
    ] {
        watched.drop_index(index).await;
        let found = slow(&watched).await;
        assert!(
            found.iter().any(|(slow, _)| *slow == list),
            "without {index} nothing is slow: {found:#?}"
        );
    }
    // What the rounds promised to tell people is nobody's here.
    watched
        .t
        .app
        .db
        .execute_unprepared("DELETE FROM outbox")
        .await
        .unwrap();
    watched.t.finish().await;
}
