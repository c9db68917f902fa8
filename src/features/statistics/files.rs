//! The figures as a picture, the orders as a table.

use chrono_tz::Tz;

use super::{
    chart::{Chart, ChartError, Series, Shape},
    export::{Cell, Column, ExportError, Kind, Table},
    orders::{Figures, Period, Point},
};
use crate::{
    args,
    bot::texts::Tr,
    entity::order::Model,
    features::study::catalog::Catalog,
    kernel::{
        money::{Currency, Money},
        time::Timestamp,
    },
};

/// The figures as a PNG. Some ten milliseconds of work: not for an async task.
///
/// # Errors
/// See [`ChartError`].
pub fn picture(tr: &Tr, zone: Tz, figures: &Figures) -> Result<Vec<u8>, ChartError> {
    let label = |point: &Point| {
        let format = match figures.period {
            Period::Today => "%H",
            Period::Week | Period::Month => "%d.%m",
        };
        let local = point.start.utc().with_timezone(&zone);
        local.format(format).to_string()
    };
    let row = |value: fn(&Point) -> i64| -> Vec<(String, i64)> {
        figures
            .points
            .iter()
            .map(|point| (label(point), value(point)))
            .collect()
    };
    let submitted = row(|point| point.submitted);
    let paid = row(|point| point.paid);
    let names = [
        tr.plain("statistics-chart-submitted", args![]),
        tr.plain("statistics-chart-paid", args![]),
    ];
    let [submitted_name, paid_name] = &names;
    let title = tr.plain(
        &format!("statistics-title-{}", figures.period.word()),
        args![],
    );
    Chart {
        title: &title,
        shape: Shape::Bars,
        exponent: 0,
        series: &[
            Series {
                name: submitted_name,
                points: &submitted,
            },
            Series {
                name: paid_name,
                points: &paid,
            },
        ],
    }
    .png()
}

/// Orders as a table; amounts stand in columns of their currency.
///
/// # Errors
/// See [`ExportError`].
pub fn table(tr: &Tr, zone: Tz, catalog: &Catalog, orders: &[Model]) -> Result<Table, ExportError> {
    let title = |id: &str| tr.plain(id, args![]);
    let mut currencies: Vec<Currency> = orders.iter().map(|order| order.currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let mut columns = vec![
        Column::new(title("statistics-column-id"), Kind::Integer),
        Column::new(title("statistics-column-kind"), Kind::Text),
        Column::new(title("statistics-column-status"), Kind::Text),
        Column::new(title("statistics-column-subject"), Kind::Text),
        Column::new(title("statistics-column-client"), Kind::Integer),
        Column::new(title("statistics-column-executor"), Kind::Integer),
        Column::new(title("statistics-column-submitted"), Kind::Moment),
        Column::new(title("statistics-column-quoted"), Kind::Moment),
        Column::new(title("statistics-column-paid"), Kind::Moment),
        Column::new(title("statistics-column-delivered"), Kind::Moment),
        Column::new(title("statistics-column-ended"), Kind::Moment),
        Column::new(title("statistics-column-due"), Kind::Date),
    ];
    for currency in &currencies {
        for id in [
            "statistics-column-price",
            "statistics-column-received",
            "statistics-column-returned",
        ] {
            let name = format!("{}, {}", title(id), currency.code());
            columns.push(Column::new(name, Kind::Money(*currency)));
        }
    }
    let mut table = Table::new(title("statistics-sheet"), columns, zone);
    for order in orders {
        table.push(row(tr, catalog, &currencies, order))?;
    }
    Ok(table)
}

fn row(tr: &Tr, catalog: &Catalog, currencies: &[Currency], order: &Model) -> Vec<Cell> {
    let moment = |at: Option<Timestamp>| at.map_or(Cell::Empty, Cell::Moment);
    let kind = catalog.kind(&order.kind).map_or_else(
        || order.kind.clone(),
        |kind| kind.title.in_lang(tr.lang()).clone(),
    );
    let word = order.status.word().replace('_', "-");
    let mut cells = vec![
        Cell::Integer(order.id.0),
        Cell::Text(kind),
        Cell::Text(tr.plain(&format!("desk-status-{word}"), args![])),
        order.subject.clone().map_or(Cell::Empty, Cell::Text),
        Cell::Integer(order.client_id.0),
        order
            .executor_id
            .map_or(Cell::Empty, |user| Cell::Integer(user.0)),
        moment(order.submitted_at),
        moment(order.quoted_at),
        moment(order.paid_at),
        moment(order.delivered_at),
        moment(order.ended_at),
        order.due_on.map_or(Cell::Empty, Cell::Date),
    ];
    for currency in currencies {
        let amounts = [
            order.price_minor,
            Some(order.paid_minor),
            Some(order.refunded_minor),
        ];
        cells.extend(amounts.map(|minor| match minor {
            Some(minor) if order.currency == *currency => Cell::Money(Money::new(minor, *currency)),
            _ => Cell::Empty,
        }));
    }
    cells
}
