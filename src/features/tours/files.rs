//! Who comes to a session, as a table.

use super::desk::Participant;
use crate::{
    args,
    bot::texts::Tr,
    entity::booking::Status,
    features::statistics::export::{Cell, Column, ExportError, Kind, Table},
};

/// The participants of a session as a table.
///
/// # Errors
/// See [`ExportError`].
pub fn participants(
    tr: &Tr,
    zone: chrono_tz::Tz,
    people: &[Participant],
) -> Result<Table, ExportError> {
    let title = |id: &str| tr.plain(id, args![]);
    let columns = vec![
        Column::new(title("agency-column-booking"), Kind::Integer),
        Column::new(title("agency-column-traveller"), Kind::Text),
        Column::new(title("agency-column-username"), Kind::Text),
        Column::new(title("agency-column-name"), Kind::Text),
        Column::new(title("agency-column-status"), Kind::Text),
        Column::new(title("agency-column-adults"), Kind::Integer),
        Column::new(title("agency-column-children"), Kind::Integer),
        Column::new(title("agency-column-wish"), Kind::Text),
    ];
    let mut table = Table::new(title("agency-participants"), columns, zone);
    for one in people {
        let status = match one.status {
            Status::Paid => "agency-status-paid",
            _ => "agency-status-approved",
        };
        table.push(vec![
            Cell::Integer(one.booking),
            Cell::Text(one.traveller.clone()),
            Cell::Text(one.username.clone()),
            Cell::Text(one.name.clone()),
            Cell::Text(title(status)),
            Cell::Integer(one.adults.into()),
            Cell::Integer(one.children.into()),
            Cell::Text(one.wish.clone()),
        ])?;
    }
    Ok(table)
}
