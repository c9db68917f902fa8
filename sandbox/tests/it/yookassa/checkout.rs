//! The payer's page.

use serde_json::json;
use sputnik_sandbox::yookassa::Status;

use super::{Shop, hold, order};

impl Shop {
    async fn page(&self, url: &str) -> (u16, String) {
        let response = self.stage.http.get(url).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Sends a form as a browser does, and follows to the page again.
    async fn submit(&self, url: &str, form: &[(&str, &str)]) -> (u16, String) {
        let response = self.stage.http.post(url).form(form).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }
}

#[tokio::test]
async fn the_payer_pays() {
    let shop = Shop::new().await;
    let payment = shop.payment("18990.00").await;
    let url = shop
        .service
        .payment(&payment)
        .unwrap()
        .confirmation_url
        .unwrap();
    let (status, html) = shop.page(&url).await;
    assert_eq!(status, 200);
    for words in [
        "18\u{a0}990,00\u{a0}₽",
        "Тур «Самарканд 3 дня»",
        "Оплатить",
        "Отклонить",
        "Вернуться в магазин",
        "https://shop.example/return?t=1",
        "<html lang=\"ru\" data-theme=\"auto\">",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    let form = [("method", "sbp"), ("lang", "uz"), ("theme", "dark")];
    let (status, html) = shop.submit(&format!("{url}/accept"), &form).await;
    assert_eq!(status, 200);
    assert!(
        html.contains("To‘landi") && html.contains("data-theme=\"dark\""),
        "{html}"
    );
    assert!(!html.contains("<form"));
    let paid = shop.service.payment(&payment).unwrap();
    assert_eq!(paid.status, Status::Succeeded);
    assert_eq!(paid.json["payment_method"]["type"], "sbp");
    // Too late to decline: the page shows what is.
    let (_, html) = shop.submit(&format!("{url}/decline"), &[]).await;
    assert!(html.contains("Оплачено"));
}

#[tokio::test]
async fn the_payer_is_refused() {
    let shop = Shop::new().await;
    let payment = shop.payment("10.00").await;
    let url = shop
        .service
        .payment(&payment)
        .unwrap()
        .confirmation_url
        .unwrap();
    let form = [("reason", "card_expired")];
    let (_, html) = shop.submit(&format!("{url}/decline"), &form).await;
    assert!(html.contains("Платёж не прошёл") && html.contains("Истёк срок действия карты"));
    assert_eq!(
        shop.service.payment(&payment).unwrap().reason.unwrap(),
        "card_expired"
    );
}

#[tokio::test]
async fn languages_and_text_of_others() {
    let shop = Shop::new().await;
    let mut body = hold();
    body["confirmation"]["locale"] = json!("en_US");
    body["description"] = json!("<script>alert(1)</script> & \"so\"");
    let payment = shop.made(&body).await;
    let url = shop
        .service
        .payment(&payment)
        .unwrap()
        .confirmation_url
        .unwrap();
    let (_, html) = shop.page(&url).await;
    assert!(html.contains("Back to the shop"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;"));
    let (_, html) = shop.page(&format!("{url}?lang=uz")).await;
    assert!(html.contains("Do‘konga qaytish"));
    shop.service.pay(&payment).unwrap();
    assert!(
        shop.page(&url)
            .await
            .1
            .contains("held until the shop confirms")
    );

    let payment = shop.made(&order()).await;
    let url = shop
        .service
        .payment(&payment)
        .unwrap()
        .confirmation_url
        .unwrap();
    let asked = shop
        .stage
        .http
        .get(&url)
        .header("Accept-Language", "de, en;q=0.5");
    let response = asked.send().await.unwrap();
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("default-src 'none'"));
    assert!(response.text().await.unwrap().contains("Decline"));

    let (status, html) = shop.page(&format!("{}x", url)).await;
    assert_eq!(status, 404);
    assert!(html.contains("Такого платежа нет"));
    for asset in ["checkout.css", "checkout.js"] {
        let address = format!("{}/yookassa/assets/{asset}", shop.stage.sandbox.url());
        assert_eq!(shop.page(&address).await.0, 200);
    }
}
