//! Staff over HTTP.

use serde_json::{Value, json};
use sputnik::kernel::permission::Role;
use sputnik_sandbox::NewPerson;

use crate::{
    calls::{call, call_with},
    support::{Settings, TestApp},
};

#[tokio::test(flavor = "multi_thread")]
async fn staff_works_over_http_by_the_same_rules() {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let path = format!("/admin/users/{id}");
    let [owners, admins] = [&owner, &admin].map(TestApp::tma);
    let reply = call_with(
        &t,
        &admins,
        "PATCH",
        &path,
        &json!({"grant": ["operator", "executor"], "note": "Надёжна"}),
    )
    .await;
    assert_eq!(
        (reply.status, &reply.json["roles"]),
        (200, &json!(["client", "executor", "operator"]))
    );
    let reply = call_with(
        &t,
        &admins,
        "PATCH",
        &path,
        &json!({"revoke": ["operator"], "block": "Пауза"}),
    )
    .await;
    assert_eq!(
        (&reply.json["roles"], &reply.json["blocked_reason"]),
        (&json!(["client", "executor"]), &json!("Пауза"))
    );
    t.settle().await;
    assert!(
        anna.transcript()
            .iter()
            .any(|screen| screen.contains("Причина: Пауза")),
        "{:?}",
        anna.transcript()
    );
    let before = t.row(&anna).await;
    let (of_owner, of_admin) = (t.row(&owner).await.id, t.row(&admin).await.id);
    for (auth, target, body, status, code) in [
        (&admins, id, json!({"grant": ["admin"]}), 403, "forbidden"),
        (&owners, id, json!({"grant": ["owner"]}), 403, "forbidden"),
        (
            &admins,
            of_owner,
            json!({"block": "x"}),
            409,
            "out_of_reach",
        ),
        (
            &admins,
            of_owner,
            json!({"grant": ["executor"]}),
            409,
            "out_of_reach",
        ),
        (&admins, of_admin, json!({"block": "x"}), 409, "yourself"),
        (&owners, of_owner, json!({"unblock": true}), 409, "yourself"),
        (&admins, id, json!({"block": " "}), 422, "invalid_fields"),
        (
            &admins,
            id,
            json!({"note": "я".repeat(501)}),
            422,
            "invalid_fields",
        ),
        (
            &admins,
            id,
            json!({"block": "x", "unblock": true}),
            422,
            "invalid_fields",
        ),
        (
            &admins,
            id,
            json!({"grant": ["king"]}),
            422,
            "invalid_fields",
        ),
        (
            &admins,
            sputnik::kernel::ids::UserId(999),
            json!({"note": "x"}),
            404,
            "not_found",
        ),
    ] {
        let reply = call_with(&t, auth, "PATCH", &format!("/admin/users/{target}"), &body).await;
        assert_eq!(
            (reply.status, reply.code()),
            (status, code),
            "{target} {body}"
        );
    }
    assert_eq!(t.row(&anna).await, before);
    let reply = call_with(&t, &admins, "PATCH", &path, &json!({"unblock": true})).await;
    assert_eq!(reply.json["blocked_at"], Value::Null);
    t.settle().await;
    let found = call(&t, &admins, "GET", "/admin/users?q=АННА").await;
    assert_eq!(found.json["items"][0]["telegram_id"], anna.id());
    let log = call(
        &t,
        &admins,
        "GET",
        &format!("/admin/logs?action=role.granted&actor_id={of_admin}"),
    )
    .await;
    assert_eq!(log.json["items"].as_array().unwrap().len(), 2);
    assert_eq!(log.json["items"][0]["role"], "admin");
    t.finish().await;
}
