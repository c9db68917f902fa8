//! Who calls: `Authorization: tma <initData>` of the Mini App, or `Authorization: Bearer <token>` of
//! a personal token.
//!
//! A handler that takes a [`Caller`] has an authenticated one; the [`Authority`] of the features says
//! who a credential belongs to. The header itself is never logged.

use std::sync::Arc;

use async_trait::async_trait;
use axum::{
    extract::{FromRef, FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, Method, StatusCode, header::AUTHORIZATION, request::Parts},
};

use super::{
    address,
    error::ApiError,
    exchange::Exchange,
    init_data::{self, InitUser, InvalidInitData},
    strangers::Strangers,
};
use crate::{
    app::App,
    kernel::{
        actor::{Actor, Who},
        ids::{TokenId, UserId},
        lang::Lang,
        permission::{Permission, Rights},
        token::{PREFIX, hash_token},
    },
};

/// 32 random bytes in base64url without padding.
const TOKEN_BODY: usize = 43;

/// Knows people by their credentials. The features implement it.
#[async_trait]
pub trait Authority: Send + Sync + 'static {
    /// The caller behind a verified `initData`. May make them known at first sight.
    async fn by_init_data(&self, user: InitUser) -> Result<Caller, ApiError>;

    /// The caller behind a personal token with this hash; [`ApiError::unauthorized`] when there is
    /// none, or no longer.
    async fn by_token(&self, hash: &str) -> Result<Caller, ApiError>;
}

/// An authenticated caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub user_id: UserId,
    /// Their roles.
    pub rights: Rights,
    /// The language to answer in.
    pub lang: Lang,
    /// Whether the credential allows changes; enforced before a handler sees the caller.
    pub can_write: bool,
    /// How they proved it.
    pub via: Via,
}

/// How a caller proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The Mini App.
    MiniApp,
    /// A personal token.
    Token(TokenId),
}

impl Caller {
    /// The caller as the actor of a write.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            who: Who::User(self.user_id),
            role: Some(self.rights.strongest()),
            update: None,
        }
    }

    /// Refuses whoever has no role that allows this.
    ///
    /// # Errors
    /// [`ApiError::forbidden`].
    pub fn require(&self, permission: Permission) -> Result<(), ApiError> {
        if self.rights.may(permission) {
            Ok(())
        } else {
            Err(ApiError::forbidden())
        }
    }

    fn check_scope(&self, method: &Method) -> Result<(), ApiError> {
        if self.can_write || method.is_safe() {
            Ok(())
        } else {
            Err(ApiError::new(
                StatusCode::FORBIDDEN,
                "read_only_token",
                "http-read-only-token",
            ))
        }
    }
}

/// What the routes of the API share.
#[derive(Clone)]
pub struct ApiState {
    app: App,
    authority: Arc<dyn Authority>,
    strangers: Arc<Strangers>,
}

impl ApiState {
    /// The state over an application, with the one who knows people.
    #[must_use]
    pub fn new(app: App, authority: Arc<dyn Authority>) -> Self {
        Self {
            app,
            authority,
            strangers: Arc::default(),
        }
    }

    /// The application.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    async fn authenticate(&self, parts: &Parts) -> Result<Caller, ApiError> {
        let credential = Credential::from_headers(&parts.headers)?;
        let now = self.app.clock.now();
        let address = address::of(
            &parts.extensions,
            &parts.headers,
            &self.app.config.http.trusted_proxies,
        );
        self.strangers
            .admit(address, now)
            .map_err(ApiError::too_many)?;
        let (outcome, via) = match credential {
            Credential::InitData(raw) => {
                match init_data::validate(raw, &self.app.config.bot.token, now) {
                    Ok(user) => (self.authority.by_init_data(user).await, "mini_app"),
                    // Telegram did sign it. Phones behind one address of a mobile network must not
                    // be shut out because somebody left the Mini App open overnight.
                    Err(InvalidInitData::Expired) => return Err(ApiError::init_data_expired()),
                    Err(problem) => {
                        tracing::debug!(%problem, "initData was refused");
                        (Err(ApiError::unauthorized()), "mini_app")
                    }
                }
            }
            Credential::Token(token) if is_well_formed(token) => {
                (self.authority.by_token(&hash_token(token)).await, "token")
            }
            Credential::Token(_) => (Err(ApiError::unauthorized()), "token"),
        };
        if let Err(error) = &outcome
            && error.status() == StatusCode::UNAUTHORIZED
        {
            self.strangers.note(address, now);
            metrics::counter!("http_refused_credentials_total", "via" => via).increment(1);
        }
        outcome
    }
}

impl FromRef<ApiState> for App {
    fn from_ref(state: &ApiState) -> Self {
        state.app.clone()
    }
}

/// Its parts hold secrets.
impl std::fmt::Debug for ApiState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiState")
    }
}

/// Authenticates once a request: whoever asks again gets the same caller.
impl<S> FromRequestParts<S> for Caller
where
    ApiState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let known = parts.extensions.get::<Self>().cloned();
        let caller = match known {
            Some(caller) => caller,
            None => {
                let caller = ApiState::from_ref(state).authenticate(parts).await?;
                if let Some(exchange) = parts.extensions.get::<Exchange>() {
                    exchange.speak(caller.lang);
                }
                parts.extensions.insert(caller.clone());
                caller
            }
        };
        caller.check_scope(&parts.method)?;
        Ok(caller)
    }
}

/// The caller of something that is open to everybody: none when nothing is shown. A credential that is shown
/// has to be a good one.
impl<S> OptionalFromRequestParts<S> for Caller
where
    ApiState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, ApiError> {
        if parts.headers.contains_key(AUTHORIZATION) {
            <Self as FromRequestParts<S>>::from_request_parts(parts, state)
                .await
                .map(Some)
        } else {
            Ok(None)
        }
    }
}

/// What a caller shows.
enum Credential<'h> {
    InitData(&'h str),
    Token(&'h str),
}

impl<'h> Credential<'h> {
    fn from_headers(headers: &'h HeaderMap) -> Result<Self, ApiError> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        // Of two credentials, a proxy in front may have checked the other one.
        let (Some(value), None) = (values.next(), values.next()) else {
            return Err(ApiError::unauthorized());
        };
        let (scheme, rest) = value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .ok_or_else(ApiError::unauthorized)?;
        if scheme.eq_ignore_ascii_case("tma") {
            Ok(Self::InitData(rest.trim()))
        } else if scheme.eq_ignore_ascii_case("bearer") {
            Ok(Self::Token(rest.trim()))
        } else {
            Err(ApiError::unauthorized())
        }
    }
}

fn is_well_formed(token: &str) -> bool {
    token.strip_prefix(PREFIX).is_some_and(|body| {
        body.len() == TOKEN_BODY
            && body
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::token::new_token;

    #[test]
    fn tokens_have_one_form_and_no_two_are_the_same() {
        let (one, other) = (new_token(), new_token());
        assert!(is_well_formed(&one) && is_well_formed(&other));
        assert_ne!(one, other);
        assert_eq!(hash_token(&one).len(), 64);
        for strange in [
            "",
            "sp_",
            "sp_short",
            one.trim_start_matches(PREFIX),
            &format!("{one}A"),
        ] {
            assert!(!is_well_formed(strange), "{strange}");
        }
    }

    #[test]
    fn only_one_credential_of_a_known_scheme_is_taken() {
        let parse = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, value.parse().unwrap());
            }
            match Credential::from_headers(&headers) {
                Ok(Credential::InitData(raw)) => format!("tma:{raw}"),
                Ok(Credential::Token(token)) => format!("bearer:{token}"),
                Err(error) => error.code().to_owned(),
            }
        };
        assert_eq!(parse(&["tma a=1&hash=2"]), "tma:a=1&hash=2");
        assert_eq!(parse(&["BEARER x"]), "bearer:x");
        assert_eq!(parse(&["Basic x"]), "unauthorized");
        assert_eq!(parse(&["tma"]), "unauthorized");
        assert_eq!(parse(&[]), "unauthorized");
        assert_eq!(parse(&["Bearer x", "Bearer y"]), "unauthorized");
    }
}
