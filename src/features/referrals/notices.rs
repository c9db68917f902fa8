//! News about bonuses and partners, in words.

use sea_orm::EntityTrait;

use super::{
    applications::{self, ApplicationError},
    events::{BonusDeed, BonusNews, PartnerApplied, PartnerDecided},
    screens, staff_screens,
};
use crate::{
    bot::texts::Tr,
    entity::{
        bonus::{self, Status},
        partner_application, user,
    },
    features::{Site, post::Notice, users::roles},
};

/// "Somebody wants to be a partner", to whom it is to decide. Moot once somebody did.
pub(crate) async fn applied(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &PartnerApplied,
) -> anyhow::Result<Option<Notice>> {
    let rights = roles::rights_of(&site.app, reader).await?;
    match applications::card(&site.app, &rights, event.user).await {
        Ok(one) if one.row.status == partner_application::Status::Applied => {
            Ok(Some(staff_screens::applied(tr, &one).into()))
        }
        Ok(_) | Err(ApplicationError::Gone | ApplicationError::NotAllowed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// "You are a partner now", or why not. Moot when they applied again since.
pub(crate) async fn decided(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &PartnerDecided,
) -> anyhow::Result<Option<Notice>> {
    use partner_application::Status as At;
    let row = applications::mine(&site.app.db, reader.id).await?;
    let row = row.filter(|row| match row.status {
        At::Applied | At::Withdrawn => false,
        At::Approved => event.is_approved,
        At::Refused => !event.is_approved,
    });
    Ok(row.map(|row| Notice {
        screen: screens::decided(tr, &row, event.is_approved),
        renews_commands: event.is_approved,
        replaces: None,
    }))
}

/// "You earned 50 ₽." Moot when it has been taken back whole since, or may be used already.
pub(crate) async fn told(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &BonusNews,
) -> anyhow::Result<Option<Notice>> {
    let bonus = bonus::Entity::find_by_id(event.bonus)
        .one(&site.app.db)
        .await?
        .filter(|bonus| bonus.user_id == reader.id);
    let Some(bonus) = bonus else {
        return Ok(None);
    };
    let is_true = match event.deed {
        BonusDeed::Earned => bonus.status == Status::Pending,
        BonusDeed::Released => bonus.status == Status::Available,
        BonusDeed::Clawed => true,
    };
    let zone = reader.zone_or(site.app.config.locale.time_zone);
    let available_on = bonus.available_at.day_in(zone);
    Ok(is_true.then(|| screens::news(tr, &bonus, event, available_on).into()))
}
