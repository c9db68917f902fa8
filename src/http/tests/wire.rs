//! Shapes, headers, words, numbers.

use std::{
    io::Write,
    sync::{Mutex, PoisonError},
};

use axum::http::header::CONTENT_TYPE;
use tokio::net::TcpListener;

use super::*;

#[tokio::test]
async fn unknown_paths_and_methods_answer_in_the_one_shape() {
    let stand = Stand::new().await;
    for path in [
        "/",
        "/nowhere",
        "/api",
        "/api/v1",
        "/api/v1/nowhere",
        "/api/docs/nowhere.js",
    ] {
        let reply = stand.get(path).await;
        assert_eq!(reply.brief(), "404 not_found", "{path}");
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(
            reply.json["error"]["request_id"],
            reply.header("x-request-id")
        );
    }
    let reply = stand.send(post("/api/v1/things/7", "{}")).await;
    assert_eq!(reply.brief(), "405 method_not_allowed");
    assert_eq!(reply.header("allow"), "GET,HEAD");
    assert_eq!(
        stand.send(post("/livez", "")).await.brief(),
        "405 method_not_allowed"
    );
}

#[tokio::test]
async fn errors_speak_the_language_that_was_asked_for_until_the_person_is_known() {
    let stand = Stand::new().await;
    let asked = |tag| with(get("/nowhere"), "accept-language", tag);
    assert_eq!(stand.get("/nowhere").await.message(), "Такого здесь нет.");
    assert_eq!(
        stand.send(asked("en")).await.message(),
        "There is no such thing here."
    );
    assert_eq!(
        stand.send(asked("uz, en;q=0.5")).await.message(),
        "Bu yerda bunday narsa yoʻq."
    );
    let known = with(get("/api/v1/things/7"), "accept-language", "uz");
    assert_eq!(
        stand.send(known).await.message(),
        "There is no such thing here."
    );
}

#[tokio::test]
async fn every_text_of_the_platform_is_there_in_every_language() {
    let stand = Stand::new().await;
    let id = |line: &str| line.split_once(" = ").map(|(id, _)| id.to_owned());
    let russian = include_str!("../../../assets/locales/ru/http.ftl");
    let ids: Vec<String> = russian.lines().filter_map(id).collect();
    assert!(ids.len() > 20);
    for lang in Lang::ALL {
        let tr = stand.app.texts.lang(lang);
        for id in &ids {
            assert!(tr.has(id), "{id} in {}", lang.code());
        }
    }
}

#[tokio::test]
async fn answers_carry_safe_headers() {
    let stand = Stand::new().await;
    let reply = stand
        .send(with(get("/api/v1/me"), "x-request-id", "mine-1"))
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("x-request-id"), "mine-1");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(
        reply
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert_eq!(stand.get("/livez").await.header("cache-control"), "");
}

#[tokio::test]
async fn a_wrong_body_is_refused_with_the_field_named() {
    let stand = Stand::new().await;
    let refused = async |body: &str| {
        let reply = stand.send(post("/api/v1/things", body)).await;
        let fields = reply.json["error"]["fields"].clone();
        format!("{} {fields}", reply.brief())
    };
    assert_eq!(refused("{").await, "400 malformed_json null");
    assert_eq!(refused("").await, "400 malformed_json null");
    assert_eq!(
        refused(r#"{"name":"a"} x"#).await,
        "400 malformed_json null"
    );
    assert_eq!(
        refused("{}").await,
        r#"422 invalid_fields {"name":"This is required."}"#
    );
    for no_object in ["[7]", r#"["a",[]]"#, "7", "null", r#"{"name":"a\u0000"}"#] {
        assert_eq!(
            refused(no_object).await,
            "422 invalid_fields null",
            "{no_object}"
        );
    }
    assert_eq!(
        refused(r#"{"name":7}"#).await,
        r#"422 invalid_fields {"name":"This value will not do."}"#
    );
    assert_eq!(
        refused(r#"{"name":"a","nmae":1}"#).await,
        r#"422 invalid_fields {"nmae":"There is no such field."}"#
    );
    assert_eq!(
        refused(r#"{"name":"a","name":"b"}"#).await,
        r#"422 invalid_fields {"name":"The field is given twice."}"#
    );
    assert_eq!(
        refused(r#"{"name":"a","lines":[{"count":1},{}]}"#).await,
        r#"422 invalid_fields {"lines[1].count":"This is required."}"#
    );
    assert_eq!(
        refused(r#"{"name":"a","lines":[{"count":-1}]}"#).await,
        r#"422 invalid_fields {"lines[0].count":"This value will not do."}"#
    );
    assert_eq!(
        refused(r#"{"name":""}"#).await,
        r#"422 invalid_fields {"name":"This is required."}"#
    );
}

#[tokio::test]
async fn other_types_and_too_much_are_refused() {
    let stand = Stand::new().await;
    let plain = with(post("/api/v1/things", "{}"), "content-type", "text/plain");
    assert_eq!(
        stand.send(plain).await.brief(),
        "415 unsupported_media_type"
    );
    let mut untyped = post("/api/v1/things", "{}");
    untyped.headers_mut().remove(CONTENT_TYPE);
    assert_eq!(
        stand.send(untyped).await.brief(),
        "415 unsupported_media_type"
    );
    let charset = "application/json; charset=utf-8";
    let typed = with(
        post("/api/v1/things", r#"{"name":"a"}"#),
        "content-type",
        charset,
    );
    assert_eq!(stand.send(typed).await.status, StatusCode::CREATED);
    let huge = format!(r#"{{"name":"{}"}}"#, "x".repeat(2 * 1024 * 1024));
    assert_eq!(
        stand.send(post("/api/v1/things", &huge)).await.brief(),
        "413 too_large"
    );
}

#[tokio::test]
async fn a_wrong_address_is_refused_with_the_field_named() {
    let stand = Stand::new().await;
    let refused = async |path: &str| {
        let reply = stand.get(path).await;
        format!("{} {}", reply.brief(), reply.json["error"]["fields"])
    };
    assert_eq!(
        refused("/api/v1/search").await,
        r#"400 malformed_query {"q":"Нужно заполнить."}"#
    );
    assert_eq!(
        refused("/api/v1/search?q=a&near=far").await,
        r#"400 malformed_query {"near":"Значение не подходит."}"#
    );

    for path in [
        "/api/v1/things/seven",
        "/api/v1/things/%00",
        "/api/v1/things/9223372036854775808",
    ] {
        assert_eq!(refused(path).await, "400 malformed_path null");
    }
    assert_eq!(
        refused("/api/v1/search?q=%00").await,
        "400 malformed_query null"
    );
    for limit in ["0", "101", "-1", "many", ""] {
        assert_eq!(
            refused(&format!("/api/v1/things?limit={limit}")).await,
            r#"400 malformed_query {"limit":"A whole number from 1 to 100 is needed."}"#
        );
    }
    assert_eq!(
        refused("/api/v1/things?cursor=17").await,
        r#"400 malformed_query {"cursor":"This is not the next_cursor of the page before."}"#
    );
}

#[tokio::test]
async fn pages_follow_each_other() {
    let stand = Stand::new().await;
    let first = stand.get("/api/v1/things?limit=2&unknown=1").await;
    assert_eq!(first.json["items"][1]["id"], 998);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = stand
        .get(&format!("/api/v1/things?limit=2&cursor={cursor}"))
        .await;
    assert_eq!(second.json["items"][0]["id"], 997);
    assert_eq!(
        stand.get("/api/v1/things").await.json["items"]
            .as_array()
            .unwrap()
            .len(),
        20
    );
}

#[tokio::test]
async fn an_outage_is_worth_another_try_and_says_nothing_of_itself() {
    let stand = Stand::new().await;
    let reply = stand.get("/api/v1/outage").await;
    assert_eq!(reply.brief(), "503 unavailable");
    assert_eq!(reply.header("retry-after"), "2");
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    let stand = Stand::new().await;
    tokio::time::pause();
    assert_eq!(stand.get("/api/v1/hang").await.brief(), "503 unavailable");
}

#[tokio::test]
async fn a_panic_ends_one_request() {
    let stand = Stand::new().await;
    let reply = stand.send(post("/api/v1/panic", "")).await;
    assert_eq!(reply.brief(), "500 internal");
    assert!(!reply.text.contains("sp_secret"));
    assert_eq!(stand.get("/api/v1/me").await.status, StatusCode::OK);
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_has_the_cause_once_and_never_what_the_client_sent() {
    let stand = Stand::new().await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let reply = stand
        .send(with(
            post("/api/v1/fault?phone=998901234567", ""),
            "x-request-id",
            "find-me",
        ))
        .await;
    assert_eq!(reply.brief(), "500 internal");
    assert!(reply.message().contains("find-me"));
    assert!(!reply.text.contains("cause"));
    stand.get("/api/v1/things/7?phone=998901234567").await;
    stand
        .send(post("/api/v1/things", r#"{"name":"998901234567"}"#))
        .await;
    let log = log.text();
    assert_eq!(
        log.matches("the outer cause: the inner cause").count(),
        1,
        "{log}"
    );
    assert!(
        log.contains("find-me") && log.contains("/api/v1/things/{id}"),
        "{log}"
    );
    assert!(
        !log.contains("998901234567") && !log.contains(WRITER),
        "{log}"
    );
}

#[tokio::test]
async fn the_description_says_what_holds_for_all() {
    let stand = Stand::new().await;
    let document = stand.get("/api/openapi.json").await.json;
    assert_eq!(document["info"]["title"], "Sputnik");
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(
        (&schemes["tma"]["in"], &schemes["token"]["scheme"]),
        (&"header".into(), &"bearer".into())
    );
    let post = &document["paths"]["/api/v1/things"]["post"];
    assert_eq!(post["parameters"][0]["name"], "Idempotency-Key");
    let error = &post["responses"]["default"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(error, "#/components/schemas/Problem");
    assert!(document["components"]["schemas"]["Problem"].is_object());
    assert!(document["components"]["schemas"]["ProblemDetail"].is_object());
    let printed = crate::http::document(api::routes(&Arc::default()));
    assert_eq!(serde_json::to_value(printed).unwrap(), document);
}

#[tokio::test]
async fn the_page_works_under_its_policy() {
    let stand = Stand::new().await;
    let page = stand.get("/api/docs/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("https://") && !page.text.contains("<script>"));
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self';")
    );
    for file in ["swagger-ui-bundle.js", "swagger-ui.css", "index.css"] {
        assert_eq!(
            stand.get(&format!("/api/docs/{file}")).await.status,
            StatusCode::OK,
            "{file}"
        );
    }
    let start = stand.get("/api/docs/swagger-initializer.js").await.text;
    assert!(
        start.contains("/api/openapi.json") && start.contains(r#""validatorUrl": "none""#),
        "{start}"
    );
    assert_eq!(stand.get("/api/docs").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_server_ends_when_the_application_stops() {
    let stand = Stand::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (app, router) = (stand.app.clone(), stand.router.clone());
    let server = stand
        .app
        .tasks
        .spawn(async move { crate::http::serve(&app, listener, router).await });
    let client = reqwest::Client::builder().build().unwrap();
    let lost = client
        .get(format!("http://{address}/nowhere"))
        .send()
        .await
        .unwrap();
    let problem: Value = lost.json().await.unwrap();
    assert_eq!(problem["error"]["code"], "not_found");
    let slow = client
        .post(format!("http://{address}/api/v1/slow"))
        .bearer_auth(WRITER)
        .send();
    let slow = stand.app.tasks.spawn(slow);
    while stand.app.tasks.len() < 4 {
        tokio::task::yield_now().await;
    }
    stand.app.stopping.cancel();
    assert_eq!(slow.await.unwrap().unwrap().status(), 204);
    server.await.unwrap().unwrap();
    assert!(
        client
            .get(format!("http://{address}/livez"))
            .send()
            .await
            .is_err()
    );
}
