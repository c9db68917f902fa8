//! The real binary with a shop at the sandbox's YooKassa, which may be killed at any moment.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    db::Db,
    entity::{audit_record, ledger_transaction},
    features::payments::webhook,
};
use sputnik_sandbox::{Fault, FaultKind, Person, yookassa::YooKassa};

use super::process::{Ground, Process, until};

/// One of YooKassa's addresses.
const THEIRS: &str = "185.71.76.5";

/// A process with a shop.
pub(crate) struct Shop {
    pub(crate) ground: Ground,
    pub(crate) db: Db,
    process: Process,
}

impl Shop {
    pub(crate) async fn open() -> Self {
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
        Self {
            ground,
            db,
            process,
        }
    }

    pub(crate) fn yookassa(&self) -> YooKassa {
        self.ground.sandbox.yookassa()
    }

    /// Somebody who agreed to everything.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let person = self.ground.stranger(name).await;
        person.start(None).await;
        person.tap("✅ Согласен").await.unwrap();
        person.tap("✅ Согласен").await.unwrap();
        person
    }

    /// Pays at the page whose link a person was sent last.
    pub(crate) fn pay(&self, person: &Person) {
        let link = person.last_link().unwrap();
        self.yookassa().pay(&link).unwrap();
    }

    /// The process dies, and another one starts in its place. What the dead one had claimed is free again: its
    /// time has run out.
    pub(crate) async fn kill(self) -> Self {
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
    pub(crate) fn silence(&self, person: &Person) {
        let silence = Fault::new(FaultKind::Silence)
            .method("sendMessage")
            .chat(person.id())
            .times(1);
        self.ground.sandbox.faults().add(silence);
    }

    /// A message that Telegram does not answer is on its way: what it tells of is committed.
    pub(crate) async fn on_its_way(&self) {
        until("the news is on its way", async || {
            self.ground
                .sandbox
                .journal()
                .iter()
                .any(|call| call.injected && call.method == "sendMessage")
        })
        .await;
    }

    pub(crate) async fn is_told(&self, person: &Person, words: &str) {
        until(words, async || {
            person.transcript().join("\n").contains(words)
        })
        .await;
    }

    /// How often a deed stands in the audit log.
    pub(crate) async fn audited(&self, action: &str) -> u64 {
        audit_record::Entity::find()
            .filter(audit_record::Column::Action.eq(action))
            .count(&self.db)
            .await
            .unwrap()
    }

    /// How often a kind of fact stands in the ledger.
    pub(crate) async fn booked(&self, kind: &str) -> u64 {
        ledger_transaction::Entity::find()
            .filter(ledger_transaction::Column::Kind.eq(kind))
            .count(&self.db)
            .await
            .unwrap()
    }

    /// The process ends as it should.
    pub(crate) async fn close(self) {
        let end = self.process.stop().await;
        assert_eq!(end.code, Some(0), "{}", end.err);
    }
}
