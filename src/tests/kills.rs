//! The process is killed at every step between the payment and the news of it. The next one finishes the
//! work: paid once, booked once, fulfilled once, and told.

use sea_orm::EntityTrait;
use sputnik::entity::{
    order::{self, Status},
    payment,
};
use sputnik_sandbox::{
    Person,
    yookassa::{FaultKind as Trouble, Operation},
};

use super::support::{process::until, shop::Shop};

/// A process with a shop, and a person whose order waits for its payment.
struct Scene {
    shop: Shop,
    anna: Person,
}

impl Scene {
    async fn new() -> Self {
        let shop = Shop::open().await;
        let anna = shop.person("Анна").await;
        order_consultation(&anna).await;
        Self { shop, anna }
    }

    async fn kill(self) -> Self {
        Self {
            shop: self.shop.kill().await,
            ..self
        }
    }

    async fn order(&self) -> order::Model {
        order::Entity::find()
            .one(&self.shop.db)
            .await
            .unwrap()
            .unwrap()
    }

    /// Everything has happened, and once.
    async fn ends_well(self) {
        until("the order is paid", async || {
            self.order().await.status == Status::Paid
        })
        .await;
        self.shop.is_told(&self.anna, "Оплата получена").await;
        let payments = payment::Entity::find().all(&self.shop.db).await.unwrap();
        let statuses: Vec<_> = payments.iter().map(|payment| payment.status).collect();
        assert_eq!(statuses, [payment::Status::Paid]);
        assert_eq!(self.shop.yookassa().payments().len(), 1);
        assert_eq!(self.shop.booked("payment.paid").await, 1);
        assert_eq!(self.shop.audited("order.paid").await, 1);
        assert_eq!(self.order().await.paid_minor, 150_000);
        self.shop.close().await;
    }
}

async fn order_consultation(anna: &Person) {
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
    let yookassa = scene.shop.yookassa();
    yookassa.fail_next_after(Operation::CreatePayment, Trouble::Silence);
    let anna = scene.anna.clone();
    let tap = tokio::spawn(async move { anna.tap("💳 Оплатить").await.map(drop) });
    until("YooKassa has made the payment", async || {
        !yookassa.payments().is_empty()
    })
    .await;
    let scene = scene.kill().await;
    scene.shop.ground.quiet().await;
    drop(tap);
    until("the link to the page is there", async || {
        scene.anna.last_link().is_some()
    })
    .await;
    scene.shop.pay(&scene.anna);
    scene.ends_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_the_provider_is_asked() {
    let scene = Scene::new().await;
    let yookassa = scene.shop.yookassa();
    yookassa.fail_next(Operation::GetPayment, Trouble::Silence);
    scene.anna.tap("💳 Оплатить").await.unwrap();
    scene.shop.pay(&scene.anna);
    until("the process asks how the payment stands", async || {
        !yookassa.calls(Operation::GetPayment).is_empty()
    })
    .await;
    assert_eq!(scene.order().await.status, Status::AwaitingPayment);
    scene.kill().await.ends_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_the_commit_and_the_news() {
    let scene = Scene::new().await;
    // The link stands in the chat already: what follows is the news alone.
    scene.anna.tap("💳 Оплатить").await.unwrap();
    scene.shop.silence(&scene.anna);
    scene.shop.pay(&scene.anna);
    scene.shop.on_its_way().await;
    assert_eq!(scene.order().await.status, Status::Paid);
    let told = scene.anna.transcript().join("\n");
    assert!(!told.contains("Оплата получена"), "{told}");
    scene.kill().await.ends_well().await;
}
