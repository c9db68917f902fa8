//! Tours and agencies: `Own` is what belongs to the manager's agency, whoever calls.

use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};
use sputnik::{
    entity::{agency, tour},
    features::tours::{
        agencies,
        discounts::{self, For, NewCode, NewPromotion, Off},
    },
    kernel::{actor::Actor, ids::AgencyId},
};
use sputnik_sandbox::Person;

use super::{OwnWithManager, RowWithManager, Whose, World};
use crate::{
    bookings::{add, plan, platform, selling},
    calls::{Reply, call, call_with},
    support::TestApp,
};

/// Open to everybody.
const OPEN: [u16; 7] = [200, 200, 200, 200, 200, 200, 200];
/// Changed by the platform and by its own agency; another agency's is not there.
const CHANGED: [u16; 7] = [401, 403, 403, 403, 200, 200, 404];
const ENDED: [u16; 7] = [401, 403, 403, 403, 204, 204, 404];
const MADE: [u16; 7] = [401, 403, 403, 403, 201, 201, 404];
/// Made for an agency of the caller's, where they have one.
const MADE_FOR_OWN: [u16; 7] = [401, 403, 403, 403, 201, 201, 201];
/// The platform's alone.
const PLATFORMS: [u16; 7] = [401, 403, 403, 403, 201, 201, 403];
const KEPT: [u16; 7] = [401, 204, 204, 204, 204, 204, 204];

pub(crate) const ROWS: &[RowWithManager] = &[
    ("GET /tours", OPEN),
    ("POST /tours", MADE_FOR_OWN),
    ("GET /tours/categories", OPEN),
    ("GET /tours/promotions", OPEN),
    ("POST /tours/promotions", MADE_FOR_OWN),
    ("PATCH /tours/promotions/{id}", ENDED),
    (
        "GET /tours/promo-codes",
        [401, 403, 403, 403, 200, 200, 200],
    ),
    ("POST /tours/promo-codes", MADE_FOR_OWN),
    ("PATCH /tours/promo-codes/{id}", ENDED),
    ("PATCH /tours/sessions/{id}", CHANGED),
    ("POST /tours/sessions/{id}/cancel", CHANGED),
    ("POST /tours/sessions/{id}/repeat", MADE),
    ("GET /tours/{id}", OPEN),
    ("PATCH /tours/{id}", CHANGED),
    ("GET /tours/{id}/sessions", OPEN),
    ("POST /tours/{id}/sessions", MADE),
    ("PUT /tours/{id}/favourite", KEPT),
    ("DELETE /tours/{id}/favourite", KEPT),
    (
        "GET /payments/statements",
        [401, 403, 403, 403, 200, 200, 200],
    ),
    ("GET /agencies", OPEN),
    ("POST /agencies", PLATFORMS),
    ("GET /agencies/{id}", OPEN),
    ("PATCH /agencies/{id}", CHANGED),
    ("GET /agencies/{id}/managers", CHANGED),
    ("POST /agencies/{id}/managers", PLATFORMS),
    (
        "DELETE /agencies/{id}/managers/{user_id}",
        [401, 403, 403, 403, 204, 204, 403],
    ),
];

const OWN_OPEN: [u16; 6] = [200, 200, 200, 200, 200, 200];
const OWN_CHANGED: [u16; 6] = [403, 403, 403, 200, 200, 200];
const OWN_ENDED: [u16; 6] = [403, 403, 403, 204, 204, 204];
const OWN_MADE: [u16; 6] = [403, 403, 403, 201, 201, 201];
const OWN_KEPT: [u16; 6] = [204, 204, 204, 204, 204, 204];

pub(super) const OWN: &[OwnWithManager] = &[
    ("PATCH /tours/promotions/{id}", OWN_ENDED),
    ("PATCH /tours/promo-codes/{id}", OWN_ENDED),
    ("PATCH /tours/sessions/{id}", OWN_CHANGED),
    ("POST /tours/sessions/{id}/cancel", OWN_CHANGED),
    ("POST /tours/sessions/{id}/repeat", OWN_MADE),
    ("GET /tours/{id}", OWN_OPEN),
    ("PATCH /tours/{id}", OWN_CHANGED),
    ("GET /tours/{id}/sessions", OWN_OPEN),
    ("POST /tours/{id}/sessions", OWN_MADE),
    ("PUT /tours/{id}/favourite", OWN_KEPT),
    ("DELETE /tours/{id}/favourite", OWN_KEPT),
    ("GET /agencies/{id}", OWN_OPEN),
    ("PATCH /agencies/{id}", OWN_CHANGED),
    ("GET /agencies/{id}/managers", OWN_CHANGED),
    // A manager does not make others managers.
    (
        "POST /agencies/{id}/managers",
        [403, 403, 403, 201, 201, 403],
    ),
    (
        "DELETE /agencies/{id}/managers/{user_id}",
        [403, 403, 403, 204, 204, 403],
    ),
];

/// The manager's agency and another one, each with a tour on sale.
pub(super) struct Agencies {
    pub(super) own: (agency::Model, tour::Model),
    pub(super) other: (agency::Model, tour::Model),
}

impl Agencies {
    pub(super) async fn found(t: &TestApp) -> Self {
        Self {
            own: selling(t, "Своё агентство").await,
            other: selling(t, "Чужое агентство").await,
        }
    }
}

/// Names, codes and days that are used once.
fn turn() -> i64 {
    static TURN: AtomicI64 = AtomicI64::new(0);
    TURN.fetch_add(1, Ordering::Relaxed)
}

/// A day of its own: a tour has one session a day.
fn some_day() -> String {
    let first: chrono::NaiveDate = "2030-02-01".parse().unwrap();
    (first + chrono::Days::new(turn().unsigned_abs())).to_string()
}

const ENDS: &str = "2030-03-01T00:00:00Z";

async fn promotion(t: &TestApp, agency: AgencyId) -> i64 {
    let now = t.app.clock.now();
    let wanted = NewPromotion {
        title: "Весна".to_owned(),
        good_for: For {
            agency: Some(agency),
            ..For::default()
        },
        off: Off::Percent(5),
        starts_at: now,
        ends_at: now.plus(chrono::TimeDelta::days(3)),
        total_limit: None,
    };
    discounts::promote(&t.app, Actor::SHELL, &platform(), wanted)
        .await
        .unwrap()
        .id
        .0
}

async fn code(t: &TestApp, agency: AgencyId) -> i64 {
    let now = t.app.clock.now();
    let wanted = NewCode {
        code: format!("KOD{}", turn()),
        good_for: For {
            agency: Some(agency),
            ..For::default()
        },
        off: Off::Percent(5),
        minimum: None,
        starts_at: now,
        ends_at: now.plus(chrono::TimeDelta::days(3)),
        total_limit: None,
        person_limit: None,
    };
    discounts::add_code(&t.app, Actor::SHELL, &platform(), wanted)
        .await
        .unwrap()
        .id
        .0
}

/// A call that would go through for whoever may make it.
pub(super) async fn attempt(
    world: &World,
    caller: Option<&Person>,
    operation: &str,
    whose: Whose,
) -> Reply {
    let t = &world.t;
    let auth = caller.map(TestApp::tma).unwrap_or_default();
    let (method, path) = operation.split_once(' ').unwrap();
    let (agency, tour) = match whose {
        Whose::Own => &world.agencies.own,
        Whose::Anothers => &world.agencies.other,
    };
    let own = world.agencies.own.0.id;
    let session = async || add(t, tour, plan(&some_day(), 4)).await.id.0;
    let price = json!({"amount_minor": 150_000, "currency": "RUB"});
    let (id, body) = match operation {
        "POST /tours" => (0, json!({"agency_id": own, "lang": "ru", "title": "Хива"})),
        "POST /tours/promotions" => (
            0,
            json!({"agency_id": own, "title": "Лето", "percent": 5, "ends_at": ENDS}),
        ),
        "PATCH /tours/promotions/{id}" => {
            (promotion(t, agency.id).await, json!({"is_active": false}))
        }
        "GET /tours/promo-codes" => {
            let path = format!("{path}?agency={own}");
            return call(t, &auth, method, &path).await;
        }
        "GET /payments/statements" => {
            let path = format!("{path}?agency={own}&month=2030-01");
            return call(t, &auth, method, &path).await;
        }
        "POST /tours/promo-codes" => {
            let code = format!("NEW{}", turn());
            (
                0,
                json!({"agency_id": own, "code": code, "percent": 5, "ends_at": ENDS}),
            )
        }
        "PATCH /tours/promo-codes/{id}" => (code(t, agency.id).await, json!({"is_active": false})),
        "PATCH /tours/sessions/{id}" => (session().await, json!({"capacity": 5})),
        "POST /tours/sessions/{id}/cancel" => (session().await, json!({"note": "Снег"})),
        "POST /tours/sessions/{id}/repeat" => {
            (session().await, json!({"every_weeks": 1, "times": 1}))
        }
        "PATCH /tours/{id}" => (tour.id.0, json!({"days": 2})),
        "POST /tours/{id}/sessions" => (
            tour.id.0,
            json!({"starts_on": some_day(), "adult": price, "capacity": 4}),
        ),
        "POST /agencies" => (0, json!({"name": format!("Агентство {}", turn())})),
        "PATCH /agencies/{id}" => (agency.id.0, json!({"contacts": "+998 90 000 00 00"})),
        "POST /agencies/{id}/managers" => {
            let user = t.row(&world.vera).await.id;
            (agency.id.0, json!({"user_id": user}))
        }
        "DELETE /agencies/{id}/managers/{user_id}" => {
            let user = t.row(&world.vera).await.id;
            agencies::add_manager(&t.app, Actor::SHELL, &platform(), agency.id, user)
                .await
                .unwrap();
            let path = format!("/agencies/{}/managers/{user}", agency.id);
            let reply = call(t, &auth, method, &path).await;
            t.settle().await;
            return reply;
        }
        _ if path.starts_with("/agencies/{id}") => (agency.id.0, Value::Null),
        _ => (tour.id.0, Value::Null),
    };
    let path = path.replace("{id}", &id.to_string());
    let reply = if body.is_null() {
        call(t, &auth, method, &path).await
    } else {
        call_with(t, &auth, method, &path, &body).await
    };
    t.settle().await;
    reply
}
