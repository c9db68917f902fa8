//! News about bonuses, in words.

use sea_orm::EntityTrait;

use super::{
    events::{BonusDeed, BonusNews},
    screens,
};
use crate::{
    bot::texts::Tr,
    entity::{
        bonus::{self, Status},
        user,
    },
    features::{Site, post::Notice},
};

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
