//! The ledger on its own: random histories of all facts against a book kept by hand, and what the
//! reading finds. On SQLite in memory, and on Postgres where the suite has one.

mod book;
mod history;
mod reading;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sputnik_migration::{Migrator, MigratorTrait as _};

use crate::{
    entity::{
        agency_receipt, bonus,
        payment::{self, PayableKind, Provider},
        payout, refund,
    },
    kernel::{
        ids::{AgencyId, BonusId, PaymentId, PayoutId, ReceiptId, RefundId, UserId},
        money::Money,
        time::Timestamp,
    },
};

const NOW: Timestamp = Timestamp(1_893_456_000_000);

/// Databases of this test's own, with the schema.
async fn databases() -> Vec<DatabaseConnection> {
    let mut databases = vec![connect("sqlite::memory:").await];
    if let Some(server) = postgres() {
        let admin = connect(&server).await;
        let name = format!("ledger_{}", hex::encode(rand::random::<[u8; 8]>()));
        let create = format!("CREATE DATABASE {name}");
        admin.execute_unprepared(&create).await.unwrap();
        admin.close().await.unwrap();
        let mut url = url::Url::parse(&server).unwrap();
        url.set_path(&name);
        databases.push(connect(url.as_str()).await);
    }
    for db in &databases {
        Migrator::up(db, None).await.unwrap();
    }
    databases
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    // Of a database in memory, each connection sees one of its own.
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests are told where their servers are"
)]
fn postgres() -> Option<String> {
    std::env::var("SPUTNIK_TEST_POSTGRES_URL")
        .ok()
        .filter(|url| !url.is_empty())
}

fn payment(id: i64, payer: i64, provider: Provider, money: Money, bonus: i64) -> payment::Model {
    payment::Model {
        id: PaymentId(id),
        payable_kind: PayableKind::Order,
        payable_id: id,
        part: payment::Part::Full,
        payer_id: UserId(payer),
        provider,
        status: payment::Status::Pending,
        amount_minor: money.minor(),
        currency: money.currency(),
        bonus_minor: bonus,
        refunded_minor: 0,
        bonus_returned_minor: 0,
        open_key: None,
        idempotence_key: String::new(),
        body: String::new(),
        provider_id: None,
        confirmation_url: None,
        return_token: String::new(),
        message_id: None,
        problem: None,
        checks: 0,
        next_check_at: None,
        created_at: NOW,
        paid_at: None,
        ended_at: None,
    }
}

fn refund(id: i64, money: Money) -> refund::Model {
    refund::Model {
        id: RefundId(id),
        payment_id: PaymentId(id),
        amount_minor: money.minor(),
        currency: money.currency(),
        cause: refund::Cause::Staff,
        reason: String::new(),
        status: refund::Status::Creating,
        idempotence_key: String::new(),
        body: String::new(),
        provider_id: None,
        problem: None,
        checks: 0,
        next_check_at: None,
        asked_by: None,
        created_at: NOW,
        keyed_at: NOW,
        reference: None,
        ended_at: None,
    }
}

fn payout(
    id: i64,
    user: i64,
    purpose: payout::Purpose,
    provider: payout::Provider,
    money: Money,
) -> payout::Model {
    payout::Model {
        id: PayoutId(id),
        user_id: UserId(user),
        agency_id: None,
        purpose,
        amount_minor: money.minor(),
        currency: money.currency(),
        status: payout::Status::Asked,
        open_key: None,
        provider,
        card_sealed: None,
        card_mask: String::new(),
        reference: None,
        idempotence_key: String::new(),
        body: None,
        provider_id: None,
        problem: None,
        checks: 0,
        next_check_at: None,
        asked_at: NOW,
        decided_at: None,
        decided_by: None,
        ended_at: None,
    }
}

fn receipt(id: i64, agency: i64, money: Money) -> agency_receipt::Model {
    agency_receipt::Model {
        id: ReceiptId(id),
        agency_id: AgencyId(agency),
        amount_minor: money.minor(),
        currency: money.currency(),
        reference: id.to_string(),
        recorded_by: None,
        at: NOW,
    }
}

fn bonus(id: i64, user: i64, status: bonus::Status, money: Money) -> bonus::Model {
    bonus::Model {
        id: BonusId(id),
        user_id: UserId(user),
        from_user_id: UserId(user + 100),
        payment_id: PaymentId(id),
        amount_minor: money.minor(),
        clawed_minor: 0,
        currency: money.currency(),
        status,
        available_at: NOW,
        created_at: NOW,
    }
}
