//! The page that the payer comes back to.

use sputnik_sandbox::yookassa::{FaultKind, Operation};

use super::*;

async fn visit(t: &TestApp, token: &str) -> (u16, Option<String>, String) {
    let url = format!("{}/pay/return/{token}", t.url);
    let answer = t.client.get(url).send().await.unwrap();
    let status = answer.status().as_u16();
    let headers = answer.headers();
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert_eq!(headers["cache-control"], "no-store");
    let refresh = headers
        .get("refresh")
        .map(|value| value.to_str().unwrap().to_owned());
    (status, refresh, answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_back_is_enough_without_any_notice() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    let token = attempt(&t).await.return_token;
    t.advance(TimeDelta::seconds(10));
    let (status, refresh, page) = visit(&t, &token).await;
    assert_eq!(status, 200);
    assert!(page.contains("Ждём ответа банка"), "{page}");
    assert_eq!(refresh.unwrap(), format!("3; url=/pay/return/{token}?n=1"));
    yookassa.pay(&link).unwrap();
    t.advance(TimeDelta::seconds(10));
    let (_, refresh, page) = visit(&t, &token).await;
    assert!(page.contains("<h1>Оплачено</h1>"), "{page}");
    assert!(page.contains("Заказ № 1, 1\u{a0}500\u{a0}₽"), "{page}");
    let back = format!("https://t.me/sputnik_test_bot?start=order_{}", order.id());
    assert!(page.contains(&back), "{page}");
    assert_eq!(refresh, None);
    settle(&t).await;
    said(&anna, "✅ Оплачено");
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_speaks_the_payers_language_and_stops_looking_after_a_while() {
    let (t, yookassa) = shop().await;
    let oybek = t.person("Oybek", "uz").await;
    let order = order(&t, &oybek, 150_000).await;
    let link = go_to_page(&t, &oybek, order).await;
    let token = attempt(&t).await.return_token;
    let (_, refresh, _) = visit(&t, &format!("{token}?n=10")).await;
    assert_eq!(refresh, None);
    yookassa.decline(&link, "general_decline").unwrap();
    t.advance(TimeDelta::seconds(10));
    let (_, _, page) = visit(&t, &token).await;
    assert!(
        page.contains("lang=\"uz\"") && page.contains("Toʻlov oʻtmadi"),
        "{page}"
    );
    settle(&t).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn impatience_does_not_become_a_flood_of_calls() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    go_to_page(&t, &anna, order).await;
    let token = attempt(&t).await.return_token;
    t.advance(TimeDelta::seconds(10));
    let before = yookassa.calls(Operation::GetPayment).len();
    for _ in 0..5 {
        visit(&t, &token).await;
    }
    assert_eq!(yookassa.calls(Operation::GetPayment).len(), before + 1);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_provider_and_a_made_up_token_have_pages_too() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    go_to_page(&t, &anna, order).await;
    let token = attempt(&t).await.return_token;
    t.advance(TimeDelta::seconds(10));
    yookassa.fail_next(Operation::GetPayment, FaultKind::Reset);
    let (status, _, page) = visit(&t, &token).await;
    assert_eq!(status, 200);
    assert!(page.contains("Ждём ответа банка"), "{page}");
    for made_up in ["x", "%00", "..%2f..", "<script>"] {
        let (status, _, page) = visit(&t, made_up).await;
        assert!([400, 404].contains(&status), "{made_up}: {status}");
        assert!(!page.contains("<script>"), "{page}");
    }
    finish(t).await;
}
