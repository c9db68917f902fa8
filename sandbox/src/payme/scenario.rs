//! The scenarios that Payme goes through before it opens a cash desk.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CashDesk, call, new_id};
use crate::sandbox::Shared;

/// Which scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Security checks, then a transaction that is cancelled before it is performed.
    One,
    /// A transaction that is performed, and then cancelled.
    Two,
}

/// One step with what was wanted and what came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What was tried.
    pub name: String,
    /// What had to come.
    pub wanted: String,
    /// What came.
    pub came: String,
    /// Whether it is what had to come.
    pub is_right: bool,
}

const METHODS: [&str; 6] = [
    "CheckPerformTransaction",
    "CreateTransaction",
    "PerformTransaction",
    "CancelTransaction",
    "CheckTransaction",
    "GetStatement",
];

/// The calls of one run and what came of them.
struct Run<'r> {
    shared: &'r Shared,
    desk: &'r CashDesk,
    steps: Vec<Step>,
}

impl Run<'_> {
    async fn ask(&self, method: &str, params: &Value) -> Value {
        call(self.shared, self.desk, &self.desk.key, method, params)
            .await
            .unwrap_or_else(|error| json!({ "failed": error }))
    }

    fn note(&mut self, name: impl Into<String>, wanted: &str, came: &Value, is_right: bool) {
        self.steps.push(Step {
            name: name.into(),
            wanted: wanted.to_owned(),
            came: came.to_string(),
            is_right,
        });
    }

    /// A call that has to be refused with one of these numbers.
    async fn refused(
        &mut self,
        name: &str,
        method: &str,
        params: &Value,
        codes: std::ops::RangeInclusive<i64>,
    ) {
        let came = self.ask(method, params).await;
        let code = code_of(&came);
        let is_right = code.is_some_and(|code| codes.contains(&code));
        let wanted = format!("{}..{}", codes.start(), codes.end());
        self.note(name, &wanted, &came, is_right);
    }

    /// A call that has to go through, with this in its result; twice, with the same answer.
    async fn twice(
        &mut self,
        name: &str,
        method: &str,
        params: &Value,
        field: &str,
        value: &Value,
    ) {
        let first = self.ask(method, params).await;
        let is_right = first.get("result").and_then(|result| result.get(field)) == Some(value);
        self.note(name, &format!("{field} {value}"), &first, is_right);
        let second = self.ask(method, params).await;
        let is_same = second.get("result").is_some() && first.get("result") == second.get("result");
        self.note(format!("{name}, again"), "the same", &second, is_same);
    }
}

pub(super) async fn play(
    shared: &Shared,
    which: Which,
    merchant: &str,
    order: &str,
    amount: i64,
) -> Vec<Step> {
    let Some(desk) = shared.payme.get(merchant) else {
        return Vec::new();
    };
    let mut run = Run {
        shared,
        desk: &desk,
        steps: Vec::new(),
    };
    let account = json!({ "order_id": order });
    if which == Which::One {
        security(&mut run, &account, amount).await;
    }
    let id = new_id();
    creation(&mut run, &account, amount, &id).await;
    if which == Which::Two {
        let params = json!({ "id": id });
        run.twice("perform", "PerformTransaction", &params, "state", &json!(2))
            .await;
        let cancel = json!({"id": id, "reason": 5});
        run.twice("cancel", "CancelTransaction", &cancel, "state", &json!(-2))
            .await;
        run.twice("check", "CheckTransaction", &params, "state", &json!(-2))
            .await;
    } else {
        let cancel = json!({"id": id, "reason": 3});
        run.twice("cancel", "CancelTransaction", &cancel, "state", &json!(-1))
            .await;
        let params = json!({ "id": id });
        run.twice("check", "CheckTransaction", &params, "state", &json!(-1))
            .await;
    }
    run.steps
}

/// Wrong keys, wrong amounts, an account that is not there.
async fn security(run: &mut Run<'_>, account: &Value, amount: i64) {
    for method in METHODS {
        let came = call(run.shared, run.desk, "wrong", method, &json!({})).await;
        let came = came.unwrap_or_else(|error| json!({ "failed": error }));
        let is_right = code_of(&came) == Some(-32_504);
        run.note(
            format!("{method} with a wrong key"),
            "-32504",
            &came,
            is_right,
        );
    }
    let time = run.shared.clock.millis();
    let odd = json!({"amount": amount + 1, "account": account});
    run.refused(
        "wrong amount, check",
        "CheckPerformTransaction",
        &odd,
        -31_001..=-31_001,
    )
    .await;
    let odd = json!({"id": new_id(), "time": time, "amount": amount + 1, "account": account});
    run.refused(
        "wrong amount, create",
        "CreateTransaction",
        &odd,
        -31_001..=-31_001,
    )
    .await;
    let nobody = json!({"order_id": "0"});
    let odd = json!({"amount": amount, "account": nobody});
    run.refused(
        "no such account, check",
        "CheckPerformTransaction",
        &odd,
        -31_099..=-31_050,
    )
    .await;
    let odd = json!({"id": new_id(), "time": time, "amount": amount, "account": nobody});
    run.refused(
        "no such account, create",
        "CreateTransaction",
        &odd,
        -31_099..=-31_050,
    )
    .await;
}

/// Check, create twice, check, and another transaction for the same order.
async fn creation(run: &mut Run<'_>, account: &Value, amount: i64, id: &str) {
    let asked = json!({"amount": amount, "account": account});
    run.twice(
        "allowed",
        "CheckPerformTransaction",
        &asked,
        "allow",
        &json!(true),
    )
    .await;
    let time = run.shared.clock.millis();
    let create = json!({"id": id, "time": time, "amount": amount, "account": account});
    run.twice("create", "CreateTransaction", &create, "state", &json!(1))
        .await;
    let check = json!({ "id": id });
    run.twice("check", "CheckTransaction", &check, "state", &json!(1))
        .await;
    let other = json!({"id": new_id(), "time": time, "amount": amount, "account": account});
    let busy = run.ask("CreateTransaction", &other).await;
    let code = code_of(&busy).unwrap_or_default();
    let is_right = code == -31_008 || (-31_099..=-31_050).contains(&code);
    run.note("another one for the same order", "-31008", &busy, is_right);
}

/// The number of an error.
fn code_of(answer: &Value) -> Option<i64> {
    answer.pointer("/error/code").and_then(Value::as_i64)
}
