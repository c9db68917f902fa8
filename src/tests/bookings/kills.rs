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
        audit_record,
        booking::{self, Status},
        ledger_transaction, payment, tour_session,
    },
    features::{
        bookings::callbacks::{BookingsCallback, Choice},
        ledger,
        payments::webhook,
        tours::{
            agencies::{self, CashDesk},
            callbacks::AgencyCallback,
        },
    },
    kernel::{actor::Actor, ids::SessionId, money::Currency},
};
use sputnik_sandbox::{Fault, FaultKind, Person, yookassa::YooKassa};

use super::{party, platform};
use crate::support::{
    Settings,
    app::{client, config},
    process::{Ground, Process, until},
    updates::press,
};

const MERCHANT: &str = "587f72c72cac0d162c722ae2";
const KEY: &str = "key-of-the-cash-desk-at-payme-0123456789";
/// One of YooKassa's addresses.
const THEIRS: &str = "185.71.76.5";

/// A process with tours on sale, a traveller and the manager of their agency.
struct Scene {
    ground: Ground,
    process: Process,
    db: Db,
    session: tour_session::Model,
    anna: Person,
    boss: Person,
}

impl Scene {
    async fn new(currency: Currency) -> Self {
        let mut ground = Ground::new("webhook").await;
        let api = format!("{}/yookassa/v3", ground.sandbox.url());
        ground.set("YOOKASSA__SHOP_ID", "100500");
        ground.set("YOOKASSA__SECRET_KEY", "test_sandbox_shop_key");
        ground.set("YOOKASSA__API_URL", api);
        ground.set("HTTP__TRUSTED_PROXIES", "127.0.0.1/32");
        let yookassa = ground.sandbox.yookassa();
        yookassa.set_notification_url(&format!("{}{}", ground.url(), webhook::PATH));
        yookassa.set_forwarded_for(Some(THEIRS));
        yookassa.set_automatic(true);
        let process = ground.run().await;
        ground.registered().await;
        let seeded = ground.command(&["seed"]).await;
        assert_eq!(seeded.code, Some(0), "{}", seeded.err);
        let db = ground.db().await;
        let session = tour_session::Entity::find()
            .filter(tour_session::Column::Currency.eq(currency))
            .filter(tour_session::Column::MinimumGroup.eq(0))
            // Far enough for all of the money to come back.
            .order_by_desc(tour_session::Column::StartsAt)
            .one(&db)
            .await
            .unwrap()
            .expect("no example is sold in this currency");
        let (anna, boss) = (
            ground.stranger("Анна").await,
            ground.stranger("Мария").await,
        );
        for person in [&anna, &boss] {
            person.start(None).await;
            person.tap("✅ Согласен").await.unwrap();
            person.tap("✅ Согласен").await.unwrap();
        }
        let granted = ground
            .command(&[
                "grant",
                &boss.id().to_string(),
                "manager",
                "--agency",
                &session.agency_id.to_string(),
            ])
            .await;
        assert_eq!(granted.code, Some(0), "{}", granted.err);
        Self {
            ground,
            process,
            db,
            session,
            anna,
            boss,
        }
    }

    fn yookassa(&self) -> YooKassa {
        self.ground.sandbox.yookassa()
    }

    /// The process dies, and another one starts in its place; what the dead one had claimed is free.
    async fn kill(self) -> Self {
        self.process.kill();
        for sql in [
            "DELETE FROM leases",
            "UPDATE outbox SET lease_until = 0",
            "UPDATE provider_notices SET next_at = 0 WHERE next_at IS NOT NULL",
            "UPDATE payments SET next_check_at = 0 WHERE next_check_at IS NOT NULL",
        ] {
            self.db.execute_unprepared(sql).await.unwrap();
        }
        let process = self.ground.run().await;
        Self { process, ..self }
    }

    /// Telegram does not answer the next message to this person.
    fn silence(&self, person: &Person) {
        let silence = Fault::new(FaultKind::Silence)
            .method("sendMessage")
            .chat(person.id())
            .times(1);
        self.ground.sandbox.faults().add(silence);
    }

    /// A message that Telegram does not answer is on its way: what it tells of is committed.
    async fn on_its_way(&self) {
        until("the news is on its way", async || {
            self.ground
                .sandbox
                .journal()
                .iter()
                .any(|call| call.injected && call.method == "sendMessage")
        })
        .await;
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
            .one(&self.db)
            .await
            .unwrap()
            .expect("there is no booking")
    }

    async fn is_told(&self, person: &Person, words: &str) {
        until(words, async || {
            person.transcript().join("\n").contains(words)
        })
        .await;
    }

    async fn audited(&self, action: &str) -> u64 {
        audit_record::Entity::find()
            .filter(audit_record::Column::Action.eq(action))
            .count(&self.db)
            .await
            .unwrap()
    }

    /// So many seats are taken, and the book is right.
    async fn ends_with(self, seats: i32) {
        let session = session(&self.db, self.session.id).await;
        assert_eq!(session.taken, seats);
        let audit = ledger::reads::audit(&self.db).await.unwrap();
        assert!(audit.is_clean(), "{audit:?}");
        let end = self.process.stop().await;
        assert_eq!(end.code, Some(0), "{}", end.err);
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
    scene.silence(&scene.boss);
    scene.ask().await;
    scene.on_its_way().await;
    let scene = scene.kill().await;
    scene.is_told(&scene.boss, "Новая заявка").await;
    assert_eq!(scene.audited("booking.requested").await, 1);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_answer_and_the_word_to_the_traveller() {
    let scene = Scene::new(Currency::Rub).await;
    scene.ask().await;
    scene.is_told(&scene.boss, "Новая заявка").await;
    scene.silence(&scene.anna);
    scene.approve().await;
    scene.on_its_way().await;
    let scene = scene.kill().await;
    scene.is_told(&scene.anna, "подтвердило бронь").await;
    assert_eq!(scene.booking().await.status, Status::Approved);
    assert_eq!(scene.audited("booking.approved").await, 1);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_money_and_the_word_to_the_traveller() {
    let scene = Scene::new(Currency::Rub).await;
    scene.ask().await;
    scene.approve().await;
    scene.is_told(&scene.anna, "подтвердило бронь").await;
    scene.anna.tap("🎫 Открыть бронь").await.unwrap();
    scene.anna.tap("💳 Оплатить").await.unwrap();
    scene.anna.tap("💳 Оплатить").await.unwrap();
    let link = scene.anna.last_link().unwrap();
    scene.silence(&scene.anna);
    scene.yookassa().pay(&link).unwrap();
    scene.on_its_way().await;
    let scene = scene.kill().await;
    scene.is_told(&scene.anna, "Бронь оплачена").await;
    scene.is_told(&scene.boss, "Бронь оплачена").await;
    assert_eq!(scene.booking().await.status, Status::Paid);
    assert_eq!(scene.audited("booking.paid").await, 1);
    assert_eq!(booked(&scene.db, "payment.paid").await, 1);
    scene.ends_with(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_end_of_a_hold_and_the_word_about_it() {
    let scene = Scene::new(Currency::Rub).await;
    scene.ask().await;
    scene.is_told(&scene.boss, "Новая заявка").await;
    scene.silence(&scene.anna);
    scene
        .db
        .execute_unprepared("UPDATE bookings SET hold_until = 1")
        .await
        .unwrap();
    scene.on_its_way().await;
    let scene = scene.kill().await;
    scene.is_told(&scene.anna, "не ответило").await;
    assert_eq!(scene.booking().await.status, Status::Expired);
    assert_eq!(scene.audited("booking.expired").await, 1);
    scene.ends_with(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_session_is_called_off() {
    let scene = Scene::new(Currency::Rub).await;
    scene.ask().await;
    scene.approve().await;
    scene.is_told(&scene.anna, "подтвердило бронь").await;
    scene.anna.tap("🎫 Открыть бронь").await.unwrap();
    scene.anna.tap("💳 Оплатить").await.unwrap();
    scene.anna.tap("💳 Оплатить").await.unwrap();
    let link = scene.anna.last_link().unwrap();
    scene.yookassa().pay(&link).unwrap();
    scene.is_told(&scene.anna, "Бронь оплачена").await;
    press(&scene.boss, &AgencyCallback::Cancel(scene.session.id)).await;
    press(&scene.boss, &AgencyCallback::CancelYes(scene.session.id)).await;
    // Marked; its bookings follow by a job, which the next process has to do.
    let scene = scene.kill().await;
    scene.is_told(&scene.anna, "не состоится").await;
    until("the money is back", async || {
        scene.booking().await.status == Status::Refunded
            && booked(&scene.db, "refund.done").await == 1
    })
    .await;
    assert_eq!(booked(&scene.db, "refund.promised").await, 1);
    scene.ends_with(0).await;
}

/// How often a kind of fact stands in the ledger.
async fn booked(db: &Db, kind: &str) -> u64 {
    ledger_transaction::Entity::find()
        .filter(ledger_transaction::Column::Kind.eq(kind))
        .count(db)
        .await
        .unwrap()
}

/// Payme calls, as itself; none when nobody answers.
async fn call(scene: &Scene, method: &str, params: Value) -> Option<Value> {
    let url = format!("{}/webhooks/payme/{MERCHANT}", scene.ground.url());
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
        &scene.ground.sandbox.url(),
        &scene.ground.database,
        &Settings::default(),
        "test-keys",
    );
    let app = App::with_database(config, Clock::system(), scene.db.clone()).unwrap();
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
    scene.is_told(&scene.anna, "подтвердило бронь").await;
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
    scene.is_told(&scene.anna, "Бронь оплачена").await;
    assert_eq!(scene.audited("booking.paid").await, 1);
    assert_eq!(booked(&scene.db, "payment.paid").await, 1);
    // And back again.
    let cancelling = json!({"id": transaction, "reason": 5});
    let cancelled = call(&scene, "CancelTransaction", cancelling.clone()).await;
    let scene = scene.kill().await;
    assert_eq!(
        call(&scene, "CancelTransaction", cancelling).await,
        cancelled
    );
    assert_eq!(scene.booking().await.status, Status::Refunded);
    assert_eq!(payment::Entity::find().count(&scene.db).await.unwrap(), 1);
    scene.ends_with(0).await;
}
