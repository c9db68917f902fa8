//! A book kept by hand: what an accountant writes down for each fact, in plain words, and what must
//! come of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::money::Currency;

/// An account by its name, and whose it is.
pub(super) type Name = (&'static str, i64, Currency);

/// What a fact does: its key, and its lines; debits are positive.
#[derive(Clone, Debug)]
pub(super) struct Booking {
    pub(super) key: String,
    pub(super) lines: Vec<(Name, i64)>,
    /// Accounts of ours towards somebody that must not turn into a claim.
    pub(super) guarded: Vec<Name>,
}

/// What must come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Now,
    Before,
    NotEnough,
    Unbalanced,
}

#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) balances: BTreeMap<Name, i64>,
    facts: BTreeSet<String>,
    /// Lines that were written.
    pub(super) entries: usize,
}

impl Book {
    pub(super) fn write(&mut self, booking: &Booking) -> Outcome {
        let mut sums: BTreeMap<Name, i64> = BTreeMap::new();
        for (name, minor) in &booking.lines {
            *sums.entry(*name).or_default() += minor;
        }
        for currency in [Currency::Rub, Currency::Uzs] {
            let of = |(name, _): &(&Name, &i64)| name.2 == currency;
            if sums.iter().filter(of).map(|(_, minor)| minor).sum::<i64>() != 0 {
                return Outcome::Unbalanced;
            }
        }
        if self.facts.contains(&booking.key) {
            return Outcome::Before;
        }
        sums.retain(|_, minor| *minor != 0);
        let is_short = sums.iter().any(|(name, minor)| {
            let balance = self.balances.get(name).copied().unwrap_or_default();
            booking.guarded.contains(name) && balance + minor > 0
        });
        if is_short {
            return Outcome::NotEnough;
        }
        self.facts.insert(booking.key.clone());
        self.entries += sums.len();
        for (name, minor) in sums {
            *self.balances.entry(name).or_default() += minor;
        }
        Outcome::Now
    }
}
