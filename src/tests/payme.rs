//! Payme's Merchant API, as Payme calls it: over HTTP, repeated, at once, late, out of order.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use futures::future::join_all;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::{Value, json};
use sputnik::{
    entity::{
        agency,
        booking::{self, Status},
        payme_transaction, payment, refund,
    },
    features::{
        bookings::{
            callbacks::BookingsCallback, endings, error::BookingError, fulfil::Settled,
            jobs::Rounds,
        },
        ledger::{self, Account},
        payme::{begin, jobs::TimeOuts},
        payments::error::PayError,
        tours::agencies::{self, CashDesk},
    },
    kernel::{
        actor::Actor, ids::BookingId, lang::Lang, money::Currency, payable::Payable,
        time::Timestamp,
    },
};
use sputnik_sandbox::{Person, payme::Which};

use super::{
    bookings::{
        DAY, acting, add, approve, ask, is_sound, party, pay, plan, platform, row, selling,
    },
    support::{Settings, TestApp, updates::press},
};

pub(super) const MERCHANT: &str = "587f72c72cac0d162c722ae2";
/// Keys may hold anything, colons too.
pub(super) const KEY: &str = "a#b&c%d@e?f*g:h1234567890123456789012";
const TEST_KEY: &str = "test-key-of-the-cash-desk-0123456789";
/// The price of the booking: 1500 sums, in tiyins.
pub(super) const PRICE: i64 = 150_000;
/// Twelve hours.
const LIFE: i64 = 43_200_000;

/// An approved booking of Anna's that is paid in sums, at an agency with a cash desk.
pub(super) struct Ground {
    pub(super) t: TestApp,
    pub(super) anna: Person,
    pub(super) booking: BookingId,
    pub(super) agency: agency::Model,
}

impl Ground {
    pub(super) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(super) async fn with(settings: Settings) -> Self {
        let t = TestApp::with(settings).await;
        let (agency, tour) = selling(&t, "Шёлковый путь").await;
        let mut wanted = plan(DAY, 4);
        wanted.currency = Currency::Uzs;
        let session = add(&t, &tour, wanted).await;
        let desk = CashDesk {
            merchant: MERCHANT.to_owned(),
            key: SecretString::from(KEY),
            test_key: Some(SecretString::from(TEST_KEY)),
        };
        agencies::set_payme(&t.app, Actor::SHELL, &platform(), agency.id, Some(desk))
            .await
            .unwrap();
        let anna = t.person("Анна", "ru").await;
        let me = t.row(&anna).await.id;
        let booking = ask(&t, me, session.id, party(1, 0)).await.unwrap().id;
        approve(&t, booking).await;
        t.settle().await;
        Self {
            t,
            anna,
            booking,
            agency,
        }
    }

    pub(super) fn now(&self) -> i64 {
        self.t.app.clock.now().0
    }

    pub(super) async fn raw(&self, auth: Option<String>, body: String) -> Value {
        let url = format!("{}/webhooks/payme/{MERCHANT}", self.t.url);
        let mut request = self
            .t
            .client
            .post(url)
            .header("Content-Type", "text/json; charset=UTF-8")
            .body(body);
        if let Some(auth) = auth {
            request = request.header("Authorization", auth);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    pub(super) async fn call(&self, method: &str, params: Value) -> Value {
        let body = json!({"method": method, "params": params, "id": 2032}).to_string();
        let answer = self.raw(Some(signed("Paycom", KEY)), body).await;
        assert_eq!(answer["id"], 2032);
        assert!(answer.get("result").is_some() != answer.get("error").is_some());
        answer
    }

    pub(super) async fn result(&self, method: &str, params: Value) -> Value {
        let answer = self.call(method, params).await;
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    pub(super) async fn code(&self, method: &str, params: Value) -> i64 {
        let answer = self.call(method, params).await;
        let code = answer["error"]["code"].as_i64();
        code.unwrap_or_else(|| panic!("{answer}"))
    }

    pub(super) fn account(&self) -> Value {
        json!({"order_id": self.booking.to_string()})
    }

    pub(super) fn creation(&self, id: &str) -> Value {
        json!({"id": id, "time": self.now(), "amount": PRICE, "account": self.account()})
    }

    pub(super) async fn create(&self, id: &str) -> Value {
        self.result("CreateTransaction", self.creation(id)).await
    }

    pub(super) async fn perform(&self, id: &str) -> Value {
        self.result("PerformTransaction", json!({"id": id})).await
    }

    pub(super) async fn cancel(&self, id: &str, reason: i64) -> Value {
        self.result("CancelTransaction", json!({"id": id, "reason": reason}))
            .await
    }

    pub(super) async fn check(&self, id: &str) -> Value {
        self.result("CheckTransaction", json!({"id": id})).await
    }

    pub(super) async fn booking(&self) -> booking::Model {
        row(&self.t, self.booking).await
    }

    pub(super) async fn transactions(&self) -> u64 {
        payme_transaction::Entity::find()
            .count(&self.t.app.db)
            .await
            .unwrap()
    }

    pub(super) async fn owed(&self, account: Account) -> i64 {
        ledger::owed(&self.t.app.db, account, Currency::Uzs)
            .await
            .unwrap()
            .minor()
    }

    /// Nothing is lost, nothing is counted twice.
    pub(super) async fn is_right(&self) {
        let booking = self.booking().await;
        assert!(is_sound(&self.t, booking.session_id).await);
        let audit = ledger::reads::audit(&self.t.app.db).await.unwrap();
        assert!(audit.is_clean());
    }

    pub(super) async fn finish(self) {
        self.is_right().await;
        self.t.settle().await;
        self.t.finish().await;
    }
}

pub(super) fn signed(login: &str, key: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{login}:{key}")))
}

/// Twenty-four characters, as Payme's ids have.
pub(super) fn id(number: u32) -> String {
    format!("{number:024x}")
}

pub(super) const METHODS: [&str; 7] = [
    "CheckPerformTransaction",
    "CreateTransaction",
    "PerformTransaction",
    "CancelTransaction",
    "CheckTransaction",
    "GetStatement",
    "SetFiscalData",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_envelope_is_answered_by_its_number_and_always_with_200() {
    let g = Ground::new().await;
    let url = format!("{}/webhooks/payme/{MERCHANT}", g.t.url);
    for method in [
        reqwest::Method::GET,
        reqwest::Method::PUT,
        reqwest::Method::DELETE,
    ] {
        let response = g.t.client.request(method, &url).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["error"]["code"], -32_300);
    }
    let wrong = [
        None,
        Some("Basic".to_owned()),
        Some("Basic !!!".to_owned()),
        Some("Bearer abc".to_owned()),
        Some(signed("Paycom", "wrong")),
        Some(signed("Payme", KEY)),
        // The test key, while the test mode is off.
        Some(signed("Paycom", TEST_KEY)),
    ];
    for method in METHODS {
        for auth in &wrong {
            let body = json!({"method": method, "params": {}, "id": 7}).to_string();
            let answer = g.raw(auth.clone(), body).await;
            assert_eq!(answer["error"]["code"], -32_504, "{method} {auth:?}");
            assert_eq!(answer["id"], 7);
        }
    }
    let unread = g.raw(None, "{".to_owned()).await;
    assert_eq!(
        unread["error"]["code"], -32_504,
        "the credentials come first"
    );
    let auth = || Some(signed("Paycom", KEY));
    for (body, code) in [
        ("{", -32_700),
        ("{}", -32_600),
        (
            r#"{"method":"CheckTransaction","params":"x","id":1}"#,
            -32_600,
        ),
    ] {
        let answer = g.raw(auth(), body.to_owned()).await;
        assert_eq!(answer["error"]["code"], code, "{body}");
    }
    let unknown = g.call("Transfer", json!({})).await;
    assert_eq!(unknown["error"]["code"], -32_601);
    assert_eq!(unknown["error"]["data"], "Transfer");
    for id in [json!("abc"), json!(5), Value::Null] {
        let body = json!({"method": "GetStatement", "params": {"from": 1, "to": 2}, "id": id});
        assert_eq!(g.raw(auth(), body.to_string()).await["id"], id);
    }
    // A cash desk that is nobody's.
    let nobody = format!("{}/webhooks/payme/ffffffffffffffffffffffff", g.t.url);
    let response = g.t.client.post(nobody).body("{}").send().await.unwrap();
    assert_eq!(response.status(), 200);
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["error"]["code"], -32_504);
    assert_eq!(g.transactions().await, 0);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_test_key_opens_in_test_mode_and_addresses_are_held_against_payme_s() {
    let g = Ground::with(Settings::default().with("PAYME__TEST_MODE", "true")).await;
    let body = json!({"method": "GetStatement", "params": {"from": 1, "to": 2}, "id": 1});
    let answer = g
        .raw(Some(signed("Paycom", TEST_KEY)), body.to_string())
        .await;
    assert_eq!(answer["result"]["transactions"], json!([]));
    g.finish().await;
    let g = Ground::with(Settings::default().with("PAYME__IP_FILTER", "enforce")).await;
    assert_eq!(
        g.code("GetStatement", json!({"from": 1, "to": 2})).await,
        -32_504
    );
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_paid_has_a_number_words_in_three_languages_and_the_field() {
    let g = Ground::new().await;
    let asked = |account: Value, amount: Value| json!({"account": account, "amount": amount});
    for account in [
        json!({"order_id": "99999"}),
        json!({"order_id": ""}),
        json!({"order_id": "x"}),
        json!({"order": 1}),
        json!("1"),
        json!(null),
    ] {
        let answer = g
            .call(
                "CheckPerformTransaction",
                asked(account.clone(), json!(PRICE)),
            )
            .await;
        let error = &answer["error"];
        assert_eq!(error["code"], -31_050, "{account}");
        assert_eq!(error["data"], "order_id");
        for lang in ["ru", "uz", "en"] {
            assert!(!error["message"][lang].as_str().unwrap().is_empty());
        }
    }
    for (amount, code) in [
        (json!(PRICE + 1), -31_001),
        (json!(PRICE - 1), -31_001),
        (json!(0), -31_001),
        (json!(-PRICE), -31_001),
        (json!("150000"), -32_600),
        (json!(1e3), -32_600),
        (json!(null), -32_600),
    ] {
        let params = asked(g.account(), amount.clone());
        assert_eq!(
            g.code("CheckPerformTransaction", params).await,
            code,
            "{amount}"
        );
        let mut params = g.creation(&id(1));
        params["amount"] = amount.clone();
        assert_eq!(g.code("CreateTransaction", params).await, code, "{amount}");
    }
    for _ in 0..100 {
        let result = g
            .result(
                "CheckPerformTransaction",
                asked(json!({"order_id": g.booking.0}), json!(PRICE)),
            )
            .await;
        assert_eq!(result, json!({"allow": true}));
    }
    assert_eq!(g.transactions().await, 0);
    // Another agency's cash desk knows nothing of it.
    let (other, _) = selling(&g.t, "Два моря").await;
    let desk = CashDesk {
        merchant: "other".to_owned(),
        key: SecretString::from(KEY),
        test_key: None,
    };
    agencies::set_payme(&g.t.app, Actor::SHELL, &platform(), other.id, Some(desk))
        .await
        .unwrap();
    let body = json!({
        "method": "CheckPerformTransaction", "params": asked(g.account(), json!(PRICE)), "id": 1,
    });
    let answer: Value =
        g.t.client
            .post(format!("{}/webhooks/payme/other", g.t.url))
            .header("Authorization", signed("Paycom", KEY))
            .body(body.to_string())
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
    assert_eq!(answer["error"]["code"], -31_050);
    g.finish().await;
}

/// The first official scenario: begin a transaction, and cancel it before it is confirmed.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_one_a_transaction_that_is_cancelled_before_it_is_performed() {
    let g = Ground::new().await;
    let allowed = json!({"account": g.account(), "amount": PRICE});
    g.result("CheckPerformTransaction", allowed.clone()).await;
    let first = g.create(&id(1)).await;
    assert_eq!(first["state"], 1);
    assert_eq!(first["create_time"], g.now());
    assert!(first["transaction"].is_string());
    g.t.advance(TimeDelta::minutes(1));
    let mut again = g.creation(&id(1));
    again["time"] = json!(g.now() - 60_000);
    assert_eq!(g.result("CreateTransaction", again).await, first);
    let check = g.check(&id(1)).await;
    assert_eq!(
        (
            check["state"].clone(),
            check["perform_time"].clone(),
            check["reason"].clone()
        ),
        (json!(1), json!(0), Value::Null)
    );
    // While it is open nobody else pays, and the booking is nobody's to change.
    assert_eq!(
        g.code("CreateTransaction", g.creation(&id(2))).await,
        -31_008
    );
    assert_eq!(
        g.code("CheckPerformTransaction", allowed.clone()).await,
        -31_008
    );
    let mut other = g.creation(&id(1));
    other["amount"] = json!(PRICE + 1);
    assert_eq!(g.code("CreateTransaction", other).await, -31_008);
    let me = acting(g.t.row(&g.anna).await.id);
    let cancelled = endings::cancel(&g.t.app, me, g.booking, 0).await;
    assert!(
        matches!(cancelled, Err(BookingError::BeingPaid)),
        "{cancelled:?}"
    );
    let off = endings::cancel_by_agency(&g.t.app, me, &platform(), g.booking, None).await;
    assert!(matches!(off, Err(BookingError::BeingPaid)), "{off:?}");
    let cancelled = g.cancel(&id(1), 3).await;
    assert_eq!(
        (cancelled["state"].clone(), cancelled["cancel_time"].clone()),
        (json!(-1), json!(g.now()))
    );
    g.t.advance(TimeDelta::minutes(1));
    assert_eq!(g.cancel(&id(1), 5).await, cancelled);
    let check = g.check(&id(1)).await;
    assert_eq!(
        (check["state"].clone(), check["reason"].clone()),
        (json!(-1), json!(3))
    );
    assert_eq!(
        g.code("PerformTransaction", json!({"id": id(1)})).await,
        -31_008
    );
    assert_eq!(
        g.code("CreateTransaction", g.creation(&id(1))).await,
        -31_008
    );
    // The booking can be paid again.
    assert_eq!(g.booking().await.frozen_by, None);
    g.create(&id(2)).await;
    g.perform(&id(2)).await;
    assert_eq!(g.booking().await.status, Status::Paid);
    g.finish().await;
}

/// The second official scenario: begin, confirm, and cancel what was confirmed.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_two_a_transaction_that_is_performed_and_then_reversed() {
    let g = Ground::new().await;
    g.create(&id(1)).await;
    g.t.advance(TimeDelta::minutes(1));
    let performed = g.perform(&id(1)).await;
    assert_eq!(performed["state"], 2);
    assert_eq!(performed["perform_time"], g.now());
    g.t.advance(TimeDelta::minutes(1));
    assert_eq!(g.perform(&id(1)).await, performed);
    let booking = g.booking().await;
    assert_eq!((booking.status, booking.paid_minor), (Status::Paid, PRICE));
    assert_eq!(g.owed(Account::Prepaid).await, PRICE);
    assert_eq!(g.owed(Account::ClearingPayme).await, -PRICE);
    g.t.settle().await;
    assert!(g.anna.screen().contains("Оплачено"), "{}", g.anna.screen());
    let asked = json!({"account": g.account(), "amount": PRICE});
    assert_eq!(g.code("CheckPerformTransaction", asked).await, -31_051);
    let reversed = g.cancel(&id(1), 5).await;
    assert_eq!(
        (reversed["state"].clone(), reversed["cancel_time"].clone()),
        (json!(-2), json!(g.now()))
    );
    g.t.advance(TimeDelta::minutes(1));
    assert_eq!(g.cancel(&id(1), 10).await, reversed);
    let check = g.check(&id(1)).await;
    assert_eq!(
        (check["state"].clone(), check["reason"].clone()),
        (json!(-2), json!(5))
    );
    let booking = g.booking().await;
    assert_eq!(
        (booking.status, booking.refunded_minor),
        (Status::Refunded, PRICE)
    );
    assert_eq!(g.owed(Account::Prepaid).await, 0);
    assert_eq!(g.owed(Account::ClearingPayme).await, 0);
    let asked = json!({"account": g.account(), "amount": PRICE});
    assert_eq!(g.code("CheckPerformTransaction", asked).await, -31_052);
    assert_eq!(
        g.code("PerformTransaction", json!({"id": id(1)})).await,
        -31_008
    );
    assert_eq!(refund::Entity::find().count(&g.t.app.db).await.unwrap(), 1);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found() {
    let g = Ground::new().await;
    let missing = json!({"id": id(9)});
    for method in ["PerformTransaction", "CheckTransaction"] {
        assert_eq!(g.code(method, missing.clone()).await, -31_003, "{method}");
    }
    let cancel = json!({"id": id(9), "reason": 1});
    assert_eq!(g.code("CancelTransaction", cancel).await, -31_003);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn repeats_at_once_make_one_transaction_and_others_are_busy() {
    let g = Ground::new().await;
    let same = join_all((0..8).map(|_| g.call("CreateTransaction", g.creation(&id(1))))).await;
    let first = &same[0]["result"];
    assert!(first.is_object(), "{same:?}");
    assert!(
        same.iter().all(|answer| answer["result"] == *first),
        "{same:?}"
    );
    assert_eq!(g.transactions().await, 1);
    g.cancel(&id(1), 1).await;
    let several = join_all((2..10).map(|n| {
        let params = g.creation(&id(n));
        let g = &g;
        async move { g.call("CreateTransaction", params).await }
    }))
    .await;
    let won = several
        .iter()
        .filter(|answer| answer.get("result").is_some())
        .count();
    assert_eq!(won, 1, "{several:?}");
    assert!(
        several
            .iter()
            .filter_map(|answer| answer.get("error"))
            .all(|error| error["code"] == -31_008)
    );
    assert_eq!(g.transactions().await, 2);
    let open = payme_transaction::Entity::find()
        .filter(payme_transaction::Column::State.eq(1))
        .one(&g.t.app.db)
        .await
        .unwrap()
        .unwrap();
    let performed = join_all((0..8).map(|_| g.perform(&open.payme_id))).await;
    assert!(performed.iter().all(|one| *one == performed[0]));
    let paid = payment::Entity::find().filter(payment::Column::Status.eq(payment::Status::Paid));
    assert_eq!(paid.count(&g.t.app.db).await.unwrap(), 1);
    assert_eq!(g.owed(Account::Prepaid).await, PRICE);
    g.finish().await;
}

/// The control: without the index two transactions are open for one booking.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_lets_one_transaction_be_open() {
    let g = Ground::new().await;
    g.create(&id(1)).await;
    let copy = "INSERT INTO payme_transactions (payme_id, agency_id, booking_id, payment_id, time, \
                amount_minor, account, state, created_at) SELECT 'copy', agency_id, booking_id, \
                payment_id, time, amount_minor, account, state, created_at FROM payme_transactions";
    assert!(g.t.app.db.execute_unprepared(copy).await.is_err());
    g.t.app
        .db
        .execute_unprepared("DROP INDEX payme_transactions_open")
        .await
        .unwrap();
    assert!(g.t.app.db.execute_unprepared(copy).await.is_ok());
    assert_eq!(g.transactions().await, 2);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn performing_and_cancelling_at_once_is_one_of_two_stories() {
    for _ in 0..4 {
        let g = Ground::new().await;
        g.create(&id(1)).await;
        let theirs = id(1);
        let (performed, cancelled) = tokio::join!(
            g.call("PerformTransaction", json!({"id": theirs})),
            g.cancel(&theirs, 5),
        );
        let state = g.check(&id(1)).await["state"].as_i64().unwrap();
        match cancelled["state"].as_i64().unwrap() {
            -2 => {
                assert_eq!(performed["result"]["state"], 2);
                assert_eq!(state, -2);
                assert_eq!(g.booking().await.status, Status::Refunded);
            }
            -1 => {
                assert_eq!(performed["error"]["code"], -31_008);
                assert_eq!(state, -1);
                assert_eq!(g.booking().await.status, Status::Approved);
            }
            other => panic!("{other}"),
        }
        g.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_lives_twelve_hours_by_payme_s_clock() {
    let g = Ground::new().await;
    let mut old = g.creation(&id(1));
    old["time"] = json!(g.now() - LIFE - 1_000);
    assert_eq!(g.code("CreateTransaction", old).await, -31_008);
    let mut young = g.creation(&id(2));
    young["time"] = json!(g.now() - LIFE + 1_000);
    g.result("CreateTransaction", young).await;
    g.perform(&id(2)).await;
    assert_eq!(g.booking().await.status, Status::Paid);
    g.finish().await;

    let g = Ground::new().await;
    let mut aging = g.creation(&id(1));
    aging["time"] = json!(g.now() - LIFE + 1_000);
    g.result("CreateTransaction", aging).await;
    g.t.advance(TimeDelta::seconds(2));
    assert_eq!(
        g.code("PerformTransaction", json!({"id": id(1)})).await,
        -31_008
    );
    let check = g.check(&id(1)).await;
    assert_eq!(
        (check["state"].clone(), check["reason"].clone()),
        (json!(-1), json!(4))
    );
    assert_eq!(g.booking().await.frozen_by, None);
    // The next one finds the booking free; nobody comes back, and the round frees it again.
    g.create(&id(2)).await;
    g.t.advance(TimeDelta::milliseconds(LIFE + 1));
    assert_eq!(g.t.run(&TimeOuts).await, 1);
    assert_eq!(g.check(&id(2)).await["reason"], 4);
    assert_eq!(g.t.run(&TimeOuts).await, 0);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_does_not_run_out_under_the_payer_but_when_payme_gives_up() {
    let g = Ground::new().await;
    g.t.advance(TimeDelta::hours(23));
    g.create(&id(1)).await;
    g.t.advance(TimeDelta::hours(2));
    g.t.run(&Rounds).await;
    assert_eq!(g.booking().await.status, Status::Approved);
    g.perform(&id(1)).await;
    assert_eq!(g.booking().await.status, Status::Paid);
    g.finish().await;

    let g = Ground::new().await;
    g.t.advance(TimeDelta::hours(23));
    g.create(&id(1)).await;
    g.t.advance(TimeDelta::hours(2));
    g.cancel(&id(1), 3).await;
    assert_eq!(g.t.run(&Rounds).await, 1);
    let booking = g.booking().await;
    assert_eq!(
        (booking.status, booking.ended_reason.as_deref()),
        (Status::Expired, Some("unpaid"))
    );
    let asked = json!({"account": g.account(), "amount": PRICE});
    assert_eq!(g.code("CheckPerformTransaction", asked).await, -31_052);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_that_has_begun_is_not_taken_back_unless_the_operator_says_so() {
    let begin = async |settings: Settings| {
        let g = Ground::with(settings).await;
        g.create(&id(1)).await;
        g.perform(&id(1)).await;
        let session = super::bookings::session_row(&g.t, g.booking().await.session_id).await;
        g.t.advance(session.starts_at.since(g.t.app.clock.now()));
        g
    };
    let g = begin(Settings::default()).await;
    let cancel = json!({"id": id(1), "reason": 5});
    assert_eq!(g.code("CancelTransaction", cancel).await, -31_007);
    assert_eq!(g.check(&id(1)).await["state"], 2);
    assert_eq!(g.booking().await.status, Status::Paid);
    // When it is over the agency has the money already, and owes the commission.
    g.t.advance(TimeDelta::days(3));
    g.t.run(&Rounds).await;
    assert_eq!(g.owed(Account::Income).await, PRICE / 10);
    assert_eq!(
        g.owed(Account::AgencyPayable(g.agency.id)).await,
        -PRICE / 10
    );
    assert_eq!(g.owed(Account::ClearingPayme).await, 0);
    let cancel = json!({"id": id(1), "reason": 5});
    assert_eq!(g.code("CancelTransaction", cancel).await, -31_007);
    g.finish().await;

    let g = begin(Settings::default().with("PAYME__CANCEL_AFTER_START", "true")).await;
    assert_eq!(g.cancel(&id(1), 5).await["state"], -2);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_was_promised_happens_in_payme_s_office() {
    let g = Ground::new().await;
    g.create(&id(1)).await;
    g.perform(&id(1)).await;
    let me = acting(g.t.row(&g.anna).await.id);
    endings::cancel(&g.t.app, me, g.booking, PRICE)
        .await
        .unwrap();
    g.t.settle().await;
    assert_eq!(g.owed(Account::RefundsPayable).await, PRICE);
    // It has no other way than the agency's hands.
    g.t.run(&sputnik::features::payments::jobs::Refunds).await;
    let waiting = refund::Entity::find()
        .one(&g.t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(waiting.status, refund::Status::Failed);
    assert_eq!(g.cancel(&id(1), 5).await["state"], -2);
    let done = refund::Entity::find()
        .one(&g.t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(done.status, refund::Status::Done);
    assert_eq!(g.owed(Account::RefundsPayable).await, 0);
    assert_eq!(g.owed(Account::ClearingPayme).await, 0);
    assert_eq!(refund::Entity::find().count(&g.t.app.db).await.unwrap(), 1);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_providers_at_once_never_both_win() {
    let g = Ground::new().await;
    g.create(&id(1)).await;
    // Money by another way while Payme's page is open.
    assert_eq!(pay(&g.t, g.booking).await, Settled::Done);
    assert_eq!(
        g.code("PerformTransaction", json!({"id": id(1)})).await,
        -31_008
    );
    assert_eq!(g.check(&id(1)).await["state"], 1);
    assert_eq!(g.cancel(&id(1), 3).await["state"], -1);
    assert_eq!(g.booking().await.status, Status::Paid);
    assert_eq!(g.owed(Account::Prepaid).await, PRICE);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_statement_has_what_began_in_its_span_whatever_became_of_it() {
    let g = Ground::new().await;
    let began = g.now();
    assert_eq!(
        g.result("GetStatement", json!({"from": began, "to": began}))
            .await,
        json!({"transactions": []})
    );
    let mut second = g.creation(&id(2));
    second["time"] = json!(began - 5);
    g.result("CreateTransaction", second).await;
    g.cancel(&id(2), 1).await;
    g.create(&id(1)).await;
    // One that failed is none.
    g.code("CreateTransaction", g.creation(&id(3))).await;
    let all = g
        .result("GetStatement", json!({"from": began - 5, "to": began}))
        .await;
    let all = all["transactions"].as_array().unwrap();
    let ids: Vec<_> = all
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, [id(2), id(1)]);
    assert_eq!(all[0]["state"], -1);
    assert_eq!(all[0]["account"], g.account());
    assert_eq!(all[1]["amount"], PRICE);
    assert_eq!(
        (all[1]["perform_time"].clone(), all[1]["reason"].clone()),
        (json!(0), Value::Null)
    );
    let part = g
        .result("GetStatement", json!({"from": began - 4, "to": began}))
        .await;
    assert_eq!(part["transactions"].as_array().unwrap().len(), 1);
    let none = g
        .result("GetStatement", json!({"from": began, "to": began - 5}))
        .await;
    assert_eq!(none["transactions"], json!([]));
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fiscal_receipts_of_sale_and_refund_are_both_kept() {
    let g = Ground::new().await;
    g.create(&id(1)).await;
    g.perform(&id(1)).await;
    let data = |number: i64| json!({"receipt_id": number, "status_code": 0, "qr_code_url": "https://ofd.uz/x"});
    for (kind, number) in [("PERFORM", 1), ("CANCEL", 2), ("PERFORM", 1)] {
        let params = json!({"id": id(1), "type": kind, "fiscal_data": data(number)});
        assert_eq!(
            g.result("SetFiscalData", params).await,
            json!({"success": true})
        );
    }
    let row = payme_transaction::Entity::find()
        .one(&g.t.app.db)
        .await
        .unwrap()
        .unwrap();
    let read = |text: Option<String>| serde_json::from_str::<Value>(&text.unwrap()).unwrap();
    assert_eq!(read(row.fiscal_perform)["receipt_id"], 1);
    assert_eq!(read(row.fiscal_cancel)["receipt_id"], 2);
    // Whoever paid opens it from the booking.
    press(&g.anna, &BookingsCallback::Card(g.booking)).await;
    assert!(g.anna.screen().contains("🧾 Чек ↗"), "{}", g.anna.screen());
    assert_eq!(g.anna.last_link().as_deref(), Some("https://ofd.uz/x"));
    let unknown = json!({"id": id(9), "type": "PERFORM", "fiscal_data": data(1)});
    assert_eq!(g.code("SetFiscalData", unknown).await, -32_001);
    let odd = json!({"id": id(1), "type": "OTHER", "fiscal_data": data(1)});
    assert_eq!(g.code("SetFiscalData", odd).await, -32_602);
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_busy_code_is_the_operator_s() {
    let g = Ground::with(Settings::default().with("PAYME__BUSY_CODE", "-31099")).await;
    g.create(&id(1)).await;
    let busy = g.call("CreateTransaction", g.creation(&id(2))).await;
    assert_eq!(busy["error"]["code"], -31_099);
    assert_eq!(busy["error"]["data"], "order_id");
    g.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_button_leads_to_the_page_and_the_page_pays_that_attempt() {
    let g = Ground::new().await;
    g.anna.say("/tours").await;
    g.anna.tap("🎫 Мои брони").await.unwrap();
    g.anna
        .tap("💳 21.01 · Самарканд за выходные")
        .await
        .unwrap();
    g.anna.tap("💳 Оплатить").await.unwrap();
    assert!(
        g.anna
            .screen()
            .contains("[ 💳 Payme, 1\u{a0}500\u{a0}сум ]"),
        "{}",
        g.anna.screen()
    );
    g.anna.tap("💳 Payme, 1\u{a0}500\u{a0}сум").await.unwrap();
    let screen = g.anna.screen();
    assert!(screen.contains("страница Payme"), "{screen}");
    assert!(!screen.contains("ЮKassa"), "{screen}");
    let attempt = payment::Entity::find()
        .one(&g.t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(attempt.provider, payment::Provider::Payme);
    let address = attempt.confirmation_url.unwrap();
    let params = address.strip_prefix("https://checkout.paycom.uz/").unwrap();
    let plain = String::from_utf8(STANDARD.decode(params).unwrap()).unwrap();
    let expected = format!("m={MERCHANT};ac.order_id={};a={PRICE};l=ru;c=", g.booking);
    assert!(plain.starts_with(&expected), "{plain}");
    g.create(&id(1)).await;
    // Nothing else begins while it is being paid.
    let me = acting(g.t.row(&g.anna).await.id);
    let again = begin::start(&g.t.app, me, Lang::Ru, Payable::Booking(g.booking), false).await;
    assert!(
        again.is_ok(),
        "the same page is the same attempt: {again:?}"
    );
    g.perform(&id(1)).await;
    let paid = payment::Entity::find()
        .one(&g.t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((paid.id, paid.status), (attempt.id, payment::Status::Paid));
    let nothing = begin::start(&g.t.app, me, Lang::Ru, Payable::Booking(g.booking), false).await;
    assert!(matches!(nothing, Err(PayError::NothingDue)), "{nothing:?}");
    g.t.settle().await;
    assert!(g.anna.screen().contains("оплачена"), "{}", g.anna.screen());
    let _ = Timestamp(0);
    g.finish().await;
}

/// Payme's own scenarios, as its sandbox goes through them.
#[tokio::test(flavor = "multi_thread")]
async fn the_scenarios_of_payme_s_sandbox_pass() {
    for which in [Which::One, Which::Two] {
        let g = Ground::new().await;
        let payme = g.t.sandbox.payme();
        let endpoint = format!("{}/webhooks/payme/{MERCHANT}", g.t.url);
        payme.set_desk(MERCHANT, "Шёлковый путь", &endpoint, KEY);
        let steps = payme
            .scenario(which, MERCHANT, &g.booking.to_string(), PRICE)
            .await;
        assert!(steps.len() >= 12, "{which:?}: {}", steps.len());
        let wrong: Vec<_> = steps.iter().filter(|step| !step.is_right).collect();
        assert!(wrong.is_empty(), "{which:?}: {wrong:#?}");
        g.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_is_declined_leaves_the_booking_to_be_paid_and_the_page_pays_it() {
    let g = Ground::new().await;
    let payme = g.t.sandbox.payme();
    let endpoint = format!("{}/webhooks/payme/{MERCHANT}", g.t.url);
    payme.set_desk(MERCHANT, "Шёлковый путь", &endpoint, KEY);
    let me = acting(g.t.row(&g.anna).await.id);
    let address = async || {
        let payable = Payable::Booking(g.booking);
        let started = begin::start(&g.t.app, me, Lang::Ru, payable, false).await;
        started.unwrap().payment.confirmation_url.unwrap()
    };
    let first = address().await;
    let params = first.rsplit('/').next().unwrap();
    let page = format!("{}/{params}", payme.checkout_url());
    let shown =
        g.t.client
            .get(&page)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
    assert!(
        shown.contains("1\u{a0}500 UZS") && shown.contains("Шёлковый путь"),
        "{shown}"
    );
    payme.decline(&page).await.unwrap();
    assert_eq!(g.booking().await.status, Status::Approved);
    g.t.settle().await;
    let second = address().await;
    let params = second.rsplit('/').next().unwrap();
    let page = format!("{}/{params}", payme.checkout_url());
    payme.pay(&page).await.unwrap();
    assert_eq!(g.booking().await.status, Status::Paid);
    assert!(payme.pay(&page).await.unwrap_err().contains("уже оплачена"));
    g.finish().await;
}
