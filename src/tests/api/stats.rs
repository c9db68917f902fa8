//! Figures over HTTP.

use chrono::TimeDelta;
use serde_json::json;
use sputnik::kernel::permission::Role;

use crate::{calls::call, statistics::history, support::TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn staff_reads_the_figures_of_a_period() {
    let t = TestApp::start().await;
    let anna = history(&t).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let auth = TestApp::tma(&admin);
    let week = call(&t, &auth, "GET", "/admin/stats").await;
    assert_eq!(week.status, 200, "{week:?}");
    assert_eq!(week.json["period"], "week");
    insta::assert_json_snapshot!(json!({
        "funnel": week.json["funnel"],
        "endings": week.json["endings"],
        "sums": week.json["sums"],
        "seconds_to_quote": week.json["seconds_to_quote"],
        "kinds": week.json["kinds"],
    }));
    assert_eq!(week.json["points"].as_array().unwrap().len(), 7);
    t.advance(TimeDelta::days(10));
    let auth = TestApp::tma(&admin);
    let submitted = async |period: &str| {
        let path = format!("/admin/stats?period={period}");
        call(&t, &auth, "GET", &path).await.json["funnel"]["submitted"].clone()
    };
    assert_eq!(submitted("today").await, 0);
    assert_eq!(submitted("week").await, 0);
    assert_eq!(submitted("month").await, 5);
    let odd = call(&t, &auth, "GET", "/admin/stats?period=century").await;
    assert_eq!(odd.status, 400);
    assert!(!odd.field("period").is_empty(), "{odd:?}");
    for person in [&anna, &operator] {
        let reply = call(&t, &TestApp::tma(person), "GET", "/admin/stats").await;
        assert_eq!((reply.status, reply.code()), (403, "forbidden"));
    }
    t.finish().await;
}
