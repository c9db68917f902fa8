//! Calls to the Bot API: time limits, patience with 429, and errors sorted by what one can do about
//! them.
//!
//! teloxide waits ten seconds on any 5xx and matches errors by texts that are partly stale. So its types
//! describe the calls, and the calls are made here; only files go through its own client.

use std::{fmt, sync::Arc, time::Duration};

use axum::body::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};
use teloxide::{
    ApiError, Bot, RequestError,
    requests::{HasPayload, JsonRequest, MultipartPayload, MultipartRequest, Payload, Request},
};
use url::Url;

use super::kept::Kept;

/// How long one call may take: a person waits.
const TIME_LIMIT: Duration = Duration::from_secs(8);
/// How long a call with a file may take.
const UPLOAD_LIMIT: Duration = Duration::from_secs(40);
/// A `retry_after` up to this is waited for at once; a longer one is the caller's affair.
const PATIENCE: Duration = Duration::from_secs(3);

/// The Bot API. Clones share it.
#[derive(Clone)]
pub struct Tg(Arc<Inner>, Option<Kept>);

struct Inner {
    bot: Bot,
    client: reqwest::Client,
    /// What methods hang under: parsed once, not at every call.
    root: Url,
    files: String,
}

/// `Bot` prints its token; this does not.
impl fmt::Debug for Tg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tg")
    }
}

/// What a call came to, when it was not an answer.
#[derive(Debug, thiserror::Error)]
pub enum TgError {
    /// Too many calls: again after this long.
    #[error("Telegram asks to wait {0:?}")]
    RetryAfter(Duration),
    /// The person blocked the bot, left Telegram, or never wrote to it.
    #[error("the person cannot be reached: {0}")]
    Unreachable(String),
    /// An edit changed nothing.
    #[error("the message is already so")]
    NotModified,
    /// The message to edit or delete is not there, or too old.
    #[error("the message is gone")]
    Gone,
    /// The tap was answered already, or over 150 seconds ago.
    #[error("the tap is too old")]
    TapTooOld,
    /// Telegram does not know the file of this id: ids of files are a bot's own, and not for ever.
    #[error("Telegram does not know the file")]
    UnknownFile,
    /// Telegram refuses this call for good: our fault.
    #[error("Telegram refused {method}: {description}")]
    Refused {
        /// Method of the Bot API.
        method: &'static str,
        /// Telegram's words.
        description: String,
    },
    /// No usable answer: network, time-out, 5xx. Worth another try.
    #[error("no answer from Telegram to {method}: {problem}")]
    NoAnswer {
        /// Method of the Bot API.
        method: &'static str,
        /// What happened; never the address, which holds the token.
        problem: String,
    },
}

impl Tg {
    /// A client for this token at this root.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(token: &SecretString, api_url: &Url) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            // Long polling holds a call for its own time-out; everything else ends at TIME_LIMIT.
            .timeout(Duration::from_secs(60))
            .tcp_nodelay(true)
            .pool_max_idle_per_host(64)
            .build()?;
        let bot =
            Bot::with_client(token.expose_secret(), client.clone()).set_api_url(api_url.clone());
        let key = token.expose_secret();
        let base = api_url.as_str().trim_end_matches('/');
        let files = format!("{base}/file/bot{key}");
        let mut root = api_url.clone();
        hang_under(&mut root, &format!("bot{key}"));
        let inner = Inner {
            bot,
            client,
            root,
            files,
        };
        Ok(Self(Arc::new(inner), None))
    }

    /// The same, with the files that we keep.
    #[must_use]
    pub fn keeping(self, kept: Kept) -> Self {
        Self(self.0, Some(kept))
    }

    /// The files that we keep.
    pub(super) const fn kept(&self) -> Option<&Kept> {
        self.1.as_ref()
    }

    /// To build requests with. They are sent by [`Tg::call`].
    pub fn bot(&self) -> &Bot {
        &self.0.bot
    }

    /// Makes a call without files. A short `retry_after` is waited for, once.
    ///
    /// By our own client: teloxide's waits ten seconds after any 5xx before it says so. The caller names
    /// what it wants of the answer: reading a whole `Message` costs as much as asking for it. The request
    /// is written down at once and dropped: the future that waits for the answer is a tenth of its size.
    ///
    /// # Errors
    /// Sorted by what one can do about them.
    pub fn call<T, P>(
        &self,
        method: &'static str,
        request: JsonRequest<P>,
    ) -> impl Future<Output = Result<T, TgError>> + Send + use<'_, T, P>
    where
        P: Payload + Serialize,
        T: DeserializeOwned,
    {
        let body = to_json(method, request.payload_ref());
        drop(request);
        async move {
            let body = body?;
            let answer = match self.post(method, body.clone(), TIME_LIMIT).await {
                Err(TgError::RetryAfter(pause)) if pause <= PATIENCE => {
                    tokio::time::sleep(pause).await;
                    Box::pin(self.post(method, body, TIME_LIMIT)).await?
                }
                other => other?,
            };
            serde_json::from_str(answer.get()).map_err(|error| TgError::NoAnswer {
                method,
                problem: format!("the answer is of another kind: {error}"),
            })
        }
    }

    /// Makes a call with a file.
    ///
    /// # Errors
    /// As [`Tg::call`].
    pub async fn upload<P>(
        &self,
        method: &'static str,
        request: MultipartRequest<P>,
    ) -> Result<P::Output, TgError>
    where
        P: MultipartPayload + Payload + Serialize,
        P::Output: DeserializeOwned,
        MultipartRequest<P>: Request<Payload = P, Err = RequestError>,
    {
        let started = std::time::Instant::now();
        let answer = tokio::time::timeout(UPLOAD_LIMIT, request.send_ref()).await;
        let result = match answer {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(error)) => Err(sort(method, &error)),
            Err(_) => Err(silent(method, UPLOAD_LIMIT)),
        };
        observe(method, started, &result);
        result
    }
}

impl Tg {
    /// A call that teloxide has no type for, or whose answer is wanted as it came.
    ///
    /// # Errors
    /// As [`Tg::call`]; a `retry_after` is never waited for.
    pub async fn raw(
        &self,
        method: &'static str,
        body: &Value,
        time_limit: Duration,
    ) -> Result<Box<RawValue>, TgError> {
        self.post(method, to_json(method, body)?, time_limit).await
    }

    /// Fetches a file that somebody sent; none when it is larger than `limit` bytes, or than what Telegram hands
    /// out.
    ///
    /// # Errors
    /// When Telegram does not hand it out.
    pub async fn fetch(&self, file_id: &str, limit: usize) -> Result<Option<Vec<u8>>, TgError> {
        #[derive(Deserialize)]
        struct File {
            file_path: String,
        }
        let body = serde_json::json!({"file_id": file_id});
        let answer = match self.raw("getFile", &body, TIME_LIMIT).await {
            Err(TgError::Refused { description, .. })
                if description.to_lowercase().contains("file is too big") =>
            {
                return Ok(None);
            }
            other => other?,
        };
        let file: File = serde_json::from_str(answer.get()).map_err(|error| TgError::NoAnswer {
            method: "getFile",
            problem: error.to_string(),
        })?;
        self.download(&file.file_path, limit).await
    }

    async fn download(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, TgError> {
        let failed = |problem: &str| TgError::NoAnswer {
            method: "download",
            problem: problem.to_owned(),
        };
        let request = self.0.client.get(format!("{}/{path}", self.0.files));
        let mut response = request
            .timeout(Duration::from_secs(20))
            .send()
            .await
            .or(Err(failed("no connection")))?;
        if !response.status().is_success() {
            return Err(failed(&format!("status {}", response.status().as_u16())));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .or(Err(failed("the connection broke")))?
        {
            if bytes.len() + chunk.len() > limit {
                return Ok(None);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes))
    }

    async fn post(
        &self,
        method: &'static str,
        body: Bytes,
        time_limit: Duration,
    ) -> Result<Box<RawValue>, TgError> {
        let started = std::time::Instant::now();
        let result = self.ask(method, body, time_limit).await;
        observe(method, started, &result);
        result
    }

    async fn ask(
        &self,
        method: &'static str,
        body: Bytes,
        time_limit: Duration,
    ) -> Result<Box<RawValue>, TgError> {
        let no_answer = |problem: &str| TgError::NoAnswer {
            method,
            problem: problem.to_owned(),
        };
        let mut url = self.0.root.clone();
        hang_under(&mut url, method);
        let request = self
            .0
            .client
            .post(url)
            .timeout(time_limit)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body);
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_timeout() => return Err(silent(method, time_limit)),
            Err(_) => return Err(no_answer("no connection")),
        };
        let bytes = response
            .bytes()
            .await
            .or(Err(no_answer("the connection broke")))?;
        let answer: Answer =
            serde_json::from_slice(&bytes).or(Err(no_answer("the answer is not JSON")))?;
        if let Some(result) = answer.result {
            return Ok(result);
        }
        if let Some(seconds) = answer
            .parameters
            .and_then(|parameters| parameters.retry_after)
        {
            return Err(TgError::RetryAfter(Duration::from_secs(seconds)));
        }
        let description = answer.description.unwrap_or_default();
        match answer.error_code {
            Some(500..) => Err(no_answer(&description)),
            _ => Err(by_words(method, &ApiError::Unknown(description))),
        }
    }
}

/// Makes an address one step longer.
fn hang_under(url: &mut Url, step: &str) {
    // Only addresses without a path of steps refuse; the configuration takes http and https alone.
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(step);
    }
}

fn to_json(method: &'static str, body: &impl Serialize) -> Result<Bytes, TgError> {
    match serde_json::to_vec(body) {
        Ok(json) => Ok(json.into()),
        Err(error) => Err(TgError::Refused {
            method,
            description: error.to_string(),
        }),
    }
}

#[derive(Deserialize)]
struct Answer {
    result: Option<Box<RawValue>>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

fn silent(method: &'static str, limit: Duration) -> TgError {
    TgError::NoAnswer {
        method,
        problem: format!("silent for {} s", limit.as_secs()),
    }
}

fn observe<T>(method: &'static str, started: std::time::Instant, result: &Result<T, TgError>) {
    let outcome = match result {
        Ok(_) => "ok",
        Err(error) => error.label(),
    };
    metrics::histogram!("telegram_call_seconds", "method" => method)
        .record(started.elapsed().as_secs_f64());
    metrics::counter!("telegram_calls_total", "method" => method, "outcome" => outcome)
        .increment(1);
}

impl TgError {
    /// Whether another try may succeed.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::RetryAfter(_) | Self::NoAnswer { .. })
    }

    /// Whether Telegram took the call and did not want what it carries: the words may go without it.
    #[must_use]
    pub const fn is_about_a_file(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::UnknownFile)
    }

    const fn label(&self) -> &'static str {
        match self {
            Self::RetryAfter(_) => "too_many_requests",
            Self::Unreachable(_) => "unreachable",
            Self::NotModified => "not_modified",
            Self::Gone => "gone",
            Self::TapTooOld => "tap_too_old",
            Self::UnknownFile => "unknown_file",
            Self::Refused { .. } => "refused",
            Self::NoAnswer { .. } => "no_answer",
        }
    }
}

fn sort(method: &'static str, error: &RequestError) -> TgError {
    match error {
        RequestError::RetryAfter(seconds) => {
            TgError::RetryAfter(Duration::from_secs(seconds.seconds().into()))
        }
        RequestError::Api(error) => by_words(method, error),
        RequestError::MigrateToChatId(_) => TgError::Refused {
            method,
            description: "the group became a supergroup".to_owned(),
        },
        RequestError::Network(error) => TgError::NoAnswer {
            method,
            problem: if error.is_timeout() {
                "timed out".to_owned()
            } else if error.is_connect() {
                "no connection".to_owned()
            } else {
                "the connection broke".to_owned()
            },
        },
        // The body of a 5xx from a proxy, or half an answer.
        RequestError::InvalidJson { .. } => TgError::NoAnswer {
            method,
            problem: "the answer is not JSON".to_owned(),
        },
        RequestError::Io(error) => TgError::NoAnswer {
            method,
            problem: error.to_string(),
        },
    }
}

/// Sorts by Telegram's words: the HTTP code is not kept by teloxide, and its own variants match words
/// that the server no longer says.
fn by_words(method: &'static str, error: &ApiError) -> TgError {
    let description = match error {
        ApiError::Unknown(words) => words.clone(),
        known => known.to_string(),
    };
    let words = description.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    if says(&["message is not modified"]) {
        TgError::NotModified
    } else if says(&[
        "message to edit not found",
        "message can't be edited",
        "message to delete not found",
        "message can't be deleted",
        "there is no text in the message",
        "there is no caption in the message",
        "message identifier is not specified",
    ]) {
        TgError::Gone
    } else if says(&[
        "query is too old",
        "query id is invalid",
        "query_id_invalid",
    ]) {
        TgError::TapTooOld
    } else if says(&[
        "wrong file identifier",
        "wrong remote file",
        "file reference",
    ]) {
        TgError::UnknownFile
    } else if says(&[
        "bot was blocked",
        "user is deactivated",
        "chat not found",
        "can't initiate conversation",
        "bot was kicked",
    ]) {
        TgError::Unreachable(description)
    } else if says(&[
        "internal server error",
        "bad gateway",
        "gateway timeout",
        "service unavailable",
    ]) {
        TgError::NoAnswer {
            method,
            problem: description,
        }
    } else {
        TgError::Refused {
            method,
            description,
        }
    }
}
