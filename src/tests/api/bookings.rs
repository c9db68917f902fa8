//! Bookings over HTTP: what seats cost, who asks and who answers, money, waiting.

use chrono::TimeDelta;
use futures::future::join_all;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::{
    entity::{
        agency, booking, tour_session,
        waiting_party::{self, Status as Waits},
    },
    features::{bookings::jobs::Rounds, tours::sessions},
    kernel::{ids::SessionId, permission::Role},
};
use sputnik_sandbox::Person;

use super::{get, ids, keyed, post};
use crate::{
    bookings::{add, at_payme, code, is_sound, manager, on_sale, plan, promote, selling},
    calls::{Reply, call},
    payments::{self as money, notify, rounds, shop},
    support::{Settings, TestApp},
};

fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

fn wish(session: SessionId, adults: i32, shown: i64) -> Value {
    json!({"session_id": session, "adults": adults, "shown": rub(shown)})
}

/// Asks for seats; the number of the booking.
async fn book(t: &TestApp, person: &Person, body: Value) -> i64 {
    let reply = post(t, person, "/bookings", body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json["id"].as_i64().unwrap()
}

/// The agency says yes.
async fn approve(t: &TestApp, boss: &Person, id: i64) {
    let path = format!("/bookings/{id}/approve");
    let reply = call(t, &TestApp::tma(boss), "POST", &path).await;
    assert_eq!(
        (reply.status, &reply.json["status"]),
        (200, &json!("approved")),
        "{reply:?}"
    );
}

async fn count(t: &TestApp) -> u64 {
    booking::Entity::find().count(&t.app.db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_are_priced_asked_for_once_and_answered() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 3).await;
    promote(&t, agency.id, 10, None).await;
    // Good for one booking: the repeat of a request does not need it again.
    code(&t, "TEN", Some(1), None).await;
    let maria = manager(&t, agency.id, "Мария").await;
    let kate = t.person("Kate", "en").await;
    let seats = json!({"session_id": session.id, "adults": 2, "promo_code": " ten "});
    let quote = post(&t, &kate, "/bookings/quote", seats).await;
    assert_eq!(quote.status, 200, "{quote:?}");
    assert_eq!(
        quote.json["price"],
        json!({
            "base": rub(300_000), "promotion": rub(30_000), "promotion_title": "Зимняя скидка",
            "promo": rub(27_000), "promo_code": "TEN", "total": rub(243_000),
        })
    );
    assert_eq!(
        (
            &quote.json["title"],
            &quote.json["seats_left"],
            &quote.json["hold_minutes"],
            &quote.json["payment_window_hours"],
            &quote.json["refund_rule"][0],
        ),
        (
            &json!("Samarkand for a weekend"),
            &json!(3),
            &json!(60),
            &json!(24),
            &json!({"days": 14, "percent": 100}),
        )
    );
    assert_eq!(count(&t).await, 0, "a quote writes nothing");
    let body = json!({
        "session_id": session.id, "adults": 2, "promo_code": "TEN", "shown": rub(243_000),
        "wish": " Места у окна\u{7} ",
    });
    let auth = TestApp::tma(&kate);
    let first = keyed(&t, &auth, "/bookings", "first", &body).await;
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(
        (
            &first.json["status"],
            &first.json["seen_as"],
            &first.json["wish"]
        ),
        (
            &json!("requested"),
            &json!("traveller"),
            &json!("Места у окна")
        )
    );
    assert_eq!(first.json["hold_until"], "2030-01-01T10:00:00.000Z");
    let replayed = keyed(&t, &auth, "/bookings", "first", &body).await;
    assert_eq!((replayed.status, &replayed.json), (201, &first.json));
    assert_eq!(replayed.headers["Idempotency-Replayed"], "true");
    // Without a key the same wish is the same booking, and another one for the same days is none.
    let again = post(&t, &kate, "/bookings", body).await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    let other = post(&t, &kate, "/bookings", wish(session.id, 1, 135_000)).await;
    assert_eq!((other.status, other.code()), (409, "already_asked"));
    assert_eq!(count(&t).await, 1);
    let id = first.json["id"].as_i64().unwrap();
    let path = format!("/bookings/{id}");
    let waits = get(&t, &maria, "/bookings/pending").await;
    assert_eq!(ids(&waits), [id]);
    let seen = get(&t, &maria, &path).await;
    assert_eq!(
        (&seen.json["seen_as"], &seen.json["traveller"]),
        (&json!("agency"), &json!("Kate"))
    );
    assert_eq!(get(&t, &kate, &path).await.json.get("traveller"), None);
    for deed in ["approve", "reject"] {
        let own = call(&t, &auth, "POST", &format!("{path}/{deed}")).await;
        assert_eq!((own.status, own.code()), (403, "forbidden"), "{deed}");
    }
    approve(&t, &maria, id).await;
    approve(&t, &maria, id).await;
    assert_eq!(ids(&get(&t, &maria, "/bookings/pending").await), [0_i64; 0]);
    let mine = get(&t, &kate, "/bookings/my?status=approved").await;
    assert_eq!(ids(&mine), [id]);
    assert_eq!(mine.json["items"][0]["pay_by"], "2030-01-02T09:00:00.000Z");
    let others = get(&t, &kate, "/bookings/my?status=requested").await;
    assert_eq!(ids(&others), [0_i64; 0]);
    let late = call(&t, &TestApp::tma(&maria), "POST", &format!("{path}/reject")).await;
    assert_eq!((late.status, late.code()), (409, "booking_moved"));
    t.settle().await;
    assert!(is_sound(&t, session.id).await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_has_a_code_and_names_the_field() {
    let t = TestApp::start().await;
    let (_, tour, session) = on_sale(&t, 2).await;
    let named = sessions::Plan {
        wants_names: true,
        ..plan("2030-01-28", 4)
    };
    let named = add(&t, &tour, named).await;
    let third = add(&t, &tour, plan("2030-02-04", 4)).await;
    code(&t, "ONCE", Some(1), None).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let mut only = wish(third.id, 1, 135_000);
    only["promo_code"] = json!("ONCE");
    book(&t, &boris, only).await;
    for (body, status, error, field) in [
        (wish(session.id, 0, 0), 422, "invalid_fields", "adults"),
        (wish(session.id, 99, 0), 422, "invalid_fields", "adults"),
        (wish(session.id, 1, 149_999), 409, "price_changed", "shown"),
        (
            json!({"session_id": session.id, "adults": 1,
                "shown": {"amount_minor": 150_000, "currency": "UZS"}}),
            409,
            "price_changed",
            "shown",
        ),
        (
            json!({"session_id": session.id, "adults": 1, "shown": rub(1), "promo_code": "NONE"}),
            422,
            "promo_code_unknown",
            "promo_code",
        ),
        (
            json!({"session_id": session.id, "adults": 1, "shown": rub(135_000),
                "promo_code": "ONCE"}),
            422,
            "promo_code_used_up",
            "promo_code",
        ),
        (wish(named.id, 2, 300_000), 422, "invalid_fields", "names"),
        (
            json!({"session_id": named.id, "adults": 2, "shown": rub(300_000), "names": ["А"]}),
            422,
            "invalid_fields",
            "names",
        ),
        (
            json!({"session_id": session.id, "adults": 1, "shown": rub(150_000),
                "wish": "ж".repeat(501)}),
            422,
            "invalid_fields",
            "wish",
        ),
        (
            json!({"session_id": session.id, "adults": 1}),
            422,
            "invalid_fields",
            "shown",
        ),
    ] {
        let reply = post(&t, &anna, "/bookings", body.clone()).await;
        assert_eq!((reply.status, reply.code()), (status, error), "{body}");
        assert!(!reply.field(field).is_empty(), "{body}: {reply:?}");
    }
    let dearer = post(&t, &anna, "/bookings", wish(session.id, 1, 1)).await;
    assert_eq!(
        dearer.json["error"]["message"],
        "Цена изменилась: теперь 1\u{a0}500\u{a0}₽."
    );
    assert_eq!(
        post(&t, &anna, "/bookings", wish(SessionId(9_999), 1, 1))
            .await
            .status,
        404
    );
    assert_eq!(count(&t).await, 1);
    let both = json!({"session_id": named.id, "adults": 2, "shown": rub(300_000),
        "names": [" Анна  Иванова ", "Пётр"]});
    let id = book(&t, &anna, both).await;
    let card = get(&t, &anna, &format!("/bookings/{id}")).await;
    assert_eq!(card.json["names"], json!(["Анна Иванова", "Пётр"]));
    book(&t, &anna, wish(session.id, 2, 300_000)).await;
    let full = post(&t, &boris, "/bookings", wish(session.id, 1, 150_000)).await;
    assert_eq!((full.status, full.code()), (409, "seats_sold_out"));
    let closed = t.app.clock.now();
    tour_session::Entity::update_many()
        .col_expr(
            tour_session::Column::StartsAt,
            sea_orm::sea_query::Expr::value(closed),
        )
        .exec(&t.app.db)
        .await
        .unwrap();
    let over = post(&t, &boris, "/bookings", wish(session.id, 1, 150_000)).await;
    assert_eq!((over.status, over.code()), (409, "not_offered"));
    assert!(!over.field("session_id").is_empty());
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_let_bookings_expire_hears_until_when_to_wait() {
    let t = TestApp::with(
        Settings::default()
            .with("TOURS__COOLDOWN_AFTER", "1")
            .with("TOURS__MAX_HOLDS", "1"),
    )
    .await;
    let (agency, tour, session) = on_sale(&t, 4).await;
    let next = add(&t, &tour, plan("2030-01-28", 4)).await;
    let maria = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let id = book(&t, &anna, wish(session.id, 1, 150_000)).await;
    let more = post(&t, &anna, "/bookings", wish(next.id, 1, 150_000)).await;
    assert_eq!((more.status, more.code()), (409, "too_many_holds"));
    approve(&t, &maria, id).await;
    t.advance(TimeDelta::hours(25));
    t.run(&Rounds).await;
    t.settle().await;
    let wait = post(&t, &anna, "/bookings", wish(next.id, 1, 150_000)).await;
    assert_eq!((wait.status, wait.code()), (409, "cool_down"));
    let message = wait.json["error"]["message"].as_str().unwrap();
    assert!(message.contains("2030"), "{message}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_is_paid_by_a_link_and_called_off_after_a_look_at_the_refund() {
    let (t, yookassa) = shop().await;
    let (agency, _, session) = on_sale(&t, 4).await;
    let maria = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let id = book(&t, &anna, wish(session.id, 2, 300_000)).await;
    let path = format!("/bookings/{id}");
    let pay = format!("{path}/pay");
    let by_card = json!({"method": "yookassa"});
    let early = post(&t, &anna, &pay, by_card.clone()).await;
    assert_eq!((early.status, early.code()), (409, "nothing_due"));
    approve(&t, &maria, id).await;
    let other = post(&t, &maria, &pay, by_card.clone()).await;
    assert_eq!((other.status, other.code()), (403, "forbidden"));
    let payme = post(&t, &anna, &pay, json!({"method": "payme"})).await;
    assert_eq!((payme.status, payme.code()), (409, "not_set_up"));
    let odd = post(&t, &anna, &pay, json!({"method": "cash"})).await;
    assert_eq!((odd.status, odd.field("method").is_empty()), (422, false));
    let begun = post(&t, &anna, &pay, by_card.clone()).await;
    assert_eq!(
        (begun.status, &begun.json["amount"]),
        (200, &rub(300_000)),
        "{begun:?}"
    );
    let link = begun.json["confirmation_url"].as_str().unwrap();
    let again = post(&t, &anna, &pay, by_card).await;
    assert_eq!(again.json["id"], begun.json["id"]);
    yookassa.pay(link).unwrap();
    notify(&t, &yookassa).await;
    let paid = get(&t, &anna, &path).await;
    assert_eq!(
        (
            &paid.json["status"],
            &paid.json["paid"],
            &paid.json["contacts"]
        ),
        (&json!("paid"), &rub(300_000), &json!("+998 90 000 00 00"))
    );
    assert_eq!(get(&t, &maria, &path).await.json["contacts"], Value::Null);
    // Twenty days before the beginning all of it goes back, ten days before half.
    let all = json!({"paid": rub(300_000), "refund": rub(300_000)});
    assert_eq!(paid.json["cancellation"], all);
    t.advance(TimeDelta::days(10));
    let half = get(&t, &anna, &path).await.json["cancellation"]["refund"].clone();
    assert_eq!(half, rub(150_000));
    let cancel = format!("{path}/cancel");
    let stale = post(&t, &anna, &cancel, json!({"refund": rub(300_000)})).await;
    assert_eq!((stale.status, stale.code()), (409, "terms_changed"));
    assert!(!stale.field("refund").is_empty());
    for _ in 0..2 {
        let off = post(&t, &anna, &cancel, json!({"refund": half})).await;
        assert_eq!(
            (off.status, &off.json["status"], &off.json["refunded"]),
            (200, &json!("refunded"), &half),
            "{off:?}"
        );
        assert_eq!(off.json["cancellation"], Value::Null);
    }
    rounds(&t).await;
    assert!(is_sound(&t, session.id).await);
    money::finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_calls_a_booking_off_and_says_why() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 4).await;
    let maria = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let first = book(&t, &anna, wish(session.id, 1, 150_000)).await;
    let second = book(&t, &boris, wish(session.id, 1, 150_000)).await;
    let path = format!("/bookings/{first}/reject");
    let long = post(&t, &maria, &path, json!({"reason": "ж".repeat(501)})).await;
    assert_eq!((long.status, long.field("reason").is_empty()), (422, false));
    let no = post(&t, &maria, &path, json!({"reason": "#full Ремонт"})).await;
    assert_eq!(
        (no.status, &no.json["status"], &no.json["ended_note"]),
        (200, &json!("rejected"), &json!("full Ремонт"))
    );
    approve(&t, &maria, second).await;
    let path = format!("/bookings/{second}/cancel");
    let off = post(&t, &maria, &path, json!({"reason": "Гид заболел"})).await;
    assert_eq!(
        (off.status, &off.json["status"], &off.json["ended_reason"]),
        (200, &json!("cancelled"), &json!("agency"))
    );
    let told = get(&t, &boris, &format!("/bookings/{second}")).await;
    assert_eq!(told.json["ended_note"], "Гид заболел");
    t.settle().await;
    assert!(is_sound(&t, session.id).await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_in_sums_is_paid_at_the_agency_s_own_cash_desk() {
    let t = TestApp::start().await;
    let (agency, session) = at_payme(&t).await;
    let payme = t.sandbox.payme();
    let maria = manager(&t, agency, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let shown = json!({"amount_minor": 150_000_000, "currency": "UZS"});
    let body = json!({"session_id": session, "adults": 1, "shown": shown});
    let id = book(&t, &anna, body).await;
    approve(&t, &maria, id).await;
    let pay = format!("/bookings/{id}/pay");
    let roubles = post(&t, &anna, &pay, json!({"method": "yookassa"})).await;
    assert_eq!((roubles.status, roubles.code()), (409, "not_set_up"));
    let begun = post(&t, &anna, &pay, json!({"method": "payme"})).await;
    assert_eq!((begun.status, &begun.json["amount"]), (200, &shown));
    let link = begun.json["confirmation_url"].as_str().unwrap();
    let params = link.rsplit('/').next().unwrap();
    let page = format!("{}/{params}", payme.checkout_url());
    payme.pay(&page).await.unwrap();
    let paid = get(&t, &anna, &format!("/bookings/{id}")).await;
    assert_eq!(
        (&paid.json["status"], &paid.json["paid"]),
        (&json!("paid"), &shown)
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_too_late_waits_and_is_offered_what_gets_free() {
    let t = TestApp::start().await;
    let (_, _, session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let clara = t.person("Клара", "ru").await;
    let party = |adults| json!({"session_id": session.id, "adults": adults});
    let early = post(&t, &boris, "/bookings/waitlist", party(1)).await;
    assert_eq!((early.status, early.code()), (409, "not_full"));
    let id = book(&t, &anna, wish(session.id, 2, 300_000)).await;
    let mine = post(&t, &anna, "/bookings/waitlist", party(1)).await;
    assert_eq!((mine.status, mine.code()), (409, "already_asked"));
    let big = post(&t, &boris, "/bookings/waitlist", party(3)).await;
    assert_eq!((big.status, big.field("adults").is_empty()), (422, false));
    for (person, before) in [(&boris, 0), (&clara, 1)] {
        let waits = post(&t, person, "/bookings/waitlist", party(1)).await;
        assert_eq!(
            (waits.status, &waits.json["status"], &waits.json["before"]),
            (201, &json!("waiting"), &json!(before)),
            "{waits:?}"
        );
    }
    // Asking again changes the party, and keeps its place.
    let grown = post(&t, &boris, "/bookings/waitlist", party(2)).await;
    assert_eq!(
        (&grown.json["seats"], &grown.json["before"]),
        (&json!(2), &json!(0))
    );
    let off = call(
        &t,
        &TestApp::tma(&anna),
        "POST",
        &format!("/bookings/{id}/cancel"),
    )
    .await;
    assert_eq!(
        (off.status, &off.json["status"]),
        (200, &json!("cancelled"))
    );
    t.run(&Rounds).await;
    t.settle().await;
    let list = get(&t, &boris, "/bookings/waitlist").await;
    assert_eq!(list.json["items"][0]["status"], "offered");
    assert!(list.json["items"][0]["offered_until"].is_string());
    let quick = post(&t, &anna, "/bookings", wish(session.id, 1, 150_000)).await;
    assert_eq!((quick.status, quick.code()), (409, "seats_sold_out"));
    // Boris does not want them any more: they are Clara's.
    let leave = format!("/bookings/waitlist/{}", session.id);
    for _ in 0..2 {
        assert_eq!(
            call(&t, &TestApp::tma(&boris), "DELETE", &leave)
                .await
                .status,
            204
        );
    }
    assert_eq!(
        get(&t, &boris, "/bookings/waitlist").await.json["items"],
        json!([])
    );
    t.run(&Rounds).await;
    t.settle().await;
    book(&t, &clara, wish(session.id, 1, 150_000)).await;
    let waits = waiting_party::Entity::find().all(&t.app.db).await.unwrap();
    assert!(waits.iter().any(|party| party.status == Waits::Taken));
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

/// A manager of an agency that has nothing to do with it.
async fn stranger(t: &TestApp) -> (agency::Model, Person) {
    let (other, _) = selling(t, "Горы и люди").await;
    let oleg = manager(t, other.id, "Олег").await;
    (other, oleg)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_is_nothing_to_other_agencies_and_travellers() {
    let t = TestApp::start().await;
    let (_, _, session) = on_sale(&t, 4).await;
    let (_, oleg) = stranger(&t).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let id = book(&t, &anna, wish(session.id, 1, 150_000)).await;
    for person in [&oleg, &boris] {
        let auth = TestApp::tma(person);
        let mut replies: Vec<Reply> = vec![get(&t, person, &format!("/bookings/{id}")).await];
        for deed in ["approve", "reject", "cancel"] {
            replies.push(call(&t, &auth, "POST", &format!("/bookings/{id}/{deed}")).await);
        }
        let pay = format!("/bookings/{id}/pay");
        replies.push(post(&t, person, &pay, json!({"method": "yookassa"})).await);
        for reply in replies {
            assert_eq!((reply.status, reply.code()), (404, "not_found"));
        }
        assert_eq!(ids(&get(&t, person, "/bookings/my").await), [0_i64; 0]);
    }
    assert_eq!(ids(&get(&t, &oleg, "/bookings/pending").await), [0_i64; 0]);
    assert_eq!(get(&t, &boris, "/bookings/pending").await.status, 403);
    assert_eq!(ids(&get(&t, &admin, "/bookings/pending").await), [id]);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_bookings_are_walked_by_their_cursors() {
    let t = TestApp::with(Settings::default().with("TOURS__MAX_HOLDS", "9")).await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let maria = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let mut booked = Vec::new();
    for number in 0..5 {
        let day = format!("2030-02-{:02}", 10 + number);
        let session = add(&t, &tour, plan(&day, 2)).await;
        booked.push(book(&t, &anna, wish(session.id, 1, 150_000)).await);
    }
    let newest: Vec<_> = booked.iter().rev().copied().collect();
    for (person, path, whole) in [
        (&anna, "/bookings/my", &newest),
        (&maria, "/bookings/pending", &booked),
    ] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = get(&t, person, &format!("{path}?limit=2&cursor={cursor}")).await;
            seen.extend(ids(&page));
            match page.json["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(&seen, whole, "{path}");
    }
    t.settle().await;
    t.finish().await;
}

/// The guard is the counter of the session; its control run is beside the same race in the service.
#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_ask_at_once_one_gets_the_last_seat_and_the_others_hear_why() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 1).await;
    let mut people = Vec::new();
    for number in 0..50 {
        people.push(t.person(&format!("Гость {number}"), "ru").await);
    }
    let wishes = people
        .iter()
        .map(|person| post(&t, person, "/bookings", wish(session.id, 1, 150_000)));
    let (mut won, mut late) = (0, 0);
    for reply in join_all(wishes).await {
        match (reply.status, reply.code()) {
            (201, _) => won += 1,
            (409, "seats_sold_out") => late += 1,
            _ => panic!("{reply:?}"),
        }
    }
    assert_eq!((won, late), (1, 49));
    assert_eq!(count(&t).await, 1);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}
