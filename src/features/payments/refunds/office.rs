//! Refunds of ours that somebody made in the provider's own office.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};

use super::{
    super::error::PayError,
    send::{Proof, done, find},
};
use crate::{
    app::App,
    clients::yookassa::objects::Refund,
    entity::{
        payment::{self, Provider},
        refund::{Column, Entity, Model, Status},
    },
    kernel::{actor::Actor, money::Money},
};

/// A refund that was made in the provider's own office, if it is one of ours that waited for that:
/// takes it as done. A hand that was faster said so already.
pub(crate) async fn made_in_office(
    app: &App,
    payment: &payment::Model,
    theirs: &Refund,
    money: Money,
) -> Result<bool, PayError> {
    let same = || {
        Entity::find()
            .filter(Column::PaymentId.eq(payment.id))
            .filter(Column::AmountMinor.eq(money.minor()))
            .filter(Column::Currency.eq(money.currency()))
            .order_by_asc(Column::Id)
    };
    let waiting = same()
        .filter(Column::Status.eq(Status::Failed))
        .one(&app.db)
        .await?;
    if let Some(waiting) = waiting {
        done(app, &waiting, Proof::Provider(&theirs.id), Actor::SYSTEM).await?;
        // A hand may have been faster in this very moment.
        if find(app, waiting.id).await?.provider_id.as_deref() == Some(theirs.id.as_str()) {
            return Ok(true);
        }
    }
    // By hand means from our bank for YooKassa's payments: then this is another one.
    if payment.provider != Provider::Telegram {
        return Ok(false);
    }
    let told = same()
        .filter(Column::Status.eq(Status::Done))
        .filter(Column::Reference.is_not_null())
        .filter(Column::ProviderId.is_null())
        .one(&app.db)
        .await?;
    let Some(told) = told else {
        return Ok(false);
    };
    let named = Entity::update_many()
        .col_expr(Column::ProviderId, Expr::value(theirs.id.as_str()))
        .filter(Column::Id.eq(told.id))
        .filter(Column::ProviderId.is_null())
        .exec(&app.db)
        .await?;
    Ok(named.rows_affected > 0)
}

/// A refund of ours of all this money that waits for somebody's hands.
pub(crate) async fn awaited(
    txn: &DatabaseTransaction,
    payment: &payment::Model,
    money: Money,
) -> Result<Option<Model>, PayError> {
    Ok(Entity::find()
        .filter(Column::PaymentId.eq(payment.id))
        .filter(Column::AmountMinor.eq(money.minor()))
        .filter(Column::Status.is_in([Status::Creating, Status::Failed]))
        .order_by_asc(Column::Id)
        .one(txn)
        .await?)
}
