//! The list for the bank: approved payouts with whole card numbers. Whoever takes it is written down.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use secrecy::{ExposeSecret, SecretString};

use super::{super::error::PayError, ACCOUNT_PURPOSE, PURPOSE, decide};
use crate::{
    app::App,
    db,
    entity::payout::{Column, Entity, Provider, Status},
    features::{
        audit::{self, AuditEvent},
        statistics::export::disarmed,
    },
    kernel::{actor::Actor, permission::Rights},
};

/// A file with card numbers in it.
#[derive(Debug)]
pub struct BankList {
    /// The file; not to be logged.
    pub csv: SecretString,
    /// How many payouts are on it.
    pub count: usize,
}

/// Approved payouts that are to be paid by hand, as CSV: number, card or account, amount, currency.
///
/// # Errors
/// [`PayError::NotAllowed`], and see [`PayError`].
pub async fn bank_csv(app: &App, actor: Actor, mine: &Rights) -> Result<BankList, PayError> {
    decide::require(mine)?;
    let rows = Entity::find()
        .filter(Column::Status.eq(Status::Approved))
        .filter(Column::Provider.eq(Provider::Manual))
        .order_by_asc(Column::Id)
        .all(&app.db)
        .await?;
    let mut csv = String::from("\u{feff}payout;to;amount;currency\r\n");
    let mut count = 0;
    for row in rows {
        let Some(sealed) = &row.card_sealed else {
            continue;
        };
        let unsealed = match row.agency_id {
            Some(agency) => app.vault.unseal(ACCOUNT_PURPOSE, agency.0, sealed),
            None => app.vault.unseal(PURPOSE, row.user_id.0, sealed),
        };
        let to = unsealed.map_err(|error| PayError::Card(error.into()))?;
        csv.push_str(&format!(
            "{};{};{};{}\r\n",
            row.id,
            quoted(to.expose_secret()),
            row.money(),
            row.currency.code()
        ));
        count += 1;
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let event = AuditEvent::PayoutsExported(count);
    audit::record(&txn, now, actor, &event).await?;
    txn.commit().await?;
    Ok(BankList {
        csv: SecretString::from(csv),
        count,
    })
}

/// A field as it stands in the file: digits as they are, words of people in quotes, and never a formula.
fn quoted(field: &str) -> String {
    if field.bytes().all(|byte| byte.is_ascii_digit()) {
        return field.to_owned();
    }
    format!("\"{}\"", disarmed(field).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_and_are_no_formulas() {
        assert_eq!(quoted("2202200000000008"), "2202200000000008");
        assert_eq!(quoted("ООО \"Путь\"; р/с 1"), "\"ООО \"\"Путь\"\"; р/с 1\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
