//! Who comes to a session, and what an agency earned, as tables.

use super::{desk::Participant, statements::Statement};
use crate::{
    args,
    bot::texts::Tr,
    entity::booking::Status,
    features::statistics::export::{Cell, Column, ExportError, Kind, Table},
    kernel::money::Currency,
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

/// The lines of a month in one currency as a table, from one balance to the next.
///
/// # Errors
/// See [`ExportError`].
pub fn statement(
    tr: &Tr,
    zone: chrono_tz::Tz,
    statement: &Statement,
    currency: Currency,
) -> Result<Table, ExportError> {
    let title = |id: &str| tr.plain(id, args![]);
    let columns = vec![
        Column::new(title("agency-column-at"), Kind::Moment),
        Column::new(title("agency-column-what"), Kind::Text),
        Column::new(title("agency-column-number"), Kind::Integer),
        Column::new(title("agency-column-tour"), Kind::Text),
        Column::new(title("agency-column-commission"), Kind::Money(currency)),
        Column::new(title("agency-column-sum"), Kind::Money(currency)),
    ];
    let mut table = Table::new(statement.month.format("%Y-%m").to_string(), columns, zone);
    let balance = |id: &str, sum| {
        let mut row = vec![Cell::Empty; 6];
        row.splice(1..2, [Cell::Text(title(id))]);
        row.splice(5..6, [Cell::Money(sum)]);
        row
    };
    let of = statement
        .parts
        .iter()
        .find(|part| part.opening.currency() == currency);
    let Some(part) = of else {
        return Ok(table);
    };
    table.push(balance("agency-statement-before", part.opening))?;
    for line in &part.lines {
        let what = title(&format!("agency-line-{}", line.what.word()));
        let tour = line.tour.as_ref();
        table.push(vec![
            Cell::Moment(line.at),
            Cell::Text(what),
            Cell::Integer(line.number),
            tour.map_or(Cell::Empty, |titles| {
                Cell::Text(titles.of(tr.lang()).to_owned())
            }),
            Cell::Money(line.commission),
            Cell::Money(line.amount),
        ])?;
    }
    table.push(balance("agency-statement-after", part.closing))?;
    Ok(table)
}
