//! The process is killed at each step of a booking, between the commit and the word about it. The next
//! one finishes the work: seats counted once, money booked once, everybody told.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use secrecy::SecretString;
use serde_json::{Value, json};
use sputnik::{
    app::App,
    clock::Clock,
    db::Db,
    entity::{
        booking::{self, Status},
        payment, tour_session,
    },
    features::{
        bookings::callbacks::{BookingsCallback, Choice},
        ledger,
        tours::{
            agencies::{self, CashDesk},
            callbacks::AgencyCallback,
        },
    },
    kernel::{actor::Actor, ids::SessionId, money::Currency},
};
use sputnik_sandbox::Person;

use super::{party, platform};
use crate::support::{
    Settings,
    app::{client, config},
    process::until,
    shop::Shop,
    updates::press,
};

const MERCHANT: &str = "587f72c72cac0d162c722ae2";
const KEY: &str = "key-of-the-cash-desk-at-payme-0123456789";

/// A process with tours on sale, a traveller and the manager of their agency.
struct Scene {
    shop: Shop,
    session: tour_session::Model,
    anna: Person,
    boss: Person,
}

impl Scene {
    async fn new(currency: Currency) -> Self {
        let shop = Shop::open().await;
        let seeded = shop.ground.command(&["seed"]).await;
        assert_eq!(seeded.code, Some(0), "{}", seeded.err);
        let session = tour_session::Entity::find()
            .filter(tour_session::Column::Currency.eq(currency))
            .filter(tour_session::Column::MinimumGroup.eq(0))
            // Far enough for all of the money to come back.
            .order_by_desc(tour_session::Column::StartsAt)
            .one(&shop.db)
            .await
            .unwrap()
            .expect("no example is sold in this currency");
        let (anna, boss) = (shop.person("Анна").await, shop.person("Мария").await);
        let (person, agency) = (boss.id().to_string(), session.agency_id.to_string());
        let granting = ["grant", &person, "manager", "--agency", &agency];
        let granted = shop.ground.command(&granting).await;
        assert_eq!(granted.code, Some(0), "{}", granted.err);
        Self {
            shop,
            session,
            anna,
            boss,
        }
    }

    async fn kill(self) -> Self {
        Self {
            shop: self.shop.kill().await,
            ..self
        }
    }

    async fn ask(&self) {
        let choice = Choice {
            session: self.session.id,
            party: party(1, 0),
            code: None,
        };
        let price = self.session.adult_minor;
        press(&self.anna, &BookingsCallback::Request(choice, price)).await;
    }

    async fn approve(&self) {
        let id = self.booking().await.id;
        press(&self.boss, &BookingsCallback::Approve(id)).await;
    }

    async fn booking(&self) -> booking::Model {
        booking::Entity::find()
            .one(&self.shop.db)
            .await
            .unwrap()
            .expect("there is no booking")
    }

    /// The traveller has an approved booking and goes to its page of payment.
    async fn goes_to_pay(&self) {
        self.ask().await;
        self.approve().await;
        self.shop.is_told(&self.anna, "подтвердило бронь").await;
        self.anna.tap("🎫 Открыть бронь").await.unwrap();
        self.anna.tap("💳 Оплатить").await.unwrap();
        self.anna.tap("💳 Оплатить").await.unwrap();
    }

    /// So many seats are taken, and the book is right.
    async fn ends_with(self, seats: i32) {
        let session = session(&self.shop.db, self.session.id).await;
        assert_eq!(session.taken, seats);
        let audit = ledger::reads::audit(&self.shop.db).await.unwrap();
        assert!(audit.is_clean(), "{audit:?}");
        self.shop.close().await;
    }
}

async fn session(db: &Db, id: SessionId) -> tour_session::Model {
    tour_session::Entity::find_by_id(id)
        .one(db)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_request_and_the_word_to_the_agency() {
    let scene = Scene::new(Currency::Rub).await;
    scene.shop.silence(&scene.boss);
    scene.ask().await;
    scene.shop.on_its_way().await;
    let scene = scene.kill().await;
    scene.shop.is_told(&scene.boss, "Новая заявка").await;
    assert_eq!(scene.shop.audited("booking.requested").await, 1);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_answer_and_the_word_to_the_traveller() {
    let scene = Scene::new(Currency::Rub).await;
    scene.ask().await;
    scene.shop.is_told(&scene.boss, "Новая заявка").await;
    scene.shop.silence(&scene.anna);
    scene.approve().await;
    scene.shop.on_its_way().await;
    let scene = scene.kill().await;
    scene.shop.is_told(&scene.anna, "подтвердило бронь").await;
    assert_eq!(scene.booking().await.status, Status::Approved);
    assert_eq!(scene.shop.audited("booking.approved").await, 1);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_money_and_the_word_to_the_traveller() {
    let scene = Scene::new(Currency::Rub).await;
    scene.goes_to_pay().await;
    scene.shop.silence(&scene.anna);
    scene.shop.pay(&scene.anna);
    scene.shop.on_its_way().await;
    let scene = scene.kill().await;
    scene.shop.is_told(&scene.anna, "Бронь оплачена").await;
    scene.shop.is_told(&scene.boss, "Бронь оплачена").await;
    assert_eq!(scene.booking().await.status, Status::Paid);
    assert_eq!(scene.shop.audited("booking.paid").await, 1);
    assert_eq!(scene.shop.booked("payment.paid").await, 1);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_end_of_a_hold_and_the_word_about_it() {
    let scene = Scene::new(Currency::Rub).await;
    scene.ask().await;
    scene.shop.is_told(&scene.boss, "Новая заявка").await;
    scene.shop.silence(&scene.anna);
    scene
        .shop
        .db
        .execute_unprepared("UPDATE bookings SET hold_until = 1")
        .await
        .unwrap();
    scene.shop.on_its_way().await;
    let scene = scene.kill().await;
    scene.shop.is_told(&scene.anna, "не ответило").await;
    assert_eq!(scene.booking().await.status, Status::Expired);
    assert_eq!(scene.shop.audited("booking.expired").await, 1);
    scene.ends_with(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_session_is_called_off() {
    let scene = Scene::new(Currency::Rub).await;
    scene.goes_to_pay().await;
    scene.shop.pay(&scene.anna);
    scene.shop.is_told(&scene.anna, "Бронь оплачена").await;
    press(&scene.boss, &AgencyCallback::Cancel(scene.session.id)).await;
    press(&scene.boss, &AgencyCallback::CancelYes(scene.session.id)).await;
    // Marked; its bookings follow by a job, which the next process has to do.
    let scene = scene.kill().await;
    scene.shop.is_told(&scene.anna, "не состоится").await;
    until("the money is back", async || {
        scene.booking().await.status == Status::Refunded
            && scene.shop.booked("refund.done").await == 1
    })
    .await;
    assert_eq!(scene.shop.booked("refund.promised").await, 1);
    scene.ends_with(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_offer_of_free_seats_and_the_word_about_it() {
    let scene = Scene::new(Currency::Rub).await;
    let boris = scene.shop.person("Борис").await;
    scene.ask().await;
    scene
        .shop
        .db
        .execute_unprepared("UPDATE tour_sessions SET capacity = 1 WHERE taken = 1")
        .await
        .unwrap();
    let wait = BookingsCallback::Wait(scene.session.id, party(1, 0));
    press(&boris, &wait).await;
    scene.shop.silence(&boris);
    let id = scene.booking().await.id;
    press(&scene.anna, &BookingsCallback::CancelYes(id, 0)).await;
    scene.shop.on_its_way().await;
    let scene = scene.kill().await;
    scene.shop.is_told(&boris, "Для вас есть места").await;
    // Killed right after they are taken: they are taken once.
    let choice = Choice {
        session: scene.session.id,
        party: party(1, 0),
        code: None,
    };
    let booking = BookingsCallback::Request(choice, scene.session.adult_minor);
    press(&boris, &booking).await;
    let scene = scene.kill().await;
    press(&boris, &booking).await;
    assert_eq!(scene.shop.audited("booking.requested").await, 2);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_end_of_a_tour_and_the_question_how_it_was() {
    let scene = Scene::new(Currency::Rub).await;
    scene.goes_to_pay().await;
    scene.shop.pay(&scene.anna);
    scene.shop.is_told(&scene.anna, "Бронь оплачена").await;
    scene.shop.silence(&scene.anna);
    scene
        .shop
        .db
        .execute_unprepared("UPDATE tour_sessions SET starts_at = 1, ends_at = 2 WHERE taken = 1")
        .await
        .unwrap();
    scene.shop.on_its_way().await;
    let scene = scene.kill().await;
    scene.shop.is_told(&scene.anna, "Как вам тур").await;
    assert_eq!(scene.booking().await.status, Status::Completed);
    assert_eq!(scene.shop.audited("booking.completed").await, 1);
    assert_eq!(scene.shop.booked("booking.over").await, 1);
    scene.ends_with(1).await;
}

/// Payme calls, as itself; none when nobody answers.
async fn call(scene: &Scene, method: &str, params: Value) -> Option<Value> {
    let url = format!("{}/webhooks/payme/{MERCHANT}", scene.shop.ground.url());
    let answer = client()
        .post(url)
        .basic_auth("Paycom", Some(KEY))
        .json(&json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}))
        .send()
        .await
        .ok()?;
    let answer: Value = answer.json().await.ok()?;
    assert!(answer["result"].is_object(), "{answer}");
    Some(answer["result"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_each_step_of_payme_which_asks_again() {
    let scene = Scene::new(Currency::Uzs).await;
    let config = config(
        &scene.shop.ground.sandbox.url(),
        &scene.shop.ground.database,
        &Settings::default(),
        "test-keys",
    );
    let app = App::with_database(config, Clock::system(), scene.shop.db.clone()).unwrap();
    let desk = CashDesk {
        merchant: MERCHANT.to_owned(),
        key: SecretString::from(KEY),
        test_key: None,
    };
    let agency = scene.session.agency_id;
    agencies::set_payme(&app, Actor::SHELL, &platform(), agency, Some(desk))
        .await
        .unwrap();
    scene.ask().await;
    scene.approve().await;
    scene.shop.is_told(&scene.anna, "подтвердило бронь").await;
    let id = scene.booking().await.id;
    let transaction = "5305e3bab097f420a62ced0b";
    let creation = json!({
        "id": transaction,
        "time": Clock::system().now().0,
        "amount": scene.session.adult_minor,
        "account": {"order_id": id.to_string()},
    });
    let made = call(&scene, "CreateTransaction", creation.clone()).await;
    let scene = scene.kill().await;
    assert!(scene.booking().await.frozen_by.is_some());
    assert_eq!(call(&scene, "CreateTransaction", creation).await, made);
    // The answer is lost: the process dies right after the commit, and Payme asks again.
    let performing = json!({"id": transaction});
    let performed = call(&scene, "PerformTransaction", performing.clone()).await;
    let scene = scene.kill().await;
    assert_eq!(
        call(&scene, "PerformTransaction", performing).await,
        performed
    );
    assert_eq!(scene.booking().await.status, Status::Paid);
    scene.shop.is_told(&scene.anna, "Бронь оплачена").await;
    assert_eq!(scene.shop.audited("booking.paid").await, 1);
    assert_eq!(scene.shop.booked("payment.paid").await, 1);
    // And back again.
    let cancelling = json!({"id": transaction, "reason": 5});
    let cancelled = call(&scene, "CancelTransaction", cancelling.clone()).await;
    let scene = scene.kill().await;
    assert_eq!(
        call(&scene, "CancelTransaction", cancelling).await,
        cancelled
    );
    assert_eq!(scene.booking().await.status, Status::Refunded);
    assert_eq!(
        payment::Entity::find().count(&scene.shop.db).await.unwrap(),
        1
    );
    scene.ends_with(0).await;
}
