//! The platform from outside, with a small API of its own behind it.

mod api;
mod callers;
mod once;
mod probes;
mod wire;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header::AUTHORIZATION, header::CONTENT_TYPE},
};
use sea_orm_migration::MigratorTrait;
use serde_json::Value;
use sputnik_migration::Migrator;
use tempfile::TempDir;
use tower::ServiceExt;

use super::{ApiError, ApiState, Authority, Caller, InitUser, Via, init_data};
use crate::kernel::token::hash_token;
use crate::{
    app::App,
    clock::Clock,
    config::{Config, Needs},
    db,
    kernel::{
        ids::{TokenId, UserId},
        lang::Lang,
        permission::{Rights, Role},
        time::Timestamp,
    },
};

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const BOT_TOKEN: &str = "42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const WRITER: &str = "sp_wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww";
const READER: &str = "sp_rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr";
const OTHER: &str = "sp_ooooooooooooooooooooooooooooooooooooooooooo";

/// A server over a database of its own.
struct Stand {
    app: App,
    router: Router,
    /// How often the counting handlers ran.
    runs: Arc<AtomicU32>,
    _folder: TempDir,
}

impl Stand {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    async fn with(settings: &[(&str, &str)]) -> Self {
        let stand = Self::unmigrated(settings).await;
        Migrator::up(stand.app.db.writer(), None).await.unwrap();
        stand
    }

    async fn unmigrated(settings: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let file = format!("sqlite://{}", folder.path().join("test.db").display());
        let environment = [
            ("SPUTNIK__BOT__TOKEN", BOT_TOKEN),
            ("SPUTNIK__DATABASE__URL", &file),
        ]
        .into_iter()
        .chain(settings.iter().copied())
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = Config::load(Path::new("no such file"), environment, Needs::Nothing)
            .unwrap()
            .config;
        let db = db::connect(&file, 4).await.unwrap();
        let app = App::with_database(config, Clock::frozen(NOW), db).unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let router = super::router(
            app.clone(),
            axum::Router::new(),
            api::routes(&runs),
            Arc::new(Registry),
        );
        Self {
            app,
            router,
            runs,
            _folder: folder,
        }
    }

    fn runs(&self) -> u32 {
        self.runs.load(Ordering::SeqCst)
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&bytes).unwrap_or_default(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn get(&self, path: &str) -> Reply {
        self.send(get(path)).await
    }
}

/// What came back.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    json: Value,
    text: String,
}

impl Reply {
    fn code(&self) -> &str {
        self.json["error"]["code"].as_str().unwrap_or_default()
    }

    fn message(&self) -> &str {
        self.json["error"]["message"].as_str().unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// `status code`, the most that a test usually wants to know.
    fn brief(&self) -> String {
        format!("{} {}", self.status.as_u16(), self.code())
    }
}

fn get(path: &str) -> Request<Body> {
    Request::get(path)
        .header(AUTHORIZATION, format!("Bearer {WRITER}"))
        .body(Body::empty())
        .unwrap()
}

fn post(path: &str, body: &str) -> Request<Body> {
    Request::post(path)
        .header(AUTHORIZATION, format!("Bearer {WRITER}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

fn with(mut request: Request<Body>, name: &'static str, value: &str) -> Request<Body> {
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}

fn init_data(user: &str, at: Timestamp) -> String {
    let date = (at.0 / 1000).to_string();
    init_data::signed(BOT_TOKEN, &[("auth_date", &date), ("user", user)])
}

/// Knows three tokens, and everybody whom Telegram vouches for.
struct Registry;

#[async_trait]
impl Authority for Registry {
    async fn by_init_data(&self, user: InitUser) -> Result<Caller, ApiError> {
        Ok(Caller {
            user_id: UserId(user.id.0),
            rights: Rights::default(),
            lang: user
                .language_code
                .and_then(|tag| Lang::from_tag(&tag))
                .unwrap_or_default(),
            can_write: true,
            via: Via::MiniApp,
        })
    }

    async fn by_token(&self, hash: &str) -> Result<Caller, ApiError> {
        let (id, can_write, roles) = if hash == hash_token(WRITER) {
            (1, true, vec![(Role::Admin, None)])
        } else if hash == hash_token(READER) {
            (1, false, vec![])
        } else if hash == hash_token(OTHER) {
            (2, true, vec![])
        } else {
            return Err(ApiError::unauthorized());
        };
        Ok(Caller {
            user_id: UserId(id),
            rights: Rights::new(roles),
            lang: Lang::En,
            can_write,
            via: Via::Token(TokenId(id)),
        })
    }
}
