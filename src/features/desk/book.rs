//! The ledger as staff looks at it: what is on the accounts, and what was booked.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    app::App,
    entity::{agency, user},
    features::{
        ledger::{
            Kind,
            reads::{Booked, Filter},
        },
        payments::{error::PayError, reads},
    },
    kernel::{
        ids::{AgencyId, LedgerTransactionId, UserId},
        money::Money,
        page::cut,
        permission::Rights,
    },
};

/// What is on the accounts of a kind, as their side of the books counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Which accounts.
    pub kind: Kind,
    /// All of them together.
    pub sum: Money,
}

/// What is on all accounts, in the order of the chart; none of those that were never used.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn totals(app: &App, mine: &Rights) -> Result<Vec<Total>, PayError> {
    let rows = reads::totals(app, mine).await?;
    let of = |kind: Kind| {
        rows.iter()
            .filter(move |(word, ..)| word == kind.word())
            .map(move |(_, currency, minor)| {
                let minor = if kind.grows_by_debits() {
                    *minor
                } else {
                    minor.saturating_neg()
                };
                Total {
                    kind,
                    sum: Money::new(minor, *currency),
                }
            })
    };
    Ok(Kind::ALL.into_iter().flat_map(of).collect())
}

/// A part of the book.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Facts, the newest first.
    pub facts: Vec<Booked>,
    /// Whose the accounts of people are: by kind of account and owner.
    pub owners: BTreeMap<(String, i64), String>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// Facts below `before` with a line on an account of this kind, or any.
///
/// # Errors
/// [`PayError::NotAllowed`], or the database.
pub async fn page(
    app: &App,
    mine: &Rights,
    kind: Option<Kind>,
    before: Option<LedgerTransactionId>,
    limit: u64,
) -> Result<Page, PayError> {
    let filter = Filter {
        kind,
        ..Filter::default()
    };
    let mut facts = reads::book(app, mine, &filter, before, limit.saturating_add(1)).await?;
    let has_more = cut(&mut facts, limit);
    let owners = owners(app, &facts).await?;
    Ok(Page {
        facts,
        owners,
        has_more,
    })
}

async fn owners(app: &App, facts: &[Booked]) -> Result<BTreeMap<(String, i64), String>, PayError> {
    let owned = || {
        let lines = facts.iter().flat_map(|booked| &booked.lines);
        lines.filter_map(|(_, account)| (account.owner_id > 0).then_some(account))
    };
    let is_of_agency = |kind: &str| kind == Kind::AgencyPayable.word();
    let people = owned().filter(|account| !is_of_agency(&account.kind));
    let people = people.map(|account| UserId(account.owner_id));
    let agencies = owned().filter(|account| is_of_agency(&account.kind));
    let agencies = agencies.map(|account| AgencyId(account.owner_id));
    let people: BTreeMap<i64, String> = user::Entity::find()
        .filter(user::Column::Id.is_in(people))
        .all(&app.db)
        .await?
        .into_iter()
        .map(|person| (person.id.0, person.full_name()))
        .collect();
    let agencies: BTreeMap<i64, String> = agency::Entity::find()
        .filter(agency::Column::Id.is_in(agencies))
        .all(&app.db)
        .await?
        .into_iter()
        .map(|agency| (agency.id.0, agency.name))
        .collect();
    Ok(owned()
        .filter_map(|account| {
            let names = if is_of_agency(&account.kind) {
                &agencies
            } else {
                &people
            };
            let name = names.get(&account.owner_id)?.clone();
            Some(((account.kind.clone(), account.owner_id), name))
        })
        .collect())
}
