//! Pictures of tours as albums: as travellers get them, and as managers send them.

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use sputnik::{
    bot::{album::Album, html::Html},
    entity::tour_photo,
    features::tours::{
        callbacks::{MakerCallback, ToursCallback},
        photos::{self, Move, Picture},
    },
    kernel::{
        actor::Actor,
        ids::{TgId, TourId},
    },
};
use sputnik_sandbox::Person;
use teloxide::types::InputFile;

use crate::{
    accounts::png,
    bookings::{manager, platform, selling},
    support::{TestApp, updates::press},
};

/// The pictures of a tour by the ids that Telegram knows them by, the cover first.
async fn album(t: &TestApp) -> Vec<String> {
    let rows = tour_photo::Entity::find()
        .order_by_asc(tour_photo::Column::Position)
        .all(&t.app.db)
        .await
        .unwrap();
    let places: Vec<_> = rows.iter().map(|row| row.position).collect();
    let expected: Vec<_> = (0..).take(rows.len()).collect();
    assert_eq!(places, expected);
    rows.into_iter().filter_map(|row| row.file_id).collect()
}

async fn draw_from_assets(t: &TestApp, tour: TourId, names: &[&str]) {
    for name in names {
        let picture = Picture::Asset(format!("media/tours/{name}.png"));
        photos::add(&t.app, Actor::SHELL, &platform(), tour, picture)
            .await
            .unwrap();
    }
}

/// What was asked for in the calls of a method: the pictures of each album, as they were named.
fn albums_sent(t: &TestApp) -> Vec<Vec<String>> {
    let calls = t.sandbox.journal();
    calls
        .iter()
        .filter(|call| call.method.eq_ignore_ascii_case("sendMediaGroup"))
        .map(|call| {
            let media = call.params["media"].as_array().unwrap().clone();
            media
                .iter()
                .map(|item| item["media"].as_str().unwrap().to_owned())
                .collect()
        })
        .collect()
}

fn questions(person: &Person) -> usize {
    let all = person.transcript();
    all.iter().filter(|drawn| drawn.contains("*Фото*:")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_photos_of_a_tour_come_as_one_album_and_a_file_travels_once() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    draw_from_assets(&t, tour.id, &["samarkand", "bukhara"]).await;
    let boss = manager(&t, agency.id, "Мария").await;
    boss.say("/menu").await;
    press(&boss, &MakerCallback::Photos(tour.id)).await;
    boss.send_photo(png(), None).await;

    let anna = t.person("Анна", "ru").await;
    anna.start(Some(&format!("tour_{}", tour.id))).await;
    anna.tap("🖼 Фото (3)").await.unwrap();
    anna.tap("🗂 Все фото сразу").await.unwrap();
    let seen = anna.transcript();
    let album = "[photo] [photo] [photo]\n*Самарканд за выходные*";
    assert_eq!(seen[seen.len() - 2], album);
    insta::assert_snapshot!(anna.screen(), @r"
    ☝️ Все фото тура «Самарканд за выходные».

    [ ‹ Назад ]
    ");
    anna.tap("‹ Назад").await.unwrap();
    assert!(anna.screen().starts_with("[photo]\n*Самарканд"));
    anna.tap("🖼 Фото (3)").await.unwrap();
    anna.tap("🗂 Все фото сразу").await.unwrap();

    let sent = albums_sent(&t);
    let is_upload = |name: &String| name.starts_with("attach://");
    assert_eq!(sent.len(), 2);
    assert_eq!(
        sent[0].iter().map(is_upload).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert!(!sent[1].iter().any(is_upload), "{sent:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_photo_is_a_photo_and_a_tour_without_any_says_so() {
    let t = TestApp::start().await;
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/tours").await;
    let outcome = press(&anna, &ToursCallback::Album(tour.id)).await;
    let answer = outcome.answer.unwrap().text.unwrap();
    assert!(answer.contains("Фото сейчас не открываются"), "{answer}");
    draw_from_assets(&t, tour.id, &["samarkand"]).await;
    press(&anna, &ToursCallback::Album(tour.id)).await;
    let seen = anna.transcript();
    assert_eq!(seen[seen.len() - 2], "[photo]\n*Самарканд за выходные*");
    assert!(albums_sent(&t).is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_photos_for_one_album_come_in_several() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for (count, expected) in [(10, vec![10]), (11, vec![6, 5]), (91, vec![10; 9])] {
        let before = anna.transcript().len();
        let pictures = (0..count)
            .map(|_| InputFile::memory(png()).file_name("one.png"))
            .collect();
        let caption = Html::escape("Все сразу");
        let known = Album { pictures, caption }
            .send(&t.app.tg, TgId(anna.id()))
            .await
            .unwrap();
        assert_eq!(known.iter().flatten().count(), count);
        let seen = anna.transcript().split_off(before);
        let sizes: Vec<_> = seen
            .iter()
            .map(|drawn| drawn.matches("[photo]").count())
            .collect();
        let (albums, rest) = sizes.split_at(expected.len());
        assert_eq!(albums, expected);
        // One more than nine albums hold is a photo of its own.
        assert_eq!(
            rest.iter().sum::<usize>(),
            count - albums.iter().sum::<usize>()
        );
        let captions: Vec<_> = seen.iter().map(|drawn| drawn.contains("сразу")).collect();
        assert!(captions[0] && !captions[1..].contains(&true));
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_telegram_does_not_want_does_not_take_the_others_with_it() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    let before = anna.transcript().len();
    let pictures = vec![
        InputFile::memory(b"no picture".to_vec()).file_name("odd.png"),
        InputFile::memory(png()).file_name("one.png"),
        InputFile::file_id(teloxide::types::FileId("of-another-bot".to_owned())),
        InputFile::memory(png()).file_name("two.png"),
    ];
    let caption = Html::escape("Все сразу");
    let known = Album { pictures, caption }
        .send(&t.app.tg, TgId(anna.id()))
        .await
        .unwrap();
    let known: Vec<_> = known.iter().map(Option::is_some).collect();
    assert_eq!(known, [false, true, false, true]);
    let seen = anna.transcript().split_off(before);
    assert_eq!(seen, ["[photo]\nВсе сразу", "[photo]"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_from_a_manager_is_taken_whole_and_answered_once() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    boss.say("/menu").await;
    press(&boss, &MakerCallback::Photos(tour.id)).await;
    let before = questions(&boss);
    boss.send_photos(vec![png(); 4], None).await;
    assert_eq!(questions(&boss), before + 1);
    insta::assert_snapshot!(boss.screen(), @r"
    *Фото*: 4 из 10

    Пришлите фото, одно или сразу альбом. Первое станет обложкой. Нажмите номер, чтобы переставить или убрать.

    [ ⭐️ 1 ] [ 🖼 2 ] [ 🖼 3 ] [ 🖼 4 ]
    [ ‹ Назад ]
    ");
    // The next one is another album: what does not fit is said once.
    boss.send_photos(vec![png(); 8], None).await;
    assert_eq!(questions(&boss), before + 2);
    insta::assert_snapshot!(boss.screen(), @r"
    В альбоме помещается десять фото.

    *Фото*: 10 из 10

    Пришлите фото, одно или сразу альбом. Первое станет обложкой. Нажмите номер, чтобы переставить или убрать.

    [ ⭐️ 1 ] [ 🖼 2 ] [ 🖼 3 ] [ 🖼 4 ] [ 🖼 5 ]
    [ 🖼 6 ] [ 🖼 7 ] [ 🖼 8 ] [ 🖼 9 ] [ 🖼 10 ]
    [ ‹ Назад ]
    ");
    assert_eq!(album(&t).await.len(), 10);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_change_places_and_travellers_see_them_so() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    boss.say("/menu").await;
    press(&boss, &MakerCallback::Photos(tour.id)).await;
    boss.send_photos(vec![png(); 4], None).await;
    let [a, b, c, d] = <[String; 4]>::try_from(album(&t).await).unwrap();
    boss.tap("🖼 4").await.unwrap();
    boss.tap("◀️ Левее").await.unwrap();
    assert_eq!(album(&t).await, [&a, &b, &d, &c].map(String::clone));
    boss.tap("🖼 3").await.unwrap();
    boss.tap("⭐️ Сделать обложкой").await.unwrap();
    assert_eq!(album(&t).await, [&d, &a, &b, &c].map(String::clone));
    boss.tap("🖼 2").await.unwrap();
    boss.tap("🗑 Убрать").await.unwrap();
    assert_eq!(album(&t).await, [&d, &b, &c].map(String::clone));
    // The first one has nowhere further to go.
    let rows = photos::of(&t.app.db, tour.id).await.unwrap();
    photos::shift(
        &t.app,
        Actor::SHELL,
        &platform(),
        tour.id,
        rows[0].id,
        Move::Forward,
    )
    .await
    .unwrap();
    assert_eq!(album(&t).await, [&d, &b, &c].map(String::clone));

    let anna = t.person("Анна", "ru").await;
    anna.start(Some(&format!("tour_{}", tour.id))).await;
    let cover =
        |message: &Value| message["photo"].as_array().unwrap().last().unwrap()["file_id"].clone();
    assert_eq!(cover(&anna.last_message().unwrap()), json!(d));
    press(&anna, &ToursCallback::Album(tour.id)).await;
    assert_eq!(albums_sent(&t), [vec![d, b, c]]);
    t.finish().await;
}
