//! How the answers of the FAQ are received: what helps, and what wants better words.

use super::people::StaffError;
use crate::{
    app::App,
    features::support::{
        faq::{Category, Entry, Faq},
        votes::{self, Count},
    },
    kernel::{
        page::Page,
        permission::{Permission, Rights},
    },
};

/// Which end of the list comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What helps least.
    WorstFirst,
    /// What helps most.
    BestFirst,
}

/// An answer with its votes.
#[derive(Clone, Copy, Debug)]
pub struct Received<'f> {
    /// Where it stands.
    pub category: &'f Category,
    /// The answer.
    pub entry: &'f Entry,
    /// What people said of it.
    pub votes: Count,
}

/// A page of answers, and how all of them do together.
#[derive(Clone, Debug)]
pub struct Report<'f> {
    /// In which order.
    pub order: Order,
    /// Answers that anybody voted on.
    pub page: Page<Received<'f>>,
    /// Number of the first answer on the page, from 1.
    pub first_number: u64,
    /// All votes on them.
    pub votes: Count,
    /// Answers without a vote.
    pub silent: usize,
}

/// Answers by how they are received. Votes on answers that are no longer shown are left out.
///
/// # Errors
/// When it is not allowed, or the database does not answer.
pub async fn report<'f>(
    app: &App,
    faq: &'f Faq,
    mine: &Rights,
    order: Order,
    number: u32,
    size: u64,
) -> Result<Report<'f>, StaffError> {
    if !mine.may(Permission::SeeFaqVotes) {
        return Err(StaffError::NotAllowed);
    }
    let counts = votes::counts(app).await?;
    let mut sum = Count::default();
    let mut silent = 0;
    let mut rows = Vec::new();
    for category in faq.categories() {
        for entry in &category.entries {
            match counts.get(&votes::key(category, entry)) {
                Some(votes) => {
                    sum.helped += votes.helped;
                    sum.not += votes.not;
                    rows.push(Received {
                        category,
                        entry,
                        votes: *votes,
                    });
                }
                None => silent += 1,
            }
        }
    }
    rows.sort_by(|one, other| match order {
        Order::WorstFirst => one.votes.rank(&other.votes),
        Order::BestFirst => other.votes.rank(&one.votes),
    });
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let (number, offset) = Page::<Received<'f>>::locate(number, total, size);
    let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
    let shown = usize::try_from(size).unwrap_or(usize::MAX);
    Ok(Report {
        order,
        page: Page {
            items: rows.into_iter().skip(skipped).take(shown).collect(),
            number,
            count: Page::<Received<'f>>::count_of(total, size),
            total,
        },
        first_number: offset + 1,
        votes: sum,
        silent,
    })
}
