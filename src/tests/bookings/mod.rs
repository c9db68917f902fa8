//! Tours and their bookings: agencies, seats, answers, money, endings, waiting lists.

mod desk;
mod endings;
mod kills;
mod money;
mod oversell;
mod partner;
mod prices;
mod spread;
mod story;
mod time;
mod traveller;
mod waiting;

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use serde_json::json;
use sputnik::{
    db,
    entity::{
        agency, audit_record, booking, ledger_transaction, payment, promo_code, promotion, tour,
        tour_session, user,
    },
    features::{
        bookings::{
            error::BookingError,
            fulfil::{self, Settled},
            request::{self, Code, Wanted},
        },
        ledger::{self, Account, facts},
        tours::{
            agencies,
            discounts::{self, For, NewCode, NewPromotion, Off},
            offers::{self, Draft, Words},
            pricing::Party,
            sessions::{self, Plan},
        },
        users::roles,
    },
    kernel::{
        actor::{Actor, Who},
        ids::{AgencyId, BookingId, SessionId, UserId},
        lang::Lang,
        money::Currency,
        permission::{Rights, Role},
        time::Timestamp,
    },
};
use sputnik_sandbox::Person;

pub(super) use self::partner::at_payme;
use super::{calls, support::TestApp};

pub(super) fn acting(person: UserId) -> Actor {
    Actor {
        who: Who::User(person),
        role: None,
        update: None,
    }
}

/// Whoever may do everything.
pub(super) fn platform() -> Rights {
    Rights::new([(Role::Owner, None)])
}

pub(super) fn party(adults: i32, children: i32) -> Party {
    Party { adults, children }
}

/// Twenty days from the beginning of the tests.
pub(super) const DAY: &str = "2030-01-21";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An agency with a published tour of two days.
pub(super) async fn selling(t: &TestApp, name: &str) -> (agency::Model, tour::Model) {
    let (app, rights) = (&t.app, platform());
    let catalog = &t.site.library.tours;
    let shell = Actor::SHELL;
    let agency = agencies::create(app, shell, &rights, name).await.unwrap();
    let words = agencies::Words {
        contacts: Some("+998 90 000 00 00".to_owned()),
        ..agencies::Words::default()
    };
    agencies::describe(app, shell, &rights, agency.id, words)
        .await
        .unwrap();
    let title = (Lang::Ru, "Самарканд за выходные");
    let tour = offers::create(app, catalog, shell, &rights, agency.id, title)
        .await
        .unwrap();
    let text = |words: &str| Some(words.to_owned());
    let words = Words {
        title: None,
        description: text("Регистан, Шахи-Зинда и плов."),
        included: text("Поезд, гостиница, гид."),
        meeting_point: text("Южный вокзал, 7:00."),
    };
    offers::word(app, catalog, shell, &rights, tour.id, Lang::Ru, words)
        .await
        .unwrap();
    let words = Words {
        title: text("Samarkand for a weekend"),
        description: text("Registan, Shah-i-Zinda and pilaf."),
        included: text("Train, hotel, guide."),
        meeting_point: text("Southern station, 7:00."),
    };
    offers::word(app, catalog, shell, &rights, tour.id, Lang::En, words)
        .await
        .unwrap();
    let params = json!({"group_max": 12, "pace": "calm"});
    let draft = Draft {
        params: params.as_object().unwrap().clone(),
        transports: Some(vec!["train".to_owned(), "walk".to_owned()]),
        city: text("samarkand"),
        category: text("silk_road"),
        days: Some(2),
        ..Draft::default()
    };
    offers::edit(app, catalog, shell, &rights, tour.id, draft)
        .await
        .unwrap();
    let tour = offers::publish(app, catalog, shell, &rights, tour.id)
        .await
        .unwrap();
    (agency, tour)
}

/// What a session is like unless a test wants it otherwise: 1500 roubles an adult, 900 a child.
pub(super) fn plan(starts_on: &str, capacity: i32) -> Plan {
    Plan {
        starts_on: day(starts_on),
        adult_minor: 150_000,
        child_minor: Some(90_000),
        currency: Currency::Rub,
        capacity,
        minimum_group: 0,
        wants_names: false,
        chat_link: None,
        refund_rule: None,
    }
}

pub(super) async fn add(t: &TestApp, tour: &tour::Model, plan: Plan) -> tour_session::Model {
    sessions::add(&t.app, Actor::SHELL, &platform(), tour.id, plan)
        .await
        .unwrap()
}

/// An agency, its tour and a session with so many seats.
pub(super) async fn on_sale(
    t: &TestApp,
    capacity: i32,
) -> (agency::Model, tour::Model, tour_session::Model) {
    let (agency, tour) = selling(t, "Шёлковый путь").await;
    let session = add(t, &tour, plan(DAY, capacity)).await;
    (agency, tour, session)
}

/// Somebody who decides for this agency.
pub(super) async fn manager(t: &TestApp, agency: AgencyId, name: &str) -> Person {
    let person = t.person(name, "ru").await;
    let me = t.row(&person).await.id;
    agencies::add_manager(&t.app, Actor::SHELL, &platform(), agency, me)
        .await
        .unwrap();
    t.settle().await;
    person
}

pub(super) async fn rights(t: &TestApp, person: &Person) -> Rights {
    roles::rights_of(&t.app, &t.row(person).await)
        .await
        .unwrap()
}

/// Asks for seats by the service, at the price of the moment.
pub(super) async fn ask(
    t: &TestApp,
    person: UserId,
    session: SessionId,
    party: Party,
) -> Result<booking::Model, BookingError> {
    ask_with(t, person, session, party, None).await
}

async fn ask_with(
    t: &TestApp,
    person: UserId,
    session: SessionId,
    party: Party,
    code: Option<&str>,
) -> Result<booking::Model, BookingError> {
    let code = code.map(|code| Code::Typed(code.to_owned()));
    let quote = request::quote(&t.app, session, party, code.as_ref()).await?;
    let wanted = Wanted {
        session,
        party,
        code,
        wish: None,
        names: Vec::new(),
        shown_minor: quote.price.total.minor(),
        shown_in: None,
    };
    request::request(&t.app, acting(person), wanted).await
}

pub(super) async fn row(t: &TestApp, id: BookingId) -> booking::Model {
    booking::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

pub(super) async fn session_row(t: &TestApp, id: SessionId) -> tour_session::Model {
    tour_session::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

async fn rows(t: &TestApp) -> Vec<booking::Model> {
    booking::Entity::find()
        .order_by_asc(booking::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap()
}

/// The money for a booking comes, in a transaction as the one that settles payments.
pub(super) async fn pay(t: &TestApp, id: BookingId) -> Settled {
    let booking = row(t, id).await;
    let now = t.app.clock.now();
    let token = hex::encode(rand::random::<[u8; 16]>());
    let payment = payment::ActiveModel {
        payable_kind: Set(payment::PayableKind::Booking),
        payable_id: Set(id.0),
        part: Set(payment::Part::Full),
        payer_id: Set(booking.traveller_id),
        provider: Set(payment::Provider::Yookassa),
        status: Set(payment::Status::Paid),
        amount_minor: Set(booking.price_minor),
        bonus_minor: Set(0),
        currency: Set(booking.currency),
        refunded_minor: Set(0),
        idempotence_key: Set(token.clone()),
        body: Set("{}".to_owned()),
        provider_id: Set(Some(token.clone())),
        return_token: Set(token),
        checks: Set(0),
        created_at: Set(now),
        paid_at: Set(Some(now)),
        ..Default::default()
    };
    let txn = db::begin(&t.app.db).await.unwrap();
    let payable = sputnik::kernel::payable::Payable::Booking(id);
    sputnik::features::fulfilment::hold(&txn, payable)
        .await
        .unwrap();
    let payment = payment::Entity::insert(payment)
        .exec_with_returning(&txn)
        .await
        .unwrap();
    let settled = fulfil::on_paid(&t.app, &txn, now, id, &payment)
        .await
        .unwrap();
    if settled == Settled::Done {
        facts::paid(&txn, now, &payment).await.unwrap();
        txn.commit().await.unwrap();
    } else {
        txn.rollback().await.unwrap();
    }
    t.app.outbox.nudge();
    settled
}

/// The agency says yes, by the service.
pub(super) async fn approve(t: &TestApp, id: BookingId) {
    let decider = t.person("Решающий", "ru").await;
    let me = t.row(&decider).await.id;
    sputnik::features::bookings::decide::approve(&t.app, acting(me), &platform(), id)
        .await
        .unwrap();
}

/// States in which a booking has its seats, or had them on the tour.
const SEATED: [booking::Status; 4] = [
    booking::Status::Requested,
    booking::Status::Approved,
    booking::Status::Paid,
    booking::Status::Completed,
];

/// Seats that are held, counted from the bookings and offers themselves.
async fn held(t: &TestApp, session: SessionId) -> i64 {
    use sputnik::entity::waiting_party;
    let bookings = booking::Entity::find()
        .filter(booking::Column::SessionId.eq(session))
        .filter(booking::Column::Status.is_in(SEATED))
        .all(&t.app.db)
        .await
        .unwrap();
    let offers = waiting_party::Entity::find()
        .filter(waiting_party::Column::SessionId.eq(session))
        .filter(waiting_party::Column::Status.eq(waiting_party::Status::Offered))
        .all(&t.app.db)
        .await
        .unwrap();
    bookings.iter().map(|one| i64::from(one.seats)).sum::<i64>()
        + offers.iter().map(|one| i64::from(one.seats)).sum::<i64>()
}

/// The counter of a session says what its bookings say.
pub(super) async fn is_sound(t: &TestApp, session: SessionId) -> bool {
    let row = session_row(t, session).await;
    let held = held(t, session).await;
    i64::from(row.taken) == held && row.taken <= row.capacity
}

/// What we owe on an account.
pub(super) async fn owed(t: &TestApp, account: Account) -> i64 {
    ledger::owed(&t.app.db, account, Currency::Rub)
        .await
        .unwrap()
        .minor()
}

pub(super) async fn audited(t: &TestApp, action: &str) -> u64 {
    audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq(action))
        .count(&t.app.db)
        .await
        .unwrap()
}

/// A code that takes ten per cent off everything, for so many bookings.
pub(super) async fn code(
    t: &TestApp,
    word: &str,
    total: Option<i32>,
    person: Option<i32>,
) -> promo_code::Model {
    let wanted = NewCode {
        code: word.to_owned(),
        good_for: For::default(),
        off: Off::Percent(10),
        minimum: None,
        starts_at: Timestamp(0),
        ends_at: t.app.clock.now().plus(TimeDelta::days(60)),
        total_limit: total,
        person_limit: person,
    };
    discounts::add_code(&t.app, Actor::SHELL, &platform(), wanted)
        .await
        .unwrap()
}

pub(super) async fn promote(
    t: &TestApp,
    agency: AgencyId,
    percent: u32,
    total: Option<i32>,
) -> promotion::Model {
    let wanted = NewPromotion {
        title: "Зимняя скидка".to_owned(),
        good_for: For {
            agency: Some(agency),
            ..For::default()
        },
        off: Off::Percent(percent),
        starts_at: Timestamp(0),
        ends_at: t.app.clock.now().plus(TimeDelta::days(60)),
        total_limit: total,
    };
    discounts::promote(&t.app, Actor::SHELL, &platform(), wanted)
        .await
        .unwrap()
}

/// So many people without a chat: nothing that they are told goes anywhere.
pub(super) async fn crowd(t: &TestApp, count: i64) -> Vec<user::Model> {
    let people = calls::crowd(t, count).await;
    user::Entity::update_many()
        .col_expr(user::Column::TelegramId, Expr::value(Option::<i64>::None))
        .filter(user::Column::Id.is_in(people.iter().map(|person| person.id)))
        .exec(&t.app.db)
        .await
        .unwrap();
    people
}

/// How often a fact stands in the ledger.
pub(super) async fn booked(t: &TestApp, fact: String) -> u64 {
    ledger_transaction::Entity::find()
        .filter(ledger_transaction::Column::Fact.eq(fact))
        .count(&t.app.db)
        .await
        .unwrap()
}
