//! Orders and executors for stories: what the other side does, by the services it uses.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use sputnik::{
    db,
    entity::{
        attachment::{self, NewFile},
        executor,
        order::{self, Status},
        payment::{self, Part, PayableKind, Provider},
        user,
    },
    features::{
        executors::{
            applications::{self, Change},
            staffing,
        },
        ledger::facts,
        study::{
            catalog::{Field, Kind},
            drafts::{self, Answer},
            fulfil, quotes,
        },
        users::people,
    },
    kernel::{
        actor::{Actor, Who},
        ids::{OfferId, OrderId, UserId},
        permission::{Rights, Role},
        time::Timestamp,
    },
};
use sputnik_sandbox::Person;

use super::support::TestApp;

/// What the client asks for: the words that executors read.
pub(super) const TOPIC: &str = "Спрос на такси";

/// A person as the one who acts, outside of any update.
pub(super) fn acting(id: UserId) -> Actor {
    Actor {
        who: Who::User(id),
        role: None,
        update: None,
    }
}

/// The rights of an owner.
pub(super) fn owner() -> Rights {
    Rights::new([(Role::Owner, None)])
}

/// Somebody who met the bot, applied, and was approved.
pub(super) async fn executor(t: &TestApp, name: &str, lang: &str) -> Person {
    let person = t.person(name, lang).await;
    let id = t.row(&person).await.id;
    approve(t, id).await;
    t.settle().await;
    person
}

/// Makes an executor of a row.
pub(super) async fn approve(t: &TestApp, id: UserId) {
    applications::begin(&t.app, id).await.unwrap();
    for change in [
        Change::Subjects("Статистика".to_owned()),
        Change::Experience("Десять лет".to_owned()),
    ] {
        applications::edit(&t.app, id, change).await.unwrap();
    }
    applications::submit(&t.app, acting(id)).await.unwrap();
    staffing::approve(&t.app, Actor::SHELL, &owner(), id)
        .await
        .unwrap();
}

/// The executor's row.
pub(super) async fn executor_row(t: &TestApp, person: &Person) -> executor::Model {
    let id = t.row(person).await.id;
    applications::mine(&t.app, id).await.unwrap().unwrap()
}

/// The order as it is.
pub(super) async fn order_row(t: &TestApp, id: OrderId) -> order::Model {
    order::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

fn kind(t: &TestApp, key: &str) -> Kind {
    t.site.library.study.kind(key).unwrap().clone()
}

/// An order that the client sent: waiting for offers, or for the payment when its price is fixed.
pub(super) async fn sent(t: &TestApp, client: &Person, key: &str) -> OrderId {
    sent_with(t, client, key, "Нужна помощь с регрессией").await
}

/// As [`sent`], with these details.
pub(super) async fn sent_with(t: &TestApp, client: &Person, key: &str, details: &str) -> OrderId {
    let kind = kind(t, key);
    let row = t.row(client).await;
    let actor = acting(row.id);
    let zone = t.app.config.locale.time_zone;
    let draft = drafts::start(&t.app, actor, &kind).await.unwrap();
    let day = t.app.clock.now().utc().date_naive() + chrono::TimeDelta::days(10);
    for (field, is_required) in kind.fields.asked() {
        let answer = match field {
            Field::Subject => Answer::Subject(Some("Статистика".to_owned())),
            Field::Topic => Answer::Topic(Some(TOPIC.to_owned())),
            Field::Details => Answer::Details(Some(details.to_owned())),
            Field::Deadline => Answer::Deadline(Some(day), zone),
            Field::Volume => Answer::Volume(Some("20 страниц".to_owned())),
            Field::Files if is_required => {
                let file = sent_file(client).await;
                drafts::attach(&t.app, actor, draft.id, file).await.unwrap();
                continue;
            }
            Field::Files | Field::Budget => continue,
        };
        drafts::edit(&t.app, actor, draft.id, &kind, answer)
            .await
            .unwrap();
    }
    drafts::submit(&t.app, actor, draft.id, &kind, zone)
        .await
        .unwrap()
        .id
}

/// A file that the client sent to the bot: one that Telegram has.
async fn sent_file(client: &Person) -> NewFile {
    let bytes = b"%PDF-1.4 brief".to_vec();
    client
        .send_document("brief.pdf", "application/pdf", bytes, None)
        .await;
    let document = client
        .messages()
        .into_iter()
        .rev()
        .find_map(|message| message.get("document").cloned())
        .unwrap();
    let word = |key: &str| document[key].as_str().unwrap().to_owned();
    NewFile {
        kind: attachment::Kind::Document,
        file_id: word("file_id"),
        unique_id: word("file_unique_id"),
        name: Some("brief.pdf".to_owned()),
        mime: Some("application/pdf".to_owned()),
        size: None,
        media: None,
    }
}

/// The money comes.
pub(super) async fn pay(t: &TestApp, id: OrderId) {
    let order = order_row(t, id).await;
    assert_eq!(order.status, Status::AwaitingPayment);
    let now = t.app.clock.now();
    let row = payment::ActiveModel {
        payable_kind: Set(PayableKind::Order),
        payable_id: Set(id.0),
        part: Set(Part::Full),
        payer_id: Set(order.client_id),
        provider: Set(Provider::Yookassa),
        status: Set(payment::Status::Paid),
        amount_minor: Set(order.price_minor.unwrap()),
        currency: Set(order.currency),
        bonus_minor: Set(0),
        refunded_minor: Set(0),
        idempotence_key: Set(format!("key-{id}")),
        body: Set(String::new()),
        return_token: Set(format!("return-{id}")),
        checks: Set(0),
        created_at: Set(now),
        paid_at: Set(Some(now)),
        ..Default::default()
    };
    let txn = db::begin(&t.app.db).await.unwrap();
    let payment = payment::Entity::insert(row)
        .exec_with_returning(&txn)
        .await
        .unwrap();
    facts::paid(&txn, now, &payment).await.unwrap();
    let settled = fulfil::on_paid(&t.app, &txn, now, id, &payment)
        .await
        .unwrap();
    assert_eq!(settled, fulfil::Settled::Done);
    txn.commit().await.unwrap();
}

/// A paid order on the board: a consultation of 1500 roubles.
pub(super) async fn on_board(t: &TestApp, client: &Person) -> OrderId {
    let id = sent(t, client, "consultation").await;
    pay(t, id).await;
    t.settle().await;
    id
}

/// The client takes the only open offer.
pub(super) async fn choose(t: &TestApp, client: &Person, id: OrderId) -> OfferId {
    let offers = quotes::offers(&t.app.db, id).await.unwrap();
    assert_eq!(offers.len(), 1);
    let actor = acting(t.row(client).await.id);
    quotes::choose_offer(&t.app, actor, offers[0].id, offers[0].price_minor)
        .await
        .unwrap();
    offers[0].id
}

/// An order in the hands of this executor, begun.
pub(super) async fn begun(t: &TestApp, client: &Person, executor: &Person) -> OrderId {
    let id = on_board(t, client).await;
    let actor = acting(t.row(executor).await.id);
    sputnik::features::study::assign::take(&t.app, actor, id)
        .await
        .unwrap();
    t.settle().await;
    id
}

/// Sets a moment of an order as if it had been so from the start.
pub(super) async fn set_warranty(t: &TestApp, id: OrderId, until: Timestamp) {
    order::Entity::update_many()
        .col_expr(
            order::Column::WarrantyUntil,
            sea_orm::sea_query::Expr::value(until),
        )
        .filter(order::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
}

/// People of a crowd as executors at work, by rows alone.
pub(super) async fn hands(t: &TestApp, count: i64) -> Vec<user::Model> {
    let crowd = super::calls::crowd(t, count).await;
    for person in &crowd {
        approve(t, person.id).await;
        // They have no chat: nothing is sent to them.
        people::mark_unreachable(&t.app, person.id).await.unwrap();
    }
    crowd
}
