//! A bot that calls the API, and a webhook that answers as told.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use sputnik_sandbox::{BotSpec, NewPerson, Options, Person, Sandbox};
use tokio::sync::{Notify, mpsc};
use tokio_util::task::TaskTracker;

pub(crate) const TOKEN: &str = "4200:secret";

/// Longer than anything here takes; only a failure waits for it.
pub(crate) const LONG: Duration = Duration::from_secs(10);

pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: reqwest::Client,
}

pub(crate) fn options() -> Options {
    Options::for_bot(BotSpec {
        token: TOKEN.to_owned(),
        username: "sputnik_bot".to_owned(),
        first_name: "Sputnik".to_owned(),
    })
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with(options()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    pub(crate) fn method(&self, method: &str) -> String {
        format!("{}/bot{TOKEN}/{method}", self.sandbox.url())
    }

    /// Calls a method; gives status and body.
    pub(crate) async fn raw(&self, method: &str, params: Value) -> (u16, Value) {
        let sent = self.http.post(self.method(method)).json(&params).send();
        let response = sent.await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Calls a method that must succeed.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        let (status, body) = self.raw(method, params).await;
        assert_eq!(status, 200, "{method}: {body}");
        assert_eq!(body["ok"], true);
        body["result"].clone()
    }

    /// Calls a method that must be refused with 400.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        let (status, body) = self.raw(method, params).await;
        assert_eq!(status, 400, "{method}: {body}");
        assert_eq!(body["ok"], false);
        assert_eq!(body["error_code"], 400);
        body["description"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn multipart(&self, method: &str, form: reqwest::multipart::Form) -> Value {
        let body = self.with_files(method, form).await;
        assert_eq!(body["ok"], true, "{body}");
        body["result"].clone()
    }

    /// The same for a call that must be refused.
    pub(crate) async fn refused_with_files(
        &self,
        method: &str,
        form: reqwest::multipart::Form,
    ) -> String {
        let body = self.with_files(method, form).await;
        assert_eq!(body["ok"], false, "{body}");
        body["description"].as_str().unwrap().to_owned()
    }

    async fn with_files(&self, method: &str, form: reqwest::multipart::Form) -> Value {
        let sent = self.http.post(self.method(method)).multipart(form).send();
        sent.await.unwrap().json().await.unwrap()
    }

    /// A person who has pressed Start; the update is taken away.
    pub(crate) async fn anna(&self) -> Person {
        self.started(NewPerson::named("Анна").lang("ru").username("anna"))
            .await
    }

    pub(crate) async fn started(&self, spec: NewPerson) -> Person {
        let person = self.sandbox.person(spec).await;
        let (_, ()) = tokio::join!(person.start(None), self.drain(1));
        person
    }

    /// Takes updates by polling until so many have come, and confirms them.
    pub(crate) async fn drain(&self, count: usize) {
        self.poll(count).await;
    }

    pub(crate) async fn poll(&self, count: usize) -> Vec<Value> {
        let mut taken: Vec<Value> = Vec::new();
        let mut offset = 0;
        while taken.len() < count {
            let params = json!({"offset": offset, "timeout": 10});
            let batch = self.call("getUpdates", params).await;
            taken.extend(batch.as_array().unwrap().iter().cloned());
            offset = taken.last().unwrap()["update_id"].as_i64().unwrap() + 1;
        }
        self.call("getUpdates", json!({"offset": offset})).await;
        taken
    }

    pub(crate) async fn control(&self, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/control/{path}", self.sandbox.url());
        let response = self.http.post(url).json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub(crate) async fn control_get(&self, path: &str) -> (u16, Value) {
        let url = format!("{}/control/{path}", self.sandbox.url());
        let response = self.http.get(url).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}

/// What the webhook answers to one update.
#[derive(Clone, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<u32>,
    pub(crate) body: Value,
    /// The answer waits for this.
    pub(crate) hold: Option<Arc<Notify>>,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(crate) fn held(until: &Arc<Notify>) -> Self {
        Self {
            status: 200,
            hold: Some(Arc::clone(until)),
            ..Self::default()
        }
    }
}

#[derive(Clone)]
struct Script {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    seen: mpsc::UnboundedSender<(HeaderMap, Value)>,
}

/// A webhook receiver; answers 200 once the script is over.
pub(crate) struct Hook {
    pub(crate) url: String,
    seen: mpsc::UnboundedReceiver<(HeaderMap, Value)>,
}

impl Hook {
    /// Starts a receiver and registers it with the sandbox.
    pub(crate) async fn new(stage: &Stage, replies: Vec<Reply>) -> Self {
        let hook = Self::unregistered(replies).await;
        stage.call("setWebhook", json!({"url": hook.url})).await;
        hook
    }

    pub(crate) async fn unregistered(replies: Vec<Reply>) -> Self {
        let (sender, seen) = mpsc::unbounded_channel();
        let script = Script {
            replies: Arc::new(Mutex::new(replies.into())),
            seen: sender,
        };
        let router = Router::new()
            .route("/hook", post(receive))
            .with_state(script);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let tasks = TaskTracker::new();
        tasks.spawn(async move {
            axum::serve(listener, router).await.unwrap();
        });
        Self { url, seen }
    }

    pub(crate) async fn next(&mut self) -> Value {
        self.next_with_headers().await.1
    }

    pub(crate) async fn next_with_headers(&mut self) -> (HeaderMap, Value) {
        let next = tokio::time::timeout(LONG, self.seen.recv());
        next.await.expect("an update comes").unwrap()
    }

    pub(crate) fn is_idle(&mut self) -> bool {
        self.seen.try_recv().is_err()
    }
}

async fn receive(State(script): State<Script>, headers: HeaderMap, body: Bytes) -> Response {
    let reply = script.replies.lock().unwrap().pop_front();
    let update = serde_json::from_slice(&body).unwrap();
    script.seen.send((headers, update)).unwrap();
    let Some(reply) = reply else {
        return StatusCode::OK.into_response();
    };
    if let Some(hold) = &reply.hold {
        hold.notified().await;
    }
    let status = StatusCode::from_u16(reply.status).unwrap();
    let mut response = match &reply.body {
        Value::Null => status.into_response(),
        body => (status, axum::Json(body)).into_response(),
    };
    if let Some(seconds) = reply.retry_after {
        response.headers_mut().insert("Retry-After", seconds.into());
    }
    response
}

/// The head of a PNG file, which is all that its size is read from.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

pub(crate) fn button(text: &str, data: &str) -> Value {
    json!({"inline_keyboard": [[{"text": text, "callback_data": data}]]})
}
