//! Contacts do not pass with the words and the names of files that go along with the work, whoever calls the
//! services: the bot, or a program.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use sputnik::{
    entity::{
        attachment::{self, NewFile, Subject},
        audit_record, order_delivery, order_extension, order_offer, outbox, thread_message,
    },
    features::{
        study::{
            drafts::{self, Answer},
            masking::ContactKind,
            quotes::{self, Terms},
            work,
        },
        thread::{
            parties::Thread,
            service::{self, Written},
        },
    },
    kernel::{ids::OrderId, permission::Rights},
};

use super::{
    calls::{finish_repeated, repeat},
    orders::{acting, begun, executor, sent},
    support::TestApp,
};

const PHONE: &str = "Звоните +7 916 123-45-67";

/// How often it was written down that contacts were masked.
async fn written_down(t: &TestApp, id: OrderId) -> u64 {
    audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq("order.contacts_masked"))
        .filter(audit_record::Column::SubjectId.eq(id.0))
        .count(&t.app.db)
        .await
        .unwrap()
}

fn document(name: &str) -> NewFile {
    NewFile {
        kind: attachment::Kind::Document,
        file_id: format!("id of {name}"),
        unique_id: format!("unique {name}"),
        name: Some(name.to_owned()),
        mime: None,
        size: None,
    }
}

async fn names(t: &TestApp, subject: Subject) -> Vec<String> {
    attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(subject))
        .order_by_asc(attachment::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap()
        .into_iter()
        .filter_map(|file| file.name)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_carries_no_phone_and_no_control_characters() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = sent(&t, &anna, "tutoring").await;
    let terms = Terms {
        price_minor: 100_000,
        days: 3,
        note: Some(format!("\u{0}{PHONE}\u{0}\u{7}")),
    };
    let actor = acting(t.row(&boris).await.id);
    let (offer, found) = quotes::offer(&t.app, actor, id, terms).await.unwrap();
    assert_eq!(found, [ContactKind::Phone]);
    assert_eq!(offer.note, "Звоните •••");
    assert_eq!(written_down(&t, id).await, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_of_an_update_that_comes_twice_is_told_once() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = sent(&t, &anna, "tutoring").await;
    t.settle().await;
    boris.tap("📄 Открыть заказ").await.unwrap();
    boris.tap("✋ Предложить цену и срок").await.unwrap();
    boris.say("2000").await;
    boris.say("5").await;
    boris.say("Помогу").await;
    repeat(&mut t).await;
    let client = t.row(&anna).await.id;
    let told = outbox::Entity::find()
        .filter(outbox::Column::UserId.eq(client))
        .filter(outbox::Column::Payload.contains("offered"))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(told, 1);
    let offers = order_offer::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!((offers.len(), offers[0].order_id), (1, id));
    t.settle().await;
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_note_of_a_delivery_nor_its_files_name_a_phone() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let files = vec![
        document("Глава 1.docx"),
        document("пишите boris@example.org.pdf"),
        document("t.me/boris_stat"),
        document("main.py"),
    ];
    let actor = acting(t.row(&boris).await.id);
    let (_, found) = work::deliver(&t.app, actor, id, Some(PHONE.to_owned()), files)
        .await
        .unwrap();
    assert_eq!(
        found,
        [ContactKind::Phone, ContactKind::Email, ContactKind::Link]
    );
    let delivery = order_delivery::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(delivery.note, "Звоните •••");
    assert_eq!(
        names(&t, Subject::Delivery).await,
        ["Глава 1.docx", "пишите •••.pdf", "•••", "main.py"]
    );
    assert_eq!(written_down(&t, id).await, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_for_more_time_carries_no_phone() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let day = "2030-01-20".parse().unwrap();
    let zone = t.app.config.locale.time_zone;
    let actor = acting(t.row(&boris).await.id);
    let (_, found) = work::ask_extension(&t.app, actor, id, day, zone, PHONE.to_owned())
        .await
        .unwrap();
    assert_eq!(found, [ContactKind::Phone]);
    let asked = order_extension::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(asked.reason, "Звоните •••");
    assert_eq!(written_down(&t, id).await, 1);
    t.settle().await;
    assert!(!anna.screen().contains("916"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_should_be_changed_carries_no_phone_and_the_client_is_told() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = sent(&t, &anna, "coursework").await;
    let actor = acting(t.row(&boris).await.id);
    let terms = Terms {
        price_minor: 100_000,
        days: 3,
        note: None,
    };
    quotes::offer(&t.app, actor, id, terms).await.unwrap();
    super::orders::choose(&t, &anna, id).await;
    super::orders::pay(&t, id).await;
    sputnik::features::study::assign::start(&t.app, actor, id)
        .await
        .ok();
    work::deliver(&t.app, actor, id, Some("Готово".to_owned()), Vec::new())
        .await
        .unwrap();
    t.settle().await;
    anna.say("/orders").await;
    anna.tap("№ 1").await.unwrap();
    anna.tap("🔁 На доработку").await.unwrap();
    anna.say(PHONE).await;
    let said = anna.transcript().join("\n");
    assert!(
        said.contains("Мы скрыли из вашего сообщения: телефон"),
        "{said}"
    );
    let kept = thread_message::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.text.as_deref(), kept.masked),
        (Some("Звоните •••"), true)
    );
    assert_eq!(written_down(&t, id).await, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_a_brief_and_of_a_message_are_named_without_contacts() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let actor = acting(t.row(&anna).await.id);
    drafts::attach(&t.app, actor, id, document("@anna_study вариант 3.pdf"))
        .await
        .unwrap();
    assert_eq!(names(&t, Subject::Order).await, ["••• вариант 3.pdf"]);
    let written = Written {
        text: None,
        file: Some(document("89161234567.jpg")),
    };
    let found = service::post(
        &t.app,
        actor,
        &Rights::default(),
        Thread::order(id),
        thread_message::Addressee::Executor,
        written,
    )
    .await
    .unwrap();
    assert_eq!(found, [ContactKind::Phone]);
    assert_eq!(names(&t, Subject::Message).await, ["•••.jpg"]);
    let kept = thread_message::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert!(kept.masked);
    assert_eq!(written_down(&t, id).await, 1);
    // Telegram does not know these files.
    t.expects_faults = true;
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_brief_takes_what_postgres_does_not() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let actor = acting(t.row(&anna).await.id);
    let kind = t.site.library.study.kind("consultation").unwrap();
    let draft = drafts::start(&t.app, actor, kind).await.unwrap();
    let told = [
        Answer::Subject(Some("Стати\u{0}стика".to_owned())),
        Answer::Details(Some("один\u{0}\nдва\u{1b}".to_owned())),
    ];
    let mut row = draft;
    for answer in told {
        row = drafts::edit(&t.app, actor, row.id, kind, answer)
            .await
            .unwrap();
    }
    assert_eq!(row.subject.as_deref(), Some("Стати стика"));
    assert_eq!(row.details.as_deref(), Some("один \nдва"));
    t.finish().await;
}
