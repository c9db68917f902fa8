//! The API of all features, and who its callers are.

use async_trait::async_trait;
use axum::{Extension, http::StatusCode};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Site, bookings, hours, media,
    menu::is_payload,
    payments, referrals, reviews, staff, statistics, study, support, tokens, tours, trips,
    users::{
        self, consent,
        people::{self, Account, Visitor},
        roles,
    },
};
use crate::{
    entity::api_token::Scope,
    http::{ApiError, ApiState, Authority, Caller, InitUser, Via},
    kernel::{ids::TgId, lang::Lang},
};

/// The routes of what is switched on, with what they need: a module that is off is not there.
pub fn routes(site: &Site) -> OpenApiRouter<ApiState> {
    let mut routes = of_the_base();
    if site.app.config.modules.study {
        routes = routes.merge(of_study());
    }
    if site.app.config.modules.tours {
        routes = routes.merge(of_tours());
    }
    routes.layer(Extension(site.clone()))
}

/// All routes, for their description only.
#[must_use]
pub fn document_routes() -> OpenApiRouter<ApiState> {
    of_the_base().merge(of_study()).merge(of_tours())
}

fn of_the_base() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .nest("/users", users::api::routes())
        .nest("/support", support::api::routes())
        // What an agency earned stays to be seen when nothing is sold any more.
        .nest(
            "/payments",
            payments::api::routes().merge(tours::api::payment_routes()),
        )
        .nest(
            "/referrals",
            referrals::api::routes().merge(payments::api::bonus_routes()),
        )
        .nest("/reviews", reviews::api::routes())
        .nest(
            "/admin",
            staff::api::routes().merge(statistics::api::routes()),
        )
        .merge(media::api::routes())
}

fn of_study() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().nest("/study", study::api::routes().merge(hours::api::routes()))
}

fn of_tours() -> OpenApiRouter<ApiState> {
    let bookings = bookings::api::routes()
        .merge(payments::api::booking_routes())
        .nest("/custom-requests", trips::api::routes());
    OpenApiRouter::new()
        .nest("/tours", tours::api::routes())
        .nest("/agencies", tours::api::agency_routes())
        .nest("/bookings", bookings)
}

/// Knows the people behind init data and tokens.
pub struct Accounts(pub Site);

#[async_trait]
impl Authority for Accounts {
    async fn by_init_data(&self, user: InitUser) -> Result<Caller, ApiError> {
        let visitor = Visitor {
            telegram_id: TgId(user.id.0),
            language: user.language_code.as_deref().and_then(Lang::from_tag),
            first_name: user.first_name,
            last_name: user.last_name,
            username: user.username,
            payload: user.start_param.filter(|words| is_payload(words)),
        };
        let person = people::vouched(&self.0.app, &visitor, user.signed_at)
            .await?
            .ok_or_else(ApiError::init_data_expired)?;
        self.caller(person, true, Via::MiniApp).await
    }

    async fn by_token(&self, hash: &str) -> Result<Caller, ApiError> {
        let token = tokens::service::by_hash(&self.0.app, hash)
            .await?
            .ok_or_else(ApiError::unauthorized)?;
        let person = people::find(&self.0.app, token.user_id)
            .await?
            .filter(|person| person.deleted_at.is_none())
            .ok_or_else(ApiError::unauthorized)?;
        let can_write = token.scope == Scope::Write;
        self.caller(person, can_write, Via::Token(token.id)).await
    }
}

impl Accounts {
    async fn caller(
        &self,
        person: crate::entity::user::Model,
        can_write: bool,
        via: Via,
    ) -> Result<Caller, ApiError> {
        if person.blocked_at.is_some() {
            return Err(ApiError::new(
                StatusCode::FORBIDDEN,
                "blocked",
                "blocked-alert",
            ));
        }
        let rights = roles::rights_of(&self.0.app, &person).await?;
        Ok(Caller {
            user_id: person.id,
            lang: person.lang.unwrap_or(self.0.app.config.locale.default),
            rights,
            can_write,
            via,
        })
    }
}

/// The caller's account, when everything that must be agreed to was.
///
/// # Errors
/// 403 `consent_required` otherwise.
pub async fn consented(site: &Site, caller: &Caller) -> Result<Account, ApiError> {
    let account = account(site, caller).await?;
    if account.consents.missing(&site.library).is_some() {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "consent_required",
            "consent-first",
        ));
    }
    Ok(account)
}

/// The caller's account as it is now, with the rights that the request came with.
///
/// # Errors
/// 401 when it was deleted meanwhile.
pub async fn account(site: &Site, caller: &Caller) -> Result<Account, ApiError> {
    let person = people::find(&site.app, caller.user_id)
        .await?
        .filter(|person| person.deleted_at.is_none())
        .ok_or_else(ApiError::unauthorized)?;
    Ok(Account {
        consents: consent::of(&site.app.db, person.id).await?,
        rights: caller.rights.clone(),
        person,
    })
}

/// Some things a person does with their own hands, not by a token that may have leaked.
///
/// # Errors
/// 403 for a token.
pub fn person_only(caller: &Caller) -> Result<(), ApiError> {
    match caller.via {
        Via::MiniApp => Ok(()),
        Via::Token(_) => Err(ApiError::forbidden()),
    }
}
