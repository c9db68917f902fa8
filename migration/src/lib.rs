//! The schema's history. Names are raw strings on purpose: the entities of tomorrow must not change
//! the migrations of yesterday.
//!
//! Rules: one ALTER option per statement and foreign keys at table creation (SQLite can do no
//! other), every migration in a transaction on both databases, instants as integer milliseconds
//! since 1970 UTC, text enums with a CHECK.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait is written with them elided, and async_trait tells the two forms apart"
)]

pub use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DbBackend, Statement};

mod m20261123_000001_people;
mod m20261123_000002_platform;
mod m20261123_000003_circle_and_tokens;
mod m20261123_000004_staff_and_faq;
mod m20261125_000005_study;
mod m20261125_000006_money;
mod m20261125_000007_referrals_and_reviews;
mod m20261125_000008_departures;
mod m20261126_000009_files;
mod m20261126_000010_order_lists;
mod m20261126_000011_refunds;
mod m20261127_000012_tours;
mod m20261127_000013_trips;
mod m20261127_000014_shared_trips;
mod m20261127_000015_agency_money;
mod m20261127_000016_tour_lists;
mod m20261128_000017_partner_applications;

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_people::Migration),
            Box::new(m20261123_000002_platform::Migration),
            Box::new(m20261123_000003_circle_and_tokens::Migration),
            Box::new(m20261123_000004_staff_and_faq::Migration),
            Box::new(m20261125_000005_study::Migration),
            Box::new(m20261125_000006_money::Migration),
            Box::new(m20261125_000007_referrals_and_reviews::Migration),
            Box::new(m20261125_000008_departures::Migration),
            Box::new(m20261126_000009_files::Migration),
            Box::new(m20261126_000010_order_lists::Migration),
            Box::new(m20261126_000011_refunds::Migration),
            Box::new(m20261127_000012_tours::Migration),
            Box::new(m20261127_000013_trips::Migration),
            Box::new(m20261127_000014_shared_trips::Migration),
            Box::new(m20261127_000015_agency_money::Migration),
            Box::new(m20261127_000016_tour_lists::Migration),
            Box::new(m20261128_000017_partner_applications::Migration),
        ]
    }
}

/// `CHECK (column IN ('a', 'b'))`: what stands behind a text enum.
fn one_of(column: &'static str, values: &[&'static str]) -> SimpleExpr {
    Expr::col(column).is_in(values.iter().copied())
}

/// A foreign key that removes the row together with its owner.
fn owned_by(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from_col(column)
        .to(table, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// A foreign key to a row that stays: money and work outlive a profile.
fn belongs_to(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from_col(column)
        .to(table, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// A plain index.
async fn index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    manager.create_index(index).await
}

async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(*table).to_owned())
            .await?;
    }
    Ok(())
}

/// Lets a text enum hold other words than before. PostgreSQL replaces the CHECK of the column. SQLite
/// changes no CHECK, and a table that others refer to cannot be built anew inside a transaction; what it
/// keeps of a table is its text, and SQLite's own documentation changes a CHECK there.
async fn widen(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: &'static str,
    before: &[&str],
    after: &[&str],
) -> Result<(), DbErr> {
    let words = |values: &[&str]| {
        let quoted: Vec<_> = values.iter().map(|value| format!("'{value}'")).collect();
        format!("\"{column}\" IN ({})", quoted.join(", "))
    };
    let db = manager.get_connection();
    if db.get_database_backend() == DbBackend::Postgres {
        let name = format!("{table}_{column}_check");
        db.execute_unprepared(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}"))
            .await?;
        db.execute_unprepared(&format!(
            "ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({})",
            words(after)
        ))
        .await?;
        return Ok(());
    }
    db.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let changed = db
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "UPDATE sqlite_schema SET sql = replace(sql, $1, $2) \
             WHERE type = 'table' AND name = $3 AND instr(sql, $1) > 0",
            [words(before).into(), words(after).into(), table.into()],
        ))
        .await?;
    // Every connection reads the schema anew.
    db.execute_unprepared("PRAGMA writable_schema = RESET")
        .await?;
    if changed.rows_affected() != 1 {
        return Err(DbErr::Migration(format!(
            "{table}.{column} has not the words that were to be replaced"
        )));
    }
    Ok(())
}
