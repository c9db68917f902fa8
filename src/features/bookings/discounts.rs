//! Promotions and promo codes as things of which there are only so many.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{
    entity::{booking, promo_code, promo_use, promotion},
    features::tours::pricing::CodeRefusal,
    kernel::{
        ids::{PromoCodeId, PromotionId, UserId},
        time::Timestamp,
    },
};

/// Counts one more booking with a promotion; false when it is over or used up.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn use_promotion(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: PromotionId,
) -> Result<bool, DbErr> {
    use promotion::Column;
    let used = promotion::Entity::update_many()
        .col_expr(Column::Used, Expr::col(Column::Used).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::IsActive.eq(true))
        .filter(Column::EndsAt.gt(now))
        .filter(below(Column::Used, Column::TotalLimit))
        .exec(txn)
        .await?;
    Ok(used.rows_affected > 0)
}

/// Counts one more booking with a code, in all and for this person.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn use_code(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: PromoCodeId,
    person: UserId,
) -> Result<Result<(), CodeRefusal>, DbErr> {
    use promo_code::Column;
    let used = promo_code::Entity::update_many()
        .col_expr(Column::Used, Expr::col(Column::Used).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::IsActive.eq(true))
        .filter(Column::EndsAt.gt(now))
        .filter(below(Column::Used, Column::TotalLimit))
        .exec(txn)
        .await?;
    if used.rows_affected == 0 {
        return Ok(Err(CodeRefusal::UsedUp));
    }
    let row = promo_use::ActiveModel {
        code_id: Set(id),
        user_id: Set(person),
        used: Set(0),
    };
    promo_use::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    let limit = promo_code::Entity::find_by_id(id)
        .one(txn)
        .await?
        .and_then(|code| code.person_limit);
    let mut theirs = promo_use::Entity::update_many()
        .col_expr(
            promo_use::Column::Used,
            Expr::col(promo_use::Column::Used).add(1),
        )
        .filter(promo_use::Column::CodeId.eq(id))
        .filter(promo_use::Column::UserId.eq(person));
    if let Some(limit) = limit {
        theirs = theirs.filter(promo_use::Column::Used.lt(limit));
    }
    Ok(match theirs.exec(txn).await?.rows_affected {
        0 => Err(CodeRefusal::UsedUpByThem),
        _ => Ok(()),
    })
}

/// A counter that has not reached its limit, or has none.
fn below(used: impl ColumnTrait, limit: impl ColumnTrait) -> Condition {
    Condition::any()
        .add(limit.is_null())
        .add(Expr::col(used).lt(Expr::col(limit)))
}

/// Bookings ended: what they used is free for others, in the order of numbers.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn free(txn: &DatabaseTransaction, ended: &[booking::Model]) -> Result<(), DbErr> {
    let mut promotions: BTreeMap<PromotionId, i32> = BTreeMap::new();
    let mut codes: BTreeMap<PromoCodeId, i32> = BTreeMap::new();
    let mut people: BTreeMap<(PromoCodeId, UserId), i32> = BTreeMap::new();
    for booking in ended {
        if let Some(id) = booking.promotion_id {
            *promotions.entry(id).or_default() += 1;
        }
        if let Some(id) = booking.promo_code_id {
            *codes.entry(id).or_default() += 1;
            *people.entry((id, booking.traveller_id)).or_default() += 1;
        }
    }
    for (id, count) in promotions {
        use promotion::Column;
        promotion::Entity::update_many()
            .col_expr(Column::Used, Expr::col(Column::Used).sub(count))
            .filter(Column::Id.eq(id))
            .exec(txn)
            .await?;
    }
    for (id, count) in codes {
        use promo_code::Column;
        promo_code::Entity::update_many()
            .col_expr(Column::Used, Expr::col(Column::Used).sub(count))
            .filter(Column::Id.eq(id))
            .exec(txn)
            .await?;
    }
    for ((code, person), count) in people {
        use promo_use::Column;
        promo_use::Entity::update_many()
            .col_expr(Column::Used, Expr::col(Column::Used).sub(count))
            .filter(Column::CodeId.eq(code))
            .filter(Column::UserId.eq(person))
            .exec(txn)
            .await?;
    }
    Ok(())
}
