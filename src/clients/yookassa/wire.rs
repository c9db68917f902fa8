//! One call over HTTP.

use std::time::{Duration, Instant};

use reqwest::{RequestBuilder, Response, header, redirect::Policy};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use super::error::{self, CallError};

const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// YooKassa itself works on a call for up to 30 s: a shorter limit would turn slow successes into
/// unknown outcomes.
const TIME_LIMIT: Duration = Duration::from_secs(40);
const KEY_HEADER: &str = "Idempotence-Key";

/// A client with the credentials of one shop or gateway.
#[derive(Clone)]
pub(super) struct Wire {
    client: reqwest::Client,
    root: String,
    id: String,
    secret: SecretString,
}

/// What makes a repeat of a call recognisable.
#[derive(Clone, Copy)]
pub(super) struct Key<'c> {
    pub(super) key: &'c str,
    pub(super) body: &'c str,
}

/// The path of one object. Ids come from notices that anyone may send: one with other characters in it
/// names nothing.
pub(super) fn path(kind: &str, id: &str) -> Result<String, CallError> {
    let is_id = (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_id {
        Ok(format!("{kind}/{id}"))
    } else {
        Err(CallError::NotFound)
    }
}

impl Wire {
    pub(super) fn new(root: &Url, id: &str, secret: &SecretString) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_LIMIT)
            .timeout(TIME_LIMIT)
            // A redirected POST would become a GET without its key.
            .redirect(Policy::none())
            .tcp_nodelay(true)
            .build()?;
        Ok(Self {
            client,
            root: root.as_str().trim_end_matches('/').to_owned(),
            id: id.to_owned(),
            secret: secret.clone(),
        })
    }

    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        call: &'static str,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<T, CallError> {
        let request = self.client.get(format!("{}/{path}", self.root));
        self.send(call, request.query(query)).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        call: &'static str,
        path: &str,
        key: Key<'_>,
    ) -> Result<T, CallError> {
        let request = self
            .client
            .post(format!("{}/{path}", self.root))
            .header(KEY_HEADER, key.key)
            .header(header::CONTENT_TYPE, "application/json")
            .body(key.body.to_owned());
        self.send(call, request).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        call: &'static str,
        request: RequestBuilder,
    ) -> Result<T, CallError> {
        let started = Instant::now();
        let request = request.basic_auth(&self.id, Some(self.secret.expose_secret()));
        let result = ask(request).await;
        let outcome = match &result {
            Ok(_) => "ok",
            Err(error) => error.label(),
        };
        metrics::histogram!("yookassa_call_seconds", "call" => call)
            .record(started.elapsed().as_secs_f64());
        metrics::counter!("yookassa_calls_total", "call" => call, "outcome" => outcome)
            .increment(1);
        result
    }
}

async fn ask<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, CallError> {
    let response = request.send().await.map_err(|error| silence(&error))?;
    let status = response.status().as_u16();
    let retry_after = retry_after(&response);
    let body = response.text().await.map_err(|error| silence(&error))?;
    if status != 200 {
        return Err(error::sort(status, &body, retry_after));
    }
    // The position of the fault would be of use, a part of the body must not be told.
    serde_json::from_str(&body).map_err(|error| {
        CallError::unknown(format!(
            "the answer is of another kind, at line {} column {}",
            error.line(),
            error.column()
        ))
    })
}

fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    value.parse().ok().map(Duration::from_secs)
}

/// Even a failed connection is an unknown outcome to the caller: it is repeated the same way.
fn silence(error: &reqwest::Error) -> CallError {
    CallError::unknown(if error.is_timeout() {
        "silence"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_from_strangers_cannot_leave_their_place_in_the_path() {
        let id = "22e12f66-000f-5000-8000-18db351245c7";
        assert_eq!(path("payments", id).unwrap(), format!("payments/{id}"));
        for id in [
            "",
            "../me",
            "x?limit=1",
            "x/capture",
            "x%2e",
            "é",
            &"x".repeat(65),
        ] {
            assert_eq!(path("payments", id), Err(CallError::NotFound), "{id}");
        }
    }
}
