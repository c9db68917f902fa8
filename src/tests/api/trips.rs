//! Trips made to order over HTTP: a request, offers, bargaining, a booking.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::{
    entity::{agency, tour, trip},
    features::trips::drafts,
};
use sputnik_sandbox::Person;

use super::{get, ids, post};
use crate::{
    bookings::{DAY, acting, manager, selling},
    calls::call,
    payments::{self as money, notify, shop},
    support::TestApp,
};

const REQUESTS: &str = "/bookings/custom-requests";

fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

fn wish() -> Value {
    json!({
        "cities": ["samarkand", "bukhara", "samarkand"], "starts_on": DAY, "flexible_days": 3,
        "days": 3, "adults": 2, "children": 1, "budget": rub(6_000_000),
        "transports": ["train"], "wishes": " Без ранних подъёмов\u{7} ",
    })
}

fn offer(tour: &tour::Model, minor: i64) -> Value {
    json!({"tour_id": tour.id, "price": rub(minor), "included": "Поезд, гостиница, гид"})
}

/// Sends a request; its address.
async fn asked(t: &TestApp, person: &Person) -> String {
    let reply = post(t, person, REQUESTS, wish()).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    format!("{REQUESTS}/{}", reply.json["id"])
}

/// Offers; the address of the offer.
async fn offered(
    t: &TestApp,
    boss: &Person,
    request: &str,
    tour: &tour::Model,
    minor: i64,
) -> String {
    let reply = post(t, boss, &format!("{request}/offers"), offer(tour, minor)).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    format!("{REQUESTS}/offers/{}", reply.json["id"])
}

/// An agency that sells, and somebody who decides for it.
async fn at_work(t: &TestApp, name: &str, boss: &str) -> (agency::Model, tour::Model, Person) {
    let (agency, tour) = selling(t, name).await;
    let boss = manager(t, agency.id, boss).await;
    (agency, tour, boss)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_checked_field_by_field_and_sent_past_the_draft_of_the_bot() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let draft = drafts::start(&t.app, acting(me)).await.unwrap();
    let odd = json!({
        "cities": ["atlantis"], "place": "ж".repeat(121), "starts_on": "2029-12-31",
        "flexible_days": 15, "days": 61, "adults": 0, "budget": rub(0),
        "transports": ["broom"], "wishes": "ж".repeat(801),
    });
    let reply = post(&t, &anna, REQUESTS, odd).await;
    assert_eq!((reply.status, reply.code()), (422, "invalid_fields"));
    for field in [
        "cities",
        "place",
        "starts_on",
        "flexible_days",
        "days",
        "adults",
        "budget",
        "transports",
        "wishes",
    ] {
        assert!(!reply.field(field).is_empty(), "{field}: {reply:?}");
    }
    let empty = post(&t, &anna, REQUESTS, json!({})).await;
    for field in ["place", "starts_on", "days", "adults"] {
        assert!(!empty.field(field).is_empty(), "{field}: {empty:?}");
    }
    assert_eq!(trip::Entity::find().count(&t.app.db).await.unwrap(), 1);
    let sent = post(&t, &anna, REQUESTS, wish()).await;
    assert_eq!(sent.status, 201, "{sent:?}");
    assert_eq!(
        (
            &sent.json["status"],
            &sent.json["cities"],
            &sent.json["wishes"],
            &sent.json["budget"],
        ),
        (
            &json!("open"),
            &json!(["samarkand", "bukhara"]),
            &json!("Без ранних подъёмов"),
            &rub(6_000_000),
        )
    );
    let month = json!({"place": "Аральское море", "starts_on": "2030-03-17",
        "is_any_day_of_month": true, "days": 5, "adults": 1, "currency": "UZS"});
    let second = post(&t, &anna, REQUESTS, month).await;
    assert_eq!(
        (&second.json["starts_on"], &second.json["currency"]),
        (&json!("2030-03-01"), &json!("UZS")),
        "{second:?}"
    );
    let all = ids(&get(&t, &anna, REQUESTS).await);
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by(|one, next| one > next), "{all:?}");
    let drafts = get(&t, &anna, &format!("{REQUESTS}?status=draft")).await;
    assert_eq!(ids(&drafts), [draft.id.0]);
    post(&t, &anna, REQUESTS, wish()).await;
    let many = post(&t, &anna, REQUESTS, wish()).await;
    assert_eq!((many.status, many.code()), (409, "too_many_open"));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_traveller_asks_two_agencies_offer_and_one_is_bargained_with_chosen_and_paid() {
    let (t, yookassa) = shop().await;
    let (silk, silks, maria) = at_work(&t, "Шёлковый путь", "Мария").await;
    let (hills, hillss, oleg) = at_work(&t, "Горы и люди", "Олег").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let request = asked(&t, &anna).await;
    // Each agency finds it on its own list, and on no other.
    let list = |agency: &agency::Model| format!("{REQUESTS}?agency={}", agency.id);
    assert_eq!(ids(&get(&t, &maria, &list(&silk)).await).len(), 1);
    assert_eq!(get(&t, &maria, &list(&hills)).await.status, 404);
    assert_eq!(get(&t, &anna, &list(&silk)).await.status, 403);
    let expensive = offered(&t, &maria, &request, &silks, 5_800_000).await;
    let cheap = offered(&t, &oleg, &request, &hillss, 5_550_050).await;
    let compared = get(&t, &anna, &request).await;
    let prices: Vec<_> = compared.json["offers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["price"].clone())
        .collect();
    assert_eq!(prices, [rub(5_550_050), rub(5_800_000)]);
    let marias = get(&t, &maria, &request).await;
    assert_eq!(
        (
            &marias.json["seen_as"],
            &marias.json["traveller"],
            marias.json["offers"].as_array().unwrap().len(),
            &marias.json["offers"][0]["agency_id"],
        ),
        (&json!("agency"), &json!("Анна"), 1, &json!(silk.id))
    );
    for (person, path) in [
        (&boris, request.clone()),
        (&maria, format!("{request}?agency={}", hills.id)),
    ] {
        assert_eq!(get(&t, person, &path).await.status, 404, "{path}");
    }
    let none = post(
        &t,
        &maria,
        &format!("{cheap}/counter"),
        json!({"text": "?"}),
    )
    .await;
    assert_eq!((none.status, none.code()), (404, "not_found"));
    let wanted = json!({"price": rub(5_500_000), "text": "Если без обедов"});
    let asked = post(&t, &anna, &format!("{expensive}/counter"), wanted).await;
    assert_eq!(
        (asked.status, &asked.json["turn"], &asked.json["wanted"]),
        (200, &json!("agency"), &rub(5_500_000)),
        "{asked:?}"
    );
    let stale = marias.json["offers"][0]["revision"].clone();
    let accept = format!("{expensive}/accept");
    let unseen = post(&t, &maria, &accept, json!({"revision": stale})).await;
    assert_eq!((unseen.status, unseen.code()), (409, "offer_changed"));
    let seen = json!({"revision": asked.json["revision"]});
    let agreed = post(&t, &maria, &accept, seen.clone()).await;
    assert_eq!(
        (&agreed.json["price"], &agreed.json["words"][0]["side"]),
        (&rub(5_500_000), &json!("traveller")),
        "{agreed:?}"
    );
    let unseen = post(&t, &anna, &accept, seen).await;
    assert_eq!((unseen.status, unseen.code()), (409, "offer_changed"));
    let seen = json!({"revision": agreed.json["revision"]});
    let chosen = post(&t, &anna, &accept, seen.clone()).await;
    assert_eq!(
        (chosen.status, &chosen.json["status"]),
        (200, &json!("chosen"))
    );
    let booking = chosen.json["booking_id"].as_i64().unwrap();
    let again = post(&t, &anna, &accept, seen).await;
    assert_eq!(again.json["booking_id"], booking);
    assert_eq!(
        get(&t, &oleg, &request).await.json["offers"][0]["status"],
        "passed"
    );
    assert_eq!(
        get(&t, &oleg, &request).await.json["booking_id"],
        Value::Null
    );
    let path = format!("/bookings/{booking}");
    let card = get(&t, &anna, &path).await;
    assert_eq!(
        (
            &card.json["status"],
            &card.json["total"],
            &card.json["seats"]
        ),
        (&json!("approved"), &rub(5_500_000), &json!(3))
    );
    let pay = post(
        &t,
        &anna,
        &format!("{path}/pay"),
        json!({"method": "yookassa"}),
    )
    .await;
    yookassa
        .pay(pay.json["confirmation_url"].as_str().unwrap())
        .unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(get(&t, &anna, &path).await.json["status"], "paid");
    money::finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_checked_changed_withdrawn_and_declined() {
    let t = TestApp::start().await;
    let (_, silks, maria) = at_work(&t, "Шёлковый путь", "Мария").await;
    let (_, hillss, oleg) = at_work(&t, "Горы и люди", "Олег").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let request = asked(&t, &anna).await;
    let path = format!("{request}/offers");
    let odd = json!({"tour_id": silks.id, "price": rub(0), "included": " ",
        "starts_on": "2030-01-01", "days": 0, "valid_hours": 5});
    let reply = post(&t, &maria, &path, odd).await;
    for field in ["price", "included", "starts_on", "days", "valid_hours"] {
        assert!(!reply.field(field).is_empty(), "{field}: {reply:?}");
    }
    let theirs = post(&t, &maria, &path, offer(&hillss, 1)).await;
    assert_eq!(
        (theirs.status, theirs.field("tour_id").is_empty()),
        (422, false)
    );
    assert_eq!(post(&t, &boris, &path, offer(&silks, 1)).await.status, 404);
    assert_eq!(post(&t, &anna, &path, offer(&silks, 1)).await.status, 403);
    let one = offered(&t, &maria, &request, &silks, 5_000_000).await;
    let first = get(&t, &anna, &request).await.json["offers"][0].clone();
    assert_eq!(
        (&first["starts_on"], &first["days"], &first["is_standing"]),
        (&json!(DAY), &json!(3), &json!(true))
    );
    // The same once more is no change; another price is, and another currency is none of it.
    offered(&t, &maria, &request, &silks, 5_000_000).await;
    let same = get(&t, &anna, &request).await.json["offers"][0].clone();
    assert_eq!(same, first);
    offered(&t, &maria, &request, &silks, 4_900_000).await;
    let less = get(&t, &anna, &request).await.json["offers"][0].clone();
    assert_eq!(
        (&less["id"], &less["price"]),
        (&first["id"], &rub(4_900_000))
    );
    assert_ne!(less["revision"], first["revision"]);
    let mut sums = offer(&silks, 1);
    sums["price"]["currency"] = json!("UZS");
    let reply = post(&t, &maria, &path, sums).await;
    assert_eq!(
        (reply.status, reply.field("price").is_empty()),
        (422, false),
        "{reply:?}"
    );
    let empty = post(&t, &anna, &format!("{one}/counter"), json!({})).await;
    assert_eq!((empty.status, empty.field("text").is_empty()), (422, false));
    let sums = json!({"price": {"amount_minor": 100, "currency": "UZS"}});
    let reply = post(&t, &anna, &format!("{one}/counter"), sums).await;
    assert_eq!(
        (reply.status, reply.field("price").is_empty()),
        (422, false)
    );
    let answered = post(
        &t,
        &maria,
        &format!("{one}/counter"),
        json!({"text": "Дешевле нет"}),
    )
    .await;
    assert_eq!(answered.json["turn"], "traveller", "{answered:?}");
    let [annas, marias, olegs] = [&anna, &maria, &oleg].map(TestApp::tma);
    for (auth, deed, status) in [
        (&annas, "withdraw", 403),
        (&marias, "decline", 403),
        (&olegs, "withdraw", 404),
        (&olegs, "decline", 404),
    ] {
        let reply = call(&t, auth, "POST", &format!("{one}/{deed}")).await;
        assert_eq!(reply.status, status, "{deed}: {reply:?}");
    }
    let gone = call(&t, &marias, "POST", &format!("{one}/withdraw")).await;
    assert_eq!(
        (gone.status, &gone.json["status"]),
        (200, &json!("withdrawn"))
    );
    let late = json!({"revision": gone.json["revision"]});
    let late = post(&t, &anna, &format!("{one}/accept"), late).await;
    assert_eq!((late.status, late.code()), (409, "trip_moved"));
    let two = offered(&t, &oleg, &request, &hillss, 4_000_000).await;
    let no = call(&t, &annas, "POST", &format!("{two}/decline")).await;
    assert_eq!((no.status, &no.json["status"]), (200, &json!("declined")));
    assert_eq!(
        call(&t, &marias, "POST", &format!("{request}/cancel"))
            .await
            .status,
        403
    );
    let off = call(&t, &annas, "POST", &format!("{request}/cancel")).await;
    assert_eq!(
        (off.status, &off.json["status"]),
        (200, &json!("cancelled"))
    );
    let late = post(&t, &maria, &path, offer(&silks, 5_000_000)).await;
    assert_eq!((late.status, late.code()), (409, "trip_moved"));
    t.settle().await;
    t.finish().await;
}
