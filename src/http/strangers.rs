//! Addresses that keep coming with credentials that are not theirs.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::TimeDelta;

use crate::kernel::time::Timestamp;

/// Failures that an address is forgiven in one [`WINDOW`].
pub(super) const FORGIVEN: u32 = 20;
const WINDOW: TimeDelta = TimeDelta::seconds(60);
/// Addresses remembered at once: about a megabyte.
const CAPACITY: usize = 10_000;

/// Failures by address, in this process: each replica counts for itself, which is enough to make
/// guessing pointless and to keep the database out of it.
#[derive(Debug, Default)]
pub(super) struct Strangers(Mutex<HashMap<IpAddr, Record>>);

#[derive(Clone, Copy, Debug)]
struct Record {
    since: Timestamp,
    failures: u32,
}

impl Strangers {
    /// Whether this address may try.
    ///
    /// # Errors
    /// How long it has to wait when it may not.
    pub(super) fn admit(&self, address: IpAddr, now: Timestamp) -> Result<(), Duration> {
        let records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match records.get(&group(address)) {
            Some(record) if record.failures >= FORGIVEN => {
                let left = WINDOW - now.since(record.since);
                left.to_std()
                    .ok()
                    .filter(|left| !left.is_zero())
                    .map_or(Ok(()), Err)
            }
            Some(_) | None => Ok(()),
        }
    }

    /// This address failed.
    pub(super) fn note(&self, address: IpAddr, now: Timestamp) {
        let mut records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let group = group(address);
        if records.len() >= CAPACITY && !records.contains_key(&group) {
            records.retain(|_, record| !record.is_over(now));
            if records.len() >= CAPACITY {
                let oldest = records
                    .iter()
                    .min_by_key(|(_, record)| record.since)
                    .map(|(address, _)| *address);
                if let Some(oldest) = oldest {
                    records.remove(&oldest);
                }
            }
        }
        let record = records.entry(group).or_insert(Record {
            since: now,
            failures: 0,
        });
        if record.is_over(now) {
            *record = Record {
                since: now,
                failures: 0,
            };
        }
        record.failures = record.failures.saturating_add(1);
    }
}

impl Record {
    fn is_over(self, now: Timestamp) -> bool {
        now.since(self.since) >= WINDOW
    }
}

/// One customer holds a whole /64 of IPv6.
fn group(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let network = address.to_bits() & (u128::MAX << 64);
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn an_address_is_stopped_after_its_failures_and_let_in_a_minute_later() {
        let strangers = Strangers::default();
        let address: IpAddr = "203.0.113.5".parse().unwrap();
        for _ in 0..FORGIVEN {
            assert_eq!(strangers.admit(address, NOW), Ok(()));
            strangers.note(address, NOW);
        }
        let later = NOW.plus(TimeDelta::seconds(20));
        assert_eq!(
            strangers.admit(address, later),
            Err(Duration::from_secs(40))
        );
        assert_eq!(
            strangers.admit("203.0.113.6".parse().unwrap(), later),
            Ok(())
        );
        let after = NOW.plus(WINDOW);
        assert_eq!(strangers.admit(address, after), Ok(()));
        strangers.note(address, after);
        assert_eq!(strangers.admit(address, after), Ok(()));
    }

    #[test]
    fn neighbours_in_one_network_of_ipv6_count_as_one() {
        let strangers = Strangers::default();
        for host in 0..FORGIVEN {
            strangers.note(format!("2001:db8::{host:x}").parse().unwrap(), NOW);
        }
        assert!(
            strangers
                .admit("2001:db8::ffff".parse().unwrap(), NOW)
                .is_err()
        );
        assert!(
            strangers
                .admit("2001:db8:0:1::1".parse().unwrap(), NOW)
                .is_ok()
        );
    }

    #[test]
    fn memory_is_bounded() {
        let strangers = Strangers::default();
        for host in 0..u32::try_from(CAPACITY).unwrap() + 500 {
            strangers.note(IpAddr::V4(host.into()), NOW);
        }
        assert_eq!(strangers.0.lock().unwrap().len(), CAPACITY);
    }
}
