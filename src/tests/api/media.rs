//! Files over HTTP: from the upload to the chat of whoever reads them in Telegram.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};
use serde_json::json;
use sputnik::{
    entity::{attachment, media},
    features::{
        media::files::{self, FileError},
        study::drafts,
        upkeep::Prune,
        users::privacy,
    },
    kernel::{
        actor::Actor,
        ids::{MediaId, OrderId},
        permission::Role,
    },
};
use sputnik_sandbox::Person;

use super::post;
use crate::{
    calls::{Reply, call, request},
    orders::{acting, begun, executor, on_board, sent},
    support::TestApp,
};

fn form(name: &str, bytes: &[u8]) -> Form {
    Form::new().part(
        "file",
        Part::bytes(bytes.to_vec()).file_name(name.to_owned()),
    )
}

pub(super) async fn upload(t: &TestApp, auth: &str, name: &str, bytes: &[u8]) -> Reply {
    let request = request(t, auth, Method::POST, "/media").multipart(form(name, bytes));
    Reply::of(request.send().await.unwrap()).await
}

async fn uploaded(t: &TestApp, person: &Person, name: &str) -> i64 {
    let reply = upload(t, &TestApp::tma(person), name, b"%PDF-1.4 work").await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json["id"].as_i64().unwrap()
}

/// Status, type, name header and bytes of `/media/{id}`, outside of the API's prefix.
async fn fetched(t: &TestApp, person: &Person, id: i64) -> (u16, String, String, Vec<u8>) {
    let response = t
        .client
        .get(format!("{}/media/{id}", t.url))
        .header("Authorization", TestApp::tma(person))
        .send()
        .await
        .unwrap();
    let header = |name: &str| {
        let value = response.headers().get(name);
        value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    };
    let (status, kind, name) = (
        response.status().as_u16(),
        header("content-type"),
        header("content-disposition"),
    );
    (status, kind, name, response.bytes().await.unwrap().to_vec())
}

async fn row(t: &TestApp, id: i64) -> media::Model {
    media::Entity::find_by_id(MediaId(id))
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_by_what_it_is_shown_to_its_owner_and_removed() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let auth = TestApp::tma(&anna);
    let kept = upload(&t, &auth, "план 89161234567.exe.pdf", b"%PDF-1.4 plan").await;
    assert_eq!(
        (kept.status, &kept.json["mime"], &kept.json["size"]),
        (201, &json!("application/pdf"), &json!(13))
    );
    assert_eq!(
        (&kept.json["name"], &kept.json["is_attached"]),
        (&json!("план •••.exe.pdf"), &json!(false))
    );
    let id = kept.json["id"].as_i64().unwrap();
    let listed = call(&t, &auth, "GET", "/media").await;
    assert_eq!(listed.json["items"], json!([kept.json]));
    let (status, kind, name, bytes) = fetched(&t, &anna, id).await;
    assert_eq!(
        (status, kind.as_str(), bytes.as_slice()),
        (200, "application/pdf", b"%PDF-1.4 plan".as_slice())
    );
    assert!(
        name.starts_with("attachment; filename*=UTF-8''%D0%BF"),
        "{name}"
    );
    assert_eq!(fetched(&t, &boris, id).await.0, 404);
    let page = upload(
        &t,
        &auth,
        "x.html",
        b"<!DOCTYPE html><script>alert(1)</script>",
    )
    .await;
    assert_eq!(page.json["mime"], "text/plain; charset=utf-8");
    for (bytes, status) in [
        (b"MZ\x90\0\x03\0\0\0".as_slice(), 415),
        (b"\x7fELF\x02\x01\x01\0".as_slice(), 415),
        (b"".as_slice(), 422),
    ] {
        let reply = upload(&t, &auth, "x.txt", bytes).await;
        assert_eq!(reply.status, status, "{bytes:?}: {reply:?}");
    }
    let large = vec![b'a'; files::FILE_LIMIT + 1];
    assert_eq!(upload(&t, &auth, "x.txt", &large).await.code(), "too_large");
    let larger = vec![b'a'; 22 * 1024 * 1024];
    assert_eq!(upload(&t, &auth, "x.txt", &larger).await.status, 413);
    let other = request(&t, &auth, Method::POST, "/media").multipart(Form::new().text("x", "y"));
    let other = Reply::of(other.send().await.unwrap()).await;
    assert!(!other.field("file").is_empty(), "{other:?}");
    let json = post(&t, &anna, "/media", json!({})).await;
    assert_eq!(json.status, 415);
    let path = format!("/media/{id}");
    assert_eq!(
        call(&t, &TestApp::tma(&boris), "DELETE", &path)
            .await
            .status,
        404
    );
    assert_eq!(call(&t, &auth, "DELETE", &path).await.status, 204);
    assert_eq!(fetched(&t, &anna, id).await.0, 404);
    assert_eq!(call(&t, &auth, "DELETE", &path).await.status, 404);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_repeated_with_its_key_is_one_file() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    // Larger than any other body may be; the form is marked off by other words each time.
    let large = vec![b'a'; 3 * 1024 * 1024];
    let send = |bytes: Vec<u8>| {
        let request = request(&t, &auth, Method::POST, "/media")
            .header("Idempotency-Key", "one")
            .multipart(form("a.txt", &bytes));
        async { Reply::of(request.send().await.unwrap()).await }
    };
    let first = send(large.clone()).await;
    let again = send(large).await;
    assert_eq!(
        (first.status, again.status),
        (201, 201),
        "{first:?} {again:?}"
    );
    assert_eq!(first.json, again.json);
    let other = send(b"b".to_vec()).await;
    assert_eq!(other.code(), "idempotency_key_reused");
    assert_eq!(media::Entity::find().count(&t.app.db).await.unwrap(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_brief_message_and_delivery_reach_the_other_side_in_telegram() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = t.person("Вера", "ru").await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let id = on_board(&t, &anna).await;
    let path = format!("/study/orders/{id}");
    let brief = uploaded(&t, &anna, "Задание.pdf").await;
    let foreign = post(
        &t,
        &anna,
        &format!("{path}/files"),
        json!({"media_id": 999}),
    )
    .await;
    assert!(!foreign.field("media_id").is_empty(), "{foreign:?}");
    let put = post(
        &t,
        &anna,
        &format!("{path}/files"),
        json!({"media_id": brief}),
    )
    .await;
    assert_eq!(
        (
            put.status,
            &put.json["files"][0]["name"],
            &put.json["files"][0]["media_id"]
        ),
        (201, &json!("Задание.pdf"), &json!(brief))
    );
    // Twice is once.
    post(
        &t,
        &anna,
        &format!("{path}/files"),
        json!({"media_id": brief}),
    )
    .await;
    assert_eq!(row(&t, brief).await.uses, 1);
    // Whoever may take the order may read its files.
    assert_eq!(fetched(&t, &boris, brief).await.0, 200);
    assert_eq!(fetched(&t, &operator, brief).await.0, 200);
    assert_eq!(fetched(&t, &vera, brief).await.0, 404);
    let theirs = post(
        &t,
        &boris,
        &format!("{path}/files"),
        json!({"media_id": brief}),
    )
    .await;
    assert_eq!(theirs.status, 403);
    post(&t, &boris, &format!("/study/board/{id}/take"), json!({})).await;
    t.settle().await;
    boris.say("/work").await;
    boris.tap("🛠").await.unwrap();
    boris.tap("№").await.unwrap();
    boris.tap("📎").await.unwrap();
    let seen = boris.transcript().join("\n");
    assert!(seen.contains("[document Задание.pdf]"), "{seen}");
    // From now on Telegram knows it.
    let known = row(&t, brief).await.file_id.unwrap();
    boris.tap("📎").await.unwrap();
    assert_eq!(
        row(&t, brief).await.file_id.as_deref(),
        Some(known.as_str())
    );
    let data = uploaded(&t, &anna, "Данные.pdf").await;
    let body = json!({"text": "Вот данные", "media_id": data});
    let said = post(&t, &anna, &format!("{path}/messages"), body).await;
    assert_eq!(said.status, 201, "{said:?}");
    t.settle().await;
    assert!(
        boris.screen().contains("[document Данные.pdf]"),
        "{}",
        boris.screen()
    );
    assert!(boris.screen().contains("Вот данные"), "{}", boris.screen());
    let stolen = json!({"text": "x", "media_id": data});
    let reply = post(&t, &boris, &format!("{path}/messages"), stolen).await;
    assert!(!reply.field("media_id").is_empty(), "{reply:?}");
    let work = uploaded(&t, &boris, "Работа.pdf").await;
    let body = json!({"media_ids": [work]});
    let done = post(&t, &boris, &format!("{path}/deliver"), body).await;
    assert_eq!(
        (done.status, &done.json["deliveries"][0]["files"][0]["name"]),
        (201, &json!("Работа.pdf"))
    );
    t.settle().await;
    assert_eq!(fetched(&t, &anna, work).await.0, 200);
    assert_eq!(fetched(&t, &vera, work).await.0, 404);
    anna.tap("📂 Открыть заказ").await.unwrap();
    anna.tap("📦 Что сдано").await.unwrap();
    anna.tap("📎").await.unwrap();
    let seen = anna.transcript().join("\n");
    assert!(seen.contains("[document Работа.pdf]"), "{seen}");
    for (person, file) in [(&anna, brief), (&anna, data), (&boris, work)] {
        let kept = call(
            &t,
            &TestApp::tma(person),
            "DELETE",
            &format!("/media/{file}"),
        )
        .await;
        assert_eq!((kept.status, kept.code()), (409, "file_in_use"));
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_telegram_forgot_is_uploaded_again() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let data = uploaded(&t, &anna, "Данные.pdf").await;
    let model = media::ActiveModel {
        id: Set(MediaId(data)),
        file_id: Set(Some("of another bot".to_owned())),
        ..Default::default()
    };
    media::Entity::update(model).exec(&t.app.db).await.unwrap();
    let body = json!({"media_id": data});
    post(&t, &anna, &format!("/study/orders/{id}/messages"), body).await;
    t.settle().await;
    assert!(
        boris.screen().contains("[document Данные.pdf]"),
        "{}",
        boris.screen()
    );
    assert_ne!(
        row(&t, data).await.file_id.as_deref(),
        Some("of another bot")
    );
    // Telegram refused the old id.
    t.expects_faults = true;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_draft_is_free_again_when_the_draft_goes() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let begun = post(&t, &anna, "/study/orders", json!({"kind": "consultation"})).await;
    let id = begun.json["id"].as_i64().unwrap();
    let one = uploaded(&t, &anna, "1.pdf").await;
    let two = uploaded(&t, &anna, "2.pdf").await;
    for media in [one, two] {
        post(
            &t,
            &anna,
            &format!("/study/orders/{id}/files"),
            json!({"media_id": media}),
        )
        .await;
    }
    let actor = acting(t.row(&anna).await.id);
    let rows = attachment::Entity::find().all(&t.app.db).await.unwrap();
    let first = rows
        .iter()
        .find(|row| row.media_id == Some(MediaId(one)))
        .unwrap();
    drafts::detach(&t.app, actor, OrderId(id), first.id)
        .await
        .unwrap();
    assert_eq!((row(&t, one).await.uses, row(&t, two).await.uses), (0, 1));
    call(&t, &auth, "DELETE", &format!("/study/orders/{id}")).await;
    assert_eq!(row(&t, two).await.uses, 0);
    assert_eq!(
        call(&t, &auth, "DELETE", &format!("/media/{two}"))
            .await
            .status,
        204
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_attached_to_nothing_is_limited_and_forgotten() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let order = sent(&t, &anna, "consultation").await;
    let kept = uploaded(&t, &anna, "0.pdf").await;
    post(
        &t,
        &anna,
        &format!("/study/orders/{order}/files"),
        json!({"media_id": kept}),
    )
    .await;
    for number in 0..files::LOOSE_LIMIT {
        assert_eq!(
            upload(&t, &auth, &format!("{number}.txt"), b"x")
                .await
                .status,
            201
        );
    }
    let more = upload(&t, &auth, "x.txt", b"x").await;
    assert_eq!((more.status, more.code()), (409, "too_many_files"));
    t.advance(chrono::TimeDelta::days(8));
    t.run(&Prune).await;
    let left = media::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!((left.len(), left[0].id.0), (1, kept));
    let folder = t.database.folder.path().join("media/file");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_takes_the_loose_files_along_and_leaves_the_work() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let work = uploaded(&t, &boris, "Работа.pdf").await;
    let loose = uploaded(&t, &boris, "Черновик.pdf").await;
    let body = json!({"media_ids": [work]});
    post(&t, &boris, &format!("/study/orders/{id}/deliver"), body).await;
    t.settle().await;
    let me = t.row(&boris).await.id;
    privacy::delete(&t.app, Actor::SHELL, me).await.unwrap();
    assert_eq!(fetched(&t, &anna, work).await.0, 200);
    assert!(matches!(
        files::find(&t.app, MediaId(loose)).await,
        Err(FileError::Gone)
    ));
    t.settle().await;
    t.finish().await;
}

/// How many of so many files were attached and removed at the same moment. `is_guarded` removes as the service
/// does; otherwise as one would who only looks first.
async fn torn(t: &TestApp, person: &Person, rounds: usize, is_guarded: bool) -> usize {
    let me = t.row(person).await.id;
    let order = sent(t, person, "consultation").await;
    let mut torn = 0;
    for _ in 0..rounds {
        let file = files::keep(&t.app, me, None, b"x").await.unwrap();
        let offered = files::offered(&t.app, me, file.id).await.unwrap();
        let (looked, has_looked) = tokio::sync::oneshot::channel();
        let attach = async {
            if !is_guarded {
                has_looked.await.unwrap();
            }
            drafts::attach(&t.app, acting(me), order, offered).await
        };
        let remove = async {
            if is_guarded {
                return files::remove(&t.app, me, file.id).await.is_ok();
            }
            let is_free = files::attached(&t.app, file.id).await.unwrap().is_empty();
            looked.send(()).unwrap();
            // Long enough for the other one to commit.
            while files::attached(&t.app, file.id).await.unwrap().is_empty() {}
            if is_free {
                media::Entity::delete_by_id(file.id)
                    .exec(&t.app.db)
                    .await
                    .unwrap();
            }
            is_free
        };
        let (attached, removed) = tokio::join!(attach, remove);
        torn += usize::from(attached.is_ok() && removed);
        assert!(attached.is_ok() || removed || !is_guarded);
        attachment::Entity::delete_many()
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    torn
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_attached_or_removed_and_never_both() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    assert_eq!(torn(&t, &anna, 30, true).await, 0);
    // The control: without the guard the same race is lost.
    assert!(torn(&t, &anna, 3, false).await > 0);
    t.settle().await;
    t.finish().await;
}
