//! The catalogue, its makers and agencies over HTTP.

use serde_json::{Value, json};
use sputnik::kernel::permission::Role;

use super::{get, ids, post};
use crate::{
    bookings::{DAY, add, manager, on_sale, plan, selling},
    calls::{Reply, call, call_with},
    support::TestApp,
};

fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

async fn patch(t: &TestApp, person: &sputnik_sandbox::Person, path: &str, body: Value) -> Reply {
    call_with(t, &TestApp::tma(person), "PATCH", path, &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_finds_a_tour_by_what_they_look_for() {
    let t = TestApp::start().await;
    let (agency, tour, session) = on_sale(&t, 4).await;
    let (_, other) = selling(&t, "Караван").await;
    let seen = async |query: &str| call(&t, "", "GET", &format!("/tours{query}")).await;
    // Newest first, a page at a time.
    let first = seen("?limit=1").await;
    assert_eq!(ids(&first), [other.id.0]);
    assert_eq!(first.json["items"][0]["next_session"], Value::Null);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = seen(&format!("?limit=1&cursor={cursor}")).await;
    assert_eq!(ids(&second), [tour.id.0]);
    assert_eq!(second.json["next_cursor"], Value::Null);
    let next = &second.json["items"][0]["next_session"];
    assert_eq!(next["id"], json!(session.id));
    assert_eq!(
        (&next["adult"], &next["child"]),
        (&rub(150_000), &rub(90_000))
    );
    assert_eq!(next["seats_left"], 4);
    // By category with those below it, city, words, days, price and agency.
    for (query, expected) in [
        ("?city=samarkand", vec![other.id.0, tour.id.0]),
        (
            "?category=silk_road&q=самарканд",
            vec![other.id.0, tour.id.0],
        ),
        ("?q=антарктида", vec![]),
        ("?from=2030-01-20&until=2030-01-22", vec![tour.id.0]),
        ("?from=2030-01-22", vec![]),
        ("?price_minor=150000&currency=RUB", vec![tour.id.0]),
        ("?price_minor=149999&currency=RUB", vec![]),
        ("?price_minor=150000&currency=UZS", vec![]),
        (&format!("?agency={}", agency.id), vec![tour.id.0]),
    ] {
        let found = seen(query).await;
        assert_eq!(ids(&found), expected, "{query}: {found:?}");
    }
    for (query, field) in [
        ("?category=nowhere", "category"),
        ("?city=nowhere", "city"),
        ("?price_minor=5", "currency"),
        ("?status=draft", "agency"),
    ] {
        let refused = seen(query).await;
        assert_eq!(refused.status, 422, "{query}: {refused:?}");
        assert!(!refused.field(field).is_empty(), "{query}: {refused:?}");
    }
    assert_eq!(seen("?favourites=true").await.status, 401);
    // In the reader's language, or in the one that they ask for.
    assert_eq!(second.json["items"][0]["title"], "Самарканд за выходные");
    let english = seen(&format!("/{}?lang=en", tour.id)).await;
    assert_eq!(english.json["title"], "Samarkand for a weekend");
    assert_eq!(
        english.json["params"],
        json!({"group_max": 12, "pace": "calm"})
    );
    assert_eq!(english.json["price_from"], rub(150_000));
    assert_eq!(english.json["agency"]["name"], "Шёлковый путь");
    let sessions = seen(&format!("/{}/sessions", tour.id)).await;
    assert_eq!(ids(&sessions), [session.id.0]);
    assert_eq!(sessions.json["items"][0].get("chat_link"), None);
    let categories = seen("/categories?lang=en").await;
    let road = categories.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["key"] == "silk_road")
        .unwrap();
    assert_eq!(road["tours"], 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_keeps_is_theirs_alone() {
    let t = TestApp::start().await;
    let (_, tour, _) = on_sale(&t, 4).await;
    let [anna, boris] = [t.person("Анна", "ru").await, t.person("Борис", "ru").await];
    let path = format!("/tours/{}/favourite", tour.id);
    for _ in 0..2 {
        assert_eq!(
            call(&t, &TestApp::tma(&anna), "PUT", &path).await.status,
            204
        );
    }
    assert_eq!(
        ids(&get(&t, &anna, "/tours?favourites=true").await),
        [tour.id.0]
    );
    assert_eq!(
        ids(&get(&t, &boris, "/tours?favourites=true").await),
        [0_i64; 0]
    );
    let card = get(&t, &anna, &format!("/tours/{}", tour.id)).await;
    assert_eq!(card.json["is_favourite"], true);
    let gone = call(&t, &TestApp::tma(&anna), "DELETE", &path).await;
    assert_eq!(gone.status, 204);
    assert_eq!(
        ids(&get(&t, &anna, "/tours?favourites=true").await),
        [0_i64; 0]
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_brings_a_tour_to_sale() {
    let t = TestApp::start().await;
    let (agency, _) = selling(&t, "Шёлковый путь").await;
    let (others, foreign) = selling(&t, "Караван").await;
    let nodira = manager(&t, agency.id, "Нодира").await;
    let new = json!({"agency_id": agency.id, "lang": "ru", "title": "Хива без спешки"});
    let made = post(&t, &nodira, "/tours", new).await;
    assert_eq!(
        (made.status, &made.json["status"]),
        (201, &json!("draft")),
        "{made:?}"
    );
    let path = format!("/tours/{}", made.json["id"]);
    // A draft is nobody else's business.
    assert_eq!(call(&t, "", "GET", &path).await.status, 404);
    let early = patch(&t, &nodira, &path, json!({"status": "published"})).await;
    assert_eq!(
        (early.status, early.code()),
        (409, "incomplete"),
        "{early:?}"
    );
    assert!(!early.field("description").is_empty());
    let odd = patch(&t, &nodira, &path, json!({"params": {"group_max": 0}})).await;
    assert_eq!(odd.status, 422, "{odd:?}");
    assert!(!odd.field("params.group_max").is_empty(), "{odd:?}");
    let odd = patch(&t, &nodira, &path, json!({"city": "atlantis"})).await;
    assert_eq!((odd.status, odd.field("city").is_empty()), (422, false));
    let whole = json!({
        "city": "khiva", "category": "silk_road", "days": 3, "transports": ["train"],
        "params": {"group_max": 10, "pace": "calm"},
        "texts": [
            {"lang": "ru", "description": "Ичан-Кала.", "included": "Поезд.", "meeting_point": "Вокзал."},
            {"lang": "uz", "title": "Xivada shoshmasdan"},
        ],
        "status": "published",
    });
    let published = patch(&t, &nodira, &path, whole).await;
    assert_eq!(
        (published.status, &published.json["status"]),
        (200, &json!("published")),
        "{published:?}"
    );
    let seen = call(&t, "", "GET", &format!("{path}?lang=uz")).await;
    assert_eq!(seen.json["title"], "Xivada shoshmasdan");
    // Sessions: each fault has its field.
    let sessions = format!("{path}/sessions");
    let session = |capacity: i32, starts_on: &str| {
        json!({
            "starts_on": starts_on, "adult": rub(200_000), "child": rub(120_000), "capacity": capacity,
            "refund_rule": "14:100 7:50", "chat_link": "https://t.me/+abc",
        })
    };
    let past = post(&t, &nodira, &sessions, session(8, "2020-01-01")).await;
    assert_eq!(
        (past.status, past.field("starts_on").is_empty()),
        (422, false)
    );
    let odd = json!({"starts_on": DAY, "adult": rub(1000), "capacity": 4, "refund_rule": "x"});
    let odd = post(&t, &nodira, &sessions, odd).await;
    assert_eq!(
        (odd.status, odd.field("refund_rule").is_empty()),
        (422, false)
    );
    let added = post(&t, &nodira, &sessions, session(8, DAY)).await;
    assert_eq!(added.status, 201, "{added:?}");
    assert_eq!(added.json["chat_link"], "https://t.me/+abc");
    let id = added.json["id"].as_i64().unwrap();
    let pattern = json!({"every_weeks": 1, "times": 3});
    let copies = post(
        &t,
        &nodira,
        &format!("/tours/sessions/{id}/repeat"),
        pattern,
    )
    .await;
    assert_eq!(
        copies.json["items"].as_array().unwrap().len(),
        3,
        "{copies:?}"
    );
    // What is taken stays taken.
    let guest = t.row(&t.person("Гость", "ru").await).await.id;
    let shown = sputnik::kernel::ids::SessionId(id);
    crate::bookings::ask(&t, guest, shown, crate::bookings::party(3, 0))
        .await
        .unwrap();
    let path = format!("/tours/sessions/{id}");
    let small = patch(&t, &nodira, &path, json!({"capacity": 2})).await;
    assert_eq!(
        (small.status, small.code()),
        (409, "below_taken"),
        "{small:?}"
    );
    let odd = json!({"adult": {"amount_minor": 5, "currency": "UZS"}});
    assert_eq!(patch(&t, &nodira, &path, odd).await.status, 422);
    let change = json!({"capacity": 3, "child": null, "chat_link": null, "status": "closed"});
    let changed = patch(&t, &nodira, &path, change).await;
    assert_eq!(changed.json["seats_left"], 0, "{changed:?}");
    assert_eq!(changed.json["child"], rub(200_000));
    assert_eq!(changed.json["status"], "closed");
    assert_eq!(changed.json.get("chat_link"), None);
    // Of another agency there is nothing.
    let theirs = add(&t, &foreign, plan(DAY, 4)).await;
    for (method, path, body) in [
        (
            "PATCH",
            format!("/tours/{}", foreign.id),
            json!({"days": 5}),
        ),
        (
            "POST",
            format!("/tours/{}/sessions", foreign.id),
            session(4, DAY),
        ),
        (
            "PATCH",
            format!("/tours/sessions/{}", theirs.id),
            json!({"capacity": 9}),
        ),
        (
            "POST",
            format!("/tours/sessions/{}/cancel", theirs.id),
            json!({"note": "x"}),
        ),
        (
            "PATCH",
            format!("/agencies/{}", others.id),
            json!({"name": "Моё"}),
        ),
    ] {
        let reply = call_with(&t, &TestApp::tma(&nodira), method, &path, &body).await;
        assert_eq!(
            (reply.status, reply.code()),
            (404, "not_found"),
            "{method} {path}"
        );
    }
    let drafts = format!("/tours?agency={}&status=draft", others.id);
    assert_eq!(get(&t, &nodira, &drafts).await.status, 404);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn promotions_and_codes_begin_and_end() {
    let t = TestApp::start().await;
    let (agency, tour, session) = on_sale(&t, 4).await;
    let nodira = manager(&t, agency.id, "Нодира").await;
    let anna = t.person("Анна", "ru").await;
    let new = json!({
        "tour_id": tour.id, "title": "Ранние птицы", "percent": 10, "ends_at": "2030-01-15T00:00:00Z",
    });
    let promotion = post(&t, &nodira, "/tours/promotions", new).await;
    assert_eq!(promotion.status, 201, "{promotion:?}");
    assert_eq!(promotion.json["agency_id"], json!(agency.id));
    assert_eq!(promotion.json["percent_bp"], 1000);
    let public = call(&t, "", "GET", "/tours/promotions").await;
    assert_eq!(ids(&public), [promotion.json["id"].as_i64().unwrap()]);
    for odd in [
        json!({"agency_id": agency.id, "title": "x", "percent": 5, "amount": rub(5), "ends_at": "2030-01-15T00:00:00Z"}),
        json!({"agency_id": agency.id, "title": "x", "percent": 95, "ends_at": "2030-01-15T00:00:00Z"}),
        json!({"agency_id": agency.id, "title": "x", "percent": 5}),
    ] {
        let refused = post(&t, &nodira, "/tours/promotions", odd.clone()).await;
        assert_eq!(refused.status, 422, "{odd}: {refused:?}");
    }
    let new = json!({
        "session_id": session.id, "code": "vesna", "amount": rub(20_000), "minimum": rub(100_000),
        "person_limit": 1, "ends_at": "2030-01-15T00:00:00Z",
    });
    let code = post(&t, &nodira, "/tours/promo-codes", new.clone()).await;
    assert_eq!(
        (code.status, &code.json["code"]),
        (201, &json!("VESNA")),
        "{code:?}"
    );
    let twice = post(&t, &nodira, "/tours/promo-codes", new).await;
    assert_eq!((twice.status, twice.code()), (409, "name_taken"));
    let seats = json!({"session_id": session.id, "adults": 1, "promo_code": " Vesna "});
    let quote = post(&t, &anna, "/bookings/quote", seats.clone()).await;
    let price = &quote.json["price"];
    let steps = ["base", "promotion", "promo", "total"].map(|step| (step, price[step].clone()));
    assert_eq!(
        Value::from_iter(steps),
        json!({"base": rub(150_000), "promotion": rub(15_000), "promo": rub(20_000), "total": rub(115_000)}),
        "{quote:?}"
    );
    for path in [
        format!("/tours/promotions/{}", promotion.json["id"]),
        format!("/tours/promo-codes/{}", code.json["id"]),
    ] {
        let again = patch(&t, &nodira, &path, json!({"is_active": true})).await;
        assert_eq!(again.status, 422);
        let ended = patch(&t, &nodira, &path, json!({"is_active": false})).await;
        assert_eq!(ended.status, 204, "{ended:?}");
    }
    let quote = post(&t, &anna, "/bookings/quote", seats).await;
    assert_eq!(
        (quote.status, quote.code()),
        (422, "promo_code_unknown"),
        "{quote:?}"
    );
    assert_eq!(
        ids(&call(&t, "", "GET", "/tours/promotions").await),
        [0_i64; 0]
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn agencies_are_made_blocked_and_given_managers() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let nodira = t.person("Нодира", "ru").await;
    let made = post(&t, &admin, "/agencies", json!({"name": "Шёлковый путь"})).await;
    assert_eq!(made.status, 201, "{made:?}");
    let path = format!("/agencies/{}", made.json["id"]);
    let twice = post(&t, &admin, "/agencies", json!({"name": "Шёлковый путь"})).await;
    assert_eq!((twice.status, twice.code()), (409, "name_taken"));
    let me = t.row(&nodira).await.id;
    let added = post(
        &t,
        &admin,
        &format!("{path}/managers"),
        json!({"user_id": me}),
    )
    .await;
    assert_eq!(added.json["items"][0]["name"], "Нодира", "{added:?}");
    // Its own words are the manager's, its terms are the platform's.
    let words = json!({"description": "Ездим поездом.", "contacts": "+998 90 000 00 00"});
    let described = patch(&t, &nodira, &path, words).await;
    assert_eq!(
        described.json["description"], "Ездим поездом.",
        "{described:?}"
    );
    for terms in [
        json!({"commission_bp": 0}),
        json!({"blocked": null}),
        json!({"payme": null}),
    ] {
        assert_eq!(patch(&t, &nodira, &path, terms).await.status, 403);
    }
    let desk = json!({"merchant": "5e730e8e0b852a417aa49ceb", "key": "TopSecretKey", "test_key": "TestKey"});
    let terms = json!({"commission_bp": 1200, "payme": desk});
    let agreed = patch(&t, &admin, &path, terms.clone()).await;
    assert_eq!(
        (&agreed.json["commission_bp"], &agreed.json["has_payme"]),
        (&json!(1200), &json!(true)),
        "{agreed:?}"
    );
    let writer = super::token(&t, &admin, "write").await;
    let by_token = call_with(&t, &writer, "PATCH", &path, &terms).await;
    assert_eq!((by_token.status, by_token.code()), (403, "forbidden"));
    for reply in [
        &agreed,
        &get(&t, &nodira, &path).await,
        &get(&t, &admin, &path).await,
    ] {
        let text = reply.json.to_string();
        assert!(
            !text.contains("Secret") && !text.contains("TestKey"),
            "{text}"
        );
        assert!(!text.contains("5e730e8e"), "{text}");
    }
    let public = call(&t, "", "GET", &path).await;
    assert_eq!(public.json["commission_bp"], Value::Null);
    assert_eq!(public.json["has_payme"], Value::Null);
    // A blocked one is gone for others.
    let blocked = patch(&t, &admin, &path, json!({"blocked": "Жалобы"})).await;
    assert_eq!(blocked.json["status"], "blocked", "{blocked:?}");
    assert_eq!(call(&t, "", "GET", &path).await.status, 404);
    assert_eq!(ids(&call(&t, "", "GET", "/agencies").await), [0_i64; 0]);
    let own = get(&t, &nodira, &path).await;
    assert_eq!(own.json["blocked_reason"], "Жалобы");
    let new = json!({"agency_id": made.json["id"], "lang": "ru", "title": "Хива"});
    let refused = post(&t, &nodira, "/tours", new).await;
    assert_eq!((refused.status, refused.code()), (409, "agency_blocked"));
    let free = patch(&t, &admin, &path, json!({"blocked": null})).await;
    assert_eq!(free.json["status"], "active");
    let manager = format!("{path}/managers/{me}");
    for expected in [204, 404] {
        let gone = call(&t, &TestApp::tma(&admin), "DELETE", &manager).await;
        assert_eq!(gone.status, expected);
    }
    assert_eq!(
        get(&t, &nodira, &format!("{path}/managers")).await.status,
        403
    );
    t.settle().await;
    t.finish().await;
}
