//! What staff should look at twice before a partner is paid. Notes, not verdicts: each has an innocent
//! reading, too.

use crate::kernel::time::Timestamp;

/// What is known about a partner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the people they brought came, in any order.
    pub came_at: Vec<Timestamp>,
    /// Payments that earned a bonus.
    pub payments: u64,
    /// Different people who made them.
    pub payers: u64,
    /// Of these payments, those for orders that the partner carried out.
    pub own_work: u64,
    /// Of these payments, those for work that came to a good end.
    pub finished: u64,
    /// When the first of these payments was made.
    pub first_paid_at: Option<Timestamp>,
    /// When the last one was made.
    pub last_paid_at: Option<Timestamp>,
}

/// Something to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The partner works for those they brought: the money may go round in a ring.
    OwnWork(u64),
    /// Several people came within an hour, and hardly any of them paid.
    Burst(u64),
    /// All income comes from one person.
    OnePayer(u64),
    /// It was paid for, more than once, and nothing was ever finished.
    NothingFinished(u64),
    /// Income goes on while nobody has come for long.
    IncomeWithoutActivity,
}

impl Note {
    /// How much it weighs, of a hundred.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Self::OwnWork(_) => 50,
            Self::NothingFinished(_) => 40,
            Self::IncomeWithoutActivity => 30,
            Self::Burst(_) | Self::OnePayer(_) => 20,
        }
    }
}

/// How it looks in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing stands out.
    Calm,
    /// Worth a look.
    Look,
    /// Ask before anything is paid.
    Ask,
}

/// Notes about a partner with their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// From 0 to 100.
    pub score: u32,
    /// What was found, the heaviest first.
    pub notes: Vec<Note>,
}

impl Risk {
    /// What the score means.
    #[must_use]
    pub const fn level(&self) -> Level {
        match self.score {
            0..=29 => Level::Calm,
            30..=69 => Level::Look,
            _ => Level::Ask,
        }
    }
}

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// People who come within an hour are no coincidence from this number on.
const BURST: u64 = 5;
/// From this number of payments on it says something that they are all from one person.
const SEVERAL: u64 = 3;
/// By then the first work that was paid for should be done.
const LONG_ENOUGH: i64 = 45 * DAY;
/// Nobody came for this long, and still there is income.
const QUIET: i64 = 120 * DAY;

/// Looks at the facts as of `now`.
#[must_use]
pub fn assess(facts: &Facts, now: Timestamp) -> Risk {
    let mut notes = Vec::new();
    if facts.own_work > 0 {
        notes.push(Note::OwnWork(facts.own_work));
    }
    let burst = burst(&facts.came_at);
    let came = u64::try_from(facts.came_at.len()).unwrap_or(u64::MAX);
    if burst >= BURST && facts.payers.saturating_mul(5) <= came {
        notes.push(Note::Burst(burst));
    }
    if facts.payers == 1 && facts.payments >= SEVERAL {
        notes.push(Note::OnePayer(facts.payments));
    }
    let is_old = facts
        .first_paid_at
        .is_some_and(|at| now.0.saturating_sub(at.0) > LONG_ENOUGH);
    if facts.payments >= 2 && facts.finished == 0 && is_old {
        notes.push(Note::NothingFinished(facts.payments));
    }
    let last_came = facts.came_at.iter().max();
    let is_quiet = last_came.is_none_or(|at| now.0.saturating_sub(at.0) > QUIET);
    let earns = facts
        .last_paid_at
        .is_some_and(|at| now.0.saturating_sub(at.0) <= QUIET / 4);
    if is_quiet && earns {
        notes.push(Note::IncomeWithoutActivity);
    }
    notes.sort_by_key(|note| std::cmp::Reverse(note.weight()));
    let sum: u32 = notes.iter().map(|note| note.weight()).sum();
    Risk {
        score: sum.min(100),
        notes,
    }
}

/// The greatest number of people who came within one hour.
fn burst(came_at: &[Timestamp]) -> u64 {
    let mut times: Vec<i64> = came_at.iter().map(|at| at.0).collect();
    times.sort_unstable();
    let mut most = 0;
    let mut first = times.iter().copied();
    let mut from = first.next();
    let mut within: u64 = 0;
    for at in &times {
        within += 1;
        while let Some(begin) = from.filter(|begin| at.saturating_sub(*begin) >= HOUR) {
            debug_assert!(begin <= *at, "times are sorted");
            within = within.saturating_sub(1);
            from = first.next();
        }
        most = most.max(within);
    }
    most
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp(1_000 * DAY);

    fn ago(millis: i64) -> Timestamp {
        Timestamp(NOW.0 - millis)
    }

    /// Somebody who brings people now and then, of whom several pay and get what they paid for.
    fn honest() -> Facts {
        Facts {
            came_at: (1..=8).map(|week| ago(week * 7 * DAY)).collect(),
            payments: 6,
            payers: 4,
            own_work: 0,
            finished: 5,
            first_paid_at: Some(ago(50 * DAY)),
            last_paid_at: Some(ago(2 * DAY)),
        }
    }

    #[test]
    fn an_honest_partner_has_no_notes() {
        let risk = assess(&honest(), NOW);
        assert_eq!((risk.score, risk.level()), (0, Level::Calm));
        assert_eq!(assess(&Facts::default(), NOW).notes, []);
    }

    #[test]
    fn whoever_works_for_those_they_brought_is_noted() {
        let facts = Facts {
            own_work: 2,
            ..honest()
        };
        let risk = assess(&facts, NOW);
        assert_eq!(risk.notes, [Note::OwnWork(2)]);
        assert_eq!(risk.level(), Level::Look);
    }

    #[test]
    fn one_payer_is_noted_from_the_third_payment_on() {
        let of = |payments| {
            let facts = Facts {
                payers: 1,
                payments,
                ..honest()
            };
            assess(&facts, NOW).notes
        };
        assert_eq!(of(2), []);
        assert_eq!(of(3), [Note::OnePayer(3)]);
    }

    #[test]
    fn a_crowd_within_an_hour_is_noted_unless_it_pays() {
        let crowd = |payers| Facts {
            came_at: (0..5).map(|minute| ago(DAY + minute * 60_000)).collect(),
            payers,
            payments: payers,
            ..honest()
        };
        assert_eq!(assess(&crowd(1), NOW).notes, [Note::Burst(5)]);
        assert_eq!(assess(&crowd(2), NOW).notes, []);
        let spread = Facts {
            came_at: (0..5).map(|hour| ago(DAY + hour * HOUR)).collect(),
            payers: 0,
            payments: 0,
            ..honest()
        };
        assert_eq!(assess(&spread, NOW).notes, []);
    }

    #[test]
    fn work_that_never_ends_and_income_without_anybody_coming_are_noted() {
        let facts = Facts {
            finished: 0,
            ..honest()
        };
        assert_eq!(assess(&facts, NOW).notes, [Note::NothingFinished(6)]);
        let young = Facts {
            first_paid_at: Some(ago(LONG_ENOUGH)),
            ..facts
        };
        assert_eq!(assess(&young, NOW).notes, []);
        let quiet = Facts {
            came_at: vec![ago(QUIET + 1)],
            ..honest()
        };
        assert_eq!(assess(&quiet, NOW).notes, [Note::IncomeWithoutActivity]);
        let stopped = Facts {
            last_paid_at: Some(ago(QUIET)),
            ..quiet
        };
        assert_eq!(assess(&stopped, NOW).notes, []);
    }

    #[test]
    fn notes_add_up_to_a_hundred_at_most_the_heaviest_first() {
        let facts = Facts {
            came_at: (0..9).map(|minute| ago(QUIET + DAY + minute)).collect(),
            payments: 9,
            payers: 1,
            own_work: 9,
            finished: 0,
            first_paid_at: Some(ago(QUIET)),
            last_paid_at: Some(NOW),
        };
        let risk = assess(&facts, NOW);
        assert_eq!(risk.notes.len(), 5);
        assert_eq!(risk.notes.first(), Some(&Note::OwnWork(9)));
        assert_eq!((risk.score, risk.level()), (100, Level::Ask));
    }

    proptest! {
        #[test]
        fn a_burst_is_what_counting_by_hand_finds(times in prop::collection::vec(0..20 * HOUR, 0..40)) {
            let stamps: Vec<_> = times.iter().copied().map(Timestamp).collect();
            let by_hand = times
                .iter()
                .map(|from| times.iter().filter(|at| (*from..*from + HOUR).contains(*at)).count())
                .max()
                .unwrap_or(0);
            prop_assert_eq!(burst(&stamps), by_hand as u64);
        }
    }
}
