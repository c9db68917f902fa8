//! Bookings, waiting lists, trips made to order.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use sputnik::{
    entity::{agency, booking, tour, tour_session, trip, trip_offer},
    features::trips::{
        bargain,
        drafts::Answer,
        offers::{self, Part},
        submit,
    },
    kernel::{
        ids::{TripId, UserId},
        money::{Currency, Money},
    },
};
use sputnik_sandbox::Person;

use super::{Own, OwnWithManager, Row, RowWithManager, Whose, World};
use crate::{
    bookings::{DAY, acting, add, approve, ask, party, plan, platform, selling},
    calls::{Reply, call, call_with},
    support::TestApp,
};

const OPEN: [u16; 6] = [401, 200, 200, 200, 200, 200];
const MADE: [u16; 6] = [401, 201, 201, 201, 201, 201];
/// Whoever decides for its agency: of these callers, the platform alone.
const DECIDED: [u16; 6] = [401, 404, 404, 404, 200, 200];
/// The platform sees it, and leaves it to its traveller.
const TRAVELLERS: [u16; 6] = [401, 404, 404, 404, 403, 403];

pub(crate) const ROWS: &[Row] = &[
    ("POST /bookings/quote", OPEN),
    ("POST /bookings", MADE),
    ("GET /bookings/my", OPEN),
    ("GET /bookings/{id}", DECIDED),
    ("POST /bookings/{id}/approve", DECIDED),
    ("POST /bookings/{id}/reject", DECIDED),
    ("POST /bookings/{id}/cancel", DECIDED),
    ("POST /bookings/{id}/pay", TRAVELLERS),
    ("GET /bookings/waitlist", OPEN),
    ("POST /bookings/waitlist", MADE),
    // Whoever does not wait has left already.
    (
        "DELETE /bookings/waitlist/{session_id}",
        [401, 204, 204, 204, 204, 204],
    ),
    ("GET /bookings/custom-requests", OPEN),
    ("POST /bookings/custom-requests", MADE),
    ("POST /bookings/custom-requests/offers/{id}/accept", DECIDED),
    (
        "POST /bookings/custom-requests/offers/{id}/counter",
        DECIDED,
    ),
    (
        "POST /bookings/custom-requests/offers/{id}/decline",
        TRAVELLERS,
    ),
    (
        "POST /bookings/custom-requests/offers/{id}/withdraw",
        DECIDED,
    ),
];

/// What managers of other agencies may do as well: requests come to all agencies that fit.
pub(super) const WITH_MANAGER: &[RowWithManager] = &[
    ("GET /bookings/pending", [401, 403, 403, 403, 200, 200, 200]),
    (
        "GET /bookings/custom-requests/{id}",
        [401, 404, 404, 404, 200, 200, 200],
    ),
    (
        "POST /bookings/custom-requests/{id}/cancel",
        [401, 404, 404, 404, 403, 403, 403],
    ),
    // The tour that the offer is based on is another agency's.
    (
        "POST /bookings/custom-requests/{id}/offers",
        [401, 404, 404, 404, 201, 201, 422],
    ),
];

/// The same about a request of their own.
pub(super) const OWN_WITH_MANAGER: &[OwnWithManager] = &[(
    "POST /bookings/custom-requests/{id}/offers",
    [403, 403, 403, 201, 201, 422],
)];

const MINE: [u16; 5] = [200, 200, 200, 200, 200];
/// What agencies do: travellers see it, and may not.
const AGENCIES: [u16; 5] = [403, 403, 403, 200, 200];

pub(super) const OWN: &[Own] = &[
    ("GET /bookings/{id}", MINE),
    ("POST /bookings/{id}/approve", AGENCIES),
    ("POST /bookings/{id}/reject", AGENCIES),
    ("POST /bookings/{id}/cancel", MINE),
    ("POST /bookings/{id}/pay", MINE),
    (
        "DELETE /bookings/waitlist/{session_id}",
        [204, 204, 204, 204, 204],
    ),
    ("GET /bookings/custom-requests/{id}", MINE),
    ("POST /bookings/custom-requests/{id}/cancel", MINE),
    ("POST /bookings/custom-requests/offers/{id}/accept", MINE),
    ("POST /bookings/custom-requests/offers/{id}/counter", MINE),
    ("POST /bookings/custom-requests/offers/{id}/decline", MINE),
    // One's own request is seen as its traveller sees it.
    (
        "POST /bookings/custom-requests/offers/{id}/withdraw",
        [403, 403, 403, 403, 403],
    ),
];

const NAME: &str = "Шёлковый путь";

/// The agency of all this, with its tour.
async fn seller(t: &TestApp) -> (agency::Model, tour::Model) {
    let found = agency::Entity::find()
        .filter(agency::Column::Name.eq(NAME))
        .one(&t.app.db)
        .await
        .unwrap();
    let Some(agency) = found else {
        return selling(t, NAME).await;
    };
    let tour = tour::Entity::find()
        .filter(tour::Column::AgencyId.eq(agency.id))
        .one(&t.app.db)
        .await
        .unwrap();
    (agency, tour.unwrap())
}

/// Nothing of this person waits: there are limits.
async fn clear(t: &TestApp, person: UserId) {
    booking::Entity::update_many()
        .col_expr(booking::Column::Status, Expr::value("cancelled"))
        .filter(booking::Column::TravellerId.eq(person))
        .exec(&t.app.db)
        .await
        .unwrap();
    trip::Entity::update_many()
        .col_expr(trip::Column::Status, Expr::value("cancelled"))
        .filter(trip::Column::TravellerId.eq(person))
        .exec(&t.app.db)
        .await
        .unwrap();
}

/// A session of a day's own with seats for two.
async fn session(t: &TestApp) -> tour_session::Model {
    let (_, tour) = seller(t).await;
    add(t, &tour, plan(DAY, 2)).await
}

/// A booking of that person, approved where the operation is about money.
async fn booked(t: &TestApp, person: UserId, operation: &str) -> i64 {
    let session = session(t).await;
    let id = ask(t, person, session.id, party(1, 0)).await.unwrap().id;
    if operation.ends_with("/pay") {
        approve(t, id).await;
    }
    id.0
}

/// A request of that person.
async fn asked(t: &TestApp, person: UserId) -> trip::Model {
    seller(t).await;
    let answers = vec![
        Answer::City("samarkand".to_owned()),
        Answer::Day(DAY.parse().unwrap()),
        Answer::Days(3),
        Answer::Party(party(2, 0)),
    ];
    let catalog = &t.site.library.tours;
    submit::ask(&t.app, catalog, acting(person), answers)
        .await
        .unwrap()
}

/// An offer for a request of that person; one that the agency may accept was bargained about.
async fn offered(t: &TestApp, trip: TripId, traveller: UserId, whose: Whose) -> trip_offer::Model {
    let (_, tour) = seller(t).await;
    let parts = vec![
        Part::Price(Money::new(5_000_000, Currency::Rub)),
        Part::Included("Всё".to_owned()),
    ];
    let actor = acting(traveller);
    let offer = offers::make(&t.app, actor, &platform(), trip, tour.id, parts)
        .await
        .unwrap();
    if whose == Whose::Own {
        return offer;
    }
    bargain::counter(&t.app, actor, offer.id, "45 000")
        .await
        .unwrap()
}

fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

/// The path and the body of a call that would go through for whoever may make it.
async fn told(t: &TestApp, target: UserId, operation: &str, whose: Whose) -> (String, Value) {
    let (_, path) = operation.split_once(' ').unwrap();
    let (mut id, mut body) = (0, Value::Null);
    match path.strip_prefix("/bookings").unwrap() {
        "/quote" => body = json!({"session_id": session(t).await.id, "adults": 1}),
        "" => {
            body = json!({
                "session_id": session(t).await.id, "adults": 1, "shown": rub(150_000),
            });
        }
        "/waitlist" | "/waitlist/{session_id}" => {
            let full = session(t).await;
            let taken = tour_session::Entity::update_many()
                .col_expr(tour_session::Column::Taken, Expr::value(2))
                .filter(tour_session::Column::Id.eq(full.id));
            taken.exec(&t.app.db).await.unwrap();
            id = full.id.0;
            body = json!({"session_id": full.id, "adults": 1});
        }
        "/{id}/pay" => {
            id = booked(t, target, operation).await;
            body = json!({"method": "yookassa"});
        }
        "/custom-requests" => {
            body = json!({"place": "Памир", "starts_on": DAY, "days": 2, "adults": 1});
        }
        "/custom-requests/{id}/offers" => {
            id = asked(t, target).await.id.0;
            let tour = seller(t).await.1.id;
            body = json!({"tour_id": tour, "price": rub(100), "included": "Всё"});
        }
        offer if offer.starts_with("/custom-requests/offers") => {
            let trip = asked(t, target).await.id;
            let row = offered(t, trip, target, whose).await;
            id = row.id.0;
            body = match offer.rsplit('/').next().unwrap() {
                "accept" => json!({"revision": row.revision}),
                "counter" => json!({"text": "А скидка?"}),
                _ => Value::Null,
            };
        }
        request if request.starts_with("/custom-requests/{id}") => {
            id = asked(t, target).await.id.0;
        }
        booking if booking.starts_with("/{id}") => id = booked(t, target, operation).await,
        _ => {}
    }
    let path = path
        .replace("{id}", &id.to_string())
        .replace("{session_id}", &id.to_string());
    (path, body)
}

pub(super) async fn attempt(
    world: &World,
    caller: Option<&Person>,
    operation: &str,
    whose: Whose,
) -> Reply {
    let t = &world.t;
    let target = match (whose, caller) {
        (Whose::Own, Some(caller)) => caller,
        (Whose::Own | Whose::Anothers, _) => &world.anna,
    };
    let target = t.row(target).await.id;
    clear(t, target).await;
    if let Some(caller) = caller {
        clear(t, t.row(caller).await.id).await;
    }
    let auth = caller.map(TestApp::tma).unwrap_or_default();
    let (method, _) = operation.split_once(' ').unwrap();
    let (path, body) = told(t, target, operation, whose).await;
    let reply = if method != "POST" || body.is_null() {
        call(t, &auth, method, &path).await
    } else {
        call_with(t, &auth, method, &path, &body).await
    };
    t.settle().await;
    reply
}
