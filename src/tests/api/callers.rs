//! Who is let in, and what needs nobody to be let in.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::{
    calls::{call, call_with, request, shut_out},
    support::TestApp,
};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shut_out_is_refused_by_any_credential() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let tma = TestApp::tma(&anna);
    let made = call_with(
        &t,
        &tma,
        "POST",
        "/users/tokens",
        &json!({"name": "x", "scope": "write"}),
    )
    .await;
    let bearer = format!("Bearer {}", made.json["token"].as_str().unwrap());
    shut_out(&t, &anna, "спам").await;
    for auth in [&tma, &bearer] {
        for (method, path) in [
            ("GET", "/users/profile"),
            ("GET", "/users/export"),
            ("DELETE", "/users/me"),
        ] {
            let reply = call(&t, auth, method, path).await;
            assert_eq!(
                (reply.status, reply.code()),
                (403, "blocked"),
                "{method} {path}"
            );
        }
    }
    // Questions and answers need no credential.
    assert_eq!(call(&t, "", "GET", "/support/faq").await.status, 200);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_is_not_quite_right_is_none() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let good = anna.init_data(None);
    let other = boris.init_data(None);
    assert_eq!(
        call(&t, &format!("tma {good}"), "GET", "/users/profile")
            .await
            .status,
        200
    );
    let hash = good
        .split('&')
        .find(|pair| pair.starts_with("hash="))
        .unwrap();
    let stolen = other
        .split('&')
        .find(|pair| pair.starts_with("hash="))
        .unwrap();
    let mutated = [
        good.replace(hash, stolen),
        good.replace(&anna.id().to_string(), &boris.id().to_string()),
        good.replace(hash, "hash="),
        good.replace(&format!("&{hash}"), ""),
        format!("{good}&auth_date=1"),
        format!("{good}&start_param=x"),
        String::new(),
    ];
    for data in mutated {
        assert_ne!(data, good, "the data was not changed");
        let reply = call(&t, &format!("tma {data}"), "GET", "/users/profile").await;
        assert_eq!(
            (reply.status, reply.code()),
            (401, "unauthorized"),
            "{data}"
        );
        assert_eq!(reply.headers["www-authenticate"], "Bearer");
    }
    for auth in ["", "Bearer sp_x", "Basic eDp5", &format!("Bearer {good}")] {
        assert_eq!(
            call(&t, auth, "GET", "/users/profile").await.status,
            401,
            "{auth}"
        );
    }
    let twice = request(&t, &format!("tma {good}"), Method::GET, "/users/profile")
        .header("Authorization", format!("tma {other}"));
    assert_eq!(twice.send().await.unwrap().status(), 401);
    // An hour is all it has.
    t.advance(TimeDelta::minutes(59));
    assert_eq!(
        call(&t, &format!("tma {good}"), "GET", "/users/profile")
            .await
            .status,
        200
    );
    t.advance(TimeDelta::minutes(2));
    let reply = call(&t, &format!("tma {good}"), "GET", "/users/profile").await;
    assert_eq!((reply.status, reply.code()), (401, "init_data_expired"));
    assert_eq!(
        call(&t, &TestApp::tma(&anna), "GET", "/users/profile")
            .await
            .status,
        200
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_read_and_searched_without_a_credential() {
    let t = TestApp::start().await;
    for (lang, title, question) in [
        ("ru", "Возвраты и споры", "Как вернуть деньги?"),
        (
            "uz",
            "Qaytarish va nizolar",
            "Pulni qanday qaytarib olaman?",
        ),
        ("en", "Refunds and disputes", "How do I get a refund?"),
    ] {
        let all = call(&t, "", "GET", &format!("/support/faq?lang={lang}")).await;
        let items = all.json["items"].as_array().unwrap();
        assert_eq!(items.len(), 9);
        assert_eq!(
            items
                .iter()
                .map(|item| item["entries"].as_array().unwrap().len())
                .sum::<usize>(),
            27
        );
        assert!(items.iter().any(|item| item["title"] == title), "{lang}");
        let found = call(
            &t,
            "",
            "GET",
            &format!("/support/faq/search?lang={lang}&q={question}"),
        )
        .await;
        assert_eq!(
            found.json["items"][0]["key"], "refunds.how-to-refund",
            "{lang}"
        );
    }
    let nothing = call(&t, "", "GET", "/support/faq/search?q=🚀").await;
    assert_eq!((nothing.status, &nothing.json["items"]), (200, &json!([])));
    for query in [
        "/support/faq/search",
        "/support/faq?lang=fr",
        "/support/faq?nonsense=1",
    ] {
        assert_eq!(call(&t, "", "GET", query).await.status, 400, "{query}");
    }
    t.finish().await;
}
