//! Lists.

use serde_json::{Value, json};

use super::{HOUR, Shop, money};

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn newest_first_in_pages() {
    let shop = Shop::new().await;
    let mut made = Vec::new();
    for _ in 0..12 {
        made.insert(0, shop.payment("10.00").await);
    }
    let (_, first) = shop.get("/payments").await;
    assert_eq!(first["type"], "list");
    assert_eq!(ids(&first), made[..10]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, second) = shop
        .get(&format!("/payments?limit=100&cursor={cursor}"))
        .await;
    assert_eq!(ids(&second), made[10..]);
    assert!(second.get("next_cursor").is_none());
    for wrong in [
        "limit=0",
        "limit=101",
        "cursor=x",
        "status=x",
        "shape=round",
        "created_at.gte=x",
    ] {
        let (status, body) = shop.get(&format!("/payments?{wrong}")).await;
        assert_eq!(status, 400, "{wrong}");
        assert_eq!(body["parameter"], wrong.split('=').next().unwrap());
    }
}

#[tokio::test]
async fn filters() {
    let shop = Shop::new().await;
    let old = shop.paid("10.00").await;
    shop.advance(2 * HOUR);
    let new = shop.payment("10.00").await;
    shop.service.pay_with(&new, "sbp").unwrap();
    let (_, payment) = shop.get(&format!("/payments/{new}")).await;
    let bound = payment["created_at"].as_str().unwrap();
    for (query, wanted) in [
        ("status=succeeded".to_owned(), vec![&new, &old]),
        ("status=canceled".to_owned(), vec![]),
        ("payment_method=sbp".to_owned(), vec![&new]),
        (format!("created_at.gte={bound}"), vec![&new]),
        (format!("created_at.gt={bound}"), vec![]),
        (format!("created_at.lt={bound}"), vec![&old]),
        (
            format!("captured_at.lt={bound}&status=succeeded"),
            vec![&old],
        ),
    ] {
        let (status, list) = shop.get(&format!("/payments?{query}")).await;
        assert_eq!(status, 200, "{list}");
        assert_eq!(ids(&list), wanted, "{query}");
    }
    for payment in [&old, &new] {
        let body = json!({"payment_id": payment, "amount": money("1.00")});
        shop.done("/refunds", payment, &body).await;
    }
    let (_, list) = shop.get(&format!("/refunds?payment_id={old}")).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["payment_id"], old);
    shop.advance(4 * 365 * 24 * HOUR);
    assert_eq!(ids(&shop.get("/payments").await.1), Vec::<&str>::new());
}
