//! The process is killed at every step between the payment and the news of it. The next one finishes the
//! work: paid once, booked once, fulfilled once, and told.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    db::Db,
    entity::{
        audit_record, ledger_transaction,
        order::{self, Status},
        payment,
    },
    features::payments::webhook,
};
use sputnik_sandbox::{
    Fault, FaultKind, Person,
    yookassa::{FaultKind as Trouble, Operation, YooKassa},
};

use super::support::process::{Ground, Process, until};

/// One of YooKassa's addresses.
const THEIRS: &str = "185.71.76.5";

/// A process with a shop, and a person whose order waits for its payment.
struct Scene {
    ground: Ground,
    process: Process,
    yookassa: YooKassa,
    db: Db,
    anna: Person,
}

impl Scene {
    async fn new() -> Self {
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
        let db = ground.db().await;
        let anna = ground.stranger("Анна").await;
        order_consultation(&anna).await;
        Self {
            ground,
            process,
            yookassa,
            db,
            anna,
        }
    }

    /// The process dies, and another one starts in its place.
    async fn kill(self) -> Self {
        self.process.kill();
        let process = self.ground.run().await;
        Self { process, ..self }
    }

    /// Opens the page of the payment and pays there.
    async fn pay(&self) {
        self.anna.tap("💳 Оплатить").await.unwrap();
        let link = self.anna.last_link().unwrap();
        self.yookassa.pay(&link).unwrap();
    }

    async fn order(&self) -> order::Model {
        order::Entity::find().one(&self.db).await.unwrap().unwrap()
    }

    /// Everything has happened, and once.
    async fn ends_well(self) {
        until("the order is paid", async || {
            self.order().await.status == Status::Paid
        })
        .await;
        until("the payer is told", async || {
            self.anna
                .transcript()
                .join("\n")
                .contains("Оплата получена")
        })
        .await;
        let payments = payment::Entity::find().all(&self.db).await.unwrap();
        let statuses: Vec<_> = payments.iter().map(|payment| payment.status).collect();
        assert_eq!(statuses, [payment::Status::Paid]);
        assert_eq!(self.yookassa.payments().len(), 1);
        let booked = ledger_transaction::Entity::find()
            .filter(ledger_transaction::Column::Kind.eq("payment.paid"));
        assert_eq!(booked.count(&self.db).await.unwrap(), 1);
        let fulfilled =
            audit_record::Entity::find().filter(audit_record::Column::Action.eq("order.paid"));
        assert_eq!(fulfilled.count(&self.db).await.unwrap(), 1);
        assert_eq!(self.order().await.paid_minor, 150_000);
        let end = self.process.stop().await;
        assert_eq!(end.code, Some(0), "{}", end.err);
    }

    /// What a dead process had claimed is free again: its time has run out.
    async fn claims_run_out(&self) {
        for sql in [
            "DELETE FROM leases",
            "UPDATE outbox SET lease_until = 0",
            "UPDATE provider_notices SET next_at = 0 WHERE next_at IS NOT NULL",
            "UPDATE payments SET next_check_at = 0 WHERE next_check_at IS NOT NULL",
        ] {
            self.db.execute_unprepared(sql).await.unwrap();
        }
    }
}

async fn order_consultation(anna: &Person) {
    anna.start(None).await;
    anna.tap("✅ Согласен").await.unwrap();
    anna.tap("✅ Согласен").await.unwrap();
    anna.say("/menu").await;
    for label in [
        "🎓 Помощь с учёбой",
        "💬 Консультация",
        "✍️ Оставить заявку",
    ] {
        anna.tap(label).await.unwrap();
    }
    anna.say("Статистика").await;
    anna.say("Регрессия").await;
    anna.say("Как читать коэффициенты?").await;
    let day = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(10);
    anna.say(&day.format("%d.%m.%Y").to_string()).await;
    anna.tap("Пропустить ›").await.unwrap();
    anna.tap("📨 Отправить заявку").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_the_payment_is_made() {
    let scene = Scene::new().await;
    let yookassa = &scene.yookassa;
    yookassa.fail_next_after(Operation::CreatePayment, Trouble::Silence);
    let anna = scene.anna.clone();
    let tap = tokio::spawn(async move { anna.tap("💳 Оплатить").await.map(drop) });
    until("YooKassa has made the payment", async || {
        !yookassa.payments().is_empty()
    })
    .await;
    let scene = scene.kill().await;
    scene.claims_run_out().await;
    scene.ground.quiet().await;
    drop(tap);
    until("the link to the page is there", async || {
        scene.anna.last_link().is_some()
    })
    .await;
    let link = scene.anna.last_link().unwrap();
    scene.yookassa.pay(&link).unwrap();
    scene.ends_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_the_provider_is_asked() {
    let scene = Scene::new().await;
    let yookassa = &scene.yookassa;
    yookassa.fail_next(Operation::GetPayment, Trouble::Silence);
    scene.pay().await;
    until("the process asks how the payment stands", async || {
        !yookassa.calls(Operation::GetPayment).is_empty()
    })
    .await;
    assert_eq!(scene.order().await.status, Status::AwaitingPayment);
    let scene = scene.kill().await;
    scene.claims_run_out().await;
    scene.ends_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_commit_and_the_news() {
    let scene = Scene::new().await;
    // The link stands in the chat already: what follows is the news alone.
    scene.anna.tap("💳 Оплатить").await.unwrap();
    let link = scene.anna.last_link().unwrap();
    let silence = Fault::new(FaultKind::Silence)
        .method("sendMessage")
        .chat(scene.anna.id())
        .times(1);
    scene.ground.sandbox.faults().add(silence);
    scene.yookassa.pay(&link).unwrap();
    until("the news is on its way", async || {
        scene
            .ground
            .sandbox
            .journal()
            .iter()
            .any(|call| call.injected && call.method == "sendMessage")
    })
    .await;
    assert_eq!(scene.order().await.status, Status::Paid);
    let told = scene.anna.transcript().join("\n");
    assert!(!told.contains("Оплата получена"), "{told}");
    let scene = scene.kill().await;
    scene.claims_run_out().await;
    scene.ends_well().await;
}
