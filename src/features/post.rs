//! What the outbox says: every event, put into words for its reader.

use async_trait::async_trait;
use sea_orm::{DbErr, EntityTrait};

use super::{
    Site, bookings, circle, desk, executors, hours, payments, referrals, reviews, study, thread,
    tours, trips, users,
};
use crate::{
    bot::{
        screen::{Screen, Shown},
        texts::Tr,
    },
    entity::user,
    kernel::ids::UserId,
    outbox::{
        Event,
        sender::{Delivery, Postman, Rendered},
    },
};

/// The features as the sender sees them.
pub struct Post(pub Site);

/// What a notice says.
pub struct Notice {
    /// The words.
    pub screen: Screen,
    /// The reader's commands changed with this news.
    pub renews_commands: bool,
    /// The message that it stands in for, when it is not a new one.
    pub replaces: Option<Shown>,
}

impl From<Screen> for Notice {
    fn from(screen: Screen) -> Self {
        Self {
            screen,
            renews_commands: false,
            replaces: None,
        }
    }
}

#[async_trait]
impl Postman for Post {
    async fn render(&self, kind: &str, payload: &str, to: UserId) -> anyhow::Result<Rendered> {
        let site = &self.0;
        let Some(reader) = user::Entity::find_by_id(to).one(&site.app.db).await? else {
            return Ok(Rendered::Moot);
        };
        let Some(chat) = reader.telegram_id else {
            return Ok(Rendered::Moot);
        };
        if reader.unreachable_at.is_some() {
            return Ok(Rendered::Unreachable);
        }
        let tr = site
            .app
            .texts
            .lang(reader.lang.unwrap_or(site.app.config.locale.default));
        let Some(notice) = self.word(kind, payload, &reader, &tr).await? else {
            return Ok(Rendered::Moot);
        };
        let commands = if notice.renews_commands {
            let rights = users::roles::rights_of(&site.app, &reader).await?;
            Some(super::menu::command_list(
                &tr,
                &rights,
                site.app.config.modules,
            ))
        } else {
            None
        };
        Ok(Rendered::Deliver(Box::new(Delivery {
            chat,
            screen: notice.screen,
            commands,
            replaces: notice.replaces,
        })))
    }

    async fn unreachable(&self, to: UserId) -> Result<(), DbErr> {
        users::people::mark_unreachable(&self.0.app, to).await
    }
}

impl Post {
    /// The one list of events.
    async fn word(
        &self,
        kind: &str,
        payload: &str,
        reader: &user::Model,
        tr: &Tr,
    ) -> anyhow::Result<Option<Notice>> {
        use bookings::events::{BookingNews, PartyNews, SessionNews};
        use circle::events::{FriendAccepted, FriendAsked};
        use desk::events::DeskDigest;
        use executors::events::{ExecutorApplied, ExecutorDecided};
        use hours::events::HourNews;
        use payments::events::{MoneyTrouble, PaymentNews, PayoutNews, RefundNews};
        use referrals::events::{BonusNews, PartnerApplied, PartnerDecided};
        use reviews::events::{ReviewAnswered, ReviewAsked, ReviewShown};
        use study::events::OrderNews;
        use thread::events::MessagePosted;
        use tours::events::SessionMessage;
        use trips::events::TripNews;
        use users::events::{AccessChanged, RolesChanged};
        let site = &self.0;
        match kind {
            FriendAsked::KIND => circle::notices::asked(site, tr, reader, &read(payload)?).await,
            FriendAccepted::KIND => {
                circle::notices::accepted(site, tr, reader, &read(payload)?).await
            }
            ExecutorApplied::KIND => {
                executors::notices::applied(site, tr, reader, &read(payload)?).await
            }
            ExecutorDecided::KIND => {
                executors::notices::decided(site, tr, reader, &read(payload)?).await
            }
            OrderNews::KIND => {
                let event = read(payload)?;
                // Whoever reads stands on one side: the client, an executor, or staff.
                if let Some(notice) = study::notices::order_news(site, tr, reader, &event).await? {
                    return Ok(Some(notice));
                }
                match executors::notices::order_news(site, tr, reader, &event).await? {
                    Some(notice) => Ok(Some(notice)),
                    None => desk::notices::order_news(site, tr, reader, &event).await,
                }
            }
            MessagePosted::KIND => thread::notices::posted(site, tr, reader, &read(payload)?).await,
            DeskDigest::KIND => desk::notices::digest(site, tr, reader, &read(payload)?).await,
            BonusNews::KIND => referrals::notices::told(site, tr, reader, &read(payload)?).await,
            PartnerApplied::KIND => {
                referrals::notices::applied(site, tr, reader, &read(payload)?).await
            }
            PartnerDecided::KIND => {
                referrals::notices::decided(site, tr, reader, &read(payload)?).await
            }
            ReviewAsked::KIND => reviews::notices::asked(site, tr, reader, &read(payload)?).await,
            ReviewShown::KIND => reviews::notices::shown(site, tr, reader, &read(payload)?).await,
            ReviewAnswered::KIND => {
                reviews::notices::answered(site, tr, reader, &read(payload)?).await
            }
            RolesChanged::KIND => Ok(users::notices::roles_changed(tr, &read(payload)?)),
            AccessChanged::KIND => {
                let contact = &site.app.config.brand.contact;
                let event = read(payload)?;
                Ok(users::notices::access_changed(tr, reader, contact, &event))
            }
            HourNews::KIND => hours::notices::news(site, tr, reader, &read(payload)?).await,
            BookingNews::KIND => bookings::notices::news(site, tr, reader, &read(payload)?).await,
            PartyNews::KIND => bookings::notices::party(site, tr, &read(payload)?).await,
            SessionNews::KIND => bookings::notices::session(site, tr, &read(payload)?).await,
            SessionMessage::KIND => tours::notices::message(site, tr, &read(payload)?).await,
            TripNews::KIND => trips::notices::news(site, tr, reader, &read(payload)?).await,
            PaymentNews::KIND => {
                payments::notices::payment(site, tr, reader, &read(payload)?).await
            }
            RefundNews::KIND => payments::notices::refund(site, tr, &read(payload)?).await,
            PayoutNews::KIND => payments::notices::payout(site, tr, reader, &read(payload)?).await,
            MoneyTrouble::KIND => payments::notices::trouble(site, tr, &read(payload)?).await,
            unknown => anyhow::bail!("no notice for the event {unknown}"),
        }
    }
}

fn read<E: Event>(payload: &str) -> anyhow::Result<E> {
    Ok(serde_json::from_str(payload)?)
}
